package dev.howdah.ui.insights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.insights.Calls;
import dev.howdah.insights.Dimension;
import dev.howdah.insights.LoadChart;
import dev.howdah.insights.Range;
import dev.howdah.insights.Span;
import dev.howdah.insights.Vital;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.LoadKey;
import dev.howdah.model.LoadLine;
import dev.howdah.model.Problem;
import dev.howdah.model.Series;
import dev.howdah.ops.insights.Insights;
import dev.howdah.ops.insights.VitalSigns;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.OnStage;
import dev.howdah.ui.Screens;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The Insights screen in its states. Bad inputs tried: nothing read, no session, an old chart, a chart of gaps, a denied and a throttled
/// service, clocks that differ, a role that may not see others, no pg_stat_statements, a statement with control characters.
@ExtendWith(HeadlessScreen.class)
final class InsightsViewTest {
    private static final Instant NOW = Instant.parse("2026-11-28T03:00:00Z");
    private static final Problem.Source SOURCE = new Problem.Source("pi:GetResourceMetrics", "rid", "AccessDeniedException: no");

    @Test
    void loadIsStackedAgainstTheProcessorsWithItsStatementsBeneath() {
        try (var screen = new Shown(1280, 720)) {
            screen.show(screen.loaded());
            assertThat(screen.words()).contains("Database load", "Performance Insights, 7 d kept", "Database Insights standard",
                    "above 2 vCPU since", "CPU  ", "Lock:relation  ",
                    "All that is shown: 02:00:00–03:00:00 UTC · 11:00:00–12:00:00 KST (1 h)",
                    "ALTER TABLE posts ADD COLUMN status varchar(?)", "Lock:relation", "412 /s", "1.40 ms");
            screen.pictures("insights");
        }
    }

    @Test
    void aNewReadingDoesNotCloseTheListsOfRangesAndPaces() {
        try (var screen = new Shown(1280, 720)) {
            screen.show(screen.loaded());
            assertThat(screen.closedBy(() -> screen.show(screen.loaded()))).isEmpty();
        }
    }

    @Test
    void keysBrushSliceAndOpenAStatement() {
        try (var screen = new Shown(1280, 720)) {
            screen.show(screen.loaded());
            screen.press(KeyCode.LEFT);
            assertThat(screen.asked().brushed()).as("the newest tenth is where one begins").isEqualTo(new Span(NOW.minusSeconds(360), NOW));
            screen.show(screen.loaded());
            screen.press(KeyCode.PAGE_UP);
            assertThat(screen.asked().brushed()).isEqualTo(new Span(NOW.minusSeconds(720), NOW.minusSeconds(360)));
            screen.press(KeyCode.RIGHT, true);
            assertThat(screen.asked().brushed()).as("Shift widens").isEqualTo(new Span(NOW.minusSeconds(720), NOW.minusSeconds(300)));
            screen.show(screen.loaded());
            assertThat(screen.words()).contains("Brushed: 02:48:00–02:55:00 UTC");
            Screens.picture(screen.scene, "insights-brushed");
            screen.press(KeyCode.END);
            screen.press(KeyCode.RIGHT);
            assertThat(screen.asked().brushed()).as("not beyond the newest").isEqualTo(new Span(NOW.minusSeconds(420), NOW));
            screen.press(KeyCode.F2);
            assertThat(screen.asked().by()).isEqualTo(Dimension.WAIT_TYPE);
            screen.press(KeyCode.F1);
            screen.press(KeyCode.OPEN_BRACKET);
            assertThat(screen.asked().range()).isEqualTo(Range.MINUTES_15);
            screen.press(KeyCode.CLOSE_BRACKET);
            screen.press(KeyCode.LEFT);
            screen.press(KeyCode.ESCAPE);
            assertThat(screen.asked().brushed()).isNull();
            screen.show(screen.loaded());
            screen.press(KeyCode.ENTER);
            screen.press(KeyCode.ENTER);
            assertThat(screen.inspected).isEqualTo("A1");
            screen.show(new Insights.Detail("A1", "ALTER TABLE posts ADD COLUMN status varchar(20) NOT NULL DEFAULT 'draft'",
                    "one of its calls, by Performance Insights", null, null, false));
            screen.press(KeyCode.E);
            assertThat(screen.explained).isTrue();
            screen.show(new Insights.Detail("A1", "ALTER TABLE posts ADD COLUMN status varchar(20) NOT NULL DEFAULT 'draft'",
                    "one of its calls, by Performance Insights", null, "There is no plan of this.", false));
            assertThat(screen.words()).contains("Statement 4711", "DEFAULT 'draft'", "3 calls in all", "There is no plan of this.",
                    "Close   Esc");
            Screens.picture(screen.scene, "insights-statement");
            screen.press(KeyCode.ESCAPE);
            assertThat(screen.words()).doesNotContain("Close   Esc");
            screen.press(KeyCode.P);
            assertThat(screen.paused).isTrue();
            screen.press(KeyCode.O);
            assertThat(screen.asked().wished()).isEqualTo(Insights.Source.OWN);
        }
    }

