package dev.howdah.ui.query;

import dev.howdah.ops.query.ChartData;
import dev.howdah.ops.query.CsvFile;
import dev.howdah.ops.query.PlanTree;
import dev.howdah.ops.query.Queries;
import dev.howdah.ops.query.Writes;
import dev.howdah.sql.meta.Completion;
import dev.howdah.sql.scan.Layout;
import dev.howdah.sql.session.Database.Result;
import dev.howdah.sql.session.SqlSession;
import dev.howdah.sql.session.Leave;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.TwoEnds;
import dev.howdah.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.IndexRange;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SplitMenuButton;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// One sheet of the Query screen: an editor and what ran from it. `show` may be called with any state in any order; the text in the editor is the operator's and is never
/// changed but by choosing a ready-made question.
final class SheetPane {
    /// What the operator can ask for on this sheet.
    interface Answers {
        /// @param most rows of each result; 0: all
        void run(String sql, int most);

        void cancel();

        /// Run, count and roll back.
        void preview(String sql, int most);

        void allowWrites(Duration length, String typed);

        void stopWriting();

        void answer(Leave.Choice choice);

        /// The answer to `\\prompt`; null when nobody answers.
        void prompted(@Nullable String value);

        /// Runs something that may take its time on another thread.
        void beside(Runnable work);

        /// The text has changed.
        void typed();

        /// What the editor can complete with.
        Completion.Names names();
    }

