package dev.howdah.ui.instance;

import dev.howdah.model.Failover;
import dev.howdah.ui.kit.AgeLabel;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The last failover as the RDS events tell it: start, end, duration, cause; earlier ones below.
final class FailoverCard {
    private static final Texts TEXTS = Texts.of(FailoverCard.class);
    private static final Duration SLOW = Duration.ofMinutes(3);
    private final AgeLabel age = new AgeLabel();
    private final Label took = Cards.text("", "big");
    private final Label what = Cards.muted("");
    private final Label times = Cards.text("", "mono");
    private final Label cause = Cards.muted("");
    private final Label felt = Cards.text("", "said");
    private final VBox earlier = new VBox();
    private final ScrollPane earlierScroll = new ScrollPane(earlier);
    private final VBox card;
    private final ZoneId zone;
    private List<Failover> failovers = List.of();

    FailoverCard(ZoneId zone) {
        this.zone = zone;
        var line = new HBox(10, took, what);
        line.setAlignment(Pos.BASELINE_LEFT);
        took.setMinWidth(Region.USE_PREF_SIZE);
        cause.setWrapText(true);
        cause.setMinHeight(Region.USE_PREF_SIZE);
        felt.setWrapText(true);
        felt.setMinHeight(Region.USE_PREF_SIZE);
        felt("");
        earlierScroll.setFitToWidth(true);
        earlierScroll.setPrefHeight(62);
        earlierScroll.setMinHeight(0);
        earlierScroll.getStyleClass().addAll("edge-to-edge");
        VBox.setVgrow(earlierScroll, Priority.ALWAYS);
        card = Cards.card(TEXTS.get("Last failover"), age, line, times, cause, felt, earlierScroll);
    }

    Region node() {
        return card;
    }

    /// What our own session felt of the last time without answers; empty when there was none or nothing was connected.
    void felt(String words) {
        felt.setText(words);
        felt.setVisible(!words.isEmpty());
        felt.setManaged(!words.isEmpty());
    }

    void show(OverviewState state) {
        age.show("rds:DescribeEvents", state.account().events(), state.now());
        boolean changed = !failovers.equals(state.failovers());
        failovers = state.failovers();
        if (failovers.isEmpty()) {
            boolean read = state.account().events().value().isPresent();
            took.setText(read ? TEXTS.get("none") : TEXTS.get("unknown"));
            Cards.tone(took, read ? Tone.NEUTRAL : Tone.UNKNOWN);
            what.setText(
                    read ? TEXTS.get("in the last 14 days, nor in what was kept before") : TEXTS.get("the events could not be read yet"));
            times.setText("");
            cause.setText("");
        }
        if (changed) {
            earlier.getChildren().setAll(failovers.stream().skip(1).map(f -> row(f, state.now())).toList());
        }
        boolean any = failovers.size() > 1;
        earlierScroll.setVisible(any);
        earlierScroll.setManaged(any);
        tick(state.now());
    }

    /// While one goes on, each second counts.
    void run(Instant now) {
        if (!failovers.isEmpty() && failovers.getFirst().completedAt() == null) {
            tick(now);
        }
    }

    void tick(Instant now) {
        age.tick(now);
        if (failovers.isEmpty()) {
            return;
        }
        Failover last = failovers.getFirst();
        Duration running = Duration.between(last.startedAt(), now);
        took.setText(last.took().map(Words::duration).orElseGet(() -> Words.duration(running)));
        boolean slow = last.completedAt() == null && running.compareTo(SLOW) > 0;
        Cards.tone(took, last.completedAt() == null ? slow ? Tone.BAD : Tone.WARN : Tone.NEUTRAL);
        what.setText(last.completedAt() == null
                ? slow ? TEXTS.get("running, slower than the usual 1 to 2 minutes") : TEXTS.get("running now")
                : TEXTS.get("from started to completed, {0}", Words.ago(last.completedAt(), now)));
        times.setText(
                Words.both(last.startedAt(), now, zone) + (last.completedAt() == null ? "" : "  →  " + Words.utc(last.completedAt(), now)));
        cause.setText(last.cause() == null ? TEXTS.get("Cause not reported.") : last.cause());
    }

    private HBox row(Failover f, Instant now) {
        var time = Cards.text(Words.utc(f.startedAt(), now) + " UTC", "time");
        var took = Cards.text(f.took().map(Words::duration).orElse(TEXTS.get("not completed")));
        time.setMinWidth(Region.USE_PREF_SIZE);
        took.setMinWidth(Region.USE_PREF_SIZE);
        var row = new HBox(12, time, took,
                Cards.fitting(f.cause() == null ? "" : f.cause(), "muted"));
        row.getStyleClass().add("event");
        return row;
    }
}