    @Test
    void aChartIsShownBeforeItsFirstLayoutAndWhereItsWordsDoNotFit() {
        try (var screen = new Shown(240, 200)) {
            InsightsState loaded = InsightsState.of(screen.loaded(), NOW, ZoneId.of("Asia/Seoul"));
            var young = Screens.onFx(() -> new InsightsView("blog-db", () -> NOW, ZoneId.of("Asia/Seoul"), screen.answers));
            for (double width : new double[]{0, 20, 90, 1280}) {
                Screens.onFx(() -> {
                    Node canvas = young.node().lookup(".load-chart");
                    canvas.resize(width, 120);
                    ((Parent) canvas).layout();
                    young.show(loaded);
                    return null;
                });
                assertThat(Screens.onFx(() -> Screens.words(young.node()))).as("in %s", width).contains("All that is shown");
            }
        }
    }

    @Test
    void ourOwnSamplingSaysThatItIsAndWhyAndWhatItCannotSee() {
        try (var screen = new Shown(1280, 720)) {
            var loaded = screen.loaded();
            screen.show(new Insights.State(loaded.ask(), loaded.instance(), Insights.Source.OWN, "Performance Insights is off on blog-db",
                    true,
                    loaded.chart(), loaded.top(), loaded.topOf(), loaded.limit(), new Insights.Counters(
                            "pg_stat_statements is not in the database blogdb: calls and latency are not known.", Map.of(), Map.of()),
                    null, null, NOW, Duration.ofSeconds(-95), Insights.USUAL, false, Map.of(), true));
            assertThat(screen.words()).contains("our own sampling, every second", "Performance Insights is off on blog-db.",
                    "it is not a member of pg_read_all_stats", "The server's clock is 1 min 35 s behind this machine's",
                    "pg_stat_statements is not in the database blogdb").doesNotContain("412 /s");
            screen.pictures("insights-own");
        }
    }

