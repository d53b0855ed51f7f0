package dev.howdah.ui.secrets;

import dev.howdah.ops.posture.Rotations;
import dev.howdah.task.Scope;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Columns;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The Secrets screen: secrets above, and of the chosen one what its rotation means, its versions, and the tasks that hold it.
public final class SecretsView {
    /// What the screen asks for.
    public interface Answers {
        /// Reads anew.
        void again();

        /// Plans a rolling restart of a service.
        void restart(String cluster, String service);
    }

    private static final Texts TEXTS = Texts.of(SecretsView.class);
    private static final String SOURCE = "secretsmanager:DescribeSecret · ";
    private final String instance;
    private final Supplier<Instant> now;
    private final Answers answers;
    private final Label age = Cards.text("", "age");
    private final Label trouble = new Label();
    private final Label notice = new Label();
    private final Button again = new Button(TEXTS.get("Read again   R"));
    private final ObservableList<SecretsState.Row> items = FXCollections.observableArrayList();
    private final TableView<SecretsState.Row> secrets = new TableView<>(items);
    private final Label placeholder = new Label();
    private final Label outlook = new Label();
    private final TableView<SecretsState.Version> versions = new TableView<>();
    private final TableView<SecretsState.Task> tasks = new TableView<>();
    private final HBox restarts = new HBox(8);
    private final VBox root;
    private @Nullable SecretsState shown;

