package dev.howdah.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Whole processes timed in turn, so that both sides meet the same machine; medians and ratios are printed.
final class Timing {
    private Timing() {}

    /// @param seconds wall-clock time of one run of each side, in seconds
    record Pair(double ours, double theirs) {}

    static void report(String what, String peer, List<Pair> pairs) {
        double ours = median(pairs.stream().mapToDouble(Pair::ours).toArray());
        double theirs = median(pairs.stream().mapToDouble(Pair::theirs).toArray());
        double ratio = median(pairs.stream().mapToDouble(p -> p.ours() / p.theirs()).toArray());
        System.out.printf(Locale.ROOT, "BENCH %s: howdah %.3f s, %s %.3f s, ratio %.2f (median of %d pairs)%n", what, ours, peer, theirs,
                ratio, pairs.size());
    }

    static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    /// Runs a process to its end and gives its time in seconds; its output is dropped.
    static double seconds(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(k -> k.startsWith("AWS_"));
        builder.environment().putAll(environment);
        long begun = System.nanoTime();
        Process process = builder.start();
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError(String.join(" ", command) + " failed");
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    /// A program on PATH.
    static Optional<Path> onPath(String name) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).map(d -> Path.of(d, name)).filter(Files::isExecutable)
                .findFirst();
    }
}