    @Test
    void metricsHaveLimitsAndDaysAndWhatIsNotPublishedIsNoZero() {
        try (var screen = new Shown(1280, 720)) {
            screen.show(screen.loaded());
            screen.press(KeyCode.C);
            assertThat(screen.vitals).isTrue();
            var free = new ArrayList<Series.Point>();
            var cpu = new ArrayList<Series.Point>();
            for (int m = 0; m < 60; m++) {
                free.add(new Series.Point(NOW.minusSeconds(3660 - 60L * m), 1.6e9 - m * 1e6));
                cpu.add(new Series.Point(NOW.minusSeconds(3660 - 60L * m), 40 + 30 * Math.sin(m / 8.0)));
            }
            Map<String, Series> series = Map.of("FreeStorageSpace", new Series("FreeStorageSpace", "Bytes", free), "CPUUtilization",
                    new Series("CPUUtilization", "Percent", cpu), "DBLoad",
                    new Series("DBLoad", "Count", List.of(new Series.Point(NOW, Double.NaN))));
            List<Vital> vitals = Vital.of(instance(), 2);
            var measured = new VitalSigns.Measured(vitals, series, NOW.minusSeconds(3600), NOW, Duration.ofMinutes(1), null, NOW, 120);
            screen.show(VitalsState.of(measured, NOW));
            assertThat(screen.words())
                    .contains("Metrics of CloudWatch", "1.44 GiB", "beyond its limit: below 10 % of 20 GiB", "at this pace",
                            "no data", "120 metrics asked for so far, about $0.0012")
                    .doesNotContain("ALTER TABLE");
            screen.pictures("insights-cloudwatch");
            screen.show(VitalsState.of(new VitalSigns.Measured(vitals, Map.of(), NOW.minusSeconds(3600), NOW, Duration.ofMinutes(1),
                    new Problem.Denied("cloudwatch:GetMetricData", null, false, SOURCE), null, 12), NOW));
            assertThat(screen.words()).contains("Not allowed: cloudwatch:GetMetricData.", "not read", "CloudWatch was not read.")
                    .doesNotContain("no data");
            screen.pictures("insights-cloudwatch-denied");
            screen.press(KeyCode.C);
            assertThat(screen.vitals).isFalse();
            assertThat(screen.words()).contains("ALTER TABLE");
        }
    }

    @Test
    void whatIsNotThereIsNotDrawnAsZero() {
        try (var screen = new Shown(1280, 720)) {
            screen.show(screen.state(null, null, Insights.Source.SERVICE, true, null));
            assertThat(screen.state().empty()).isEqualTo("Reading…");
            screen.show(screen.state(null, null, Insights.Source.OWN, false, null));
            assertThat(screen.state().empty()).contains("Ctrl+T connects");
            LoadChart nothing = LoadChart.of(List.of(), Dimension.WAIT, new Span(NOW.minusSeconds(3600), NOW), 60);
            screen.show(screen.state(nothing, null, Insights.Source.SERVICE, true, NOW));
            assertThat(screen.state().empty()).contains("several minutes without data are usual");
            assertThat(screen.state().held()).isEmpty();
        }
    }

    @Test
    void aServiceThatRefusesIsNamedAndWhatIsOldSaysSo() {
        try (var screen = new Shown(1280, 720)) {
            screen.show(
                    screen.state(null, new Problem.Denied("pi:GetResourceMetrics", "arn:aws:pi:…", false, SOURCE), Insights.Source.SERVICE,
                            true, null));
            assertThat(screen.words()).contains("Not allowed: pi:GetResourceMetrics.", "Try again", "not allowed");
            screen.pictures("insights-denied");
            screen.at = NOW.plusSeconds(300);
            screen.show(screen.state(screen.loaded().chart(), new Problem.Throttled(Duration.ofSeconds(5), SOURCE), Insights.Source.SERVICE,
                    true, NOW));
            assertThat(screen.words()).contains("pi:GetResourceMetrics is throttled.", "stale, read 5 min ago", "Lock:relation  ");
            screen.pictures("insights-throttled");
        }
    }

    @Test
    void hostileTextIsInertAndAClientIsTheTaskThatItIs() {
        try (var screen = new Shown(1280, 720)) {
            var key = new LoadKey(
                    Map.of("db.sql_tokenized.id", "X", "db.sql_tokenized.statement", "select '\u001b[31m\u202e' " + "x".repeat(900)),
                    1, Map.of("CPU", 1.0));
            LoadChart hosts = LoadChart.of(List.of(new LoadLine(Map.of("db.host.name", "10.0.1.15"), List.of(new Series.Point(NOW, 1)))),
                    Dimension.HOST, new Span(NOW, NOW.plusSeconds(60)), 60);
            var loaded = screen.loaded();
            screen.show(new Insights.State(new Insights.Ask(Range.HOUR, Dimension.HOST, null, null), loaded.instance(),
                    Insights.Source.SERVICE,
                    "", true, hosts, List.of(key), null, loaded.limit(), loaded.counters(), null, null, NOW, Duration.ZERO, Insights.USUAL,
                    false, Map.of("10.0.1.15", "task blog-api 3f1c"), false));
            assertThat(screen.words()).doesNotContain("\u001b").doesNotContain("\u202e").contains("␛[31m",
                    "task blog-api 3f1c · 10.0.1.15");
        }
    }

