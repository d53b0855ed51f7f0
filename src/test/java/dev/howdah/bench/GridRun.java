package dev.howdah.bench;

import static dev.howdah.ui.Screens.onFx;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.Waiting;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Environment;
import dev.howdah.ops.query.Queries;
import dev.howdah.ops.query.Sheet;
import dev.howdah.ops.query.Writes;
import dev.howdah.ops.reach.Ways;
import dev.howdah.sql.session.Database.Result;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Screens;
import dev.howdah.ui.Stalls;
import dev.howdah.ui.shell.WindowHarness;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;

/// Five million rows come through the tunnel into the grid and are scrolled; figures on standard output, exit status 1 when the JavaFX
/// thread computed for 50 ms or more, or waited inside the program's own code.
public final class GridRun {
    private static final InstanceRef BLOG = new InstanceRef("123456789012", "ap-northeast-2", "blog-db");
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int ROWS = 5_000_000;

    private GridRun() {}

    public static void main(String[] arguments) throws Exception {
        HeadlessScreen.open();
        boolean good = false;
        try (Drill drill = Drill.start(DrillOptions.standard(), _ -> {})) {
            drill.awaitReady();
            try (var window = new WindowHarness(drill, Files.createTempDirectory("howdah-grid-bench"), Map.of())) {
                good = run(window);
            }
        } catch (RuntimeException | Error e) {
            // the threads of JavaFX would keep the process
            e.printStackTrace();
        }
        System.exit(good ? 0 : 1);
    }

    private static boolean run(WindowHarness window) throws InterruptedException {
        onFx(() -> {
            window.window().openDrill();
            return null;
        });
        window.until(SOON, "blog-db", "PRIMARY");
        window.press(KeyCode.CONTROL, KeyCode.T);
        Waiting.until("open", SOON, () -> window.ways().of(BLOG).get().condition() == Ways.Condition.OPEN);
        window.press(KeyCode.CONTROL, KeyCode.DIGIT4);
        window.until(SOON, "Query blog-db", "session open as");
        // five million rows take longer than the 30 s that a read-only session's statement has
        window.queries().allowWrites(new Sheet(BLOG, 1),
                new Writes.Wish(WindowHarness.SCOPE, Environment.DRILL, Duration.ofMinutes(10), BLOG.id()));
        Waiting.until("the session may lift its limits", SOON,
                () -> window.queries().writes(new Sheet(BLOG, 1)).get() instanceof Writes.On);
        window.queries().run(BLOG, "set statement_timeout = 0", 0);
        Waiting.until("lifted", SOON, () -> window.queries().of(BLOG).get().running() == null);
        // what the classes of the grid cost when they are seen first is not the grid's to answer for
        query(window, "select i, i % 1000 as account, 'name ' || i as name from generate_series(1, 60000) i");
        scrolled(window, 60_000, 40);
        long begun = System.nanoTime();
        boolean good;
        try (var stalls = new Stalls()) {
            query(window, "select i, i % 1000 as account, 'name ' || i as name, i * 1.5 as amount from generate_series(1, " + ROWS + ") i");
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.out.printf(Locale.ROOT, "BENCH grid: %,d rows through the tunnel into the grid in %.1f s%n", ROWS, seconds);
            good = report("grid while the rows come", stalls.probes());
        }
        try (var stalls = new Stalls()) {
            scrolled(window, ROWS, 400);
            good &= report("grid of 5,000,000 rows scrolled", stalls.probes());
        }
        Screens.picture(window.scene(), "grid-5000000");
        long heap = ManagementFactory.getMemoryPoolMXBeans().stream().filter(p -> p.getType() == MemoryType.HEAP)
                .mapToLong(GridRun::lived).sum();
        System.out.printf(Locale.ROOT, "BENCH grid: heap at most 512 MB by the JVM's own limit; %.0f MB lived after the last collections%n",
                heap / 1e6);
        return good;
    }

