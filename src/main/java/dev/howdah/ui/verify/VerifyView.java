package dev.howdah.ui.verify;

import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// A copy beside what it was restored from. Everything here looks; *Plan the repair…* asks for a plan.
public final class VerifyView {
    /// What the window does about what is asked for, on the JavaFX thread.
    public interface Answers {
        /// Connect to both, and compare as soon as both are reached.
        void compare();

        /// @param tables full names
        void compareRows(List<String> tables);

        void ask(String sql);

        /// End what is being read.
        void cancel();

        /// @param missing,changed which rows are wanted
        void repair(List<String> tables, boolean missing, boolean changed);

        /// The copy takes the instance's name.
        void swap();
    }

    private static final Texts TEXTS = Texts.of(VerifyView.class);
    private final Answers answers;
    private final Label live = Cards.chip("", Tone.UNKNOWN);
    private final Label copy = Cards.chip("", Tone.UNKNOWN);
    private final Button compare = new Button(TEXTS.get("Connect to both and compare"));
    private final Button stop = new Button(TEXTS.get("Stop"));
    private final Label summary = text();
    private final Label problem = text();
    private final Label running = Cards.muted("");
    private final ObservableList<VerifyState.Row> rows = FXCollections.observableArrayList();
    private final TableView<VerifyState.Row> table = new TableView<>(rows);
    private final Button byKey = new Button(TEXTS.get("Compare row by row"));
    private final CheckBox missing = new CheckBox(TEXTS.get("Put deleted rows back"));
    private final CheckBox changed = new CheckBox(TEXTS.get("Set changed rows back"));
    private final Button repair = new Button(TEXTS.get("Plan the repair…"));
    private final VBox definitions = new VBox(4);
    private final Region definitionsCard;
    private final TextField question = new TextField();
    private final Button ask = new Button(TEXTS.get("Ask both"));
    private final Label verdict = Cards.muted("");
    private final TextArea liveAnswer = area(TEXTS.get("What live answered"));
    private final TextArea copyAnswer = area(TEXTS.get("What the copy answered"));
    private final HBox answered;
    private final ScrollPane scroll;
    private @Nullable VerifyState shown;

    public VerifyView(String liveId, String copyId, Answers answers) {
        this.answers = answers;
        problem.getStyleClass().add("problem");
        problem.setMaxWidth(Double.MAX_VALUE);
        stop.setOnAction(_ -> answers.cancel());
        compare.getStyleClass().add("accent");
        compare.setAccessibleText(TEXTS.get("Connect to both and compare"));
        compare.setOnAction(_ -> answers.compare());
        var head = new HBox(12, Cards.text(TEXTS.get("Verify"), "headline"),
                Cards.fitting(TEXTS.get("{0} beside {1}", copyId, liveId), "muted"), Cards.spacer(),
                stop,
                compare);
        head.setAlignment(Pos.CENTER_LEFT);
        var reach = new HBox(10, Cards.text(TEXTS.get("live")), live, Cards.text(TEXTS.get("copy")), copy, running);
        reach.setAlignment(Pos.CENTER_LEFT);
        definitionsCard = Cards.card(TEXTS.get("Definitions that differ"), new Region(), definitions);
        answered = new HBox(10, side(TEXTS.get("live"), liveAnswer), side(TEXTS.get("copy"), copyAnswer));
        var content = new VBox(head, reach, summary, problem, tables(), definitionsCard, asking());
        content.getStyleClass().add("screen");
        scroll = new ScrollPane(content);
        Cards.alive(scroll);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.getStyleClass().addAll("scroll", "edge-to-edge");
        scroll.setAccessibleText(TEXTS.get("Verify"));
        for (Button each : new Button[]{compare, stop, byKey, repair, ask}) {
            each.setMinWidth(Region.USE_PREF_SIZE);
        }
    }

    private static Label text() {
        var label = new Label();
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private static TextArea area(String accessible) {
        var area = new TextArea();
        area.setEditable(false);
        area.setPrefRowCount(5);
        area.setMinHeight(86);
        area.getStyleClass().add("mono");
        area.setAccessibleText(accessible);
        return area;
    }

    private static Region side(String which, TextArea area) {
        var side = new VBox(4, Cards.muted(which), area);
        VBox.setVgrow(area, Priority.ALWAYS);
        side.setPrefWidth(400);
        HBox.setHgrow(side, Priority.ALWAYS);
        return side;
    }

    private Region tables() {
        table.getColumns().add(column(TEXTS.get("Table"), 190, VerifyState.Row::name));
        table.getColumns().add(column(TEXTS.get("Rows, live"), 90, VerifyState.Row::liveRows));
        table.getColumns().add(column(TEXTS.get("Rows, copy"), 90, VerifyState.Row::copyRows));
        table.getColumns().add(column(TEXTS.get("Newest, live"), 190, VerifyState.Row::liveNewest));
        table.getColumns().add(column(TEXTS.get("Newest, copy"), 190, VerifyState.Row::copyNewest));
        table.getColumns().add(column(TEXTS.get("Row by row, since"), 310, VerifyState.Row::byKey));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_SUBSEQUENT_COLUMNS);
        table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        table.getSelectionModel().getSelectedItems().addListener((javafx.collections.ListChangeListener<VerifyState.Row>) _ -> ready());
        table.setPlaceholder(Cards.muted(TEXTS.get("Nothing is compared yet.")));
        table.setAccessibleText(TEXTS.get("Tables of both"));
        table.setPrefHeight(190);
        table.setMinHeight(120);
        VBox.setVgrow(table, Priority.ALWAYS);
        byKey.setTooltip(
                new Tooltip(
                        TEXTS.get("Of the selected tables; of those that differ when none is selected. Reads each of them once on both.")));
        byKey.setOnAction(_ -> answers.compareRows(chosen()));
        missing.setSelected(true);
        for (CheckBox each : new CheckBox[]{missing, changed}) {
            each.selectedProperty().subscribe(_ -> ready());
        }
        repair.getStyleClass().add("accent");
        repair.setOnAction(_ -> {
            VerifyState state = shown;
            if (state != null) {
                answers.repair(repaired(state), missing.isSelected(), changed.isSelected());
            }
        });
        var swap = new Button(TEXTS.get("Swap names…"));
        swap.setMinWidth(Region.USE_PREF_SIZE);
        swap.setOnAction(_ -> answers.swap());
        var buttons = new HBox(12, byKey, Cards.spacer(), missing, changed, repair, swap);
        buttons.setAlignment(Pos.CENTER_LEFT);
        var card = Cards.card(TEXTS.get("Tables"), new Region(), table, buttons);
        VBox.setVgrow(card, Priority.ALWAYS);
        return card;
    }