    @Test
    void aBandKeepsItsColourWhenOthersComeAndGo() {
        var colours = new Colours();
        Map<String, Integer> before = colours.of(chart("CPU", "IO:DataFileRead", "Lock:relation", "odd"));
        Map<String, Integer> after = colours.of(chart("Lock:relation", "IO:WalSync", "CPU", "Lock:tuple", "odd"));
        assertThat(after).containsEntry("CPU", before.get("CPU")).containsEntry("Lock:relation", before.get("Lock:relation"))
                .containsEntry("odd", before.get("odd"));
        assertThat(after.values()).doesNotHaveDuplicates();
        assertThat(before.get("CPU")).isNotEqualTo(before.get("Lock:relation"));
    }

    private static LoadChart chart(String... waits) {
        var lines = new ArrayList<LoadLine>();
        for (String wait : waits) {
            lines.add(new LoadLine(Map.of("db.wait_event.name", wait), List.of(new Series.Point(NOW, 1))));
        }
        return LoadChart.of(lines, Dimension.WAIT, new Span(NOW, NOW.plusSeconds(60)), 60);
    }

    /// An hour in minutes: a migration takes its lock at ten to the hour, and for three minutes nothing is known.
    private static LoadChart hour() {
        var random = new Random(3);
        var lines = new ArrayList<LoadLine>();
        var total = new ArrayList<Series.Point>();
        Map<String, double[]> waits = Map.of("CPU", new double[]{0.6, 0.2}, "IO:DataFileRead", new double[]{0.3, 0.15}, "IO:WALSync",
                new double[]{0.2, 0.1}, "LWLock:WALWrite", new double[]{0.1, 0.1}, "Client:ClientRead", new double[]{0.05, 0.05},
                "Lock:relation", new double[]{0.01, 0.02});
        double[] sums = new double[60];
        waits.forEach((wait, about) -> {
            var points = new ArrayList<Series.Point>();
            for (int m = 0; m < 60; m++) {
                double v = about[0] + about[1] * random.nextDouble();
                v = wait.equals("Lock:relation") && m >= 50 ? Math.min(4, (m - 49) * 0.7) : v;
                sums[m] += v;
                if (m < 22 || m >= 25) {
                    points.add(new Series.Point(NOW.minusSeconds(3600 - m * 60L), v));
                }
            }
            lines.add(new LoadLine(Map.of("db.wait_event.name", wait, "db.wait_event.type", wait.replaceAll(":.*", "")), points));
        });
        for (int m = 0; m < 60; m++) {
            total.add(new Series.Point(NOW.minusSeconds(3600 - m * 60L), m < 22 || m >= 25 ? sums[m] + 0.1 : Double.NaN));
        }
        lines.add(new LoadLine(null, total));
        return LoadChart.of(lines, Dimension.WAIT, new Span(NOW.minusSeconds(3600), NOW), 60);
    }

    private static LoadKey key(String id, long queryId, String sql, double total, Map<String, Double> parts) {
        return new LoadKey(
                Map.of("db.sql_tokenized.id", id, "db.sql_tokenized.db_id", String.valueOf(queryId), "db.sql_tokenized.statement", sql),
                total, parts);
    }

    private static Instance instance() {
        return new Instance(new InstanceRef("123456789012", "ap-northeast-2", "blog-db"), "db-X", "available",
                new Instance.Engine("postgres", "16.4", null), "db.t4g.small",
                new Instance.Placement(true, "ap-northeast-2a", "ap-northeast-2c", null, null, null, null, List.of()), null,
                new Instance.Storage("gp3", 20, 100, 3000, 125, true, null), new Instance.Backup(7, null, null, true),
                new Instance.Security(false, true, false, List.of(), null, null, null, null, null),
                new Instance.Insight(true, 7, "standard", 0, List.of()), new Instance.Maintenance(null, true), List.of(), Map.of(),
                Map.of(), NOW);
    }

