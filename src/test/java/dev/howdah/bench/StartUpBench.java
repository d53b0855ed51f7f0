package dev.howdah.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long a stranger waits for the first usable Overview, and what the window weighs after it stood open. The window is
/// drawn by JavaFX's headless platform with its software renderer, so a real screen adds or saves a little.
final class StartUpBench {
    private static final int RUNS = 10;

    /// Seconds since the JVM began.
    private record Start(double frame, double usable) {}

    @TempDir
    private Path home;

    @Test
    void firstUsableOverview() throws Exception {
        try (Drill drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {})) {
            String[] account = {"--region", drill.region(), "--instance", "blog-db"};
            overview(drill.variables(), account);
            var frames = new ArrayList<Double>();
            var connected = new ArrayList<Double>();
            var plainFrames = new ArrayList<Double>();
            var plain = new ArrayList<Double>();
            for (int i = 0; i < RUNS; i++) {
                Start start = overview(drill.variables(), account);
                frames.add(start.frame());
                connected.add(start.usable());
                var without = new HashMap<>(drill.variables());
                without.put("JAVA_TOOL_OPTIONS", "-XX:AOTMode=off");
                Start bare = overview(without, account);
                plainFrames.add(bare.frame());
                plain.add(bare.usable());
            }
            print("first frame", frames);
            print("first frame, JVM without its record of classes", plainFrames);
            print("first usable Overview of an account that answers at once", connected);
            print("the same, JVM without its record of classes", plain);
        }
        var drills = new ArrayList<Double>();
        for (int i = 0; i < 3; i++) {
            drills.add(overview(Map.of(), "--drill").usable());
        }
        print("first usable Overview of the drill, its two PostgreSQL servers started from nothing", drills);
    }

    @Test
    void memoryAfterStandingOpen() throws Exception {
        Duration open = Duration.ofMinutes(Long.getLong("howdah.bench.minutes", 10));
        try (Drill drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {})) {
            Process process = window(drill.variables(), "--region", drill.region(), "--instance", "blog-db");
            try (BufferedReader lines = reader(process)) {
                usable(lines);
                long first = resident(process);
                Duration busy = process.info().totalCpuDuration().orElseThrow();
                assertThat(process.waitFor(open)).isFalse();
                Duration used = process.info().totalCpuDuration().orElseThrow().minus(busy);
                System.out.printf(Locale.ROOT, "BENCH processor time of the window that stands open: %.2f %% of one core%n",
                        100.0 * used.toMillis() / open.toMillis());
                System.out.printf(Locale.ROOT, "BENCH resident memory of the window: %d MiB when first usable, %d MiB after %d minutes%n",
                        first >> 20, resident(process) >> 20, open.toMinutes());
            } finally {
                process.destroy();
                process.waitFor();
            }
        }
    }

    private static void print(String what, ArrayList<Double> seconds) {
        System.out.printf(Locale.ROOT, "BENCH %s: %.2f s (median of %d)%n", what,
                Timing.median(seconds.stream().mapToDouble(Double::doubleValue).toArray()), seconds.size());
    }

    private Start overview(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        Process process = window(environment, arguments);
        try (BufferedReader lines = reader(process)) {
            return usable(lines);
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    /// Waits for the lines that tell it.
    private static Start usable(BufferedReader lines) throws IOException {
        double frame = Double.NaN;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            double seconds = line.contains(" after ") ? Double.parseDouble(line.replaceAll(".*after |,| ms.*", "")) / 1000 : Double.NaN;
            if (line.contains("first frame after ")) {
                frame = seconds;
            }
            if (line.contains("first usable Overview after ")) {
                return new Start(frame, seconds);
            }
        }
        throw new AssertionError("the window ended before its Overview was usable");
    }

    private Process window(Map<String, String> environment, String... arguments) throws IOException {
        Path logging = Files.writeString(home.resolve("logging.properties"), """
                handlers=java.util.logging.ConsoleHandler
                java.util.logging.ConsoleHandler.level=FINE
                java.util.logging.SimpleFormatter.format=%5$s%n
                .level=SEVERE
                dev.howdah.startup.level=FINE
                """);
        var command = new ArrayList<String>();
        command.add(System.getProperty("howdah.launcher"));
        command.addAll(java.util.List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(k -> k.startsWith("AWS_"));
        builder.environment().put("HOWDAH_HOME", home.resolve("state").toString());
        builder.environment().put("AWS_CONFIG_FILE", home.resolve("none").toString());
        builder.environment().put("AWS_SHARED_CREDENTIALS_FILE", home.resolve("none").toString());
        builder.environment().putAll(environment);
        builder.environment().merge("JAVA_TOOL_OPTIONS",
                "-Dglass.platform=Headless -Dprism.order=sw -Djava.util.logging.config.file=" + logging, (a, b) -> a + " " + b);
        return builder.start();
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /// Resident set of the JVM in bytes; the launcher has become it by `exec`. proc(5), field VmRSS in kB.
    private static long resident(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream().filter(l -> l.startsWith("VmRSS:"))
                .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", ""))).findFirst().orElseThrow() << 10;
    }
}
