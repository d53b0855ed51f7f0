package dev.howdah.journal;

import dev.howdah.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The journal as it stands on disk, all its files in order, each line held against the one before.
///
/// @param entries whole entries, oldest first
/// @param bad the first place that is not as it was written
/// @param torn bytes after the last line end: what a killed process was writing; empty for none
public record Chain(List<Entry> entries, Optional<Bad> bad, byte[] torn) {
    /// Where the journal is not what was written.
    ///
    /// @param line counted from 1 within the file
    public record Bad(Path file, int line, String why) {
        @Override
        public String toString() {
            return file + ", line " + line + ": " + why;
        }
    }

    /// What the file beside the journal remembers of its end.
    record Head(long number, String hash) {
        static final Head START = new Head(0, Entry.ORIGIN);

        static Head of(Path folder) throws IOException {
            try {
                var json = Json.readObject(Files.readString(folder.resolve(HEAD)));
                return new Head(Long.parseLong(String.valueOf(json.get("n"))), String.valueOf(json.get("hash")));
            } catch (NoSuchFileException e) {
                return START;
            } catch (Json.Malformed | NumberFormatException e) {
                throw new IOException(folder.resolve(HEAD) + " cannot be read: " + e.getMessage(), e);
            }
        }

        String line() {
            return Json.line(Json.object("n", number, "hash", hash)) + "\n";
        }
    }

    static final String CURRENT = "journal.jsonl";
    static final String HEAD = "journal.head";

    /// The journal's files, oldest first.
    static List<Path> files(Path folder) throws IOException {
        var files = new ArrayList<Path>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try (var found = Files.newDirectoryStream(folder, "journal-*.jsonl")) {
            found.forEach(files::add);
        }
        files.sort(null);
        if (Files.exists(folder.resolve(CURRENT))) {
            files.add(folder.resolve(CURRENT));
        }
        return files;
    }

    /// Where the journal ends, in a word that is another one after each entry. Reading it costs nothing, however long the journal is.
    ///
    /// @param folder of the console's state
    public static String end(Path folder) throws IOException {
        Head head = Head.of(folder);
        return head.number() + "/" + head.hash();
    }

    /// Reads and checks everything.
    ///
    /// @param folder of the console's state
    /// @throws IOException when a file cannot be read, which is not the same as damaged
    public static Chain read(Path folder) throws IOException {
        var reader = new Reader();
        List<Path> files = files(folder);
        for (Path file : files) {
            reader.file(file, file.equals(files.getLast()));
        }
        reader.end(folder, Head.of(folder));
        return new Chain(List.copyOf(reader.entries), Optional.ofNullable(reader.bad), reader.torn);
    }

    private static final class Reader {
        private final List<Entry> entries = new ArrayList<>();
        private @Nullable Bad bad;
        private byte[] torn = new byte[0];
        private long number;
        private String hash = Entry.ORIGIN;
        /// The hash of a line that could not be read and may have been torn by a crash; then the next line says so.
        private @Nullable Bad doubtful;
        private String doubtfulDigest = "";
        private int line;
        private Path last = Path.of(CURRENT);

        void file(Path file, boolean newest) throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            last = file;
            line = 0;
            int start = 0;
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == '\n') {
                    line++;
                    line(file, java.util.Arrays.copyOfRange(bytes, start, i));
                    start = i + 1;
                }
            }
            if (start < bytes.length && newest) {
                torn = java.util.Arrays.copyOfRange(bytes, start, bytes.length);
            } else if (start < bytes.length) {
                note(new Bad(file, line + 1, "it is cut short, and the journal goes on in another file"));
            }
        }

        private void line(Path file, byte[] bytes) {
            try {
                Entry entry = Entry.of(new String(bytes, StandardCharsets.UTF_8));
                judgeDoubtful(entry);
                follows(file, entry);
                entries.add(entry);
                number = entry.number();
                hash = entry.hash();
            } catch (Entry.Damaged e) {
                judgeDoubtful(null);
                doubtful = new Bad(file, line, String.valueOf(e.getMessage()));
                doubtfulDigest = Entry.digest(bytes);
            }
        }

        private void follows(Path file, Entry entry) {
            if (entry.kind() == Entry.Kind.GAP) {
                note(new Bad(file, line, "entries " + entry.field("from") + " to " + entry.field("to")
                        + " were removed before this was written"));
            } else if (number == 0 && entry.number() != 1) {
                note(new Bad(file, line, "it is entry " + entry.number() + ", and those before it are missing"));
            } else if (entry.number() <= number) {
                note(new Bad(file, line, "it is entry " + entry.number() + " after entry " + number + ": the order was changed"));
            } else if (entry.number() > number + 1) {
                note(new Bad(file, line, "it is entry " + entry.number() + " after entry " + number + ": lines between are missing"));
            } else if (!entry.previous().equals(hash)) {
                note(new Bad(file, line, "it does not follow the line before: that one was replaced"));
            }
        }

        /// An unreadable line is innocent when the next one says that a crash tore it, and names the same bytes.
        private void judgeDoubtful(@Nullable Entry after) {
            if (doubtful != null && (after == null || after.kind() != Entry.Kind.REPAIRED || !after.field("torn").equals(doubtfulDigest))) {
                note(doubtful);
            }
            doubtful = null;
        }

        void end(Path folder, Head head) {
            judgeDoubtful(null);
            if (head.number() > number) {
                note(new Bad(entries.isEmpty() ? folder.resolve(CURRENT) : last, line + 1,
                        "entries " + (number + 1) + " to " + head.number() + " are missing: the end was cut off"));
            } else if (head.number() == 0 && number > 1) {
                note(new Bad(folder.resolve(HEAD), 1, "the file that remembers the journal's end is missing"));
            } else if (head.number() > 0 && entries.stream().noneMatch(e -> e.number() == head.number() && e.hash().equals(head.hash()))) {
                note(new Bad(entries.isEmpty() ? folder.resolve(CURRENT) : last, line,
                        "entry " + head.number() + " is not the one that was written: the journal was rewritten"));
            }
        }

        private void note(Bad found) {
            if (bad == null) {
                bad = found;
            }
        }
    }
}
