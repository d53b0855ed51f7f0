package dev.howdah.ui.insights;

import dev.howdah.model.Problem;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.ProblemPane;
import dev.howdah.ui.kit.Spark;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.TilePane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// CloudWatch's metrics, each with its line, its limit and what it means. A tile says in words what its colour repeats.
final class VitalsPane {
    private static final Texts TEXTS = Texts.of(VitalsPane.class);
    private static final double WIDE = 250;
    private final Supplier<Instant> now;
    private final Runnable again;
    private final TilePane tiles = new TilePane(8, 8);
    private final Label cost = Cards.muted("");
    private final StackPane problem = new StackPane();
    private final ScrollPane scroll = new ScrollPane(tiles);
    private final VBox root = new VBox(6);
    private final List<Tile> shown = new ArrayList<>();
    private @Nullable Problem shownProblem;

    private static final class Tile extends VBox {
        final Label title = Cards.text("", "card-title");
        final Label value = Cards.text("", "big");
        final Label says = Cards.muted("");
        final Spark spark = new Spark();
        final Tooltip why = new Tooltip();

        Tile() {
            super(3);
            getStyleClass().addAll("card", "vital");
            setPrefWidth(WIDE);
            setFocusTraversable(true);
            says.setWrapText(true);
            says.setMinHeight(34);
            why.setWrapText(true);
            why.setMaxWidth(320);
            Tooltip.install(this, why);
            getChildren().setAll(title, value, spark, says);
        }

        void show(VitalsState.Tile tile, VitalsState all) {
            title.setText(tile.title());
            value.setText(tile.value());
            Cards.tone(value, tile.tone());
            Cards.tone(this, tile.tone());
            says.setText(tile.says());
            why.setText(tile.why());
            spark.show(tile.points(), all.from(), all.to(), all.period(), tile.limit());
            setAccessibleText(tile.title() + ": " + tile.value() + ". " + tile.says() + ". " + tile.why());
        }
    }

    VitalsPane(Supplier<Instant> now, Runnable again) {
        this.now = now;
        this.again = again;
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("card-scroll");
        scroll.setMinHeight(96);
        scroll.setPrefViewportHeight(300);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        problem.setVisible(false);
        problem.setManaged(false);
        root.getChildren().setAll(problem, scroll, cost);
    }

    Node node() {
        return root;
    }

    void show(VitalsState state) {
        if (shown.size() != state.tiles().size()) {
            shown.clear();
            state.tiles().forEach(_ -> shown.add(new Tile()));
            tiles.getChildren().setAll(shown);
        }
        for (int i = 0; i < shown.size(); i++) {
            shown.get(i).show(state.tiles().get(i), state);
        }
        if (state.problem() == null ? shownProblem != null : !state.problem().equals(shownProblem)) {
            shownProblem = state.problem();
            problem.getChildren().clear();
            if (shownProblem != null) {
                problem.getChildren().add(new ProblemPane(shownProblem, again));
            }
            problem.setVisible(shownProblem != null);
            problem.setManaged(shownProblem != null);
        }
        Instant read = state.read();
        String asked = state.tiles().isEmpty() ? "" : state.cost();
        cost.setText(read != null
                ? TEXTS.get("CloudWatch, read {0}, once a minute. {1}", Words.ago(read, now.get()), asked)
                : shownProblem != null ? TEXTS.get("CloudWatch was not read. {0}", asked) : TEXTS.get("reading… {0}", asked));
    }

    /// Where the keyboard goes.
    Node first() {
        return shown.isEmpty() ? scroll : shown.getFirst();
    }
}
