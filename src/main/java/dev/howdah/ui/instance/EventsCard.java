package dev.howdah.ui.instance;

import dev.howdah.model.Failover;
import dev.howdah.model.RdsEvent;
import dev.howdah.ui.kit.AgeLabel;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Words;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What just happened, newest first, in RDS's own words.
final class EventsCard {
    private static final Texts TEXTS = Texts.of(EventsCard.class);
    private static final int ROWS = 60;
    private final AgeLabel age = new AgeLabel();
    private final VBox rows = new VBox();
    private final ScrollPane scroll = new ScrollPane(rows);
    private final VBox card;
    private final ZoneId zone;
    private List<RdsEvent> shown = List.of();

    EventsCard(ZoneId zone) {
        this.zone = zone;
        scroll.setFitToWidth(true);
        scroll.setPrefHeight(210);
        scroll.setMinHeight(120);
        scroll.getStyleClass().add("edge-to-edge");
        scroll.setAccessibleText(TEXTS.get("Recent events"));
        VBox.setVgrow(scroll, Priority.ALWAYS);
        card = Cards.card(TEXTS.get("Recent events"), age, scroll);
    }

    Region node() {
        return card;
    }

    void tick(Instant now) {
        age.tick(now);
    }

    void show(OverviewState state) {
        age.show("rds:DescribeEvents", state.account().events(), state.now());
        List<RdsEvent> next = state.events().stream().limit(ROWS).toList();
        if (next.isEmpty()) {
            shown = next;
            rows.getChildren().setAll(Cards.muted(state.account().events().value().isPresent()
                    ? TEXTS.get("RDS reports no events of this instance in the last 14 days.")
                    : TEXTS.get("Not read yet.")));
        } else if (!next.equals(shown)) {
            shown = next;
            rows.getChildren().setAll(next.stream().map(e -> row(e, state.now())).toList());
        }
    }

    private HBox row(RdsEvent event, Instant now) {
        var time = Cards.text(Words.utc(event.at(), now), "time");
        time.setMinWidth(118);
        time.setTooltip(new javafx.scene.control.Tooltip(Words.both(event.at(), now, zone)));
        // on two lines where one is too short: half a sentence of RDS says nothing at night
        var message = Cards.text(event.message());
        message.setWrapText(true);
        message.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(message, Priority.ALWAYS);
        message.setMaxWidth(Double.MAX_VALUE);
        var categories = Cards.muted(String.join(", ", event.categories()));
        categories.setMinWidth(Region.USE_PREF_SIZE);
        var row = new HBox(time, Cards.dot(tone(event)), message, categories);
        row.getStyleClass().add("event");
        return row;
    }

    private static Tone tone(RdsEvent event) {
        String text = event.message().toLowerCase(Locale.ROOT);
        if (Failover.completes(event) || text.startsWith("finished") || text.contains("restarted") || text.contains("created")) {
            return Tone.GOOD;
        }
        if (Failover.starts(event) || text.contains("shutdown") || event.categories().contains("low storage")) {
            return Tone.WARN;
        }
        return event.categories().contains("failure") ? Tone.BAD : Tone.INFO;
    }
}
