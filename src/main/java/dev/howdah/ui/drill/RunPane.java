package dev.howdah.ui.drill;

import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Deliberate;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// A run that goes on: its clock, its hints, and the causes that can be named.
final class RunPane {
    private static final Texts TEXTS = Texts.of(RunPane.class);
    private final Supplier<Instant> now;
    private final Practice practice;
    private final Label title = Cards.text("", "big");
    private final Label clock = Cards.text("", "big");
    private final ProgressBar left = new ProgressBar(0);
    private final Label brief = new Label();
    private final VBox hints = new VBox(4);
    private final Button hint = new Button(TEXTS.get("Hint   H"));
    private final ListView<String> causes = new ListView<>();
    private final VBox named = new VBox(2);
    private final Label giving = Cards.muted("");
    private final HBox foot = new HBox(10);
    private final VBox root;
    private DrillState.@Nullable Shown shown;

    RunPane(Supplier<Instant> now, Practice practice) {
        this.now = now;
        this.practice = practice;
        brief.setWrapText(true);
        left.setMaxWidth(Double.MAX_VALUE);
        left.setAccessibleText(TEXTS.get("Share of the time that is over"));
        hint.setMinWidth(Region.USE_PREF_SIZE);
        hint.setOnAction(_ -> practice.hint());
        causes.setAccessibleText(TEXTS.get("Causes; Enter names one"));
        causes.setFixedCellSize(26);
        causes.setPrefHeight(26 * 9 + 6);
        causes.setMinHeight(120);
        causes.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ENTER) {
                name();
                e.consume();
            }
        });
        causes.setOnMouseClicked(e -> {
            if (e.getClickCount() == 2) {
                name();
            }
        });
        var head = new HBox(12, title, Cards.spacer(), clock);
        head.setAlignment(Pos.CENTER_LEFT);
        foot.setAlignment(Pos.CENTER_LEFT);
        VBox.setVgrow(causes, Priority.ALWAYS);
        causes.setMaxHeight(26 * 10 + 6);
        root = new VBox(10, head, left, brief, hints, Cards.text(TEXTS.get("I know what it is   K"), "card-title"), causes, named, foot);
        root.getStyleClass().add("card");
        giveUp();
    }

    /// The button keeps count of its presses: each run has its own.
    private void giveUp() {
        var stop = new Button(TEXTS.get("Give up"));
        stop.setAccessibleText(TEXTS.get("Give up; the run counts as failed"));
        Deliberate.press(stop, 2, giving, practice::giveUp);
        giving.setText("");
        foot.getChildren().setAll(hint, stop, giving);
    }

    Node node() {
        return root;
    }

    Node first() {
        return hint;
    }

    Node causes() {
        if (causes.getSelectionModel().isEmpty()) {
            causes.getSelectionModel().selectFirst();
        }
        return causes;
    }

    private void name() {
        String cause = causes.getSelectionModel().getSelectedItem();
        if (cause != null) {
            practice.name(cause);
        }
    }

    void show(Practice.Phase phase, DrillState.Shown run, List<String> all) {
        if (shown != null && shown.begun() != null && !shown.begun().equals(run.begun())) {
            giveUp();
        }
        shown = run;
        boolean going = phase == Practice.Phase.RUNNING;
        title.setText(run.title());
        brief.setText(run.brief());
        if (!causes.getItems().equals(all)) {
            causes.getItems().setAll(all);
        }
        hints.getChildren().setAll(run.hints().stream().map(h -> {
            var label = new Label(TEXTS.get("Hint: {0}", h));
            label.setWrapText(true);
            label.getStyleClass().add("note");
            label.setMaxWidth(Double.MAX_VALUE);
            return label;
        }).toList());
        hint.setDisable(!going || run.hintsLeft() == 0);
        hint.setText(
                run.hintsLeft() == 0 ? TEXTS.get("No more hints") : TEXTS.get("Hint   H   ({0} left, 3 points each)", run.hintsLeft()));
        causes.setDisable(!going);
        named.getChildren().setAll(run.named().stream().map(Label::new).toList());
        foot.getChildren().forEach(n -> n.setVisible(going));
        tick();
    }

    void tick() {
        DrillState.Shown run = shown;
        if (run == null) {
            return;
        }
        Instant begun = run.begun();
        if (begun == null) {
            clock.setText(TEXTS.get("is being brought about…"));
            left.setProgress(-1);
            return;
        }
        Duration gone = Duration.between(begun, now.get());
        clock.setText(TEXTS.get("{0} of {1}", Words.duration(gone), Words.duration(run.deadline())));
        left.setProgress(Math.clamp((double) gone.toMillis() / run.deadline().toMillis(), 0, 1));
    }
}
