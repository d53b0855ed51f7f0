package dev.howdah.ui.activity;

import dev.howdah.ops.activity.Activities;
import dev.howdah.ops.activity.Backend;
import dev.howdah.ops.activity.Sample;
import dev.howdah.ui.OnStage;
import dev.howdah.ui.Screens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;

/// A thousand sessions that come, go and change their state between two looks, on the Activity screen and, beside it, in a plain table of
/// JavaFX with the same columns that is filled anew. What each costs the JavaFX thread, in turn, so that whatever slows the machine down
/// meets both.
public final class ThousandSessions implements AutoCloseable {
    private static final Instant NOW = Instant.parse("2026-11-28T03:00:00Z");
    private static final int SESSIONS = 1000;
    private final Screen screen = new Screen();
    private final Plain plain = new Plain();
    private int look;

    /// Processor time of the JavaFX thread for each look, with the pulses that show it; ms, the least first.
    ///
    /// @param blocked the longest of the stretches between which the thread is free
    /// @param plain of the table that is filled anew
    public record Costs(double[] screen, double[] blocked, double[] plain) {}

    public static double percentile(double[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    /// @param between waited after each look
    public Costs looks(int count, Duration between) throws InterruptedException {
        var costs = new Costs(new double[count], new double[count], new double[count]);
        for (int i = 0; i < count; i++) {
            ActivityState next = next();
            OnStage.Cost cost = screen.cost(() -> screen.view.show(next));
            costs.screen[i] = cost.all();
            costs.blocked[i] = cost.longest();
            Thread.sleep(between);
            costs.plain[i] = plain.cost(() -> plain.table.getItems().setAll(next.rows())).all();
        }
        Arrays.sort(costs.screen);
        Arrays.sort(costs.blocked);
        Arrays.sort(costs.plain);
        return costs;
    }

    private ActivityState next() {
        look++;
        var all = new ArrayList<Backend>();
        for (int i = 0; i < SESSIONS; i++) {
            Instant since = NOW.minusSeconds((i * 7 + look) % 500);
            boolean active = (i + look) % 3 == 0;
            all.add(new Backend(1000 + i + (i % 10 == 0 ? look : 0), NOW.minusSeconds(9000), "blogdb", "blog_app", "blog-api",
                    "10.20.11.17",
                    "task blog-api 3f1c", "client backend", active ? "active" : "idle", null, null, active ? since : null, since, since,
                    "select * from comments where id = " + i * look, 0, null, false));
        }
        var sample = new Sample(NOW, Duration.ofMillis(9), all, List.of(), 5000, 3);
        return ActivityState.of(new Activities.State(true, sample, null, Duration.ofSeconds(1), false, false),
                new ActivityState.Ask(ActivityState.Mode.ALL, ""), NOW, null);
    }

    @Override
    public void close() {
        screen.close();
        plain.close();
    }

    private static final class Screen extends OnStage {
        private final ActivityView view;

        Screen() {
            super(1280, 720);
            view = Screens.onFx(() -> new ActivityView("blog-db", () -> NOW, new NobodyAsks()));
            put(view.node());
            press(view.node(), KeyCode.F4, false, false);
        }
    }

    private static final class Plain extends OnStage {
        private final TableView<ActivityState.Row> table;

        Plain() {
            super(1280, 720);
            table = Screens.onFx(() -> {
                var made = new TableView<ActivityState.Row>();
                made.setFixedCellSize(30);
                made.getColumns().setAll(List.of(column("PID", r -> String.valueOf(r.pid())), column("State", ActivityState.Row::state),
                        column("For", ActivityState.Row::inState), column("In transaction", ActivityState.Row::inTransaction),
                        column("User@database", ActivityState.Row::who), column("Application", ActivityState.Row::application),
                        column("Waits", ActivityState.Row::waits), column("Query", ActivityState.Row::query)));
                return made;
            });
            put(new StackPane(table));
        }

        private static TableColumn<ActivityState.Row, String> column(String title, Function<ActivityState.Row, String> words) {
            var column = new TableColumn<ActivityState.Row, String>(title);
            column.setPrefWidth(150);
            column.setCellValueFactory(f -> new ReadOnlyStringWrapper(words.apply(f.getValue())));
            return column;
        }
    }
}
