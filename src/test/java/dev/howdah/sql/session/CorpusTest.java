package dev.howdah.sql.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.howdah.sql.meta.Settings;
import dev.howdah.sql.table.Look;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Scripts run by psql and by us say the same. Beside each script is what psql 15.18 printed, both streams in one, run as
/// `psql -X -f NAME.sql` on a server 16.15 in an empty schema `corpus`; `record.sh` there makes it anew.
final class CorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/dev/howdah/sql/corpus");
    private static RealServer server;

    /// Counts of lines.
    private record Agreement(long equal, long all, List<String> differing) {
        double percent() {
            return 100.0 * equal / all;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        server = new RealServer();
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void scriptsSayWhatPsqlSaidWhenItWasRecorded() throws Exception {
        Agreement agreement = agreement(script -> Files.readString(CORPUS.resolve(script.replace(".sql", ".out"))));
        System.out.printf(Locale.ROOT, "corpus: %.2f %% of %d lines are psql's; scripts with differences: %s%n", agreement.percent(),
                agreement.all(),
                agreement.differing());
        assertThat(scripts()).hasSizeGreaterThanOrEqualTo(60);
        assertThat(agreement.percent()).isGreaterThanOrEqualTo(98);
    }

    @Test
    void scriptsSayWhatPsql16SaysHere() throws Exception {
        assumeTrue(psqlVersion().startsWith("psql (PostgreSQL) 16."), "no psql 16 on PATH");
        Agreement agreement = agreement(this::psql);
        System.out.printf(Locale.ROOT, "corpus: %.2f %% of %d lines are those of psql 16 on PATH: %s%n", agreement.percent(),
                agreement.all(),
                agreement.differing());
        assertThat(agreement.percent()).isGreaterThanOrEqualTo(98);
    }

    private interface Expected {
        String of(String script) throws Exception;
    }

    private static Agreement agreement(Expected expected) throws Exception {
        long equal = 0;
        long all = 0;
        var differing = new ArrayList<String>();
        for (String script : scripts()) {
            clean();
            List<String> wanted = expected.of(script).lines().toList();
            clean();
            List<String> got = ours(script).lines().toList();
            int same = common(wanted, got);
            equal += same;
            all += Math.max(wanted.size(), got.size());
            if (same < Math.max(wanted.size(), got.size())) {
                differing.add(script);
            }
        }
        return new Agreement(equal, all, differing);
    }

    private static List<String> scripts() throws IOException {
        try (var files = Files.list(CORPUS)) {
            return files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".sql")).sorted().toList();
        }
    }

    private static void clean() throws Exception {
        try (SqlSession session = server.open()) {
            assertThat(session.run("DROP SCHEMA IF EXISTS corpus CASCADE; CREATE SCHEMA corpus", _ -> {
            })).isTrue();
        }
    }

    private static String ours(String script) throws Exception {
        var text = new StringWriter();
        var out = new PrintWriter(text);
        try (SqlSession session = server.target(Map.of("options", "-c search_path=corpus", "timezone", "UTC")).open();
                BufferedReader lines = Files.newBufferedReader(CORPUS.resolve(script))) {
            new Psql(session, new Settings(), new Look(), out, out).script(lines, script);
        }
        return text.toString();
    }

    private String psql(String script) throws IOException, InterruptedException {
        var builder = new ProcessBuilder("psql", "-X", "-f", script).directory(CORPUS.toFile()).redirectErrorStream(true)
                .redirectInput(new java.io.File("/dev/null"));
        builder.environment().putAll(server.environment());
        builder.environment().putAll(Map.of("PGOPTIONS", "-c search_path=corpus", "PGTZ", "UTC", "LC_ALL", "C.UTF-8"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    private static String psqlVersion() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("psql", "--version").start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return said;
        } catch (IOException e) {
            return "no psql: " + e.getMessage();
        }
    }

    /// How many lines two texts have in common, in order.
    private static int common(List<String> a, List<String> b) {
        int[][] best = new int[a.size() + 1][b.size() + 1];
        for (int i = a.size() - 1; i >= 0; i--) {
            for (int j = b.size() - 1; j >= 0; j--) {
                best[i][j] = a.get(i).equals(b.get(j)) ? best[i + 1][j + 1] + 1 : Math.max(best[i + 1][j], best[i][j + 1]);
            }
        }
        return best[0][0];
    }
}