    private Region asking() {
        question.setPromptText(TEXTS.get("SELECT …, asked of both"));
        question.setAccessibleText(TEXTS.get("A question for both"));
        question.getStyleClass().add("mono");
        HBox.setHgrow(question, Priority.ALWAYS);
        question.textProperty().subscribe(_ -> ready());
        question.setOnAction(_ -> ask.fire());
        ask.setOnAction(_ -> answers.ask(question.getText().strip()));
        var line = new HBox(10, question, ask);
        line.setAlignment(Pos.CENTER_LEFT);
        return Cards.card(TEXTS.get("The same question to both"), verdict, line, answered);
    }

    private static TableColumn<VerifyState.Row, String> column(String title, double width, Function<VerifyState.Row, String> words) {
        var column = new TableColumn<VerifyState.Row, String>(title);
        column.setPrefWidth(width);
        column.setMinWidth(60);
        column.setCellValueFactory(f -> new ReadOnlyStringWrapper(words.apply(f.getValue())));
        return column;
    }

    public Parent node() {
        return scroll;
    }

    /// Where the keyboard begins.
    public void focus() {
        Fx.focus(scroll, compare);
    }

    /// The tables that are meant: the selected ones, else those that differ, else all.
    private List<String> chosen() {
        List<String> selected = table.getSelectionModel().getSelectedItems().stream().map(VerifyState.Row::name).toList();
        if (!selected.isEmpty()) {
            return selected;
        }
        List<String> differ = rows.stream().filter(VerifyState.Row::differs).map(VerifyState.Row::name).toList();
        return differ.isEmpty() ? rows.stream().map(VerifyState.Row::name).toList() : differ;
    }

    /// Of those, what was compared row by row and can be brought back; all of them when none is selected.
    private List<String> repaired(VerifyState state) {
        List<String> selected = table.getSelectionModel().getSelectedItems().stream().map(VerifyState.Row::name).toList();
        return state.repairable().stream().filter(name -> selected.isEmpty() || selected.contains(name)).toList();
    }

    public void show(VerifyState state) {
        Fx.mustBeHere();
        shown = state;
        reach(live, state.live());
        reach(copy, state.copy());
        summary.setText(state.summary());
        String said = state.problem() != null
                ? state.problem()
                : state.live().broken() ? state.live().words() : state.copy().broken() ? state.copy().words() : "";
        problem.setText(said);
        visible(problem, !said.isEmpty());
        running.setText(state.running() == null ? "" : state.running() + "…");
        visible(stop, state.running() != null);
        if (!rows.equals(state.rows())) {
            List<String> selected = table.getSelectionModel().getSelectedItems().stream().map(VerifyState.Row::name).toList();
            rows.setAll(state.rows());
            for (int i = 0; i < rows.size(); i++) {
                if (selected.contains(rows.get(i).name())) {
                    table.getSelectionModel().select(i);
                }
            }
        }
        List<String> differ = state.definitions();
        visible(definitionsCard, differ != null && !differ.isEmpty());
        if (differ != null && !differ.equals(definitions.getProperties().get("of"))) {
            definitions.getProperties().put("of", differ);
            definitions.getChildren().setAll(differ.stream().map(d -> {
                var line = text();
                line.setText(d);
                line.getStyleClass().add("mono");
                return line;
            }).toList());
        }
        visible(answered, state.both().isPresent());
        state.both().ifPresent(b -> {
            fill(liveAnswer, b.live());
            fill(copyAnswer, b.copy());
        });
        verdict.setText(state.both().map(b -> b.same() ? TEXTS.get("both say the same") : TEXTS.get("they differ")).orElse(""));
        ready();
    }

    private static void fill(TextArea area, String words) {
        if (!words.equals(area.getText())) {
            area.setText(words);
        }
    }

    private static void reach(Label chip, VerifyState.Reach reach) {
        chip.setText(reach.broken() ? TEXTS.get("not reached") : reach.words());
        Cards.tone(chip, reach.tone());
    }

    private static void visible(Region node, boolean on) {
        node.setVisible(on);
        node.setManaged(on);
    }

    private void ready() {
        VerifyState state = shown;
        boolean idle = state != null && state.running() == null;
        boolean both = state != null && state.live().open() && state.copy().open();
        compare.setText(both ? TEXTS.get("Compare again") : TEXTS.get("Connect to both and compare"));
        compare.setDisable(!idle);
        byKey.setDisable(!idle || !both || rows.isEmpty());
        ask.setDisable(!idle || !both || question.getText().isBlank());
        repair.setDisable(!idle || state == null || repaired(state).isEmpty() || !missing.isSelected() && !changed.isSelected());
    }
}
