package dev.howdah.ui.migrate;

import dev.howdah.lint.Finding;
import dev.howdah.lint.Report;
import dev.howdah.model.EcsTask;
import dev.howdah.model.LogLine;
import dev.howdah.ops.Request;
import dev.howdah.ops.migrate.Families;
import dev.howdah.ops.migrate.Locks;
import dev.howdah.ops.migrate.MigrationWatch;
import dev.howdah.ops.migrate.Reviewed;
import dev.howdah.task.Scope;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.ProblemPane;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Migrate: review, snapshot, run, watch, roll out. Nothing is changed here: every button asks for a plan.
public final class MigrateView {
    /// What the window does about what is asked for, on the JavaFX thread.
    public interface Answers {
        /// @param found the family and its service
        /// @param blockers how old a transaction is at least that the plan warns of
        void run(Families.Found found, String definition, String startedBy, Reviewed review, Locks.@Nullable Limit limit,
                Duration blockers);

        void stop(EcsTask task);

        void signal(Locks.Session session, boolean terminate);

        void snapshot();

        void rollOut(Request next);

        void connect();

        /// Asks for a plan to apply the SQL that was reviewed to a copy that is made for it.
        ///
        /// @param keep whether the copy stays; otherwise it is removed afterwards
        void rehearse(boolean keep);

        /// Reads and reviews a file or a folder.
        void review(String path);

        /// The findings of a rule are accepted for the SQL that is shown, or not any more.
        void accept(String rule, boolean on);

        /// Another definition is chosen: what was reviewed for its family is wanted.
        void chosen(String definition);

        void refresh();
    }

    private static final Texts TEXTS = Texts.of(MigrateView.class);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    /// Of the queue; more leave no room for the log.
    private static final int MOST_LINES = 8;
    private static final int USUAL_WAITERS = 5;
    private static final int USUAL_SECONDS = 30;
    private final String id;
    private final Supplier<Instant> clock;
    private final ZoneId zone;
    private final Answers answers;
    private final ChoiceBox<String> definition = new ChoiceBox<>();
    private final Label chip = Cards.chip("", Tone.NEUTRAL);
    private final HBox path = new HBox(8);
    private final Button snapshot = new Button(TEXTS.get("Snapshot first…"));
    private final Button rehearse = new Button(TEXTS.get("Rehearse on a copy…"));
    /// Beside the button that runs it.
    private final Label rehearsed = Cards.text("", "muted");
    private final CheckBox keep = new CheckBox(TEXTS.get("Keep the copy that a rehearsal makes"));
    private final Button run = new Button(TEXTS.get("Run…"));
    private final Button stop = new Button(TEXTS.get("Stop task…"));
    private final Button next = new Button();
    private final TextField file = new TextField();
    /// Why it runs although nothing, or not all of it, was reviewed.
    private final TextField reason = new TextField();
    private final VBox findings = new VBox(6);
    private final Label reviewChip = Cards.chip(TEXTS.get("not reviewed"), Tone.UNKNOWN);
    private final VBox states = new VBox(2);
    private final Label where = Cards.fitting("", "muted");
    private final Label end = Cards.text("");
    private final TextField startedBy = new TextField("howdah");
    private final CheckBox guarded = new CheckBox(TEXTS.get("Cancel only the migration at"));
    private final TextField waiters = new TextField(String.valueOf(USUAL_WAITERS));
    private final TextField seconds = new TextField(String.valueOf(USUAL_SECONDS));
    private final TextField old = new TextField(String.valueOf(Request.RunMigration.BLOCKERS.toSeconds()));
    private final Label badNumbers = Cards.text("", "muted");
    private final Label queue = Cards.text("", "muted");
    private final Label waiting = Cards.chip("", Tone.NEUTRAL);
    /// What is armed, beside the title; what it did has a line of its own.
    private final Label armed = Cards.muted("");
    private final Label limit = Cards.text("", "strong");
    private final VBox tree = new VBox(3);
    private final Map<Integer, QueueLine> lines = new LinkedHashMap<>();
    private final Button connect = new Button(TEXTS.get("Connect"));
    private final Label following = Cards.muted("");
    private final ObservableList<LogLine> log = FXCollections.observableArrayList();
    private final Label noLine = Cards.muted(TEXTS.get("No run is shown."));
    private final ListView<LogLine> logView = new ListView<>(log);
    private final VBox problems = new VBox(8);
    private final VBox options = new VBox(6);
    private final ScrollPane scroll;
    private final VBox content;
    private List<Families.Found> found = List.of();
    private MigrateState shown = MigrateState.NOTHING;
    private List<MigrateState.Step> drawn = List.of();
    private @Nullable Report reviewShown;
    private String sourceShown = "";
    private final GridPane top = new GridPane(12, 12);
    private final Region reviewCard;
    private final Region logCard;
    private boolean logAbove;

