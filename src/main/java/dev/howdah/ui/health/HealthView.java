package dev.howdah.ui.health;

import dev.howdah.ui.kit.Columns;
import dev.howdah.ui.kit.Clip;
import dev.howdah.ops.health.Checkups;
import dev.howdah.task.Scope;
import dev.howdah.ui.kit.Cards;
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
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The Health screen: findings at the left, the worst first, and what is known of the chosen one beside them. It runs nothing: a next step
/// is there to be copied.
public final class HealthView {
    /// What the screen asks for.
    public interface Answers {
        /// Reads anew.
        void again();

        /// Looks at the tables of another database.
        void database(String name);
    }

    private static final Texts TEXTS = Texts.of(HealthView.class);
    private static final String SOURCE = TEXTS.get("catalogs and statistics") + " · ";
    private final String instance;
    private final Supplier<Instant> now;
    private final Answers answers;
    private final Label age = Cards.text("", "age");
    private final FlowPane chips = new FlowPane(8, 6);
    private final Label trouble = new Label();
    private final Label notice = new Label();
    private final ChoiceBox<String> database = new ChoiceBox<>();
    private final Button again = new Button(TEXTS.get("Look again   R"));
    private final ObservableList<HealthState.Row> items = FXCollections.observableArrayList();
    private final TableView<HealthState.Row> table = new TableView<>(items);
    private final Label placeholder = new Label();
    private final DetailPane detail = new DetailPane(this::copy);
    private final VBox root;
    private @Nullable HealthState shown;
    private boolean filling;

    /// @param instance whose name the screen bears
    public HealthView(String instance, Supplier<Instant> now, Answers answers) {
        this.instance = instance;
        this.now = now;
        this.answers = answers;
        for (Label label : List.of(trouble, notice)) {
            label.setWrapText(true);
            said(label, null);
        }
        Cards.tone(trouble, Tone.WARN);
        Cards.tone(notice, Tone.INFO);
        database.setMinWidth(110);
        database.setAccessibleText(TEXTS.get("Database whose tables are looked at"));
        database.valueProperty().subscribe((_, next) -> {
            if (!filling && next != null) {
                answers.database(next);
            }
        });
        again.setOnAction(_ -> answers.again());
        again.setMinWidth(Region.USE_PREF_SIZE);
        columns();
        table.getSelectionModel().selectedItemProperty().subscribe(row -> detail.show(row));
        HBox.setHgrow(chips, Priority.ALWAYS);
        chips.setMinWidth(120);
        chips.setPrefWrapLength(500);
        Label of = Cards.muted(TEXTS.get("Database"));
        of.setMinWidth(Region.USE_PREF_SIZE);
        var line = new HBox(8, chips, of, database, again);
        line.setAlignment(Pos.CENTER_LEFT);
        var head = new HBox(12, Cards.text(TEXTS.get("Health"), "headline"), Cards.muted(this.instance), Cards.spacer(), age);
        head.setAlignment(Pos.CENTER_LEFT);
        table.setPrefWidth(400);
        table.setMinWidth(350);
        HBox.setHgrow(detail.node(), Priority.ALWAYS);
        var both = new HBox(10, table, detail.node());
        VBox.setVgrow(both, Priority.ALWAYS);
        root = new VBox(10, head, line, trouble, notice, both);
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
        Fx.focus(root, table);
        if (table.getSelectionModel().isEmpty()) {
            table.getSelectionModel().selectFirst();
        }
    }

    private void key(KeyEvent e) {
        if (e.isShortcutDown() || e.isAltDown() || e.getTarget() instanceof TextInputControl) {
            return;
        }
        if (e.getCode() == KeyCode.R) {
            again.fire();
            e.consume();
        } else if (e.getCode() == KeyCode.C) {
            copy();
            e.consume();
        }
    }

    private void copy() {
        HealthState.Row row = table.getSelectionModel().getSelectedItem();
        if (row != null && !row.next().isEmpty()) {
            Clip.copy(row.next());
            detail.copied();
        }
    }

    public void show(HealthState state) {
        Fx.mustBeHere();
        HealthState before = shown;
        shown = state;
        Cards.chips(chips, state.chips(), HealthState.Chip::words, HealthState.Chip::tone);
        said(trouble, state.trouble() == null ? null : TEXTS.get("No newer reading: {0}", state.trouble()));
        said(notice, state.notice());
        filling = true;
        if (!database.getItems().equals(state.databases())) {
            database.getItems().setAll(state.databases());
        }
        Cards.chosen(database, state.database().isEmpty() ? null : state.database());
        filling = false;
        database.setDisable(state.databases().isEmpty());
        again.setDisable(!state.reached() || state.busy());
        placeholder.setText(!state.reached()
                ? TEXTS.get("There is no session with the database yet: Ctrl+T connects.")
                : state.trouble() != null ? TEXTS.get("Nothing was read.") : TEXTS.get("Reading…"));
        if (!items.equals(state.rows())) {
            fill(state.rows());
        }
        tick();
    }

    private void fill(List<HealthState.Row> rows) {
        HealthState.Row chosen = table.getSelectionModel().getSelectedItem();
        items.setAll(rows);
        rows.stream().filter(r -> chosen != null && r.check().equals(chosen.check())).findFirst().or(() -> rows.stream().findFirst())
                .ifPresent(r -> table.getSelectionModel().select(r));
    }

    private void tick() {
        HealthState state = shown;
        if (state == null || state.read() == null) {
            age.setText(SOURCE
                    + (state == null || !state.reached() || state.trouble() != null ? TEXTS.get("not read") : TEXTS.get("reading…")));
            Cards.tone(age, Tone.NEUTRAL);
            return;
        }
        Instant at = now.get();
        boolean stale = Duration.between(state.read(), at).compareTo(Checkups.FRESH) > 0;
        String ago = Words.ago(state.read(), at);
        age.setText(SOURCE + (state.busy() ? TEXTS.get("reading…, shown is of {0}", ago) : stale ? TEXTS.get("stale, {0}", ago) : ago)
                + " · " + TEXTS.get("answered in {0}", Words.tenths(state.took())));
        Cards.tone(age, stale ? Tone.WARN : Tone.NEUTRAL);
    }

    private static void said(Label label, @Nullable String words) {
        label.setText(words == null ? "" : words);
        label.setVisible(words != null);
        label.setManaged(words != null);
    }

    private void columns() {
        Columns<HealthState.Row, HealthState.Row> columns = Columns.ofRows();
        table.getColumns().setAll(List.of(columns.chip(TEXTS.get("Severity"), 90, HealthState.Row::word, HealthState.Row::tone),
                columns.words(TEXTS.get("What is asked"), 250, HealthState.Row::title)));
        table.getColumns().forEach(c -> c.setMinWidth(90));
        table.setFixedCellSize(30);
        table.setPlaceholder(placeholder);
        placeholder.setWrapText(true);
        table.setAccessibleText(TEXTS.get("Findings, worst first"));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_LAST_COLUMN);
    }
}
