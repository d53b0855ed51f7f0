package dev.howdah.ops.migrate;

import dev.howdah.lint.Review;
import dev.howdah.sql.scan.CopyStatement;
import dev.howdah.sql.scan.Scanner;
import dev.howdah.sql.scan.Stop;
import dev.howdah.sql.scan.Variables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads what a migration runs, in the order in which it is run.
public final class SqlFiles {
    /// The order in which migration tools run a folder: numbers by their value, Flyway's repeatable ones (`R__`) last. Flyway goes by the
    /// file's name whatever folder it is in; others go folder by folder.
    private static final Comparator<Path> AS_RUN = Comparator.<Path, Boolean>comparing(p -> p.getFileName().toString().startsWith("R__"))
            .thenComparing(SqlFiles::placed, SqlFiles::byNumbers).thenComparing(Path::toString, SqlFiles::byNumbers);
    private static final Pattern FLYWAY = Pattern.compile("(?:V[0-9][0-9._]*|R)__.*");
    /// What Flyway runs to take a version back, and never on the way up.
    private static final Pattern UNDO = Pattern.compile("U[0-9][0-9._]*__.*");

    private SqlFiles() {}

    /// One file's text.
    public record Source(String name, String text) {}

    /// One statement of a file.
    ///
    /// @param line of its first word, from 1
    public record Statement(String file, int line, String text) {}

    /// What was read, in the order in which it is run.
    ///
    /// @param digest SHA-256 of all texts, in hexadecimal digits: what was reviewed, rehearsed and run is held to be the same by it
    public record Sources(List<Source> files, String digest) {
        public Sources {
            files = List.copyOf(files);
        }

        /// All statements, as the server is given them. Code inside a statement is not cut out of it.
        ///
        /// @throws IllegalArgumentException when a file has what only psql runs: a backslash command, or the data of a COPY
        public List<Statement> statements() {
            var all = new ArrayList<Statement>();
            files.forEach(file -> cut(file, all));
            return all;
        }

        /// Reviews all of it.
        public void review(Review review) throws InterruptedException {
            for (Source file : files) {
                review.read(file.name(), file.text());
            }
        }
    }

    /// Reads files and folders once, so that what is reviewed is what is digested. A folder is read with those inside it; Flyway's undo
    /// files (`U7__x.sql`) are not part of it, and are read when they are named themselves.
    ///
    /// @throws IOException when one of them cannot be read, or a folder holds nothing to run: nothing was reviewed then
    public static Sources load(List<Path> paths) throws IOException {
        var files = new ArrayList<Source>();
        for (Path path : paths) {
            if (!Files.isDirectory(path)) {
                files.add(new Source(path.toString(), Files.readString(path)));
                continue;
            }
            List<Path> inside = inside(path);
            if (inside.isEmpty()) {
                throw new IOException(path + " holds no .sql file to run");
            }
            for (Path one : inside) {
                files.add(new Source(one.toString(), Files.readString(one)));
            }
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Source file : files) {
                byte[] text = file.text().getBytes(StandardCharsets.UTF_8);
                digest.update((text.length + "\n").getBytes(StandardCharsets.US_ASCII));
                digest.update(text);
            }
            return new Sources(files, HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static List<Path> inside(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(p -> p.toString().endsWith(".sql") && !UNDO.matcher(p.getFileName().toString()).matches())
                    .filter(Files::isRegularFile).map(folder::relativize).sorted(AS_RUN).map(folder::resolve).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String placed(Path file) {
        String name = file.getFileName().toString();
        return FLYWAY.matcher(name).matches() ? name : file.toString();
    }

    /// A file, or all files of a folder that end in `.sql`.
    public static void read(Review review, Path path) throws IOException, InterruptedException {
        load(List.of(path)).review(review);
    }

    private static void cut(Source file, List<Statement> all) {
        var scanner = new Scanner(Variables.NONE);
        var text = new StringBuilder();
        int first = 0;
        int number = 0;
        for (String line : file.text().split("\n", -1)) {
            number++;
            scanner.line(line);
            Stop stop;
            do {
                boolean empty = text.isEmpty();
                stop = scanner.next(text);
                first = empty && !text.isEmpty() ? number : first;
                if (stop == Stop.BACKSLASH) {
                    throw new IllegalArgumentException(file.name() + ":" + number + " has a command of psql");
                }
                if (stop == Stop.SEMICOLON) {
                    add(file, first, text.substring(0, text.length() - 1), all);
                    text.setLength(0);
                }
            } while (stop != Stop.END_OF_LINE);
            if (!text.isEmpty()) {
                text.append('\n');
            }
        }
        add(file, first, text.toString(), all);
    }

    private static void add(Source file, int line, String text, List<Statement> all) {
        if (CopyStatement.of(text + ";") == CopyStatement.FROM_STDIN) {
            throw new IllegalArgumentException(file.name() + ":" + line + " is a COPY with its data");
        }
        if (!text.isBlank()) {
            all.add(new Statement(file.name(), line, text.strip()));
        }
    }

    private static int byNumbers(String one, String other) {
        List<String> a = List.of(one.split("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)"));
        List<String> b = List.of(other.split("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)"));
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            boolean numbers = Character.isDigit(a.get(i).charAt(0)) && Character.isDigit(b.get(i).charAt(0));
            int order = numbers ? new BigInteger(a.get(i)).compareTo(new BigInteger(b.get(i))) : a.get(i).compareTo(b.get(i));
            if (order != 0) {
                return order;
            }
        }
        int shorter = Integer.compare(a.size(), b.size());
        return shorter != 0 ? shorter : one.compareTo(other);
    }
}
