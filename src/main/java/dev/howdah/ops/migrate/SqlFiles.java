package dev.howdah.ops.migrate;

import dev.howdah.lint.Review;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Reads what a migration runs, in the order in which it is run.
public final class SqlFiles {
    /// The order in which migration tools run a folder: numbers by their value, Flyway's repeatable ones (`R__`) last.
    private static final Comparator<Path> AS_RUN = Comparator.<Path, Boolean>comparing(p -> p.getFileName().toString().startsWith("R__"))
            .thenComparing(p -> p.getFileName().toString(), SqlFiles::byNumbers);

    private SqlFiles() {}

    /// A file, or all files of a folder that end in `.sql`.
    public static void read(Review review, Path path) throws IOException, InterruptedException {
        if (!Files.isDirectory(path)) {
            review.read(path.toString(), Files.readString(path));
            return;
        }
        try (Stream<Path> all = Files.list(path)) {
            for (Path one : all.filter(p -> p.toString().endsWith(".sql")).sorted(AS_RUN).toList()) {
                review.read(one.toString(), Files.readString(one));
            }
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
