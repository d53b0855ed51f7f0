package dev.howdah.ui.activity;

import dev.howdah.ui.kit.Columns;
import dev.howdah.ops.activity.Activities;
import dev.howdah.ops.activity.Backend;
import dev.howdah.ops.activity.LockTree;
import dev.howdah.sql.session.Signal;
import dev.howdah.task.Scope;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Inert;
import dev.howdah.ui.kit.RowPlace;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.TwoEnds;
import dev.howdah.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The Activity screen. Rows are matched by pid on a refresh, so selection and scroll stay where they were.
public final class ActivityView {
    /// What the screen asks for.
    public interface Answers {
        /// What is listed changed.
        void asked(ActivityState.Ask ask);

        void pace(Duration every, boolean paused);

        /// Asks for a plan: nothing is told to anybody before it is agreed to.
        void end(Backend who, Signal signal);

        /// Goes to the way to the database.
        void connect();
    }

    private static final Texts TEXTS = Texts.of(ActivityView.class);
    private static final Columns<RowPlace<ActivityState.Row>, ActivityState.Row> COLUMNS = Columns.ofPlaces();
    private static final int ROWS_OF_A_FRAME = 7;
    private static final String SOURCE = "pg_stat_get_activity · ";
    private final String instance;
    private final Supplier<Instant> now;
    private final Answers answers;
    private final FlowPane chips = new FlowPane(8, 6);
    private final Label age = Cards.text("", "age");
    private final Label trouble = new Label();
    private final Label said = new Label();
    private final ChoiceBox<Pace> pace = new ChoiceBox<>();
    private final ToggleButton pause = new ToggleButton(TEXTS.get("Pause"));
    private final Map<ActivityState.Mode, ToggleButton> modes = new EnumMap<>(ActivityState.Mode.class);
    private final TextField filter = new TextField();
    private final ObservableList<RowPlace<ActivityState.Row>> items = FXCollections.observableArrayList();
    private final TableView<RowPlace<ActivityState.Row>> table = new TableView<>(items);
    private final TableColumn<RowPlace<ActivityState.Row>, ?> behind = COLUMNS.words(TEXTS.get("Behind"), 66,
            r -> r.queue() == 0 ? "" : String.valueOf(r.queue()));
    private final TableColumn<RowPlace<ActivityState.Row>, ?> waits = COLUMNS.words(TEXTS.get("Waits"), 230, ActivityState.Row::waits);
    private final TableColumn<RowPlace<ActivityState.Row>, ?> progress = COLUMNS.words(TEXTS.get("How far"), 430,
            ActivityState.Row::progress);
    private final TableColumn<RowPlace<ActivityState.Row>, ?> inTransaction = Columns.atLeast(112,
            COLUMNS.words(TEXTS.get("In transaction"), 112,
                    ActivityState.Row::inTransaction));
    private final TableColumn<RowPlace<ActivityState.Row>, ?> statement = COLUMNS.words(TEXTS.get("Query"), 300, ActivityState.Row::query,
            "mono");
    private final ReplicationPane replication = new ReplicationPane();
    private final Label placeholder = new Label();
    private final Label facts = new Label();
    private final Label query = new Label();
    private final Button cancel = new Button(TEXTS.get("Cancel its statement…   C"));
    private final Button terminate = new Button(TEXTS.get("Terminate the session…   T"));
    private final VBox detail = new VBox(6);
    private final VBox root;
    private ActivityState.Mode mode = ActivityState.Mode.RUNNING;
    private @Nullable ActivityState shown;
    private boolean filling;

    /// A choice of the pace, in words.
    private record Pace(Duration every) {
        @Override
        public String toString() {
            return every.toMillis() % 1000 == 0
                    ? TEXTS.get("every {0} s", every.toSeconds())
                    : TEXTS.get("every {0} s", every.toMillis() / 1000.0);
        }
    }