    /// The view on a stage of its own.
    private static final class Shown extends OnStage {
        final InsightsView.Answers answers;
        final InsightsView view;
        Instant at = NOW;
        boolean paused;
        boolean explained;
        boolean vitals;
        @Nullable
        String inspected;
        private Insights.Ask ask = Insights.Ask.FIRST;
        private @Nullable InsightsState last;

        Shown(double width, double height) {
            super(width - 196, height - 79);
            answers = new InsightsView.Answers() {
                @Override
                public void asked(Insights.Ask next) {
                    ask = next;
                }

                @Override
                public void pace(Duration every, boolean pausing) {
                    paused = pausing;
                }

                @Override
                public void again() {
                    throw new AssertionError("nobody asked");
                }

                @Override
                public void vitals(boolean shown) {
                    vitals = shown;
                }

                @Override
                public void inspect(LoadKey statement) {
                    inspected = statement.text("db.sql_tokenized.id");
                }

                @Override
                public void explain() {
                    explained = true;
                }
            };
            view = Screens.onFx(() -> new InsightsView("blog-db", () -> at, ZoneId.of("Asia/Seoul"), answers));
            put(view.node());
            Screens.onFx(() -> {
                view.focus();
                return null;
            });
        }

        Insights.Ask asked() {
            return ask;
        }

        Insights.State loaded() {
            return state(hour(), null, Insights.Source.SERVICE, true, NOW);
        }

        Insights.State state(@Nullable LoadChart chart, @Nullable Problem problem, Insights.Source source, boolean reached,
                @Nullable Instant read) {
            var calls = Map.of(4711L, new Calls(NOW, 3, 90, 0, 10, 0, ""), 4712L,
                    new Calls(NOW, 1_204_112, 1_685_000, 3_000_000, 9e6, 1e5, ""));
            var counters = new Insights.Counters("", calls, Map.of(4712L, new Calls.Rate(412, 1.4, Duration.ofSeconds(5))));
            return new Insights.State(ask, instance(), source, "", reached, chart, chart == null
                    ? List.of()
                    : List.of(
                            key("A1", 4711, "ALTER TABLE posts ADD COLUMN status varchar(?) NOT NULL DEFAULT ?", 1.42,
                                    Map.of("Lock:relation", 1.4, "CPU", 0.02)),
                            key("A2", 4712, "SELECT id, title FROM posts WHERE author_id = $1 ORDER BY published_at DESC LIMIT ?", 0.61,
                                    Map.of("IO:DataFileRead", 0.5, "CPU", 0.11)),
                            key("A3", 0, "UPDATE posts SET views = views + ? WHERE id = $1", 0.44, Map.of("IO:WALSync", 0.44)),
                            key("A4", 4714, "INSERT INTO comments (post_id, body) VALUES ($1, $2) RETURNING id", 0.08,
                                    Map.of("LWLock:WALWrite", 0.08))),
                    null, new Insights.Limit(2, "Performance Insights"), counters, problem, null, read, Duration.ZERO, Insights.USUAL,
                    false,
                    Map.of(), false);
        }

        void press(KeyCode key) {
            press(key, false);
        }

        void press(KeyCode key, boolean shift) {
            Screens.onFx(() -> {
                javafx.scene.Node to = scene.getFocusOwner() == null ? view.node() : scene.getFocusOwner();
                to.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, shift, false, false, false));
                return null;
            });
        }

        void show(Insights.State from) {
            InsightsState state = InsightsState.of(from, at, ZoneId.of("Asia/Seoul"));
            last = state;
            Screens.onFx(() -> {
                view.show(state);
                scene.getRoot().applyCss();
                scene.getRoot().layout();
                return null;
            });
        }

        void show(VitalsState vitals) {
            Screens.onFx(() -> {
                view.show(vitals);
                scene.getRoot().applyCss();
                scene.getRoot().layout();
                return null;
            });
        }

        void show(Insights.Detail detail) {
            Screens.onFx(() -> {
                view.show(detail);
                return null;
            });
        }

        InsightsState state() {
            return java.util.Objects.requireNonNull(last);
        }
    }
}
