package dev.howdah.ops.timeline;

import dev.howdah.json.Json;
import dev.howdah.model.InstanceRef;
import dev.howdah.timeline.Mark;
import dev.howdah.timeline.Note;
import dev.howdah.timeline.Stage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What nobody else will tell later, on disk: notes, and what only this console saw. One JSON line each, appended; a note that was taken
/// back is a line that says so. A line cut short by a crash is skipped and told. Only its owner may read it.
final class Kept {
    private static final System.Logger LOG = System.getLogger(Kept.class.getName());
    private final Path file;
    /// Guarded by `this`, as are the next two.
    private final Map<String, Note> notes = new LinkedHashMap<>();
    private final List<Mark> seen = new ArrayList<>();
    private boolean loaded;

    /// @param folder of the console's state
    Kept(Path folder, InstanceRef ref) {
        file = folder.resolve("timeline")
                .resolve((ref.account() + "_" + ref.region() + "_" + ref.id()).replaceAll("[^A-Za-z0-9_-]", "_") + ".jsonl");
    }

    /// @throws IOException when it is there and cannot be read
    synchronized List<Note> notes() throws IOException {
        load();
        return List.copyOf(notes.values());
    }

    /// What was seen from here.
    ///
    /// @throws IOException when it is there and cannot be read
    synchronized List<Mark> seen() throws IOException {
        load();
        return List.copyOf(seen);
    }

    /// @throws IOException when the disk refuses: then it is not kept, and not in the next answer either
    synchronized void add(Note note) throws IOException {
        load();
        Stage stage = note.stage();
        append(Json.object("note", note.id(), "at", note.at(), "by", note.by(), "stage", stage == null ? null : stage.name(), "text",
                note.text()));
        notes.put(note.id(), note);
    }

    /// Takes a note back.
    synchronized void remove(String id) throws IOException {
        load();
        if (notes.containsKey(id)) {
            append(Json.object("gone", id));
            notes.remove(id);
        }
    }

    /// Keeps something that was seen and is over.
    synchronized void add(Mark mark) throws IOException {
        load();
        append(Json.object("seen", mark.kind().name(), "at", mark.at(), "until", mark.until(), "weight", mark.weight().name(), "title",
                mark.title(), "detail", mark.detail(), "source", mark.source()));
        seen.add(mark);
    }

    private void append(Map<String, @Nullable Object> line) throws IOException {
        Files.createDirectories(file.getParent());
        if (!Files.exists(file)) {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(file);
            }
        }
        // a line that a crash cut short must not swallow this one
        boolean torn = Files.size(file) > 0 && !endsLine();
        Files.write(file, ((torn ? "\n" : "") + Json.line(line) + "\n").getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
    }

    private boolean endsLine() throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var last = ByteBuffer.allocate(1);
            channel.read(last, channel.size() - 1);
            return last.get(0) == '\n';
        }
    }

    private void load() throws IOException {
        if (loaded) {
            return;
        }
        List<String> lines;
        try {
            lines = List.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n"));
        } catch (NoSuchFileException e) {
            lines = List.of();
        }
        loaded = true;
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                try {
                    take(Json.readObject(lines.get(i)));
                } catch (RuntimeException e) {
                    LOG.log(System.Logger.Level.WARNING, "{0}, line {1} cannot be read and is skipped: {2}", file, i + 1, e.getMessage());
                }
            }
        }
    }

    private void take(Map<String, @Nullable Object> json) {
        if (json.get("gone") instanceof String id) {
            notes.remove(id);
        } else if (json.get("note") instanceof String id) {
            String stage = (String) json.get("stage");
            notes.put(id, new Note(id, instant(json, "at"), text(json, "by"), stage == null ? null : Stage.valueOf(stage),
                    text(json, "text")));
        } else {
            seen.add(new Mark(instant(json, "at"), json.get("until") == null ? null : instant(json, "until"), false,
                    Mark.Kind.valueOf(text(json, "seen")), Mark.Weight.valueOf(text(json, "weight")), Mark.Clock.HERE, text(json, "title"),
                    text(json, "detail"), text(json, "source")));
        }
    }

    private static Instant instant(Map<String, @Nullable Object> json, String name) {
        return Instant.parse(text(json, name));
    }

    private static String text(Map<String, @Nullable Object> json, String name) {
        Object value = json.get(name);
        if (value == null) {
            throw new IllegalArgumentException("it has no '" + name + "'");
        }
        return value.toString();
    }
}
