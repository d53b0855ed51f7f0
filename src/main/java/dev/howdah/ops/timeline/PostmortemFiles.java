package dev.howdah.ops.timeline;

import dev.howdah.timeline.Html;
import dev.howdah.timeline.JsonExport;
import dev.howdah.timeline.Markdown;
import dev.howdah.timeline.Postmortem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/// A post-mortem as three files beside each other. Nothing that is there is overwritten: the next one has a number.
public final class PostmortemFiles {
    private static final int MOST = 1000;

    private PostmortemFiles() {}

    /// What came of it.
    public sealed interface End {
        record Written(Path html, Path markdown, Path json) implements End {}

        /// @param why a sentence
        record Failed(String why) implements End {}
    }

    /// @param folder made when it is not there
    public static End write(Postmortem postmortem, Path folder) {
        try {
            Files.createDirectories(folder);
            for (int n = 1; n < MOST; n++) {
                String name = postmortem.name() + (n == 1 ? "" : "-" + n);
                Path html = folder.resolve(name + ".html");
                Path markdown = folder.resolve(name + ".md");
                Path json = folder.resolve(name + ".json");
                if (Files.notExists(html) && Files.notExists(markdown) && Files.notExists(json)) {
                    write(markdown, Markdown.of(postmortem));
                    write(json, JsonExport.of(postmortem));
                    write(html, Html.of(postmortem));
                    return new End.Written(html, markdown, json);
                }
            }
            return new End.Failed(folder + " has " + MOST + " of this name already.");
        } catch (FileAlreadyExistsException e) {
            return new End.Failed(e.getFile() + " is a file, not a folder.");
        } catch (AccessDeniedException e) {
            return new End.Failed(e.getFile() + " may not be written by you.");
        } catch (FileSystemException e) {
            return new End.Failed(e.getFile() + ": " + Objects.requireNonNullElse(e.getReason(), "it cannot be written") + ".");
        } catch (IOException e) {
            return new End.Failed(folder + ": " + e.getMessage() + ".");
        }
    }

    /// Half a file, of a disk that is full, is taken away again.
    private static void write(Path file, String text) throws IOException {
        try (var out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            try {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                Files.delete(file);
                // what the system says of a stream has no name of a file
                throw new FileSystemException(file.toString(), null, e.getMessage());
            }
        }
    }
}
