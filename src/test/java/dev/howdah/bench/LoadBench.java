package dev.howdah.bench;

import static dev.howdah.ui.Screens.onFx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.insights.Dimension;
import dev.howdah.insights.LoadChart;
import dev.howdah.insights.OwnLooks;
import dev.howdah.insights.Span;
import dev.howdah.insights.Working;
import dev.howdah.model.LoadKey;
import dev.howdah.ops.insights.Insights;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Screens;
import dev.howdah.ui.Stalls;
import dev.howdah.ui.insights.InsightsState;
import dev.howdah.ui.insights.InsightsView;
import dev.howdah.ui.kit.Theme;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The Insights screen with an hour of our own looks: 3,600 points of ten bands, counted and drawn anew for each second. What the JavaFX
/// thread computes for an update, how long it is away from whoever asks it, and what an hour and a half of updates leave in memory.
@ExtendWith(HeadlessScreen.class)
final class LoadBench {
    private static final Instant BEGIN = Instant.parse("2026-11-28T03:00:00Z");
    private static final String[] WAITS = {"", "IO:DataFileRead", "IO:WALSync", "Lock:relation", "Lock:transactionid", "LWLock:WALWrite",
            "Client:ClientRead", "IPC:SyncRep", "LWLock:BufferContent", "IO:DataFileExtend", "Timeout:VacuumDelay", "IO:BufFileRead"};
    private static final int SECONDS = 3600;
    private final Random random = new Random(11);
    private final OwnLooks looks = new OwnLooks();
    private int second;

    @Test
    void anHourOfTenBandsIsDrawnEverySecond() throws InterruptedException {
        while (second < SECONDS) {
            look();
        }
        InsightsView view = onFx(() -> {
            var theme = new Theme(Theme.Choice.DARK);
            assertThat(theme.choice()).isEqualTo(Theme.Choice.DARK);
            return new InsightsView("blog-db", Instant::now, ZoneId.of("Asia/Seoul"), new Deaf());
        });
        Stage stage = onFx(() -> {
            var scene = new Scene(new StackPane(view.node()), 1280, 720);
            Theme.dress(scene);
            var made = new Stage();
            made.setScene(scene);
            made.show();
            return made;
        });
        for (int i = 0; i < 60; i++) {
            update(view, stage);
        }
        int rounds = 240;
        double[] computed = new double[rounds];
        double[] counted = new double[rounds];
        List<Stalls.Probe> probes;
        try (var stalls = new Stalls()) {
            for (int i = 0; i < rounds; i++) {
                double[] took = update(view, stage);
                counted[i] = took[0];
                computed[i] = took[1];
                // between updates there is a frame, as there is each second in use
                TimeUnit.MILLISECONDS.sleep(150);
            }
            probes = stalls.probes();
        }
        Screens.picture(stage.getScene(), "insights-3600x10");
        report("counting and laying out 3,600 looks (not on the JavaFX thread)", counted);
        report("an update of 3,600 points x 10 bands, computed on the JavaFX thread", computed);
        report("JavaFX thread away from a probe meanwhile", probes.stream().mapToDouble(p -> p.away().toNanos() / 1e6).toArray());
        report("the same, without waiting for a processor", probes.stream().mapToDouble(p -> p.blocked().toNanos() / 1e6).toArray());
        slope(view, stage);
        onFx(() -> {
            stage.close();
            return null;
        });
        Arrays.sort(computed);
        assertThat(computed[(int) (rounds * 0.99)]).as("99th percentile of an update, in ms").isLessThan(16);
    }

    /// Memory after collections, over as many updates as ninety minutes have seconds.
    private void slope(InsightsView view, Stage stage) {
        int steps = 9;
        double[] used = new double[steps + 1];
        used[0] = lived();
        for (int step = 1; step <= steps; step++) {
            for (int i = 0; i < 600; i++) {
                update(view, stage);
            }
            used[step] = lived();
        }
        double meanX = steps / 2.0;
        double meanY = Arrays.stream(used).average().orElse(0);
        double up = 0;
        double down = 0;
        for (int i = 0; i <= steps; i++) {
            up += (i - meanX) * (used[i] - meanY);
            down += (i - meanX) * (i - meanX);
        }
        System.out.printf(Locale.ROOT,
                "BENCH insights: heap after collections %.1f MB at first, %.1f MB after %,d updates; slope %+.2f MB for "
                        + "each 1,800 updates (half an hour)%n",
                used[0], used[steps], steps * 600, up / down * 3);
    }

    private static double lived() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }

    private void look() {
        var working = new ArrayList<Working>();
        for (int i = 4 + random.nextInt(16); i > 0; i--) {
            int what = (int) Math.abs(random.nextGaussian() * 4) % WAITS.length;
            int colon = WAITS[what].indexOf(':');
            String type = colon < 0 ? "" : WAITS[what].substring(0, colon);
            String event = colon < 0 ? "" : WAITS[what].substring(colon + 1);
            int statement = random.nextInt(20);
            working.add(new Working("SELECT * FROM posts WHERE id = $1 AND n = " + statement, statement + 1, "blog_app", "blogdb",
                    "10.0.1." + statement, "blog-api", type, event, "SELECT * FROM posts WHERE id = 1 AND n = " + statement));
        }
        looks.add(BEGIN.plusSeconds(second++), working);
    }

    /// @return milliseconds of counting, and of what the JavaFX thread computed
    private double[] update(InsightsView view, Stage stage) {
        look();
        long begun = System.nanoTime();
        Instant now = BEGIN.plusSeconds(second);
        var span = new Span(now.minusSeconds(SECONDS), now);
        LoadChart chart = looks.chart(Dimension.WAIT, span, 1, 9);
        assertThat(chart.bands()).hasSize(10);
        List<LoadKey> top = looks.top(Dimension.SQL, span, 15);
        var state = InsightsState.of(new Insights.State(Insights.Ask.FIRST, null, Insights.Source.OWN, "as chosen", true, chart, top, span,
                new Insights.Limit(2, "bench"), new Insights.Counters("", Map.of(), Map.of()), null, null, now, Duration.ZERO,
                Insights.USUAL,
                false, Map.of(), false), now, ZoneId.of("Asia/Seoul"));
        double counted = (System.nanoTime() - begun) / 1e6;
        double computed = onFx(() -> {
            var threads = ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadCpuTime();
            view.show(state);
            stage.getScene().getRoot().applyCss();
            stage.getScene().getRoot().layout();
            return (threads.getCurrentThreadCpuTime() - before) / 1e6;
        });
        return new double[]{counted, computed};
    }

    private static void report(String what, double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        System.out.printf(Locale.ROOT, "BENCH insights: %s: p50 %.1f ms, p99 %.1f ms, at most %.1f ms (%d)%n", what,
                sorted[sorted.length / 2],
                sorted[(int) Math.min(sorted.length - 1, sorted.length * 0.99)], sorted[sorted.length - 1], sorted.length);
    }

    /// Nobody asks for anything.
    private static final class Deaf implements InsightsView.Answers {
        @Override
        public void asked(Insights.Ask ask) {
            throw new AssertionError("nobody asked");
        }

        @Override
        public void pace(Duration every, boolean paused) {
            throw new AssertionError("nobody asked");
        }

        @Override
        public void again() {
            throw new AssertionError("nobody asked");
        }

        @Override
        public void vitals(boolean shown) {
            throw new AssertionError("nobody asked");
        }

        @Override
        public void inspect(LoadKey statement) {
            throw new AssertionError("nobody asked");
        }

        @Override
        public void explain() {
            throw new AssertionError("nobody asked");
        }
    }
}
