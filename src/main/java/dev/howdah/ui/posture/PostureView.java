package dev.howdah.ui.posture;

import dev.howdah.model.Problem;
import dev.howdah.posture.Mend;
import dev.howdah.task.Scope;
import dev.howdah.ui.kit.AgeLabel;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.ProblemPane;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.TwoEnds;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The Posture screen: findings by severity. What did not change keeps its nodes, so that reading and scrolling are not disturbed.
public final class PostureView {
    /// What the window does about what is asked for, on the JavaFX thread.
    public interface Answers {
        /// Reads again.
        void again();

        void copy(String words);

        /// To the plan of a fix.
        void plan(Mend mend);

        /// To the choice of what to compare with.
        void compare();

        /// Back to the findings.
        void alone();
    }

    private static final Texts TEXTS = Texts.of(PostureView.class);
    private final Supplier<Instant> clock;
    private final Answers answers;
    private final AgeLabel age = new AgeLabel();
    private final Label says = Cards.text("", "strong");
    private final Label chip = Cards.chip("", Tone.UNKNOWN);
    private final ProgressIndicator busy = new ProgressIndicator();
    private final Button again = new Button(TEXTS.get("Read again   R"));
    private final Button copy = new Button(TEXTS.get("Copy as Markdown"));
    private final ToggleButton good = new ToggleButton(TEXTS.get("Show what is good"));
    private final Button compare = new Button(TEXTS.get("Compare…   C"));
    private final VBox problems = new VBox(8);
    private final VBox groups = new VBox(12);
    private final VBox sides = new VBox();
    private final ScrollPane scroll;
    private List<PostureState.Group> built = List.of();
    private List<Problem> told = List.of();
    private boolean goodBuilt;
    private @Nullable PostureState shown;
    private @Nullable Beside beside;

    public PostureView(String id, Supplier<Instant> clock, Answers answers) {
        this.clock = clock;
        this.answers = answers;
        again.setOnAction(_ -> answers.again());
        copy.setOnAction(_ -> {
            if (beside != null) {
                answers.copy(beside.markdown());
            } else if (shown != null) {
                shown.markdown().ifPresent(answers::copy);
            }
        });
        good.setOnAction(_ -> {
            if (shown != null) {
                show(shown);
            }
        });
        compare.setOnAction(_ -> {
            if (beside == null) {
                answers.compare();
            } else {
                answers.alone();
            }
        });
        busy.setPrefSize(16, 16);
        busy.setMinSize(16, 16);
        busy.setAccessibleText(TEXTS.get("Reading"));
        for (Region each : List.of(again, copy, good, compare)) {
            each.setMinWidth(Region.USE_PREF_SIZE);
        }
        says.setWrapText(true);
        says.setMinWidth(0);
        HBox.setHgrow(says, Priority.ALWAYS);
        says.setMaxWidth(Double.MAX_VALUE);
        var what = new HBox(12, Cards.text(TEXTS.get("Posture"), "headline"), Cards.muted(id), chip, busy);
        what.setAlignment(Pos.CENTER_LEFT);
        var rest = new HBox(12, Cards.spacer(), age, good, compare, copy, again);
        rest.setAlignment(Pos.CENTER_LEFT);
        var head = new TwoEnds(12, what, rest);
        var content = new VBox(head, says, problems, sides, groups);
        content.getStyleClass().addAll("screen", "posture");
        scroll = new ScrollPane(content);
        Cards.alive(scroll);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().addAll("scroll", "edge-to-edge");
        scroll.setAccessibleText(TEXTS.get("Posture of {0}", id));
        scroll.addEventHandler(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.R && !e.isShortcutDown() && !e.isAltDown()) {
                again.fire();
                e.consume();
            } else if (e.getCode() == KeyCode.C && !e.isShortcutDown() && !e.isAltDown()) {
                // after this key, which would be typed into the choice
                Fx.THREAD.execute(compare::fire);
                e.consume();
            } else if (e.getCode() == KeyCode.ESCAPE && beside != null) {
                answers.alone();
                e.consume();
            }
        });
        visible(sides, false);
        scroll.sceneProperty().subscribe(scene -> {
            if (scene != null) {
                scene.focusOwnerProperty().subscribe(owner -> Follow.into(scroll, groups, owner));
            }
        });
    }

    public Parent node() {
        return scroll;
    }

    /// Where the keyboard begins: the page, which arrows and Page Down move.
    public void focus() {
        Fx.focus(scroll, scroll);
    }

    /// Ages grow by themselves until the scope closes.
    public void live(Scope scope) {
        Fx.ages(scope, () -> age.tick(clock.get()));
    }

    public void show(PostureState state) {
        Fx.mustBeHere();
        shown = state;
        age.show(TEXTS.get("AWS settings"), state.looked(), state.now());
        says.setText(state.says());
        boolean found = state.looked().value().isPresent();
        chip.setText(state.groups().isEmpty() ? TEXTS.get("unknown") : state.groups().getFirst().rows().getFirst().word());
        Cards.tone(chip, state.tone());
        visible(chip, found);
        visible(busy, state.reading());
        again.setDisable(state.reading());
        copy.setDisable(state.markdown().isEmpty());
        good.setDisable(state.groups().stream().noneMatch(PostureState.Group::good));
        if (!told.equals(state.problems())) {
            told = state.problems();
            problems.getChildren().setAll(told.stream().map(p -> new ProblemPane(p, answers::again)).toList());
        }
        visible(problems, !told.isEmpty());
        if (!built.equals(state.groups()) || goodBuilt != good.isSelected()) {
            built = state.groups();
            goodBuilt = good.isSelected();
            groups.getChildren().setAll(built.stream().filter(g -> !g.good() || goodBuilt).map(this::card).toList());
        }
    }

    /// Shows what differs in place of the findings; null shows the findings.
    public void compare(@Nullable Beside with) {
        Fx.mustBeHere();
        if (Objects.equals(beside, with)) {
            return;
        }
        boolean turned = beside == null || with == null;
        beside = with;
        compare.setText(with == null ? TEXTS.get("Compare…   C") : TEXTS.get("Stop comparing   C"));
        sides.getChildren().setAll(with == null ? List.of() : List.of(new BesidePane(with, answers::again).node()));
        visible(sides, with != null);
        visible(groups, with == null);
        visible(good, with == null);
        if (turned) {
            scroll.setVvalue(0);
            focus();
        }
    }

    private Region card(PostureState.Group group) {
        var rows = new VBox();
        group.rows().forEach(row -> rows.getChildren().add(new FindingRow(row, answers).node()));
        return Cards.card(group.title() + " · " + group.rows().size(), new Region(), rows);
    }

    private static void visible(Region node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }
}
