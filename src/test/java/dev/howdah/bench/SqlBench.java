package dev.howdah.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.howdah.sql.session.RealServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `howdah sql` beside the local `psql`, in turn, as whole processes: the same server (the drill's PostgreSQL, with TLS), the same
/// statement, the same kind of file on the same disk. What both wrote is compared byte for byte before a figure is printed.
///
/// Memory is the peak of the resident set (`VmHWM` of proc(5)), looked at every 5 ms until the process ends.
final class SqlBench {
    private static final int PAIRS = 5;
    private static final String TABLE = """
            create table bench as select i as id, (i*7919)%100000 as account, md5(i::text) as token, 'name '||i%1000 as name,
              (i*1.37)::numeric(12,2) as amount, timestamptz '2026-01-01'+i*interval '1 s' as made_at, i%3=0 as good,
              case when i%10=0 then null else repeat('comment ', (i%8+1)::int) end as note from generate_series(1::bigint,1000000) i""";
    private static RealServer server;
    @TempDir
    private Path home;

    /// @param peak resident memory in bytes
    private record Run(double seconds, long peak) {}

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Timing.onPath("psql").isPresent(), "psql is not on PATH: nothing to compare with");
        server = new RealServer();
        setUp(TABLE);
        setUp("vacuum analyze bench");
        // a scan that begins where another is would give other rows first
        setUp("alter role current_user set synchronize_seqscans = off");
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void copyToAFile() throws Exception {
        compare("1,000,000 x 8 to CSV by \\copy", "\\copy", null, List.of("-c", "\\copy bench to 'OUT' csv header"));
    }

    @Test
    void queryAsCsv() throws Exception {
        compare("1,000,000 x 8 as --csv", "--csv", null, List.of("--csv", "-c", "select * from bench"));
    }

    /// What the aim is set against: a query's CSV beside psql's fastest way to one.
    @Test
    void queryAsCsvBesideCopy() throws Exception {
        compare("1,000,000 x 8 as --csv beside \\copy", "\\copy", List.of("-c", "\\copy bench to 'OUT' csv header"),
                List.of("--csv", "-c", "select * from bench"));
    }

    @Test
    void queryAsAlignedText() throws Exception {
        compare("1,000,000 x 8 as aligned text", "aligned", null, List.of("-c", "select * from bench"));
    }

    @Test
    void nothingButTheStart() throws Exception {
        compare("select 1: start, connect, end", "select 1", null, List.of("-c", "select 1"));
    }

    @Test
    void tenThousandSmallQueries() throws Exception {
        var script = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            script.append("select ").append(i).append(" as n, 'text' as t;\n");
        }
        Path file = Files.writeString(home.resolve("small.sql"), script);
        compare("10,000 small queries of a script", "-f", null, List.of("-f", file.toString()));
    }

    @Test
    void firstRowOfABigResult() throws Exception {
        for (List<String> way : List.of(List.of("--csv"), List.of("-A"), List.of("-v", "FETCH_COUNT=1000"))) {
            var pairs = new ArrayList<Timing.Pair>();
            for (int i = -1; i < PAIRS; i++) {
                var arguments = new ArrayList<>(way);
                arguments.addAll(List.of("-c", "select * from bench"));
                double ours = firstRow(howdah(arguments));
                double theirs = firstRow(psql(arguments));
                if (i >= 0) {
                    pairs.add(new Timing.Pair(ours, theirs));
                }
            }
            Timing.report("first row of 1,000,000, " + String.join(" ", way), "psql", pairs);
        }
    }

    private void compare(String what, String peer, List<String> theirsOrNull, List<String> arguments) throws Exception {
        var pairs = new ArrayList<Timing.Pair>();
        long ourPeak = 0;
        long theirPeak = 0;
        for (int i = -1; i < PAIRS; i++) {
            Path ours = home.resolve("howdah.out");
            Path theirs = home.resolve("psql.out");
            Run mine = run(howdah(arguments), ours);
            Run other = run(psql(theirsOrNull == null ? arguments : theirsOrNull), theirs);
            assertThat(Files.mismatch(ours, theirs)).as("where what both wrote differs").isEqualTo(-1);
            if (i >= 0) {
                pairs.add(new Timing.Pair(mine.seconds(), other.seconds()));
                ourPeak = Math.max(ourPeak, mine.peak());
                theirPeak = Math.max(theirPeak, other.peak());
            }
        }
        Timing.report(what, "psql " + peer, pairs);
        System.out.printf(Locale.ROOT, "BENCH   peak memory: howdah %d MiB, psql %d MiB, ratio %.2f%n", ourPeak >> 20, theirPeak >> 20,
                (double) ourPeak / theirPeak);
    }

    private static List<String> howdah(List<String> arguments) {
        var command = new ArrayList<>(List.of(System.getProperty("howdah.launcher"), "sql", "-q"));
        command.addAll(arguments);
        return command;
    }

    private static List<String> psql(List<String> arguments) {
        var command = new ArrayList<>(List.of("psql", "-X", "-q"));
        command.addAll(arguments);
        return command;
    }

    private ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(k -> k.startsWith("PG"));
        builder.environment().putAll(server.environment());
        builder.environment().put("HOWDAH_HOME", home.resolve("state").toString());
        return builder;
    }

    /// Runs a process whose output goes to `out`, by redirection or where a command of its own names OUT.
    private Run run(List<String> command, Path out) throws Exception {
        Files.deleteIfExists(out);
        List<String> named = command.stream().map(a -> a.replace("OUT", out.toString())).toList();
        var builder = builder(named);
        builder.redirectOutput(named.equals(command) ? out.toFile() : home.resolve("stdout").toFile());
        long begun = System.nanoTime();
        Process process = builder.start();
        long peak = 0;
        Path status = Path.of("/proc/" + process.pid() + "/status");
        while (!process.waitFor(5, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, peak(status));
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        assertThat(process.exitValue()).as(named.toString()).isZero();
        return new Run(seconds, peak);
    }

    /// 0 where the system has no such file, or the process has just ended.
    private static long peak(Path status) {
        try {
            return Files.readAllLines(status).stream().filter(l -> l.startsWith("VmHWM:"))
                    .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", ""))).findFirst().orElse(0) << 10;
        } catch (IOException e) {
            return 0;
        }
    }

    /// Seconds until the line after the head has come; the rest is not read, and the process is ended.
    private double firstRow(List<String> command) throws Exception {
        long begun = System.nanoTime();
        Process process = builder(command).start();
        try (InputStream out = process.getInputStream()) {
            int lines = 0;
            while (lines < 3) {
                int c = out.read();
                assertThat(c).as("the output ended before its first row").isGreaterThanOrEqualTo(0);
                lines += c == '\n' ? 1 : 0;
            }
            return (System.nanoTime() - begun) / 1e9;
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static void setUp(String sql) throws Exception {
        var builder = new ProcessBuilder("psql", "-Xq", "-c", sql).inheritIO();
        builder.environment().putAll(server.environment());
        assertThat(builder.start().waitFor()).isZero();
    }
}
