package dev.howdah.ui.drill;

import dev.howdah.task.Scope;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Columns;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.geometry.Pos;
import org.jspecify.annotations.Nullable;

/// The Drill screen: scenarios at the left, and beside them the brief, the run, or what it came to.
public final class DrillView {
    private static final Texts TEXTS = Texts.of(DrillView.class);
    private final Practice practice;
    private final ObservableList<DrillState.Row> items = FXCollections.observableArrayList();
    private final TableView<DrillState.Row> table = new TableView<>(items);
    private final BriefPane brief;
    private final RunPane running;
    private final DebriefPane debrief;
    private final StackPane place = new StackPane();
    private final Label said = new Label();
    private final VBox root;
    private @Nullable DrillState shown;

    /// @param now by which the clock of a run is drawn
    public DrillView(Supplier<Instant> now, Practice practice) {
        this.practice = practice;
        brief = new BriefPane(practice);
        running = new RunPane(now, practice);
        debrief = new DebriefPane(practice);
        columns();
        table.getSelectionModel().selectedItemProperty().subscribe(row -> brief.show(row));
        table.setMinWidth(300);
        table.setPrefWidth(330);
        table.setMaxWidth(360);
        said.setWrapText(true);
        HBox.setHgrow(place, Priority.ALWAYS);
        place.setAlignment(Pos.TOP_LEFT);
        place.setMinWidth(400);
        var both = new HBox(12, table, place);
        VBox.setVgrow(both, Priority.ALWAYS);
        var head = new HBox(12, Cards.text(TEXTS.get("Drill"), "headline"),
                Cards.muted(TEXTS.get("what can go wrong with blog-db, for real, on this machine")));
        head.setAlignment(Pos.BASELINE_LEFT);
        root = new VBox(10, head, said, both);
        root.getStyleClass().add("screen");
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    public Parent node() {
        return root;
    }

    /// The clock of a run goes on until the scope closes.
    public void live(Scope scope) {
        Fx.every(Duration.ofSeconds(1), scope, running::tick);
    }

    /// Puts the keyboard where the next step is.
    public void focus() {
        DrillState state = shown;
        Fx.focus(root, state == null || state.phase() == Practice.Phase.IDLE
                ? table
                : state.phase() == Practice.Phase.OVER ? debrief.first() : running.first());
    }

    private void key(KeyEvent e) {
        DrillState state = shown;
        if (state == null || e.isShortcutDown() || e.isAltDown()) {
            return;
        }
        if (e.getCode() == KeyCode.ENTER && table.isFocused() && state.phase() == Practice.Phase.IDLE) {
            Fx.focus(root, brief.start());
        } else if (e.getCode() == KeyCode.H && state.phase() == Practice.Phase.RUNNING) {
            practice.hint();
        } else if (e.getCode() == KeyCode.K && state.phase() == Practice.Phase.RUNNING) {
            Fx.focus(root, running.causes());
        } else if (e.getCode() == KeyCode.R && state.phase() == Practice.Phase.OVER) {
            practice.reset();
        } else {
            return;
        }
        e.consume();
    }

    public void show(DrillState state) {
        Fx.mustBeHere();
        DrillState before = shown;
        shown = state;
        boolean idle = state.run() == null;
        if (!items.equals(state.rows())) {
            DrillState.Row chosen = table.getSelectionModel().getSelectedItem();
            items.setAll(state.rows());
            items.stream().filter(r -> chosen != null && r.id().equals(chosen.id())).findFirst().or(() -> items.stream().findFirst())
                    .ifPresent(r -> table.getSelectionModel().select(r));
        }
        boolean back = state.run() != null && !state.run().verdict().isEmpty();
        table.setDisable(!idle);
        // the record needs the width
        table.setVisible(!back);
        table.setManaged(!back);
        said.setText(state.said() == null ? "" : state.said());
        said.setVisible(state.said() != null);
        said.setManaged(state.said() != null);
        Cards.tone(said, state.trouble() ? Tone.WARN : Tone.GOOD);
        Node next = !state.on() ? Cards.muted(TEXTS.get("No drill runs in this window. Environments (Ctrl+9) starts one.")) : pane(state);
        if (place.getChildren().isEmpty() || place.getChildren().getFirst() != next) {
            place.getChildren().setAll(next);
        }
        if (before != null && (before.phase() != state.phase() || before.on() != state.on())) {
            focus();
        }
    }

    private Node pane(DrillState state) {
        DrillState.Shown run = state.run();
        if (run == null) {
            return brief.node();
        }
        if (run.verdict().isEmpty()) {
            running.show(state.phase(), run, state.causes());
            return running.node();
        }
        debrief.show(state.phase(), run);
        return debrief.node();
    }

    private void columns() {
        Columns<DrillState.Row, DrillState.Row> columns = Columns.ofRows();
        table.getColumns().setAll(List.of(columns.words(TEXTS.get("Scenario"), 230, DrillState.Row::title),
                columns.words(TEXTS.get("Best"), 90, DrillState.Row::best)));
        table.setFixedCellSize(30);
        table.setPlaceholder(new Label(TEXTS.get("Nothing to practise.")));
        table.setAccessibleText(TEXTS.get("Scenarios"));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_LAST_COLUMN);
    }
}