    /// @param instance whose name the screen bears
    public ActivityView(String instance, Supplier<Instant> now, Answers answers) {
        this.instance = instance;
        this.now = now;
        this.answers = answers;
        pace.getItems().setAll(Activities.PACES.stream().map(Pace::new).toList());
        pace.setValue(new Pace(Activities.USUAL));
        pace.setAccessibleText(TEXTS.get("how often the server is asked"));
        pace.valueProperty().subscribe((_, _) -> paced());
        pace.setPrefWidth(118);
        pace.setMinWidth(Region.USE_PREF_SIZE);
        filter.setMinWidth(120);
        pause.setOnAction(_ -> paced());
        pause.setMinWidth(Region.USE_PREF_SIZE);
        var group = new ToggleGroup();
        var choices = new HBox(6);
        for (ActivityState.Mode each : ActivityState.Mode.values()) {
            var button = new ToggleButton(each.words());
            button.setToggleGroup(group);
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setOnAction(_ -> list(each));
            modes.put(each, button);
            choices.getChildren().add(button);
        }
        filter.setPromptText(TEXTS.get("Filter: pid, user, application, task, state, query …   ( / )"));
        filter.setAccessibleText(TEXTS.get("Filter sessions"));
        filter.getStyleClass().add("filter");
        filter.textProperty().subscribe((_, _) -> asked());
        filter.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.DOWN || e.getCode() == KeyCode.ENTER) {
                focus();
                e.consume();
            } else if (e.getCode() == KeyCode.ESCAPE && !filter.getText().isEmpty()) {
                filter.clear();
                e.consume();
            }
        });
        var rest = new HBox(6, filter, Cards.spacer(), pace, pause);
        rest.setAlignment(Pos.CENTER_LEFT);
        var line = new TwoEnds(6, choices, rest);
        for (Label label : List.of(trouble, said)) {
            label.setWrapText(true);
            hide(label);
        }
        Cards.tone(trouble, Tone.WARN);
        Cards.tone(said, Tone.INFO);
        columns();
        detail();
        VBox.setVgrow(table, Priority.ALWAYS);
        var head = new HBox(12, Cards.text(TEXTS.get("Activity"), "headline"), Cards.muted(instance), Cards.spacer(), age);
        head.setAlignment(Pos.CENTER_LEFT);
        VBox.setVgrow(replication.node(), Priority.ALWAYS);
        root = new VBox(10, head, chips, trouble, said, line, table, replication.node(), detail);
        root.getStyleClass().add("screen");
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        list(mode);
    }

    public Parent node() {
        return root;
    }

    /// Ages grow by themselves until the scope closes.
    public void live(Scope scope) {
        Fx.every(Duration.ofMillis(500), scope, this::tick);
    }

    public void focus() {
        Fx.focus(root, mode == ActivityState.Mode.REPLICATION ? replication.table() : table);
        if (table.getSelectionModel().isEmpty()) {
            table.getSelectionModel().selectFirst();
        }
    }

    private void key(KeyEvent e) {
        if (e.isShortcutDown() || e.isAltDown()) {
            return;
        }
        boolean typing = e.getTarget() instanceof TextInputControl;
        switch (e.getCode()) {
            case F1 -> list(ActivityState.Mode.RUNNING);
            case F2 -> list(ActivityState.Mode.WAITING);
            case F3 -> list(ActivityState.Mode.BLOCKING);
            case F4 -> list(ActivityState.Mode.ALL);
            case F6 -> list(ActivityState.Mode.PROGRESS);
            case F7 -> list(ActivityState.Mode.REPLICATION);
            default -> {
                if (typing || !press(e)) {
                    return;
                }
            }
        }
        e.consume();
    }

    private boolean press(KeyEvent e) {
        if (e.getCode() == KeyCode.C && !cancel.isDisabled()) {
            ask(Signal.CANCEL);
        } else if (e.getCode() == KeyCode.T && !terminate.isDisabled()) {
            ask(Signal.TERMINATE);
        } else if (e.getCode() == KeyCode.P) {
            pause.fire();
        } else if (e.getCode() == KeyCode.SLASH || "/".equals(e.getText())) {
            // after this key, which would be typed into it
            Fx.THREAD.execute(() -> Fx.focus(root, filter));
        } else {
            return false;
        }
        return true;
    }

    private void list(ActivityState.Mode next) {
        mode = next;
        modes.forEach((m, button) -> button.setSelected(m == next));
        behind.setVisible(next == ActivityState.Mode.BLOCKING);
        progress.setVisible(next == ActivityState.Mode.PROGRESS);
        for (TableColumn<RowPlace<ActivityState.Row>, ?> each : List.of(waits, inTransaction, statement)) {
            each.setVisible(next != ActivityState.Mode.PROGRESS);
        }
        boolean other = next == ActivityState.Mode.REPLICATION;
        boolean here = table.isFocused() || replication.table().isFocused();
        table.setVisible(!other);
        table.setManaged(!other);
        replication.node().setVisible(other);
        replication.node().setManaged(other);
        if (here) {
            focus();
        }
        asked();
    }

    private void asked() {
        answers.asked(new ActivityState.Ask(mode, filter.getText() == null ? "" : filter.getText()));
    }

    private void paced() {
        if (!filling) {
            answers.pace(pace.getValue().every(), pause.isSelected());
        }
    }

    public void show(ActivityState state) {
        Fx.mustBeHere();
        shown = state;
        filling = true;
        Cards.chosen(pace, new Pace(state.every()));
        pause.setSelected(state.paused());
        filling = false;
        Cards.chips(chips, state.chips(), ActivityState.Chip::words, ActivityState.Chip::tone);
        modes.forEach((m, button) -> {
            Integer count = state.counts().get(m);
            button.setText(m.words() + (count == null ? "" : " " + count) + "   " + m.key());
        });
        said(trouble, state.trouble() == null ? notice(state) : TEXTS.get("No newer look: {0}", state.trouble()));
        said(said, state.said());
        placeholder.setText(placeholder(state));
        replication.show(state.replication(), placeholder(state));
        fill(state.rows());
        tick();
    }

    private static @Nullable String notice(ActivityState state) {
        String shared = state.shared()
                ? TEXTS.get("The server has no slot for a session of this screen: it asks in the session that watches the way.")
                : "";
        String partly = state.partly()
                ? TEXTS.get("This role does not see what others run: it is not a member of pg_read_all_stats (pg_monitor includes it).")
                : "";
        return shared.isEmpty() && partly.isEmpty() ? null : (shared + " " + partly).strip();
    }

    private static void said(Label label, @Nullable String words) {
        label.setText(words == null ? "" : words);
        label.setVisible(words != null);
        label.setManaged(words != null);
    }

    private static void hide(Label label) {
        label.setVisible(false);
        label.setManaged(false);
    }

    private String placeholder(ActivityState state) {
        if (!state.reached()) {
            return TEXTS.get("There is no session with the database yet: Ctrl+T connects.");
        }
        if (state.read() == null) {
            return TEXTS.get("Reading…");
        }
        if (!state.besideRead() && (mode == ActivityState.Mode.PROGRESS || mode == ActivityState.Mode.REPLICATION)) {
            return state.trouble() == null ? TEXTS.get("Reading…") : TEXTS.get("Not read.");
        }
        if (!filter.getText().isBlank()) {
            return TEXTS.get("No row has these words.");
        }
        return switch (mode) {
            case RUNNING -> TEXTS.get("Nothing runs, and no transaction is open.");
            case WAITING -> TEXTS.get("Nobody waits for a lock.");
            case BLOCKING -> TEXTS.get("Nobody blocks anybody.");
            case ALL -> TEXTS.get("There are no sessions.");
            case PROGRESS ->
                TEXTS.get("No command that tells how far it is runs now: VACUUM, ANALYZE, CREATE INDEX, COPY, CLUSTER, base backup.");
            case REPLICATION -> TEXTS.get("Nobody receives WAL from here, and no slot keeps it.");
        };
    }

    private void tick() {
        ActivityState state = shown;
        if (state == null || state.read() == null) {
            age.setText(SOURCE + (state == null || !state.reached() ? TEXTS.get("not read") : TEXTS.get("reading…")));
            return;
        }
        Instant at = now.get();
        Duration old = Duration.between(state.read(), at);
        boolean stale = old.compareTo(state.every().multipliedBy(3).plusSeconds(1)) > 0;
        Duration took = state.took();
        String ago = Words.ago(state.read(), at);
        age.setText(SOURCE + (state.paused() ? TEXTS.get("paused, {0}", ago) : stale ? TEXTS.get("stale, {0}", ago) : ago)
                + (took == null ? "" : " · " + TEXTS.get("answered in {0}", millis(took))));
        Cards.tone(age, stale && !state.paused() ? Tone.WARN : Tone.NEUTRAL);
    }

    private static String millis(Duration took) {
        double ms = took.toNanos() / 1e6;
        return ms < 10 ? String.format(java.util.Locale.ROOT, "%.1f ms", ms) : Math.round(ms) + " ms";
    }

    /// Places stay, and what they show changes: only cells that can be seen are touched. The selection goes along with its process.
    private void fill(List<ActivityState.Row> rows) {
        RowPlace<ActivityState.Row> line = table.getSelectionModel().getSelectedItem();
        int selected = line == null ? -1 : line.row().pid();
        int place = table.getSelectionModel().getSelectedIndex();
        if (items.size() > rows.size()) {
            items.remove(rows.size(), items.size());
        }
        int found = -1;
        var seen = new ArrayList<RowPlace<ActivityState.Row>>();
        for (int i = 0; i < rows.size(); i++) {
            ActivityState.Row row = rows.get(i);
            found = found < 0 && row.pid() == selected ? i : found;
            if (i == items.size()) {
                items.add(new RowPlace<>(row));
            } else if (items.get(i).put(row)) {
                seen.add(items.get(i));
            }
        }
        Fx.inFrames(root.getScene(), seen, ROWS_OF_A_FRAME, RowPlace::tell);
        int wanted = found >= 0 ? found : Math.min(Math.max(place, 0), rows.size() - 1);
        if (wanted >= 0 && wanted != table.getSelectionModel().getSelectedIndex()) {
            table.getSelectionModel().select(wanted);
        }
        about();
    }

    // --- the chosen one

    private void detail() {
        facts.setWrapText(true);
        query.setWrapText(true);
        query.getStyleClass().add("mono");
        var scroll = new ScrollPane(query);
        scroll.setFitToWidth(true);
        scroll.setPrefViewportHeight(52);
        scroll.setMinHeight(40);
        scroll.setFocusTraversable(false);
        cancel.setOnAction(_ -> ask(Signal.CANCEL));
        terminate.setOnAction(_ -> ask(Signal.TERMINATE));
        for (Button button : List.of(cancel, terminate)) {
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        HBox.setHgrow(facts, Priority.ALWAYS);
        var line = new HBox(10, facts, Cards.spacer(), cancel, terminate);
        line.setAlignment(Pos.CENTER_LEFT);
        detail.getStyleClass().add("card");
        detail.getChildren().setAll(line, scroll);
        detail.setMinHeight(Region.USE_PREF_SIZE);
        table.getSelectionModel().selectedItemProperty().subscribe(_ -> about());
    }

    private ActivityState.@Nullable Row chosen() {
        RowPlace<ActivityState.Row> line = table.getSelectionModel().getSelectedItem();
        return line == null ? null : line.row();
    }

    private void about() {
        ActivityState.Row row = chosen();
        ActivityState state = shown;
        detail.setVisible(row != null);
        detail.setManaged(row != null);
        Backend who = row == null ? null : row.seen();
        boolean ours = who != null && who.application().startsWith("howdah");
        // without its start it cannot be told from another one with its number
        boolean known = who != null && who.began() != null && (who.ofClient() || "autovacuum worker".equals(who.kind()));
        cancel.setDisable(!known || who == null || !who.active());
        terminate.setDisable(!known);
        if (row == null || state == null) {
            return;
        }
        var words = new StringBuilder(TEXTS.get("pid {0}", row.pid()));
        for (String part : List.of(row.who(), row.application().isEmpty() ? "" : Inert.line(row.application(), 80),
                row.client().isEmpty() ? "" : TEXTS.get("from {0}", row.client()),
                row.inState().isEmpty() ? row.state() : TEXTS.get("{0} for {1}", row.state(), row.inState()),
                row.inTransaction().isEmpty() ? "" : TEXTS.get("transaction open for {0}", row.inTransaction()),
                row.waits().isEmpty() ? "" : TEXTS.get("waits: {0}", row.waits()), row.progress(),
                ours ? TEXTS.get("this is Howdah's own") : "")) {
            if (!part.isEmpty()) {
                words.append(" · ").append(part);
            }
        }
        LockTree.Freed freed = LockTree.freedBy(row.pid(), state.waits());
        if (freed.all() > 0) {
            words.append(" · ").append(freed.all() == freed.direct()
                    ? TEXTS.get("ending it frees {0}", freed.direct())
                    : TEXTS.get("ending it frees {0} at once, {1} in all", freed.direct(), freed.all()));
        }
        if (who != null && who.againstWraparound()) {
            words.append(" · ").append(TEXTS.get("it prevents wraparound: cancelled, it comes again"));
        }
        if (who != null && !known) {
            words.append(" · ").append(who.began() == null
                    ? TEXTS.get("cannot be ended from here: this role does not see since when it is")
                    : TEXTS.get("cannot be ended: it is the server's own"));
        } else if (who != null && !who.active()) {
            words.append(" · ").append(who.state() == null
                    ? TEXTS.get("what it runs is not shown to this role, so it cannot be cancelled from here")
                    : TEXTS.get("runs nothing that could be cancelled"));
        }
        facts.setText(words.toString());
        query.setText(who == null || who.query() == null ? row.query() : Inert.lines(who.query()));
    }

    private void ask(Signal signal) {
        ActivityState.Row row = chosen();
        Backend who = row == null ? null : row.seen();
        if (who != null && who.began() != null) {
            answers.end(who, signal);
        }
    }

    // --- columns

    private void columns() {
        table.getColumns().add(Columns.atLeast(68, COLUMNS.words(TEXTS.get("PID"), 92,
                r -> (r.depth() == 0 ? "" : "   ".repeat(r.depth() - 1) + "└ ") + (r.pid() == 0 ? TEXTS.get("prepared") : r.pid()))));
        table.getColumns().add(behind);
        table.getColumns()
                .add(Columns.atLeast(136, COLUMNS.chip(TEXTS.get("State"), 136, ActivityState.Row::state, ActivityState.Row::tone)));
        table.getColumns().add(Columns.atLeast(84, COLUMNS.words(TEXTS.get("For"), 84, ActivityState.Row::inState)));
        table.getColumns().add(inTransaction);
        table.getColumns().add(Columns.atLeast(150, COLUMNS.words(TEXTS.get("User@database"), 150, ActivityState.Row::who)));
        table.getColumns().add(COLUMNS.words(TEXTS.get("Application · client"), 180,
                r -> Inert.line(r.application(), 80) + (r.application().isEmpty() || r.client().isEmpty() ? "" : " · ") + r.client()));
        table.getColumns().add(waits);
        table.getColumns().add(progress);
        table.getColumns().add(statement);
        table.setFixedCellSize(30);
        table.setPlaceholder(placeholder);
        table.setAccessibleText(TEXTS.get("Sessions"));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_LAST_COLUMN);
    }
}