    /// @param zone whose times stand beside those in UTC
    public MigrateView(String id, Supplier<Instant> clock, ZoneId zone, Answers answers) {
        this.id = id;
        this.clock = clock;
        this.zone = zone;
        this.answers = answers;
        var half = new ColumnConstraints();
        half.setPercentWidth(50);
        top.getColumnConstraints().setAll(half, half);
        reviewCard = review();
        logCard = log();
        top.add(reviewCard, 0, 0);
        top.add(task(), 1, 0);
        VBox.setVgrow(reviewCard, Priority.ALWAYS);
        VBox.setVgrow(logCard, Priority.ALWAYS);
        rehearsed.setWrapText(true);
        rehearsed.setMinHeight(Region.USE_PREF_SIZE);
        content = new VBox(head(), rehearsed, path, problems, top, locks(), logCard);
        content.getStyleClass().add("screen");
        scroll = new ScrollPane(content);
        Cards.alive(scroll);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.getStyleClass().addAll("scroll", "edge-to-edge");
        scroll.setAccessibleText(TEXTS.get("Migrate"));
        show(MigrateState.NOTHING);
    }

    private HBox head() {
        definition.setAccessibleText(TEXTS.get("Task definition to run"));
        definition.setMinWidth(210);
        definition.getSelectionModel().selectedItemProperty().subscribe(name -> {
            ready();
            if (name != null) {
                answers.chosen(name);
            }
        });
        run.getStyleClass().add("accent");
        stop.getStyleClass().add("danger");
        run.setOnAction(_ -> ask());
        stop.setOnAction(_ -> {
            EcsTask task = shown.run() == null ? null : shown.run().task();
            if (task != null) {
                answers.stop(task);
            }
        });
        snapshot.setOnAction(_ -> answers.snapshot());
        next.setOnAction(_ -> shown.next().ifPresent(answers::rollOut));
        next.getStyleClass().add("accent");
        rehearse.setOnAction(_ -> answers.rehearse(keep.isSelected()));
        for (Button button : new Button[]{snapshot, rehearse, run, stop, next}) {
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        var head = new HBox(10, Cards.text(TEXTS.get("Migrate {0} with", id), "headline"), definition, chip, Cards.spacer(), snapshot,
                rehearse,
                next,
                run, stop);
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    /// The task definition that is chosen; empty for none.
    public String chosen() {
        return definition.getValue() == null ? "" : definition.getValue();
    }

    private void ask() {
        String chosen = definition.getValue();
        Families.Found of = found.stream().filter(f -> f.revisions().contains(chosen)).findFirst().orElse(null);
        if (chosen != null && of != null && !run.isDisabled()) {
            Reviewed reviewed = shown.reviewed() == null ? Reviewed.NOTHING : shown.reviewed().reviewed();
            answers.run(of, chosen, startedBy.getText().strip(), Reviewed.isReason(reason.getText()) && reason.isVisible()
                    ? reviewed.skipping(reason.getText())
                    : reviewed, wanted(), Duration.ofSeconds(Integer.parseInt(old.getText().strip())));
        }
    }

    private Locks.@Nullable Limit wanted() {
        return guarded.isSelected()
                ? new Locks.Limit(Integer.parseInt(waiters.getText().strip()),
                        Duration.ofSeconds(Integer.parseInt(seconds.getText().strip())))
                : null;
    }

    /// Whether Run can be asked for; why not is said beside the field.
    private void ready() {
        boolean numbers = number(old) && (!guarded.isSelected() || number(waiters) && number(seconds));
        boolean name = startedBy.getText().strip().matches("[A-Za-z0-9/_-]{1,128}");
        boolean why = !reason.isVisible() || reason.getText().isBlank() || Reviewed.isReason(reason.getText());
        badNumbers.setText(!numbers
                ? TEXTS.get("Waiters and seconds must be whole numbers from 1 on.")
                : !name
                        ? TEXTS.get("Started by: up to 128 letters, digits, hyphens, underscores and slashes.")
                        : why
                                ? ""
                                : TEXTS.get("A reason has {0} to {1} characters.", Reviewed.SHORTEST_REASON, Reviewed.LONGEST_REASON));
        badNumbers.setVisible(!badNumbers.getText().isEmpty());
        badNumbers.setManaged(badNumbers.isVisible());
        run.setDisable(definition.getValue() == null || !numbers || !name || !why || shown.running());
    }

    private static boolean number(TextField field) {
        return field.getText().strip().matches("[1-9]\\d{0,5}");
    }

    private Region review() {
        file.setPromptText(TEXTS.get("SQL file or folder that it runs, then Enter"));
        file.setAccessibleText(TEXTS.get("SQL file or folder to review"));
        file.getStyleClass().add("mono");
        file.setOnAction(_ -> {
            if (!file.getText().isBlank()) {
                answers.review(file.getText().strip());
            }
        });
        reason.setPromptText(TEXTS.get("or why it runs without a review: the journal keeps it"));
        reason.setAccessibleText(TEXTS.get("Why it runs without a review"));
        reason.textProperty().subscribe(_ -> ready());
        var list = new ScrollPane(findings);
        list.setFitToWidth(true);
        list.getStyleClass().addAll("edge-to-edge", "card-scroll");
        list.setPrefHeight(170);
        list.setMinHeight(90);
        list.setFocusTraversable(false);
        VBox.setVgrow(list, Priority.ALWAYS);
        return Cards.card(TEXTS.get("Review"), reviewChip, file, reason, list);
    }

    private Region task() {
        guarded.setSelected(true);
        guarded.selectedProperty().subscribe(_ -> ready());
        for (TextField field : new TextField[]{waiters, seconds, old}) {
            field.setPrefColumnCount(4);
            field.setMinWidth(52);
            field.setMaxWidth(70);
            field.textProperty().subscribe(_ -> ready());
        }
        waiters.setAccessibleText(TEXTS.get("Waiters at which the migration is cancelled"));
        seconds.setAccessibleText(TEXTS.get("Seconds of waiting at which the migration is cancelled"));
        startedBy.setAccessibleText(TEXTS.get("Started by"));
        startedBy.setPrefColumnCount(12);
        startedBy.setMinWidth(80);
        old.setAccessibleText(TEXTS.get("Seconds from which on a transaction with locks is warned of"));
        startedBy.textProperty().subscribe(_ -> ready());
        var first = new HBox(8, guarded, waiters, Cards.text(TEXTS.get("waiters or")), seconds, Cards.text("s"));
        first.setAlignment(Pos.CENTER_LEFT);
        first.getChildren().stream().filter(n -> !(n instanceof TextField)).forEach(n -> ((Region) n).setMinWidth(Region.USE_PREF_SIZE));
        var second = new HBox(8, Cards.text(TEXTS.get("started by")), startedBy, Cards.text(TEXTS.get("warn of locks held for")), old,
                Cards.text("s"));
        second.setAlignment(Pos.CENTER_LEFT);
        second.getChildren().stream().filter(n -> !(n instanceof TextField)).forEach(n -> ((Region) n).setMinWidth(Region.USE_PREF_SIZE));
        options.getChildren().setAll(first, second, keep, badNumbers);
        end.setWrapText(true);
        end.setMinHeight(Region.USE_PREF_SIZE);
        return Cards.card(TEXTS.get("Task"), where, states, end, options);
    }

    private Region locks() {
        queue.setWrapText(true);
        limit.setWrapText(true);
        connect.setOnAction(_ -> answers.connect());
        connect.setMinWidth(Region.USE_PREF_SIZE);
        for (Label line : new Label[]{queue, limit}) {
            line.setMinHeight(Region.USE_PREF_SIZE);
        }
        var head = new HBox(10, queue, Cards.spacer(), connect);
        head.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(queue, Priority.SOMETIMES);
        tree.setMinHeight(Region.USE_PREF_SIZE);
        return Cards.card(TEXTS.get("Locks, live"), new HBox(10, armed, waiting), head, limit, tree);
    }

    private Region log() {
        logView.getStyleClass().add("log");
        logView.setAccessibleText(TEXTS.get("Log of the task"));
        logView.setPlaceholder(noLine);
        logView.setFixedCellSize(20);
        logView.setMinHeight(110);
        logView.setPrefHeight(180);
        logView.setCellFactory(_ -> new ListCell<>() {
            @Override
            protected void updateItem(@Nullable LogLine line, boolean empty) {
                super.updateItem(line, empty);
                setText(empty || line == null ? null : CLOCK.format(line.at()) + "  " + line.text());
            }
        });
        VBox.setVgrow(logView, Priority.ALWAYS);
        return Cards.card(TEXTS.get("Log"), following, logView);
    }

    public Parent node() {
        return scroll;
    }

    /// Times go on between two states.
    public void live(Scope scope) {
        Fx.every(Duration.ofSeconds(1), scope, this::tick);
    }

    /// The button that is pressed next has the keys.
    public void focus() {
        Fx.focus(scroll, run.isDisabled() ? definition : run);
    }

    /// In any order, any number of times.
    public void show(MigrateState state) {
        shown = state;
        choices(state);
        problems.getChildren().setAll(state.problem() == null ? List.of() : List.of(new ProblemPane(state.problem(), answers::refresh)));
        reviewed(state.reviewed());
        visible(reason, !state.running() && (state.reviewed() == null || !state.reviewed().whole()));
        if (!reason.isVisible()) {
            reason.clear();
        }
        MigrationWatch.State watched = state.run();
        place(watched != null);
        where.setText(where(state));
        options.setVisible(!state.running());
        options.setManaged(!state.running());
        visible(stop, state.running() && watched != null && watched.task() != null && !watched.task().stopped());
        visible(run, !state.running());
        boolean read = state.reviewed() != null && state.reviewed().trouble() == null;
        visible(rehearse, !state.running() && read);
        rehearsed.setText(state.reviewed() == null ? "" : state.reviewed().rehearsed());
        visible(rehearsed, !rehearsed.getText().isEmpty());
        visible(snapshot, !state.running());
        visible(next, state.next().isPresent());
        state.next().ifPresent(n -> next.setText(n.title() + "…"));
        end.setText(state.says());
        visible(end, !state.says().isEmpty());
        queue(state);
        lines(watched);
        tick();
        ready();
    }

    /// Before a run the review stands beside the task, and once there is one its log: both above the fold of a small screen.
    private void place(boolean run) {
        if (run != logAbove) {
            logAbove = run;
            Region above = run ? logCard : reviewCard;
            Region below = run ? reviewCard : logCard;
            top.getChildren().remove(below);
            content.getChildren().remove(above);
            top.add(above, 0, 0);
            content.getChildren().add(below);
        }
    }

    private static String where(MigrateState state) {
        MigrationWatch.State watched = state.run();
        EcsTask task = watched == null ? null : watched.task();
        return task == null
                ? state.found().stream().flatMap(List::stream).findFirst()
                        .map(f -> f.service().cluster() + " · " + TEXTS.get("network of {0}", f.service().name())).orElse("")
                : task.cluster() + " · " + state.definition()
                        + (task.startedBy() == null ? "" : " · " + TEXTS.get("started by {0}", task.startedBy())) + " · "
                        + TEXTS.get("task {0}", Words.shortened(task.id(), 9));
    }

    private static void visible(Node node, boolean on) {
        node.setVisible(on);
        node.setManaged(on);
    }

    private void choices(MigrateState state) {
        List<Families.Found> now = state.found().orElse(List.of());
        List<String> names = now.stream().flatMap(f -> f.revisions().stream()).toList();
        if (!names.equals(definition.getItems())) {
            String before = definition.getValue();
            definition.getItems().setAll(names);
            definition.setValue(names.contains(before) ? before : names.isEmpty() ? null : names.getFirst());
        }
        found = now;
    }

    private void reviewed(MigrateState.@Nullable Review reviewed) {
        String source = reviewed == null ? "" : reviewed.source();
        if (!source.equals(sourceShown)) {
            sourceShown = source;
            file.setText(source);
        }
        if (reviewed == null) {
            reviewShown = null;
            reviewChip.setText(TEXTS.get("not reviewed"));
            Cards.tone(reviewChip, Tone.UNKNOWN);
            findings.getChildren()
                    .setAll(wrapped(
                            TEXTS.get("Name the SQL that it runs, and each statement is looked at: what it locks, what it rewrites, "
                                    + "whether the old code survives it."),
                            "muted"));
            return;
        }
        if (reviewed.report() == reviewShown && reviewed.trouble() == null) {
            return;
        }
        reviewShown = reviewed.report();
        if (reviewed.trouble() != null) {
            reviewChip.setText(TEXTS.get("not read"));
            Cards.tone(reviewChip, Tone.BAD);
            findings.getChildren().setAll(wrapped(reviewed.trouble()));
            return;
        }
        Report report = reviewed.report();
        long unsafe = report.findings().stream().filter(f -> f.severity() != Finding.Severity.ADVICE).count();
        reviewChip.setText((report.statements().size() == 1
                ? TEXTS.get("{0} statement", report.statements().size())
                : TEXTS.get("{0} statements", report.statements().size())) + (unsafe == 0 ? "" : " · " + TEXTS.get("{0} unsafe", unsafe)));
        Cards.tone(reviewChip, unsafe > 0 ? Tone.BAD : report.problems().isEmpty() ? Tone.GOOD : Tone.WARN);
        var all = new ArrayList<Node>();
        var offered = new HashSet<String>();
        all.add(wrapped(reviewed.basis(), "muted"));
        report.problems().forEach(p -> all.add(wrapped(p.file() + ":" + p.line() + ": " + p.message())));
        for (Report.Statement statement : report.statements()) {
            List<Finding> of = report.findings().stream()
                    .filter(f -> f.line() == statement.line() && f.file().equals(statement.file())).toList();
            Tone worst = of.stream().map(MigrateView::tone).max(Enum::compareTo).orElse(Tone.GOOD);
            var line = new HBox(8, Cards.dot(worst), Cards.fitting(statement.text().replaceAll("\\s+", " "), "mono"));
            line.setAlignment(Pos.CENTER_LEFT);
            all.add(line);
            for (Finding f : of) {
                all.add(wrapped(f.severity().name().toLowerCase(Locale.ROOT) + " " + f.rule() + ": " + f.message() + " " + f.why(),
                        "muted"));
                if (f.severity() != Finding.Severity.ADVICE && offered.add(f.rule())) {
                    all.add(accept(f.rule(), reviewed.accepted().contains(f.rule())));
                }
                if (!f.safe().isEmpty()) {
                    var safe = wrapped(
                            TEXTS.get("Instead:\n{0}",
                                    String.join("\n", f.safe().stream().map(s -> s.startsWith("--") ? s : s + ";").toList())),
                            "safe");
                    safe.getStyleClass().add("mono");
                    all.add(safe);
                }
            }
        }
        findings.getChildren().setAll(all);
    }

    /// A finding is accepted by its name, for this SQL; the journal keeps it.
    private CheckBox accept(String rule, boolean accepted) {
        var box = new CheckBox(TEXTS.get("Accept {0}", rule));
        box.setSelected(accepted);
        box.setOnAction(_ -> answers.accept(rule, box.isSelected()));
        return box;
    }

    private static Tone tone(Finding f) {
        return switch (f.severity()) {
            case ADVICE -> Tone.INFO;
            case WARNING -> Tone.WARN;
            case ERROR -> Tone.BAD;
        };
    }

    private static Label wrapped(String words, String... styles) {
        Label label = Cards.text(words, styles);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private void queue(MigrateState state) {
        queue.setText(state.queue());
        boolean fired = state.run() != null && state.run().fired() != null;
        armed.setText(fired ? "" : state.limit(clock.get(), zone));
        limit.setText(fired ? state.limit(clock.get(), zone) : "");
        visible(armed, !armed.getText().isEmpty());
        visible(limit, fired);
        visible(connect, !state.reached());
        Locks.View view = state.run() == null ? null : state.run().locks();
        int behind = view == null ? 0 : view.of(Locks.Role.BEHIND).size();
        waiting.setText(view == null
                ? TEXTS.get("not watched")
                : behind == 0
                        ? TEXTS.get("nobody waits")
                        : behind == 1 ? TEXTS.get("1 session waiting") : TEXTS.get("{0} sessions waiting", behind));
        Cards.tone(waiting, view == null ? Tone.UNKNOWN : behind == 0 ? Tone.GOOD : Tone.BAD);
        List<Locks.Line> now = view == null ? List.of() : view.lines();
        lines.keySet().retainAll(now.stream().map(l -> l.session().pid()).toList());
        var nodes = new ArrayList<Node>();
        now.stream().limit(MOST_LINES).forEach(l -> {
            QueueLine line = lines.computeIfAbsent(l.session().pid(), _ -> new QueueLine());
            line.show(l);
            nodes.add(line.root);
        });
        if (now.size() > MOST_LINES) {
            nodes.add(Cards.muted(TEXTS.get("and {0} more", now.size() - MOST_LINES)));
        }
        if (!nodes.equals(tree.getChildren())) {
            tree.getChildren().setAll(nodes);
        }
    }

    /// One session; it stays the same node as long as the session is there, so that the keys stay on its buttons.
    private final class QueueLine {
        private final Label pid = Cards.text("", "mono");
        private final Label who = Cards.text("", "role");
        private final Label query = Cards.fitting("", "mono");
        private final Label lock = Cards.text("", "muted");
        private final Label time = Cards.text("", "mono");
        private final Button cancel = new Button(TEXTS.get("Cancel…"));
        private final Button terminate = new Button(TEXTS.get("End…"));
        private final HBox root = new HBox(10, pid, who, query, lock, time, cancel, terminate);
        private Locks.@Nullable Session session;

        QueueLine() {
            root.setAlignment(Pos.CENTER_LEFT);
            pid.setMinWidth(124);
            pid.setPrefWidth(124);
            who.setMinWidth(130);
            who.setPrefWidth(130);
            who.setMaxWidth(130);
            HBox.setHgrow(query, Priority.ALWAYS);
            query.setMaxWidth(Double.MAX_VALUE);
            query.setPrefWidth(200);
            lock.setMinWidth(Region.USE_PREF_SIZE);
            time.setMinWidth(56);
            for (Button button : new Button[]{cancel, terminate}) {
                button.setMinWidth(Region.USE_PREF_SIZE);
                button.getStyleClass().add("small");
            }
            cancel.setOnAction(_ -> ask(false));
            terminate.setOnAction(_ -> ask(true));
        }

        private void ask(boolean end) {
            if (session != null) {
                answers.signal(session, end);
            }
        }

        void show(Locks.Line line) {
            Locks.Session s = line.session();
            session = s;
            pid.setText("   ".repeat(line.depth()) + (line.depth() == 0 ? "" : "└ ") + s.pid());
            who.setText(switch (line.role()) {
                case MIGRATION -> TEXTS.get("migration");
                case AHEAD, BEHIND -> s.application().isEmpty() ? s.user() : s.application();
            });
            Cards.tone(who, switch (line.role()) {
                case MIGRATION -> Tone.BAD;
                case AHEAD -> Tone.INFO;
                case BEHIND -> Tone.WARN;
            });
            String text = s.query().replaceAll("\\s+", " ").strip();
            query.setText(text);
            query.setTooltip(new Tooltip(s.query()));
            lock.setText(s.waits() != null
                    ? TEXTS.get("waits for {0}", s.waits())
                    : s.holds().isEmpty() ? s.state() : TEXTS.get("holds {0}", s.holds().getLast()));
            Duration since = s.waits() != null ? s.waited() : s.transaction() == null ? s.statement() : s.transaction();
            time.setText(String.format(Locale.ROOT, "%02d:%02d", since.toMinutes(), since.toSecondsPart()));
            cancel.setAccessibleText(TEXTS.get("Cancel the statement of process {0}", s.pid()));
            terminate.setAccessibleText(TEXTS.get("End the session of process {0}", s.pid()));
        }
    }

    private void lines(MigrationWatch.@Nullable State watched) {
        List<LogLine> now = watched == null ? List.of() : watched.log();
        boolean goesOn = now.size() >= log.size() && now.subList(0, log.size()).equals(log);
        if (!goesOn || now.size() > log.size()) {
            if (goesOn) {
                log.addAll(now.subList(log.size(), now.size()));
            } else {
                log.setAll(now);
            }
            logView.scrollTo(log.size() - 1);
        }
        noLine.setText(watched == null ? TEXTS.get("No run is shown.") : TEXTS.get("No line yet."));
        following.setText(
                watched == null
                        ? ""
                        : watched.over()
                                ? TEXTS.get("complete")
                                : watched.logSays().isEmpty() ? TEXTS.get("following") : watched.logSays());
    }

    private void tick() {
        Instant now = clock.get();
        shown.chip(now).ifPresentOrElse(c -> {
            chip.setText(c.getKey());
            Cards.tone(chip, c.getValue());
            visible(chip, true);
        }, () -> visible(chip, false));
        List<MigrateState.Step> steps = shown.steps(now);
        if (!steps.equals(drawn)) {
            drawn = steps;
            states.getChildren().setAll(steps.stream().map(MigrateView::line).toList());
        }
        path();
    }

    private static Node line(MigrateState.Step step) {
        Label name = Cards.text(mark(step.tone()) + "  " + step.name(), "role");
        Cards.tone(name, step.tone());
        var line = new HBox(8, name, Cards.muted(step.more()), Cards.spacer(), Cards.text(step.took(), "mono"));
        line.getStyleClass().add("event");
        return line;
    }

    private static String mark(Tone tone) {
        return switch (tone) {
            case GOOD -> "✓";
            case BAD -> "✗";
            case WARN -> "▶";
            case NEUTRAL, INFO, UNKNOWN -> "·";
        };
    }

    private void path() {
        MigrateState.Review reviewed = shown.reviewed();
        boolean done = shown.operation() != null && shown.operation().ended() && shown.next().isPresent();
        path.getChildren().setAll(at(TEXTS.get("Review"), reviewed != null && reviewed.trouble() == null, false),
                at(TEXTS.get("Run"), done, !done),
                at(TEXTS.get("Roll out"), false, done));
    }

    private static Label at(String word, boolean done, boolean here) {
        return Cards.text((done ? "✓ " : "") + word, here ? "strong" : "muted");
    }
}