    /// @param instance whose name the screen bears
    public SecretsView(String instance, Supplier<Instant> now, Answers answers) {
        this.instance = instance;
        this.now = now;
        this.answers = answers;
        for (Label label : List.of(trouble, notice, outlook)) {
            label.setWrapText(true);
            label.setMinHeight(Region.USE_PREF_SIZE);
            said(label, "");
        }
        Cards.tone(trouble, Tone.WARN);
        Cards.tone(notice, Tone.INFO);
        outlook.getStyleClass().add("said");
        again.setOnAction(_ -> answers.again());
        again.setMinWidth(Region.USE_PREF_SIZE);
        columns();
        secrets.getSelectionModel().selectedItemProperty().subscribe(this::choose);
        var head = new HBox(12, Cards.text(TEXTS.get("Secrets"), "headline"), Cards.muted(this.instance), Cards.spacer(), age, again);
        head.setAlignment(Pos.CENTER_LEFT);
        secrets.setPrefHeight(160);
        secrets.setMinHeight(100);
        restarts.setAlignment(Pos.CENTER_LEFT);
        versions.setPrefWidth(420);
        versions.setMinWidth(340);
        HBox.setHgrow(tasks, Priority.ALWAYS);
        var both = new HBox(10, versions, tasks);
        both.setMinHeight(120);
        VBox.setVgrow(both, Priority.ALWAYS);
        root = new VBox(10, head, trouble, notice, secrets, outlook, restarts, both);
        root.getStyleClass().add("screen");
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    public Parent node() {
        return root;
    }

    /// Ages grow by themselves until the scope closes.
    public void live(Scope scope) {
        Fx.ages(scope, this::tick);
    }

    public void focus() {
        Fx.focus(root, secrets);
        if (secrets.getSelectionModel().isEmpty()) {
            secrets.getSelectionModel().selectFirst();
        }
    }

    private void key(KeyEvent e) {
        if (!e.isShortcutDown() && !e.isAltDown() && e.getCode() == KeyCode.R) {
            again.fire();
            e.consume();
        }
    }

    public void show(SecretsState state) {
        Fx.mustBeHere();
        shown = state;
        said(trouble, state.trouble() == null ? "" : TEXTS.get("No newer reading: {0}", state.trouble()));
        said(notice, String.join("\n", state.notices()));
        again.setDisable(state.busy());
        placeholder.setText(state.trouble() != null
                ? TEXTS.get("Nothing was read.")
                : state.read() == null
                        ? TEXTS.get("Reading…")
                        : TEXTS.get("RDS keeps no secret of this instance, and no service that uses it is given one."));
        if (!items.equals(state.rows())) {
            fill(state.rows());
        }
        tick();
    }

    private void fill(List<SecretsState.Row> rows) {
        SecretsState.Row chosen = secrets.getSelectionModel().getSelectedItem();
        items.setAll(rows);
        rows.stream().filter(r -> chosen != null && r.arn().equals(chosen.arn())).findFirst()
                .or(() -> rows.stream().filter(r -> r.tone() == Tone.BAD).findFirst())
                .or(() -> rows.stream().filter(r -> !r.tasks().isEmpty()).findFirst())
                .or(() -> rows.stream().findFirst())
                .ifPresentOrElse(r -> secrets.getSelectionModel().select(r), () -> choose(null));
    }

    private void choose(SecretsState.@Nullable Row row) {
        said(outlook, row == null ? "" : row.outlook());
        Cards.tone(outlook, row == null || row.tone() == Tone.GOOD ? Tone.NEUTRAL : row.tone());
        versions.getItems().setAll(row == null ? List.of() : row.versions());
        tasks.getItems().setAll(row == null ? List.of() : row.tasks());
        restarts.getChildren().setAll(row == null ? List.of() : row.restart().stream().map(this::button).toList());
        restarts.setManaged(!restarts.getChildren().isEmpty());
    }

    private Button button(SecretsState.Restart restart) {
        var button = new Button(TEXTS.get("Restart {0}…", restart.service()));
        button.setAccessibleText(TEXTS.get("Plan a rolling restart of {0}", restart.service()));
        button.setOnAction(_ -> answers.restart(restart.cluster(), restart.service()));
        if (restart.needed()) {
            button.getStyleClass().add("accent");
        }
        return button;
    }

    private void tick() {
        SecretsState state = shown;
        Instant read = state == null ? null : state.read();
        if (state == null || read == null) {
            age.setText(SOURCE + (state != null && state.trouble() != null ? TEXTS.get("not read") : TEXTS.get("reading…")));
            Cards.tone(age, Tone.NEUTRAL);
            return;
        }
        boolean stale = Duration.between(read, now.get()).compareTo(Rotations.EVERY.multipliedBy(2)) > 0;
        String ago = Words.ago(read, now.get());
        age.setText(SOURCE + (stale ? TEXTS.get("stale, {0}", ago) : ago));
        Cards.tone(age, stale ? Tone.WARN : Tone.NEUTRAL);
    }

    private static void said(Label label, String words) {
        label.setText(words);
        label.setVisible(!words.isEmpty());
        label.setManaged(!words.isEmpty());
    }

    private void columns() {
        Columns<SecretsState.Row, SecretsState.Row> of = Columns.ofRows();
        dress(secrets, TEXTS.get("Secrets of this instance"), placeholder,
                List.of(of.words(TEXTS.get("Secret"), 340, SecretsState.Row::name), of.words(TEXTS.get("Kept"), 80, SecretsState.Row::kept),
                        Columns.atLeast(110, of.chip(TEXTS.get("Its tasks"), 130, SecretsState.Row::word, SecretsState.Row::tone)),
                        of.words(TEXTS.get("Rotates"), 180, SecretsState.Row::rotates),
                        of.words(TEXTS.get("Current since"), 140, SecretsState.Row::current)));
        Columns<SecretsState.Version, SecretsState.Version> version = Columns.ofRows();
        dress(versions, TEXTS.get("Versions of the chosen secret, the newest first"), new Label(TEXTS.get("Its versions were not read.")),
                List.of(version.words(TEXTS.get("Version"), 95, SecretsState.Version::id),
                        Columns.atLeast(120,
                                version.chip(TEXTS.get("Stage"), 130, SecretsState.Version::stages, SecretsState.Version::tone)),
                        version.words(TEXTS.get("Created"), 110, SecretsState.Version::created),
                        version.words(TEXTS.get("Held by"), 80, SecretsState.Version::held)));
        Columns<SecretsState.Task, SecretsState.Task> task = Columns.ofRows();
        dress(tasks, TEXTS.get("Tasks that were given the chosen secret"), new Label(TEXTS.get("No running task was given it.")),
                List.of(task.words(TEXTS.get("Task"), 95, SecretsState.Task::id),
                        task.words(TEXTS.get("Service"), 110, SecretsState.Task::service),
                        task.words(TEXTS.get("As"), 130, SecretsState.Task::variable),
                        task.words(TEXTS.get("Began"), 110, SecretsState.Task::began),
                        task.words(TEXTS.get("Holds"), 95, SecretsState.Task::version),
                        Columns.atLeast(90, task.chip(TEXTS.get("That is"), 90, SecretsState.Task::word, SecretsState.Task::tone))));
    }

    private static <R> void dress(TableView<R> table, String accessible, Label placeholder, List<TableColumn<R, R>> columns) {
        table.getColumns().setAll(columns);
        table.setFixedCellSize(30);
        placeholder.setWrapText(true);
        table.setPlaceholder(placeholder);
        table.setAccessibleText(accessible);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    }
}
