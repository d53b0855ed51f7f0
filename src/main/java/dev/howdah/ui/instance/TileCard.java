package dev.howdah.ui.instance;

import dev.howdah.model.Loaded;
import dev.howdah.model.Series;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Spark;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// A metric: number, what it is measured against, and the last hour as a line.
final class TileCard {
    private static final Texts TEXTS = Texts.of(TileCard.class);
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final Duration STEP = Duration.ofMinutes(1);
    private final Label title = Cards.text("", "card-title");
    private final Label warning = Cards.chip("", Tone.WARN);
    private final Label value = Cards.text("", "big");
    private final Label note = Cards.text("", "unit");
    private final Label age = Cards.text("", "age");
    private final Spark spark = new Spark();
    private final Tooltip tip = new Tooltip();
    private final VBox card;
    private @Nullable Tile tile;

    TileCard() {
        var head = new HBox(8, title, Cards.spacer(), age);
        head.setAlignment(Pos.CENTER_LEFT);
        value.setMinWidth(Region.USE_PREF_SIZE);
        title.setMinWidth(Region.USE_PREF_SIZE);
        age.setMinWidth(Region.USE_PREF_SIZE);
        warning.setMinWidth(Region.USE_PREF_SIZE);
        var line = new HBox(4, value, note, warning);
        line.setAlignment(Pos.BASELINE_LEFT);
        card = new VBox(4, head, line, spark);
        card.getStyleClass().add("card");
        card.setPrefWidth(120);
        Tooltip.install(card, tip);
    }

    Region node() {
        return card;
    }

    void show(Tile next, Loaded<Map<String, Series>> metrics, Instant now) {
        tile = next;
        title.setText(next.title());
        warning.setText(next.warning());
        // one or the other: a tile is a fifth of the window
        shown(warning, !next.warning().isEmpty());
        shown(note, next.warning().isEmpty());
        value.setText(next.value());
        note.setText(next.note());
        Cards.tone(value, next.tone() == Tone.GOOD ? Tone.NEUTRAL : next.tone());
        Cards.tone(spark, next.tone());
        spark.show(next.points(), now.minus(WINDOW), now, STEP, next.limit());
        card.setAccessibleText(next.title() + " " + next.value() + " " + next.note() + " " + next.warning());
        tip.setText(TEXTS.get("cloudwatch:GetMetricData, one-minute periods, the last hour")
                + metrics.problem().map(p -> "\n" + dev.howdah.model.Sentences.of(p)).orElse(""));
        tick(now);
    }

    private static void shown(Label label, boolean there) {
        label.setVisible(there);
        label.setManaged(there);
    }

    void tick(Instant now) {
        Tile t = tile;
        if (t != null) {
            age.setText(t.last().map(at -> Words.ago(at, now)).orElse(""));
        }
    }
}
