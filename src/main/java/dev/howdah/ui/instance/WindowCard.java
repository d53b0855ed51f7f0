package dev.howdah.ui.instance;

import dev.howdah.model.Loaded;
import dev.howdah.model.Snapshot;
import dev.howdah.ui.kit.AgeLabel;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Drawing;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import org.jspecify.annotations.Nullable;

/// The seconds that can be restored to, as a line with the snapshots on it: automated ones as ticks, manual ones as dots.
final class WindowCard {
    private static final Texts TEXTS = Texts.of(WindowCard.class);
    private final AgeLabel age = new AgeLabel();
    private final Label words = Cards.muted("");
    private final Label lag = Cards.chip("", Tone.UNKNOWN);
    private final Bar bar = new Bar();
    private final VBox card;
    private final ZoneId zone;
    private @Nullable OverviewState state;

    WindowCard(ZoneId zone) {
        this.zone = zone;
        var line = new HBox(10, words, lag);
        line.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        card = Cards.card(TEXTS.get("Recoverable to any second in this window"), age, line, bar);
    }

    Region node() {
        return card;
    }

    void show(OverviewState next) {
        state = next;
        Loaded<?> part = next.account().backups().value().isPresent() ? next.account().backups() : next.account().instances();
        age.show("rds:DescribeDBInstanceAutomatedBackups", next.account().backups().problem().isPresent() ? next.account().backups() : part,
                next.now());
        tick(next.now());
    }

    void tick(Instant now) {
        age.tick(now);
        OverviewState s = state;
        if (s == null) {
            return;
        }
        OverviewState.Window w = s.window();
        lag.setVisible(w != null && w.latest() != null);
        if (w == null || w.latest() == null) {
            Integer days = w == null ? null : w.retentionDays();
            words.setText(days != null && days == 0
                    ? TEXTS.get("Automated backups are off: there is no point in time to restore to.")
                    : days == null
                            ? TEXTS.get("The latest restorable time is not known.")
                            : TEXTS.get("The latest restorable time is not known; retention is {0} days.", days));
            bar.show(null, null, List.of(), now);
            return;
        }
        String latest = Words.both(w.latest(), now, zone);
        words.setText(
                (w.retentionDays() == null ? TEXTS.get("retention unknown") : TEXTS.get("retention {0} days", w.retentionDays())) + " · "
                        + (w.earliest() == null
                                ? TEXTS.get("from unknown to {0}", latest)
                                : TEXTS.get("from {0} UTC to {1}", Words.utc(w.earliest(), now), latest)));
        Duration behind = w.lag(now).orElse(Duration.ZERO);
        lag.setText(TEXTS.get("{0} behind now", Words.duration(behind)));
        Cards.tone(lag, w.tone(now));
        bar.show(w.earliest(), w.latest(), s.snapshots(), now);
    }

    /// The line itself. Positions are by time; a manual snapshot older than the window stands before its beginning.
    private static final class Bar extends Drawing {
        private static final double TOP = 6;
        private static final double HEIGHT = 18;
        /// Time that passes is drawn when it would move something by a pixel of a wide window.
        private static final int PIXELS = 2000;
        private @Nullable Instant from;
        private @Nullable Instant to;
        private List<Snapshot> snapshots = List.of();
        private Instant now = Instant.EPOCH;

        Bar() {
            setMinHeight(48);
            setPrefHeight(48);
        }

        void show(@Nullable Instant from, @Nullable Instant to, List<Snapshot> snapshots, Instant now) {
            Instant begin = from == null ? this.now : from;
            boolean moved = Duration.between(this.now, now).abs().multipliedBy(PIXELS).compareTo(Duration.between(begin, now)) > 0;
            if (!moved && Objects.equals(this.from, from) && Objects.equals(this.to, to) && this.snapshots.equals(snapshots)) {
                return;
            }
            this.from = from;
            this.to = to;
            this.snapshots = snapshots;
            this.now = now;
            redraw();
        }

        @Override
        protected void draw(double width, double height) {
            Instant end = to;
            if (end == null || width < 100) {
                return;
            }
            Instant begin = from == null ? end.minus(Duration.ofDays(1)) : from;
            Instant left = snapshots.stream().map(Snapshot::createdAt).filter(at -> at != null && at.isBefore(begin))
                    .min(Instant::compareTo)
                    .filter(at -> at.isAfter(begin.minus(Duration.between(begin, now)))).orElse(begin);
            double span = Math.max(1, Duration.between(left, now).toMillis());
            double x0 = Duration.between(left, begin).toMillis() / span * width;
            double x1 = Math.max(x0 + 4, Duration.between(left, end).toMillis() / span * width);
            var window = new Region();
            window.getStyleClass().add("window-bar");
            window.resizeRelocate(x0, TOP, x1 - x0, HEIGHT);
            var gap = new Region();
            gap.getStyleClass().add("window-gap");
            gap.resizeRelocate(x1, TOP, Math.max(2, width - x1), HEIGHT);
            Tooltip.install(gap, new Tooltip(TEXTS.get("not yet restorable")));
            getChildren().addAll(gap, window);
            double lastLabel = -1000;
            for (Snapshot s : snapshots) {
                Instant at = s.createdAt() == null ? now : s.createdAt();
                if (at.isBefore(left)) {
                    continue;
                }
                double x = Math.min(width - 5, Math.max(5, Duration.between(left, at).toMillis() / span * width));
                mark(s, x);
                if (!"automated".equals(s.type()) && x - lastLabel > 210) {
                    lastLabel = x;
                    label(Words.shortened(s.id(), 26), Math.max(0, x - 60));
                }
            }
            label(Words.utc(begin, now), x0).setVisible(lastLabel < 0 || lastLabel - x0 > 150);
        }

        private void mark(Snapshot s, double x) {
            var tip = new Tooltip(s.id() + "\n" + (s.type() == null ? "" : s.type() + ", ") + s.status()
                    + (s.createdAt() == null ? "" : "\n" + s.createdAt()));
            if ("automated".equals(s.type())) {
                var tick = new Line(x, TOP - 5, x, TOP + HEIGHT + 5);
                tick.getStyleClass().add("window-auto");
                Tooltip.install(tick, tip);
                getChildren().add(tick);
            } else {
                var dot = new Circle(x, TOP + HEIGHT / 2, 5.5);
                dot.getStyleClass().add("failed".equals(s.status()) ? "window-failed" : "window-manual");
                dot.setOpacity(s.available() ? 1 : 0.5);
                Tooltip.install(dot, tip);
                getChildren().add(dot);
            }
        }

        private Label label(String text, double x) {
            var label = Cards.text(text, "window-text");
            getChildren().add(label);
            label.applyCss();
            label.autosize();
            label.relocate(Math.min(x, Math.max(0, getWidth() - label.prefWidth(-1))), TOP + HEIGHT + 7);
            return label;
        }
    }
}