    private static long lived(MemoryPoolMXBean pool) {
        return pool.getCollectionUsage() == null ? 0 : pool.getCollectionUsage().getUsed();
    }

    private static void query(WindowHarness window, String sql) {
        window.queries().run(BLOG, sql, 0);
        // a session of the service carries less than a megabyte a second
        Waiting.until("the rows", Duration.ofMinutes(12), () -> window.queries().of(BLOG).get().running() == null);
        Queries.State state = window.queries().of(BLOG).get();
        if (state.ran().size() != 1 || state.ran().getFirst().failure() != null
                || !(state.ran().getFirst().results().getFirst() instanceof Result.Rows rows) || rows.more()) {
            throw new IllegalStateException("not all rows came: " + state.said() + " "
                    + (state.ran().isEmpty() ? "" : state.ran().getFirst().failure()));
        }
        Screens.until("the grid has them", SOON, () -> shows(window, rows.rows().size()));
    }

    private static TableView<?> table(WindowHarness window) {
        return Objects.requireNonNull(find(window.scene().getRoot(), TableView.class, _ -> true));
    }

    private static boolean shows(WindowHarness window, int rows) {
        ScrollBar bar = find(window.scene().getRoot(), ScrollBar.class, b -> b.getStyleClass().contains("of-all-rows"));
        return bar != null && bar.getMax() <= rows && bar.getMax() > rows - 100;
    }

    private static <N extends Node> @Nullable N find(Node in, Class<N> kind, Predicate<N> fits) {
        if (kind.isInstance(in) && fits.test(kind.cast(in))) {
            return kind.cast(in);
        }
        if (in instanceof Parent parent) {
            for (Node child : parent.getChildrenUnmodifiable()) {
                N found = find(child, kind, fits);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /// Page by page, in jumps, and to both ends, as a hand on the wheel, on the bar and on the keyboard does.
    private static void scrolled(WindowHarness window, int rows, int times) throws InterruptedException {
        var random = new Random(5);
        TableView<?> table = table(window);
        ScrollBar bar = Objects
                .requireNonNull(find(window.scene().getRoot(), ScrollBar.class, b -> b.getStyleClass().contains("of-all-rows")));
        onFx(() -> {
            table.requestFocus();
            table.getSelectionModel().select(0);
            return null;
        });
        for (int i = 0; i < times; i++) {
            int at = i % 4 == 3 ? random.nextInt(rows) : -1;
            if (at >= 0) {
                onFx(() -> {
                    bar.setValue(at);
                    return null;
                });
            } else {
                window.press(i % 40 == 0 ? KeyCode.END : i % 40 == 20 ? KeyCode.HOME : KeyCode.PAGE_DOWN);
            }
            // as fast as a key repeats
            TimeUnit.MILLISECONDS.sleep(30);
        }
    }

    private static boolean report(String what, List<Stalls.Probe> probes) {
        System.out.printf(Locale.ROOT,
                "BENCH %s: JavaFX thread away p50 %.1f ms, p99 %.1f ms, at most %.1f ms; without waiting for a processor at most %.1f ms;"
                        + " computing at most %.1f ms (%d probes)%n",
                what, at(probes, Stalls.Probe::away, 0.5), at(probes, Stalls.Probe::away, 0.99), at(probes, Stalls.Probe::away, 1),
                at(probes, Stalls.Probe::blocked, 1), at(probes, Stalls.Probe::computing, 1), probes.size());
        probes.stream().filter(p -> !p.ours().isEmpty()).forEach(p -> System.out.println("waited in " + p.ours()));
        return at(probes, Stalls.Probe::computing, 1) < 50 && probes.stream().allMatch(p -> p.ours().isEmpty());
    }

    private static double at(List<Stalls.Probe> probes, Function<Stalls.Probe, Duration> of, double share) {
        var sorted = probes.stream().map(of).sorted(Comparator.naturalOrder()).toList();
        return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * share))).toNanos() / 1e6;
    }
}
