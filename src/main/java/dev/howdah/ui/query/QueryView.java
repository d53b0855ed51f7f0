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
        void run(String sql);

        void cancel();

        void connect();
    }

    private static final KeyCombination RUN = new KeyCodeCombination(KeyCode.ENTER, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination CANCEL = new KeyCodeCombination(KeyCode.PERIOD, KeyCombination.SHORTCUT_DOWN);
    private static final int MOST_TABS = 20;
    private final Supplier<Instant> now;
    private final Answers answers;
    private final Label session = Cards.chip("", Tone.UNKNOWN);
    private final Button connect = new Button("Connect   Ctrl+T");
    private final TextArea editor = new TextArea();
    private final Button run = new Button("Run   Ctrl+Enter");
    private final Button cancel = new Button("Cancel   Ctrl+.");
    private final Label progress = Cards.muted("");
    private final TabPane results = new TabPane();
    private final VBox root;
    private Queries.@Nullable State shown;
    private boolean connected;

    public QueryView(String instance, String text, Supplier<Instant> now, Answers answers) {
        this.now = now;
        this.answers = answers;
        editor.setText(text);
        editor.getStyleClass().addAll("mono", "editor");
        editor.setPromptText("SQL. Ctrl+Enter runs what is selected, or all of it.");
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
        var safety = Cards.muted("read-only · statement_timeout 30 s · lock_timeout 5 s · first " + Queries.USUAL
                + " rows of each result · application_name howdah");
        var bar = new HBox(10, run, cancel, progress);
        bar.setAlignment(Pos.CENTER_LEFT);
        var above = new VBox(8, safety, editor, bar);
        VBox.setVgrow(editor, Priority.ALWAYS);
        results.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        var split = new SplitPane(above, results);
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
            answers.run(sql);
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
        if (before == null || !before.ran().equals(state.ran()) || !java.util.Objects.equals(before.said(), state.said())) {
            tabs(state);
        }
        buttons();
        tick();
    }

    private void buttons() {
        boolean running = shown != null && shown.running() != null;
        run.setDisable(running || !connected);
        cancel.setDisable(!running || shown != null && shown.cancelling());
    }

    private void tick() {
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
        if (state.said() != null) {
            add("Message", message(state.said(), Tone.WARN));
        }
        int number = 0;
        for (Queries.Ran ran : state.ran()) {
            number++;
            for (Result result : ran.results()) {
                if (results.getTabs().size() >= MOST_TABS) {
                    return;
                }
                switch (result) {
                    case Result.Rows rows -> add(number + " · " + count(rows) + " · " + ran.took().toMillis() + " ms", Grid.of(rows));
                    case Result.Done(var affected) ->
                        add(number + " · done", message("Done, " + affected + " rows affected.", Tone.NEUTRAL));
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
