package dev.howdah.ui.query;

import dev.howdah.ops.query.Queries;
import dev.howdah.ops.query.ReadyMade;
import dev.howdah.ops.reach.Ways;
import dev.howdah.sql.session.Database.Result;
import dev.howdah.task.Scope;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The Query screen. `show` may be called with any state in any order; the text in the editor is the operator's and is never
/// changed but by choosing a ready-made question.
public final class QueryView {
    /// What the operator can ask for.
    public interface Answers {
        /// @param most rows of each result; 0: all
        void run(String sql, int most);

        void cancel();

        void connect();
    }

    private static final KeyCombination RUN = new KeyCodeCombination(KeyCode.ENTER, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination CANCEL = new KeyCodeCombination(KeyCode.PERIOD, KeyCombination.SHORTCUT_DOWN);
    private static final int MOST_TABS = 20;

    /// How many rows of a result are fetched.
    record Limit(int most) {
        static final List<Limit> ALL = List.of(new Limit(Queries.USUAL), new Limit(10_000), new Limit(100_000), new Limit(0));

        @Override
        public String toString() {
            return most == 0 ? "all rows" : "rows ≤ " + String.format(java.util.Locale.ROOT, "%,d", most).replace(',', ' ');
        }
    }

    private final Supplier<Instant> now;
    private final Answers answers;
    private final Label session = Cards.chip("", Tone.UNKNOWN);
    private final Button connect = new Button("Connect   Ctrl+T");
    private final TextArea editor = new TextArea();
    private final Button run = new Button("Run   Ctrl+Enter");
    private final Button cancel = new Button("Cancel   Ctrl+.");
    private final Label progress = Cards.muted("");
    private final Label database = Cards.text("", "headline");
    private final Label who = Cards.muted("");
    private final Label transaction = Cards.chip("", Tone.NEUTRAL);
    private final Label limits = Cards.muted("");
    private final ChoiceBox<Limit> limit = new ChoiceBox<>();
    private final TextArea printed = new TextArea();
    private final TabPane results = new TabPane();
    private final SplitPane beside = new SplitPane(results);
    private final VBox root;
    private Queries.@Nullable State shown;
    private boolean connected;

    public QueryView(String instance, String text, Supplier<Instant> now, Answers answers) {
        this.now = now;
        this.answers = answers;
        editor.setText(text);
        editor.getStyleClass().addAll("mono", "editor");
        editor.setPromptText("SQL and psql's backslash commands. Ctrl+Enter runs what is selected, or all of it.");
        editor.setAccessibleText("SQL editor");
        editor.addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            if (RUN.match(e)) {
                run();
                e.consume();
            }
        });
        run.getStyleClass().add("accent");
        run.setOnAction(_ -> run());
        cancel.setOnAction(_ -> answers.cancel());
        connect.setOnAction(_ -> answers.connect());
        var ready = new MenuButton("Ready-made questions");
        for (ReadyMade question : ReadyMade.ALL) {
            var item = new MenuItem(question.title());
            item.setOnAction(_ -> ask(question.sql()));
            ready.getItems().add(item);
        }
        for (Region b : List.of(run, cancel, connect, ready)) {
            b.setMinWidth(Region.USE_PREF_SIZE);
        }
        var head = new HBox(12, Cards.text("Query " + instance, "headline"), session, Cards.spacer(), connect, ready);
        head.setAlignment(Pos.CENTER_LEFT);
        limit.getItems().setAll(Limit.ALL);
        limit.setValue(Limit.ALL.getFirst());
        limit.setAccessibleText("rows of each result");
        limit.setMinWidth(Region.USE_PREF_SIZE);
        limits.setText("read-only");
        var safety = new HBox(10, database, who, transaction, Cards.spacer(), limits, limit);
        safety.setAlignment(Pos.CENTER_LEFT);
        printed.setEditable(false);
        printed.getStyleClass().addAll("mono", "message");
        printed.setAccessibleText("what psql would print");
        var bar = new HBox(10, run, cancel, progress);
        bar.setAlignment(Pos.CENTER_LEFT);
        var above = new VBox(8, safety, editor, bar);
        VBox.setVgrow(editor, Priority.ALWAYS);
        results.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        var split = new SplitPane(above, beside);
        split.setOrientation(Orientation.VERTICAL);
        split.setDividerPositions(0.4);
        VBox.setVgrow(split, Priority.ALWAYS);
        root = new VBox(12, head, split);
        root.getStyleClass().add("screen");
        root.addEventHandler(KeyEvent.KEY_PRESSED, e -> {
            if (CANCEL.match(e)) {
                answers.cancel();
                e.consume();
            }
        });
    }

    public Parent node() {
        return root;
    }

    /// The elapsed time grows by itself until the scope closes.
    public void live(Scope scope) {
        Fx.every(Duration.ofMillis(200), scope, this::tick);
    }

    public void focus() {
        editor.requestFocus();
    }

    /// What stands in the editor, so that it is there again when the screen is.
    public String text() {
        return editor.getText() == null ? "" : editor.getText();
    }

    /// Puts a ready-made question into the editor and runs it.
    public void ask(String sql) {
        editor.setText(sql);
        run();
    }

    private void run() {
        String chosen = editor.getSelectedText();
        String sql = chosen == null || chosen.isBlank() ? text() : chosen;
        if (!run.isDisabled() && !sql.isBlank()) {
            answers.run(sql, limit.getValue().most());
        }
    }

    /// Whether there is a session to run on.
    public void show(Ways.Way way) {
        Fx.mustBeHere();
        connected = way.condition() == Ways.Condition.OPEN;
        session.setText(
                connected ? "session open as " + way.user() : way.condition() == Ways.Condition.LOST ? "no answer" : "not connected");
        Cards.tone(session, connected ? Tone.GOOD : way.condition() == Ways.Condition.LOST ? Tone.BAD : Tone.UNKNOWN);
        connect.setVisible(!connected);
        connect.setManaged(!connected);
        buttons();
    }

    public void show(Queries.State state) {
        Fx.mustBeHere();
        Queries.State before = shown;
        shown = state;
        if (before == null || !before.ran().equals(state.ran()) || !java.util.Objects.equals(before.said(), state.said())
                || !before.text().equals(state.text())) {
            tabs(state);
        }
        bar(state.session());
        buttons();
        tick();
    }

    /// Whom the session is with, and what its transaction is: an open one is loud.
    private void bar(Queries.@Nullable Session of) {
        database.setText(of == null ? "" : of.database());
        who.setText(of == null ? "no session yet" : of.user() + " · pid " + of.pid() + " · TLS verify-full");
        limits.setText(of == null ? "read-only" : of.limits());
        transaction.setVisible(of != null);
        transaction.setManaged(of != null);
        age();
    }

    private void age() {
        Queries.Session of = shown == null ? null : shown.session();
        if (of == null) {
            return;
        }
        Instant since = of.since();
        String age = since == null ? "" : ", " + Words.tenths(Duration.between(since, now.get()));
        transaction.setText(switch (of.transaction()) {
            case IDLE -> "no open transaction";
            case OPEN -> "TRANSACTION OPEN" + age;
            case FAILED -> "TRANSACTION FAILED" + age + ": ROLLBACK ends it";
        });
        Cards.tone(transaction, switch (of.transaction()) {
            case IDLE -> Tone.NEUTRAL;
            case OPEN -> Tone.WARN;
            case FAILED -> Tone.BAD;
        });
    }

    private void buttons() {
        boolean running = shown != null && shown.running() != null;
        run.setDisable(running || !connected);
        boolean cancelling = running && shown != null && shown.cancelling();
        cancel.setDisable(!running);
        cancel.setText(cancelling ? "Give the session up   Ctrl+." : "Cancel   Ctrl+.");
    }

    private void tick() {
        age();
        Queries.State state = shown;
        if (state == null || state.running() == null) {
            if (state != null && !state.ran().isEmpty()) {
                Duration all = state.ran().stream().map(Queries.Ran::took).reduce(Duration.ZERO, Duration::plus);
                progress.setText(
                        state.ran().size() + (state.ran().size() == 1 ? " statement, " : " statements, ") + all.toMillis() + " ms");
            } else {
                progress.setText("");
            }
            return;
        }
        progress.setText((state.cancelling() ? "cancelling… " : "running, ") + Words.tenths(Duration.between(state.since(), now.get())));
    }

    private void tabs(Queries.State state) {
        results.getTabs().clear();
        printed.setText(Grid.inert(state.text()));
        if (state.said() != null) {
            add("Message", message(state.said(), Tone.WARN));
        }
        int number = 0;
        for (Queries.Ran ran : state.ran()) {
            number++;
            for (Result result : ran.results()) {
                if (results.getTabs().size() >= MOST_TABS) {
                    break;
                }
                switch (result) {
                    case Result.Rows rows -> add(number + " · " + count(rows) + " · " + ran.took().toMillis() + " ms", Grid.of(rows));
                    case Result.Done(var affected) -> {
                        if (affected > 0) {
                            add(number + " · done", message("Done, " + affected + " rows affected.", Tone.NEUTRAL));
                        }
                    }
                }
            }
            if (ran.failure() != null) {
                add(number + " · " + ran.failure().severity(), message(Caret.words(ran.sql(), ran.failure())
                        + (ran.outcomeKnown() ? "" : "\n\nThe connection broke under it: whether the server acted on it is not known."),
                        Tone.BAD));
                results.getSelectionModel().selectLast();
            }
            if (!ran.notices().isEmpty()) {
                add(number + " · notices", message(String.join("\n", ran.notices()), Tone.NEUTRAL));
            }
        }
        beside(!results.getTabs().isEmpty(), !state.text().isEmpty());
    }

    /// The grid and psql's text side by side; what is empty takes no room.
    private void beside(boolean grid, boolean text) {
        var wanted = grid && text ? List.of(results, printed) : text ? List.of(printed) : List.of(results);
        if (!beside.getItems().equals(wanted)) {
            beside.getItems().setAll(wanted);
            beside.setDividerPositions(0.6);
        }
    }

    private static String count(Result.Rows rows) {
        int n = rows.rows().size();
        return rows.more() ? "first " + n + " rows" : n + (n == 1 ? " row" : " rows");
    }

    private void add(String title, Node content) {
        results.getTabs().add(new Tab(title, content));
    }

    private static Node message(String words, Tone tone) {
        var text = new TextArea(words);
        text.setEditable(false);
        text.getStyleClass().addAll("mono", "message");
        Cards.tone(text, tone);
        return text;
    }
}
