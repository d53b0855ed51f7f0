package dev.howdah.ui.shell;

import dev.howdah.ops.OpState;
import dev.howdah.ops.Running;
import dev.howdah.task.Scope;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// One line for each change that goes on or ended in this run, newest first. Closed, it shows the newest and how many more there are.
final class ActivityStrip {
    private static final Texts TEXTS = Texts.of(ActivityStrip.class);
    private static final int CLOSED = 1;
    private static final int OPEN = 8;
    private final Supplier<Instant> clock;
    private final Consumer<Running> follow;
    private final VBox root = new VBox();
    private final VBox lines = new VBox();
    private final Button more = new Button();
    private final Button dismiss = new Button(TEXTS.get("Clear ended"));
    private final Set<Running> known = new HashSet<>();
    private final Set<Running> dismissed = new HashSet<>();
    private List<Line> shown = List.of();
    private List<Running> all = List.of();
    private boolean open;

    /// @param follow shows one in the sheet
    ActivityStrip(Supplier<Instant> clock, Consumer<Running> follow) {
        this.clock = clock;
        this.follow = follow;
        root.getStyleClass().add("activity");
        root.setAccessibleText(TEXTS.get("What is being changed"));
        for (Button b : new Button[]{more, dismiss}) {
            b.getStyleClass().addAll("flat", "small");
            b.setMinWidth(Region.USE_PREF_SIZE);
        }
        more.setOnAction(_ -> {
            open = !open;
            build();
        });
        dismiss.setOnAction(_ -> {
            all.stream().filter(r -> r.state().get().ended()).forEach(dismissed::add);
            build();
        });
        build();
    }

    Region node() {
        return root;
    }

    /// @param scope holds the followings
    /// @param ended is told once for each that ends
    void show(List<Running> running, Scope scope, Consumer<Running> ended) {
        all = running;
        for (Running r : running) {
            if (known.add(r)) {
                scope.hold(r.state().follow(Fx.THREAD, state -> {
                    build();
                    if (state.ended()) {
                        ended.accept(r);
                    }
                }));
            }
        }
        build();
    }

    private void build() {
        var listed = new ArrayList<>(all.reversed());
        listed.removeAll(dismissed);
        int count = Math.min(listed.size(), open ? OPEN : CLOSED);
        var wanted = listed.subList(0, count);
        if (!shown.stream().map(l -> l.running).toList().equals(wanted)) {
            shown = wanted.stream().map(Line::new).toList();
            lines.getChildren().setAll(shown.stream().map(l -> l.button).toList());
        }
        int hidden = listed.size() - count;
        more.setText(open ? TEXTS.get("Fewer") : TEXTS.get("{0} more", hidden));
        visible(more, open ? listed.size() > CLOSED : hidden > 0);
        visible(dismiss, listed.stream().anyMatch(r -> r.state().get().ended()));
        visible(root, !listed.isEmpty());
        if (root.getChildren().isEmpty()) {
            var row = new HBox(8, lines, Cards.spacer(), more, dismiss);
            HBox.setHgrow(lines, javafx.scene.layout.Priority.ALWAYS);
            row.setAlignment(Pos.TOP_LEFT);
            root.getChildren().setAll(row);
        }
        tick();
    }

    void tick() {
        Instant now = clock.get();
        shown.forEach(l -> l.tick(now));
    }

    private static void visible(Region node, boolean on) {
        node.setVisible(on);
        node.setManaged(on);
    }

    private final class Line {
        private final Running running;
        private final Label chip = Cards.chip("", Tone.INFO);
        private final Label words = Cards.text("");
        private final Button button;

        Line(Running running) {
            this.running = running;
            Label title = Cards.text(running.title(), "strong");
            title.setMinWidth(Region.USE_PREF_SIZE);
            var line = new HBox(8, chip, title, words);
            line.setAlignment(Pos.CENTER_LEFT);
            button = new Button(null, line);
            button.getStyleClass().setAll("activity-line");
            button.setOnAction(_ -> follow.accept(running));
        }

        void tick(Instant now) {
            OpState state = running.state().get();
            Tone tone = tone(state);
            chip.setText(word(state));
            Cards.tone(chip, tone);
            words.setText(says(state, now));
            button.setAccessibleText(running.title() + ", " + chip.getText() + ", " + words.getText());
        }
    }

    private static Tone tone(OpState state) {
        return switch (state) {
            case OpState.Starting _,OpState.Watching _ -> Tone.INFO;
            case OpState.Paused _ -> Tone.WARN;
            case OpState.Done _ -> Tone.GOOD;
            case OpState.Failed _ -> Tone.BAD;
            case OpState.NotSent _,OpState.Moved _ -> Tone.WARN;
            case OpState.Unknown _,OpState.Unwatched _ -> Tone.UNKNOWN;
        };
    }

    private static String word(OpState state) {
        return switch (state) {
            case OpState.Starting _ -> TEXTS.get("starting");
            case OpState.Watching _ -> TEXTS.get("running");
            case OpState.Paused _ -> TEXTS.get("waits for you");
            case OpState.Done _ -> TEXTS.get("✓ done");
            case OpState.Failed _ -> TEXTS.get("✕ failed");
            case OpState.NotSent _,OpState.Moved _ -> TEXTS.get("not sent");
            case OpState.Unknown _ -> TEXTS.get("? outcome unknown");
            case OpState.Unwatched _ -> TEXTS.get("not watched");
        };
    }

    private static String says(OpState state, Instant now) {
        return switch (state) {
            case OpState.Starting(var since) -> Words.duration(Duration.between(since, now));
            case OpState.Watching w ->
                w.step() + (w.percent() == null ? "" : ", " + w.percent() + " %") + " · " + Words.duration(Duration.between(w.since(), now))
                        + (w.trouble() == null ? "" : " · " + TEXTS.get("cannot be seen just now"));
            case OpState.Paused p -> TEXTS.get("Sign in, then it goes on by itself") + " · "
                    + (p.sent() ? TEXTS.get("AWS carries on") : TEXTS.get("nothing was sent")) + " · "
                    + Words.duration(Duration.between(p.since(), now));
            case OpState.Done(var since, var at, var words, var _, var _) ->
                words + " · " + TEXTS.get("took {0}", Words.duration(Duration.between(since, at)));
            case OpState.Failed(var _, var words, var _, var _) -> words.lines().findFirst().orElse("");
            case OpState.NotSent(var _, var words, var _, var _) -> words;
            case OpState.Moved(var _, var words) -> words;
            case OpState.Unknown(var _, var words, var _) -> words;
            case OpState.Unwatched _ -> TEXTS.get("AWS carries on");
        };
    }
}
