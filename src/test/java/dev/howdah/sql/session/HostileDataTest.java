package dev.howdah.sql.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.sql.meta.Settings;
import dev.howdah.sql.table.Look;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Hostile data through the engine, as text and as rows for a grid, on a real server: escapes, bidirectional controls, HTML,
/// formulas, a cell of 50 MB, 1,600 columns, no columns, the farthest dates, bytes that are no text.
final class HostileDataTest {
    private static RealServer server;

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

    /// What a window is told.
    private static final class Told implements Tap {
        final List<Answer.Rows> rows = new ArrayList<>();
        final List<ServerMessage> failures = new ArrayList<>();
        int cuts;

        @Override
        public void begins(String sql) {}

        @Override
        public void rows(Answer.Rows came) {
            rows.add(came);
        }

        @Override
        public void done(String tag) {}

        @Override
        public void notice(ServerMessage message) {}

        @Override
        public void failed(ServerMessage message) {
            failures.add(message);
        }

        @Override
        public void cut() {
            cuts++;
        }

        @Override
        public void ended(Duration took) {}
    }

    private static String text(String format, String sql) throws Exception {
        var out = new StringWriter();
        var look = new Look();
        look.set("format", format);
        try (SqlSession session = server.target(java.util.Map.of()).open(Safety.of("x"))) {
            var printer = new PrintWriter(out);
            new Psql(session, new Settings(), look, printer, printer).command(sql);
        }
        return out.toString();
    }

    private static Told inWindow(String sql, int limit, Writer text) throws Exception {
        var told = new Told();
        try (SqlSession session = server.target(java.util.Map.of()).open(Safety.of("x"))) {
            var out = new PrintWriter(text);
            var psql = new Psql(session, new Settings(), new Look(), out, out);
            psql.inWindow(told);
            psql.limit(limit);
            psql.command(sql);
        }
        return told;
    }

    @Test
    void textIsWhatPsqlPrintsAndFilesHoldTheValueItself() throws Exception {
        String hostile = "SELECT E'\\x1b[31mred\\u202Eevil\\x07' AS a, '<b>&</b>' AS html, '=cmd|'' /C calc''!A0' AS formula, E'a\\nb' AS lines";
        // psql's aligned text shows control characters as \x1B and leaves format characters as they are
        assertThat(text("aligned", hostile)).contains("\\x1B[31mred\u202Eevil\\x07").doesNotContain("\u001b", "\u0007");
        assertThat(text("html", hostile)).contains("&lt;b&gt;&amp;&lt;/b&gt;").doesNotContain("<b>");
        assertThat(text("csv", hostile))
                .isEqualTo("a,html,formula,lines\n\u001b[31mred\u202Eevil\u0007,<b>&</b>,=cmd|' /C calc'!A0,\"a\nb\"\n");
    }

    @Test
    void aCellOfFiftyMegabytesCostsTheWindowItsOwnSizeOnly() throws Exception {
        var text = new StringWriter();
        long begun = System.nanoTime();
        Told told = inWindow("SELECT repeat('x', 50000000) AS big, 1 AS small FROM generate_series(1, 2)", 1000, text);
        System.out.println("two cells of 50 MB took " + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms without a tunnel");
        assertThat(told.failures).isEmpty();
        assertThat(told.rows.getFirst().rows().getFirst().getFirst()).hasSize(50_000_000);
        assertThat(text.toString().length()).isLessThan(30_000);
        assertThat(text.toString()).contains("(2 rows)");
    }

    @Test
    void shapesAtTheirEnds() throws Exception {
        String wide = IntStream.rangeClosed(1, 1600).mapToObj(i -> i + " AS c" + i).collect(Collectors.joining(", "));
        assertThat(inWindow("SELECT " + wide, 10, new StringWriter()).rows.getFirst().fields()).hasSize(1600);
        var none = new StringWriter();
        assertThat(inWindow("SELECT FROM generate_series(1, 3)", 10, none).rows.getFirst().rows()).hasSize(3);
        assertThat(none.toString()).contains("(3 rows)");
        assertThat(text("unaligned", "SELECT 'infinity'::date, '-infinity'::timestamptz, '4713-01-01 BC'::date, '5874897-12-31'::date,"
                + " '294276-12-31 23:59:59.999999'::timestamp, 'NaN'::numeric, 'Infinity'::float8, interval '178000000 years', E'\\\\000'::bytea"))
                .contains("infinity|-infinity|4713-01-01 BC|5874897-12-31|294276-12-31 23:59:59.999999|NaN|Infinity|178000000 years|\\x00");
        Told nul = inWindow("SELECT 'a' || chr(0)", 10, new StringWriter());
        assertThat(nul.failures).singleElement().satisfies(f -> assertThat(f.state()).isEqualTo("54000"));
    }

    @Test
    void theLimitCutsAndSaysSo() throws Exception {
        var text = new StringWriter();
        Told told = inWindow("SELECT n FROM generate_series(1, 5000) n", 1200, text);
        assertThat(told.rows.stream().mapToInt(r -> r.rows().size()).sum()).isEqualTo(1200);
        assertThat(told.cuts).isEqualTo(1);
        assertThat(text.toString()).contains("(1200 rows)", "there are more rows than 1200");
        assertThat(inWindow("SELECT n FROM generate_series(1, 1200) n", 1200, new StringWriter()).cuts).isZero();
    }
}
