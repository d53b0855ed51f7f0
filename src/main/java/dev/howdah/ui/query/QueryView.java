package dev.howdah.ui.query;

import dev.howdah.model.Environment;
import dev.howdah.model.InstanceRef;
import dev.howdah.ops.query.Contents;
import dev.howdah.ops.query.Queries;
import dev.howdah.ops.query.Queries.Draft;
import dev.howdah.ops.query.ReadyMade;
import dev.howdah.ops.query.Writes;
import dev.howdah.ops.reach.Ways;
import dev.howdah.sql.meta.Completion;
import dev.howdah.sql.session.Leave;
import dev.howdah.task.Scope;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The Query screen: sheets, each with an editor, a session and results of its own. `show` may be called with any state in any
/// order; the text in an editor is the operator's and is never changed but by choosing a ready-made question.
public final class QueryView {
    /// What the operator can ask for.
    public interface Answers {
        /// @param sheet its number
        /// @param most rows of each result; 0: all
        void run(int sheet, String sql, int most);

        void cancel(int sheet);

        /// Run each statement, count, and roll back.
        void preview(int sheet, String sql, int most);

        /// It was agreed that a sheet may write.
        ///
        /// @param typed the instance's name, where it had to be typed
        void allowWrites(int sheet, Duration length, String typed);

        void stopWriting(int sheet);

        /// What to do with the statement that waits.
        void answer(int sheet, Leave.Choice choice);

        void connect();

        /// A sheet is shown from now on: its states are wanted.
        void opened(int sheet);

        /// A sheet is about to be closed.
        ///
        /// @param then closes it
        void closing(int sheet, Runnable then);

        /// A sheet was closed, and with it its session.
        void closed(int sheet);

        /// The answer to `\\prompt`; null when nobody answers.
        void prompted(int sheet, @Nullable String value);

        /// Runs something that may take its time on another thread.
        void beside(Runnable work);

        /// What the database holds is wanted, or wanted anew.
        void browse();

        /// A relation's columns, indexes and constraints are wanted.
        void details(long oid);

        /// What stands in the editors, a moment after it was typed.
        void keep(List<Draft> drafts);
    }

    /// What the screen is about.
    public record Setting(InstanceRef instance, Environment environment) {}