    private static final Texts TEXTS = Texts.of(SheetPane.class);
    private static final KeyCombination RUN = new KeyCodeCombination(KeyCode.ENTER, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination COMPLETE = new KeyCodeCombination(KeyCode.SPACE, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination FIND = new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination FORMAT = new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
    private static final KeyCombination EXPORT = new KeyCodeCombination(KeyCode.S, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination CHART = new KeyCodeCombination(KeyCode.G, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination AREA = new KeyCodeCombination(KeyCode.F6);
    private static final KeyCombination EXPLAIN = new KeyCodeCombination(KeyCode.E, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination WRITES = new KeyCodeCombination(KeyCode.A, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
    private static final KeyCombination PREVIEW = new KeyCodeCombination(KeyCode.ENTER, KeyCombination.SHORTCUT_DOWN,
            KeyCombination.SHIFT_DOWN);
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final KeyCombination CANCEL = new KeyCodeCombination(KeyCode.PERIOD, KeyCombination.SHORTCUT_DOWN);
    private static final int MOST_TABS = 20;
    private static final String PLAN = "plan";
    private static final int MOST_PROPOSALS = 20;

    /// How many rows of a result are fetched.
    record Limit(int most) {
        static final List<Limit> ALL = List.of(new Limit(Queries.USUAL), new Limit(10_000), new Limit(100_000), new Limit(0));

        @Override
        public String toString() {
            return most == 0
                    ? TEXTS.get("all rows")
                    : TEXTS.get("rows ≤ {0}", String.format(java.util.Locale.ROOT, "%,d", most).replace(',', ' '));
        }
    }

    private final Supplier<Instant> now;
    private final Answers answers;
    private final Editor editor;
    private final Button run = new Button(TEXTS.get("Run   Ctrl+Enter"));
    private final Button cancel = new Button(TEXTS.get("Cancel   Ctrl+."));
    private final SplitMenuButton explain = new SplitMenuButton();
    private final MenuButton copy = new MenuButton(TEXTS.get("Copy as…"));
    private static final double EDITOR_LEAST = 84;
    private final ContextMenu proposals = new ContextMenu();
    private final Find find;
    private final TextField prompted = new TextField();
    private final Label prompt = new Label();
    private final HBox prompting = new HBox(8, prompt, prompted, Cards.muted(TEXTS.get("Enter answers, Esc does not")));
    private final Button chart = new Button(TEXTS.get("Chart   Ctrl+G"));
    private final Button export = new Button(TEXTS.get("Export CSV…   Ctrl+S"));
    private final ExportBar exporting = new ExportBar(this::export, this::toResults);
    private final Button writes = new Button(TEXTS.get("Allow writes…   Ctrl+Shift+A"));
    private final Button preview = new Button(TEXTS.get("Preview   Ctrl+Shift+Enter"));
    private final Label writing = Cards.chip("", Tone.BAD);
    private final WritesPane asking = new WritesPane(() -> focus(node()));
    private final QueryView.Setting setting;
    private Writes allowed = new Writes.Off(null);
    private final Label progress = Cards.muted("");
    private final Label outcome = Cards.muted("");
    private String told = "";
    private final Label database = Cards.text("", "headline");
    private final Label who = Cards.muted("");
    private final Label transaction = Cards.chip("", Tone.NEUTRAL);
    private final Label held = Cards.muted("");
    private final Button rollBack = new Button(TEXTS.get("Roll back"));
    private final Label limits = Cards.muted("");
    private final ChoiceBox<Limit> limit = new ChoiceBox<>();
    private final TextArea printed = new TextArea();
    private final TabPane results = new TabPane();
    private final SplitPane beside = new SplitPane(results);
    private final VBox root;
    private Queries.@Nullable State shown;
    private @Nullable Sent sent;
    private boolean connected;

    SheetPane(String text, QueryView.Setting setting, Supplier<Instant> now, Answers answers) {
        this.setting = setting;
        this.now = now;
        this.answers = answers;
        editor = new Editor(
                TEXTS.get(
                        "SQL and psql's backslash commands. Ctrl+Enter runs what is selected, or all of it; Ctrl+Space completes, Ctrl+Shift+F sets out."),
                () -> answers.typed());
        editor.text(text);
        editor.node().addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            if (RUN.match(e)) {
                run();
                e.consume();
            } else if (PREVIEW.match(e)) {
                preview();
                e.consume();
            } else if (COMPLETE.match(e)) {
                complete();
                e.consume();
            }
        });
        explain.setText(TEXTS.get("Explain   Ctrl+E"));
        run.getStyleClass().add("accent");
        run.setOnAction(_ -> run());
        cancel.setOnAction(_ -> answers.cancel());
        explain.setOnAction(_ -> explain("EXPLAIN (SETTINGS, FORMAT JSON) "));
        var analyze = new MenuItem(TEXTS.get("Explain and run (ANALYZE, BUFFERS)"));
        analyze.setOnAction(_ -> explain("EXPLAIN (ANALYZE, BUFFERS, SETTINGS, FORMAT JSON) "));
        explain.getItems().add(analyze);
        copy.setDisable(true);
        for (Copies as : Copies.values()) {
            var item = new MenuItem(as.label());
            item.setOnAction(_ -> grid().ifPresent(grid -> told = grid.copy(as)));
            copy.getItems().add(item);
        }
        results.getSelectionModel().selectedItemProperty()
                .addListener((_, _, _) -> ofGrid());
        chart.setOnAction(_ -> chart());
        export.setOnAction(_ -> export());
        ofGrid();
        writes.setOnAction(_ -> writes());
        preview.setOnAction(_ -> preview());
        for (Region b : List.of(run, cancel, explain, copy, writes, preview, chart, export)) {
            b.setMinWidth(Region.USE_PREF_SIZE);
        }
        prompting.setAlignment(Pos.CENTER_LEFT);
        prompting.getStyleClass().add("note");
        prompted.setAccessibleText(TEXTS.get("answer to \\prompt"));
        HBox.setHgrow(prompted, Priority.ALWAYS);
        prompted.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ENTER || e.getCode() == KeyCode.ESCAPE) {
                answers.prompted(e.getCode() == KeyCode.ENTER ? prompted.getText() : null);
                e.consume();
            }
        });
        prompting.setVisible(false);
        prompting.setManaged(false);
        find = new Find(editor);
        limit.getItems().setAll(Limit.ALL);
        limit.setValue(Limit.ALL.getFirst());
        limit.setAccessibleText(TEXTS.get("rows of each result"));
        limit.setMinWidth(Region.USE_PREF_SIZE);
        limit.setPrefWidth(140);
        limits.setText(TEXTS.get("read-only"));
        // in a narrow window they go on in a second line rather than being cut
        var facts = new FlowPane(10, 4, database, who, transaction, rollBack, held, writing, limits);
        for (Region each : List.of(rollBack, held)) {
            each.setVisible(false);
            each.managedProperty().bind(each.visibleProperty());
        }
        rollBack.getStyleClass().add("small");
        rollBack.setOnAction(_ -> rolledBack());
        facts.setRowValignment(javafx.geometry.VPos.CENTER);
        facts.setPrefWrapLength(620);
        HBox.setHgrow(facts, Priority.ALWAYS);
        var safety = new HBox(10, facts, limit);
        safety.setMinHeight(Region.USE_PREF_SIZE);
        // which database it is must not be what gives way
        database.setMinWidth(Region.USE_PREF_SIZE);
        who.setMinWidth(Region.USE_PREF_SIZE);
        safety.setAlignment(Pos.CENTER_LEFT);
        safety.setPadding(new Insets(8, 0, 0, 0));
        // what it is about stays to be seen under the question
        editor.node().setMinHeight(EDITOR_LEAST);
        printed.setEditable(false);
        printed.getStyleClass().addAll("mono", "message");
        printed.setAccessibleText(TEXTS.get("what psql would print"));
        var runs = new HBox(10, run, preview, explain, cancel);
        var rest = new HBox(10, progress, Cards.spacer(), writes);
        rest.setAlignment(Pos.CENTER_LEFT);
        // what changes while it runs must not move what is below
        progress.setMinWidth(40);
        var bar = new TwoEnds(10, runs, rest);
        var above = new VBox(8, safety, asking.node(), prompting, editor.node(), find.node(), bar);
        VBox.setVgrow(editor.node(), Priority.ALWAYS);
        results.setAccessibleText(TEXTS.get("results"));
        results.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        var ofResult = new HBox(10, outcome, Cards.spacer(), chart, copy, export);
        ofResult.setAlignment(Pos.CENTER_LEFT);
        VBox.setVgrow(beside, Priority.ALWAYS);
        var below = new VBox(6, ofResult, exporting.node(), beside);
        below.setPadding(new Insets(6, 0, 0, 0));
        var split = new SplitPane(above, below);
        split.setOrientation(Orientation.VERTICAL);
        split.setDividerPositions(0.4);
        VBox.setVgrow(split, Priority.ALWAYS);
        root = new VBox(8, split);
        show(allowed);
    }

    /// A key that was pressed anywhere on the screen while this sheet is shown.
    ///
    /// @return whether it was for this sheet
    boolean pressed(KeyEvent e) {
        if (WRITES.match(e)) {
            writes();
        } else if (CANCEL.match(e)) {
            answers.cancel();
        } else if (FIND.match(e)) {
            find.open();
        } else if (FORMAT.match(e)) {
            format();
        } else if (EXPORT.match(e)) {
            export();
        } else if (CHART.match(e)) {
            chart();
        } else if (AREA.match(e)) {
            otherArea();
        } else if (EXPLAIN.match(e)) {
            explain("EXPLAIN (SETTINGS, FORMAT JSON) ");
        } else {
            return false;
        }
        return true;
    }

    Parent node() {
        return root;
    }

    /// Whether the keyboard is in the editor.
    boolean isTyping() { return editor.keyboard().isFocused(); }

    void focus(Parent screen) {
        editor.focus(screen);
    }

    /// What stands in the editor, so that it is there again when the screen is.
    String text() {
        return editor.text();
    }

    /// Puts a ready-made question into the editor and runs it.
    void ask(String sql) {
        editor.text(sql);
        run();
    }

    private void run() {
        boolean all = editor.selected().isBlank();
        String sql = all ? text() : editor.selected();
        if (!run.isDisabled() && !sql.isBlank()) {
            sent(all ? 0 : editor.selection().getStart(), sql, 0);
            answers.run(sql, limit.getValue().most());
        }
    }

    /// Puts a name where the caret is.
    void insert(String name) {
        editor.insert(name);
        editor.focus(root);
    }

    /// Runs something that does not stand in the editor.
    void describe(String command) {
        if (!run.isDisabled()) {
            answers.run(command, limit.getValue().most());
        }
    }

    /// What is selected, or the statement at the caret: run, counted and rolled back.
    private void preview() {
        IndexRange chosen = editor.chosen();
        String sql = editor.in(chosen);
        if (!preview.isDisabled() && preview.isVisible() && !sql.isBlank()) {
            sent(chosen.getStart(), sql, 0);
            answers.preview(sql, limit.getValue().most());
        }
    }

    /// What was sent last, for the place of an error in it.
    ///
    /// @param at where it began in the editor
    /// @param before characters that were put before it
    private record Sent(int at, String text, int before, int caret) {}

    private void sent(int at, String text, int before) {
        sent = new Sent(at, text, before, editor.caret());
    }

    /// Marks the place of an error in the editor, if what stands there is still what was run; the caret goes there unless it was moved.
    private void mark(Queries.State state) {
        Sent of = sent;
        if (of == null || state.running() != null) {
            return;
        }
        sent = null;
        if (!text().startsWith(of.text(), Math.min(of.at(), text().length()))) {
            return;
        }
        int after = 0;
        for (Queries.Ran ran : state.ran()) {
            String message = ran.sql().substring(Math.min(of.before(), ran.sql().length()));
            Integer position = ran.failure() == null ? null : ran.failure().position();
            if (position != null) {
                ErrorPlace.of(of.text(), message, position - of.before(), after)
                        .ifPresent(at -> editor.wrong(of.at() + at, editor.caret() == of.caret()));
                return;
            }
            after = ErrorPlace.end(of.text(), message, after).orElse(after);
        }
    }

    private Optional<Grid> grid() {
        Tab chosen = results.getSelectionModel().getSelectedItem();
        return chosen != null && chosen.getUserData() instanceof Grid grid ? Optional.of(grid) : Optional.empty();
    }

    /// What can be done with a table of rows only.
    private void ofGrid() {
        boolean none = grid().isEmpty();
        List.of(copy, chart, export).forEach(b -> b.setDisable(none));
        told = "";
    }

    /// Numbers of the rows that are shown, in a tab of their own.
    private void chart() {
        grid().ifPresent(grid -> {
            Result.Rows rows = grid.rows();
            answers.beside(() -> {
                Optional<ChartData> data = ChartData.of(rows);
                Fx.THREAD.execute(() -> {
                    if (data.isEmpty()) {
                        told = TEXTS.get("There are no numbers to draw.");
                        return;
                    }
                    own("chart", TEXTS.get("chart"), ChartView.of(data.get()));
                });
            });
        });
    }

    private void export() {
        grid().ifPresent(_ -> exporting.open(java.nio.file.Path.of(System.getProperty("user.home"), setting.instance().id() + "-"
                + java.time.format.DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(java.time.ZoneOffset.UTC).format(now.get())
                + ".csv").toString()));
    }

    private void export(String file, boolean marks) {
        grid().ifPresent(grid -> {
            Result.Rows rows = grid.rows();
            exporting.told(TEXTS.get("writing…"), Tone.INFO);
            answers.beside(() -> {
                String words;
                Tone tone = Tone.BAD;
                try {
                    long marked = CsvFile.write(rows, java.nio.file.Path.of(file), marks);
                    String what = marks
                            ? TEXTS.get("Written, {0}, {1} cells marked", count(rows), marked)
                            : TEXTS.get("Written, {0}", count(rows));
                    words = rows.more() ? TEXTS.get("{0}; the result had more", what) : what;
                    tone = Tone.GOOD;
                } catch (java.nio.file.FileAlreadyExistsException e) {
                    words = TEXTS.get("Nothing was written: there is a file of that name.");
                } catch (java.io.IOException | java.nio.file.InvalidPathException e) {
                    words = TEXTS.get("Nothing was written: {0}", e.getMessage());
                }
                String said = words;
                Tone how = tone;
                Fx.THREAD.execute(() -> exporting.told(said, how));
            });
        });
    }

    private void toResults() {
        Tab chosen = results.getSelectionModel().getSelectedItem();
        if (beside.getItems().contains(results) && chosen != null) {
            chosen.getContent().requestFocus();
            grid().ifPresent(g -> g.focus(root));
        } else {
            printed.requestFocus();
        }
    }

    /// From the editor to the results, to the text beside them, and back.
    private void otherArea() {
        if (editor.keyboard().isFocused()) {
            toResults();
        } else if (!printed.isFocused() && beside.getItems().size() > 1) {
            printed.requestFocus();
        } else {
            editor.focus(root);
        }
    }

    /// Asks for writes, or ends them.
    private void writes() {
        Queries.Session session = shown == null ? null : shown.session();
        if (writes.isDisabled()) {
            return;
        }
        if (allowed instanceof Writes.On) {
            answers.stopWriting();
        } else if (asking.isOpen()) {
            asking.close();
        } else if (session != null) {
            asking.plan(setting, session, answers::allowWrites);
        }
    }

    /// What `\\prompt` asks, in its place above the editor.
    void prompt(Optional<String> words) {
        boolean was = prompting.isVisible();
        prompting.setVisible(words.isPresent());
        prompting.setManaged(words.isPresent());
        if (words.isPresent()) {
            prompt.setText(words.get().isBlank() ? TEXTS.get("\\prompt asks for a value") : Grid.inert(words.get().strip()));
            prompt.setLabelFor(prompted);
            prompted.clear();
            Fx.focus(prompting, prompted);
        } else if (was) {
            editor.focus(root);
        }
    }

    /// Whether this sheet may write, and what waits for an answer.
    void show(Writes state) {
        allowed = state;
        boolean on = state instanceof Writes.On;
        for (Node node : List.of(writing, preview)) {
            node.setVisible(on || node == writing && !(state instanceof Writes.Off(var said) && said == null));
            node.setManaged(node.isVisible());
        }
        writes.setText(on ? TEXTS.get("Stop writing   Ctrl+Shift+A") : TEXTS.get("Allow writes…   Ctrl+Shift+A"));
        asking.ask(state instanceof Writes.On(var _, var _, var asked) ? asked : null, answers::answer);
        left();
        buttons();
    }

    /// The countdown.
    private void left() {
        switch (allowed) {
            case Writes.Off(var said) -> {
                writing.setText(said == null ? "" : said);
                Cards.tone(writing, Tone.INFO);
            }
            case Writes.Opening _ -> {
                writing.setText(TEXTS.get("allowing writes…"));
                Cards.tone(writing, Tone.WARN);
            }
            case Writes.On(var _, var until, var _) -> {
                Duration left = Duration.between(now.get(), until);
                long seconds = Math.max(0, left.toSeconds());
                boolean soon = left.compareTo(SOON) < 0;
                boolean open = shown != null && shown.session() instanceof Queries.Session s && s.since() != null;
                String time = seconds / 60 + ":" + String.format(java.util.Locale.ROOT, "%02d", seconds % 60);
                writing.setText(soon && open
                        ? TEXTS.get("WRITING {0} LEFT: then the open transaction is rolled back", time)
                        : TEXTS.get("WRITING {0} LEFT", time));
                Cards.tone(writing, Tone.BAD);
            }
        }
    }

    /// Puts another text into the editor.
    void text(String now) {
        editor.text(now);
    }

    /// The statement at the caret, or what is selected, as a plan.
    private void explain(String how) {
        IndexRange chosen = editor.chosen();
        String sql = editor.in(chosen).strip();
        String bare = sql.replaceFirst("(?is)^explain\\s*(\\([^)]*\\)|analyze\\b|verbose\\b|\\s)*", "").replaceFirst(";\\s*$", "");
        if (!run.isDisabled() && !bare.isBlank()) {
            sent(Math.max(0, text().indexOf(bare, chosen.getStart())), bare, how.length());
            answers.run(how + bare, limit.getValue().most());
        }
    }

    /// Sets out what is selected, or all of it; it can be undone.
    private void format() {
        IndexRange selected = editor.selected().isBlank() ? new IndexRange(0, text().length()) : editor.selection();
        String before = editor.in(selected);
        String after = Layout.of(before);
        if (!after.equals(before)) {
            editor.replace(selected.getStart(), selected.getEnd(), after);
        }
    }

    /// What may stand at the caret.
    private void complete() {
        int caret = editor.caret();
        Completion.Proposals found = new Completion(answers.names()).at(text(), caret);
        proposals.getItems().clear();
        if (found.all().size() == 1) {
            editor.replace(found.from(), caret, found.all().getFirst().text());
            return;
        }
        for (Completion.Proposal one : found.all().subList(0, Math.min(MOST_PROPOSALS, found.all().size()))) {
            var item = new MenuItem(one.text() + "   " + one.kind());
            item.setMnemonicParsing(false);
            item.setOnAction(_ -> editor.replace(found.from(), caret, one.text()));
            proposals.getItems().add(item);
        }
        if (!proposals.getItems().isEmpty()) {
            editor.place().ifPresent(place -> proposals.show(editor.keyboard(), place.getMinX(), place.getMaxY()));
        }
    }

    /// Whether there is a session to run on.
    void connected(boolean is) {
        connected = is;
        buttons();
    }

    void show(Queries.State state) {
        Fx.mustBeHere();
        Queries.State before = shown;
        shown = state;
        if (before == null || !before.ran().equals(state.ran()) || !java.util.Objects.equals(before.said(), state.said())
                || !before.text().equals(state.text())) {
            tabs(state);
        }
        if (before != null) {
            mark(state);
        }
        bar(state.session());
        buttons();
        tick();
    }

    /// Whom the session is with, and what its transaction is: an open one is loud.
    private void bar(Queries.@Nullable Session of) {
        database.setText(of == null ? "" : of.database());
        who.setText(of == null
                ? TEXTS.get("no session yet")
                : of.user() + " · " + TEXTS.get("pid {0}", of.pid()) + " · " + TEXTS.get("TLS verify-full") + " · "
                        + TEXTS.get("times in {0}", of.zone()));
        limits.setText(of == null ? TEXTS.get("read-only") : of.limits());
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
        String age = since == null ? "" : Words.tenths(Duration.between(since, now.get()));
        transaction.setText(switch (of.transaction()) {
            case IDLE -> TEXTS.get("no open transaction");
            case OPEN -> age.isEmpty() ? TEXTS.get("TRANSACTION OPEN") : TEXTS.get("TRANSACTION OPEN, {0}", age);
            case FAILED -> age.isEmpty()
                    ? TEXTS.get("TRANSACTION FAILED: ROLLBACK ends it")
                    : TEXTS.get("TRANSACTION FAILED, {0}: ROLLBACK ends it", age);
        });
        Cards.tone(transaction, switch (of.transaction()) {
            case IDLE -> Tone.NEUTRAL;
            case OPEN -> Tone.WARN;
            case FAILED -> Tone.BAD;
        });
    }

    private void rolledBack() {
        answers.run("ROLLBACK", 1);
        editor.focus(root);
    }

    /// What the open transaction holds; empty when none is open.
    void held(String words) {
        held.setText(words);
        held.setVisible(!words.isEmpty());
    }

    private void buttons() {
        boolean running = shown != null && shown.running() != null;
        run.setDisable(running || !connected);
        Queries.Session session = shown == null ? null : shown.session();
        rollBack.setVisible(session != null && session.transaction() != SqlSession.State.IDLE);
        rollBack.setDisable(running);
        explain.setDisable(running || !connected);
        preview.setDisable(running || !connected);
        writes.setDisable(!connected || allowed instanceof Writes.Opening
                || allowed instanceof Writes.Off && (shown == null || shown.session() == null || running));
        boolean cancelling = running && shown != null && shown.cancelling();
        cancel.setDisable(!running);
        cancel.setText(cancelling ? TEXTS.get("Give the session up   Ctrl+.") : TEXTS.get("Cancel   Ctrl+."));
    }

    void tick() {
        age();
        outcome.setText(told);
        left();
        Queries.State state = shown;
        if (state == null || state.running() == null) {
            if (state != null && !state.ran().isEmpty()) {
                Duration all = state.ran().stream().map(Queries.Ran::took).reduce(Duration.ZERO, Duration::plus);
                progress.setText(
                        state.ran().size() == 1
                                ? TEXTS.get("{0} statement, {1} ms", state.ran().size(), all.toMillis())
                                : TEXTS.get("{0} statements, {1} ms", state.ran().size(), all.toMillis()));
            } else {
                progress.setText("");
            }
            return;
        }
        if ((asking.node().isVisible() || prompting.isVisible()) && !state.cancelling()) {
            progress.setText(TEXTS.get("waits for your answer"));
            return;
        }
        String running = Words.tenths(Duration.between(state.since(), now.get()));
        progress.setText(state.cancelling() ? TEXTS.get("cancelling… {0}", running) : TEXTS.get("running, {0}", running));
    }

    private void tabs(Queries.State state) {
        results.getTabs().clear();
        printed.setText(Grid.inert(state.text()));
        // what is said about a run that failed stands with its failure, which is the tab that is seen
        boolean broke = !state.ran().isEmpty() && state.ran().getLast().failure() != null;
        if (state.said() != null && !broke) {
            add(TEXTS.get("Message"), message(state.said(), Tone.WARN));
        }
        int number = 0;
        for (Queries.Ran ran : state.ran()) {
            number++;
            for (Result result : ran.results()) {
                if (results.getTabs().size() >= MOST_TABS) {
                    break;
                }
                switch (result) {
                    case Result.Rows rows -> rows(number + " · " + count(rows) + " · " + ran.took().toMillis() + " ms", rows);
                    case Result.Done(var affected) -> {
                        if (affected > 0) {
                            add(number + " · " + TEXTS.get("done"), message(TEXTS.get("Done, {0} rows affected.", affected), Tone.NEUTRAL));
                        }
                    }
                }
            }
            if (ran.failure() != null) {
                String after = number == state.ran().size() && state.said() != null ? "\n\n" + state.said().replace(". ", ".\n") : "";
                add(number + " · " + ran.failure().severity(), message(Caret.words(ran.sql(), ran.failure())
                        + (ran.outcomeKnown()
                                ? ""
                                : "\n\n" + TEXTS.get("The connection broke under it:\nwhether the server acted on it is not known."))
                        + after, Tone.BAD));
                results.getSelectionModel().selectLast();
            }
            if (!ran.notices().isEmpty()) {
                add(number + " · " + TEXTS.get("notices"), message(String.join("\n", ran.notices()), Tone.NEUTRAL));
            }
        }
        boolean onlyPlans = !results.getTabs().isEmpty() && results.getTabs().stream().allMatch(t -> PLAN.equals(t.getId()));
        beside(!results.getTabs().isEmpty(), !state.text().isEmpty() && !onlyPlans);
    }

    /// The grid and psql's text side by side; what is empty takes no room, and a plan's JSON is no text for people.
    private void beside(boolean grid, boolean text) {
        var wanted = grid && text ? List.of(results, printed) : text ? List.of(printed) : List.of(results);
        if (!beside.getItems().equals(wanted)) {
            beside.getItems().setAll(wanted);
            beside.setDividerPositions(0.6);
        }
    }

    private static String count(Result.Rows rows) {
        int n = rows.rows().size();
        String number = n < 10_000 ? String.valueOf(n) : String.format(java.util.Locale.ROOT, "%,d", n).replace(',', ' ');
        return rows.more() ? TEXTS.get("first {0} rows", number) : n == 1 ? TEXTS.get("{0} row", number) : TEXTS.get("{0} rows", number);
    }

    private void rows(String title, Result.Rows rows) {
        var plan = rows.columns().size() == 1 && rows.rows().size() == 1 && rows.rows().getFirst().getFirst() != null
                ? PlanTree.of(String.valueOf(rows.rows().getFirst().getFirst()))
                : Optional.<PlanTree>empty();
        if (plan.isPresent()) {
            add(title.replace(count(rows), TEXTS.get("plan")), PlanView.of(plan.get()));
            results.getTabs().getLast().setId(PLAN);
            return;
        }
        var grid = new Grid(rows, this::cell);
        var tab = new Tab(title, grid.node());
        tab.setUserData(grid);
        results.getTabs().add(tab);
    }

    /// One value in full, in a tab of its own.
    private void cell(String column, String value) {
        own("cell", TEXTS.get("value of {0}", Grid.visible(column)), CellView.of(value, answers::beside));
    }

    /// A tab about a result, in the place of the one of its kind before; Esc goes back to the result.
    private void own(String kind, String title, Parent content) {
        Tab from = results.getSelectionModel().getSelectedItem();
        results.getTabs().removeIf(t -> kind.equals(t.getId()));
        var tab = new Tab(title, content);
        tab.setId(kind);
        content.addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ESCAPE && from != null) {
                results.getSelectionModel().select(from);
                results.getTabs().remove(tab);
                toResults();
                e.consume();
            }
        });
        results.getTabs().add(tab);
        results.getSelectionModel().select(tab);
        Fx.focus(root, content.isFocusTraversable() ? content : content.lookup(".text-area"));
    }

    private void add(String title, Node content) {
        results.getTabs().add(new Tab(title, content));
    }

    private static Node message(String words, Tone tone) {
        var text = new TextArea(words);
        text.setEditable(false);
        text.getStyleClass().addAll("mono", "message");
        text.setAccessibleText(TEXTS.get("what the server said"));
        Cards.tone(text, tone);
        return text;
    }
}