    private static final Texts TEXTS = Texts.of(QueryView.class);
    private static final KeyCombination ANOTHER = new KeyCodeCombination(KeyCode.N, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination SCHEMA = new KeyCodeCombination(KeyCode.B, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination CLOSE = new KeyCodeCombination(KeyCode.W, KeyCombination.SHORTCUT_DOWN);
    /// Each sheet takes a connection slot of the server.
    private static final int MOST = 8;
    private final Setting setting;
    private final Supplier<Instant> now;
    private final Answers answers;
    private final Label session = Cards.chip("", Tone.UNKNOWN);
    private final Button connect = new Button(TEXTS.get("Connect   Ctrl+T"));
    private final Button another = new Button(TEXTS.get("New sheet   Ctrl+N"));
    private final TabPane sheets = new TabPane();
    private final PauseTransition typed = new PauseTransition(javafx.util.Duration.millis(400));
    private final SchemaPane schema;
    private final SplitPane beside;
    private final VBox root;
    private boolean browsed;
    private Completion.Names names = Completion.Names.NONE;
    private boolean connected;
    private boolean restoring;

    public QueryView(Setting setting, List<Draft> drafts, Supplier<Instant> now, Answers answers) {
        this.setting = setting;
        this.now = now;
        this.answers = answers;
        connect.setOnAction(_ -> answers.connect());
        another.setOnAction(_ -> add());
        var ready = new MenuButton(TEXTS.get("Ready-made questions"));
        for (ReadyMade question : ReadyMade.ALL) {
            var item = new MenuItem(question.title());
            item.setOnAction(_ -> current().ask(question.sql()));
            ready.getItems().add(item);
        }
        for (Region b : List.of(connect, another, ready)) {
            b.setMinWidth(Region.USE_PREF_SIZE);
        }
        var head = new HBox(12, Cards.text(TEXTS.get("Query {0}", setting.instance().id()), "headline"), session, Cards.spacer(), connect,
                another,
                ready);
        head.setAlignment(Pos.CENTER_LEFT);
        sheets.setTabClosingPolicy(TabPane.TabClosingPolicy.SELECTED_TAB);
        typed.setOnFinished(_ -> keep());
        schema = new SchemaPane(now, new SchemaPane.Answers() {
            @Override
            public void browse() {
                answers.browse();
            }

            @Override
            public void details(long oid) {
                answers.details(oid);
            }

            @Override
            public void insert(String name) {
                current().insert(name);
            }

            @Override
            public void describe(String name) {
                current().describe("\\d " + name);
            }

            @Override
            public void leave() {
                focus();
            }
        });
        sheets.getStyleClass().add("sheets");
        sheets.setAccessibleText(TEXTS.get("sheets"));
        beside = new SplitPane(schema.node(), sheets);
        beside.setDividerPositions(0.2);
        SplitPane.setResizableWithParent(schema.node(), false);
        VBox.setVgrow(beside, Priority.ALWAYS);
        root = new VBox(10, head, beside);
        root.getStyleClass().add("screen");
        root.addEventHandler(KeyEvent.KEY_PRESSED, e -> {
            if (SCHEMA.match(e)) {
                schema();
                e.consume();
            } else if (ANOTHER.match(e)) {
                add();
                e.consume();
            } else if (CLOSE.match(e)) {
                Tab chosen = sheets.getSelectionModel().getSelectedItem();
                if (chosen != null && chosen.isClosable()) {
                    closing(chosen);
                }
                e.consume();
            } else if (current().pressed(e)) {
                e.consume();
            } else if (e.getCode() == KeyCode.ESCAPE && !current().isTyping()) {
                // one step back: from whatever is beside the editor to it; from there Esc leaves the screen
                focus();
                e.consume();
            }
        });
        drafts.forEach(this::add);
    }

    public Parent node() {
        return root;
    }

    /// The elapsed time grows by itself until the scope closes; what was typed last is kept then.
    public void live(Scope scope) {
        Fx.every(Duration.ofMillis(200), scope, () -> {
            sheets.getTabs().forEach(t -> pane(t).tick());
            schema.tick();
        });
        scope.hold(this::keep);
    }

    public void focus() {
        current().focus(root);
    }

    /// To the schema; from there back to the editor, with all the room for the sheet.
    private void schema() {
        if (schema.hasKeyboard()) {
            beside.getItems().remove(schema.node());
            focus();
            return;
        }
        if (!beside.getItems().contains(schema.node())) {
            beside.getItems().addFirst(schema.node());
            beside.setDividerPositions(0.2);
        }
        schema.focus(root);
    }

    /// What the database holds.
    public void show(Contents contents) {
        Fx.mustBeHere();
        schema.show(contents);
    }

    private void add() {
        if (sheets.getTabs().size() < MOST) {
            int number = 1 + sheets.getTabs().stream().mapToInt(QueryView::number).max().orElse(0);
            add(new Draft(number, ""));
            sheets.getSelectionModel().selectLast();
            keep();
            Fx.THREAD.execute(this::focus);
        }
    }

    private void add(Draft draft) {
        int number = draft.number();
        var pane = new SheetPane(draft.text(), setting, now, new SheetPane.Answers() {
            @Override
            public void run(String sql, int most) {
                answers.run(number, sql, most);
            }

            @Override
            public void cancel() {
                answers.cancel(number);
            }

            @Override
            public void preview(String sql, int most) {
                answers.preview(number, sql, most);
            }

            @Override
            public void allowWrites(Duration length, String typed) {
                answers.allowWrites(number, length, typed);
            }

            @Override
            public void stopWriting() {
                answers.stopWriting(number);
            }

            @Override
            public void answer(Leave.Choice choice) {
                answers.answer(number, choice);
            }

            @Override
            public void prompted(@Nullable String value) {
                answers.prompted(number, value);
            }

            @Override
            public void beside(Runnable work) {
                answers.beside(work);
            }

            @Override
            public void typed() {
                if (!restoring) {
                    typed.playFromStart();
                }
            }

            @Override
            public Completion.Names names() {
                return names;
            }
        });
        pane.connected(connected);
        var tab = new Tab(TEXTS.get("Sheet {0}", number), pane.node());
        tab.setUserData(new Of(number, pane));
        tab.setOnCloseRequest(e -> {
            e.consume();
            closing(tab);
        });
        sheets.getTabs().add(tab);
        onlyOneStays();
        answers.opened(number);
    }

    private void closing(Tab tab) {
        answers.closing(number(tab), () -> {
            if (sheets.getTabs().remove(tab)) {
                closed(tab);
            }
        });
    }

    private void closed(Tab tab) {
        onlyOneStays();
        answers.closed(number(tab));
        keep();
        // what had the focus is gone, and keys would go nowhere
        Fx.THREAD.execute(this::focus);
    }

    /// The last sheet cannot be closed.
    private void onlyOneStays() {
        sheets.getTabs().forEach(t -> t.setClosable(sheets.getTabs().size() > 1));
    }

    private record Of(int number, SheetPane pane) {}

    private static int number(Tab tab) {
        return ((Of) tab.getUserData()).number();
    }

    private static SheetPane pane(Tab tab) {
        return ((Of) tab.getUserData()).pane();
    }

    private SheetPane current() {
        Tab chosen = sheets.getSelectionModel().getSelectedItem();
        return pane(chosen == null ? sheets.getTabs().getFirst() : chosen);
    }

    private List<Draft> drafts() {
        return sheets.getTabs().stream().map(t -> new Draft(number(t), pane(t).text())).toList();
    }

    private void keep() {
        typed.stop();
        answers.keep(drafts());
    }

    /// What stands in the editors from elsewhere: the disk, the palette.
    public void show(List<Draft> drafts) {
        Fx.mustBeHere();
        if (drafts.equals(drafts()) || typed.getStatus() == javafx.animation.Animation.Status.RUNNING) {
            return;
        }
        restoring = true;
        for (Draft draft : drafts) {
            sheets.getTabs().stream().filter(t -> number(t) == draft.number()).findFirst().ifPresentOrElse(t -> pane(t).text(draft.text()),
                    () -> add(draft));
        }
        restoring = false;
    }

    /// What can be completed with.
    public void show(Completion.Names known) {
        names = known;
    }

    /// Whether there is a session to run on.
    public void show(Ways.Way way) {
        Fx.mustBeHere();
        connected = way.condition() == Ways.Condition.OPEN;
        session.setText(
                connected
                        ? TEXTS.get("session open as {0}", way.user())
                        : way.condition() == Ways.Condition.LOST ? TEXTS.get("no answer") : TEXTS.get("not connected"));
        Cards.tone(session, connected ? Tone.GOOD : way.condition() == Ways.Condition.LOST ? Tone.BAD : Tone.UNKNOWN);
        connect.setVisible(!connected);
        connect.setManaged(!connected);
        sheets.getTabs().forEach(t -> pane(t).connected(connected));
        schema.connected(connected);
        if (connected && !browsed) {
            answers.browse();
        }
        browsed = connected;
    }

    /// Whether a sheet may write.
    public void show(int sheet, Writes writes) {
        Fx.mustBeHere();
        sheets.getTabs().stream().filter(t -> number(t) == sheet).forEach(t -> pane(t).show(writes));
    }

    /// What the open transaction of a sheet holds; empty when none is open.
    public void held(int sheet, String words) {
        Fx.mustBeHere();
        sheets.getTabs().stream().filter(t -> number(t) == sheet).forEach(t -> pane(t).held(words));
    }

    /// What `\\prompt` asks in a sheet; empty when nothing is asked.
    public void prompt(int sheet, Optional<String> words) {
        Fx.mustBeHere();
        sheets.getTabs().stream().filter(t -> number(t) == sheet).forEach(t -> pane(t).prompt(words));
    }

    /// What a sheet's session does and gave.
    public void show(int sheet, Queries.State state) {
        Fx.mustBeHere();
        sheets.getTabs().stream().filter(t -> number(t) == sheet).forEach(t -> pane(t).show(state));
    }
}
