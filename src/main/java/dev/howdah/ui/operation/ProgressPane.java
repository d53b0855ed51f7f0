package dev.howdah.ui.operation;

import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.ops.OpState;
import dev.howdah.ops.Request;
import dev.howdah.ops.Running;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.SignInWanted;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Where a started operation is, and what can be done next. The nodes stay; what they say changes, so that focus stays put.
final class ProgressPane extends VBox {
    private static final Texts TEXTS = Texts.of(ProgressPane.class);
    private static final String CLOSE = TEXTS.get("Close");
    private static final String HIDE = TEXTS.get("Hide");
    private static final String SIGN_IN = TEXTS.get("Sign in");
    private static final double LINES = 132;
    private final Label word = Cards.chip("", Tone.INFO);
    private final Label step = PlanPane.wrapped("");
    private final Label elapsed = Cards.text("", "mono");
    private final ProgressBar bar = new ProgressBar();
    private final Label says = PlanPane.wrapped("");
    private final Label trouble = PlanPane.wrapped("");
    private final VBox more = new VBox(8);
    private final HBox buttons = new HBox(10);
    private final OperationSheet.Answers answers;
    private final VBox passed = new VBox(2);
    private List<String> offered = List.of();
    private List<Running.Step> steps = List.of();
    private boolean over;
    private @Nullable Instant since;

    ProgressPane(OperationSheet.Answers answers) {
        super(8);
        this.answers = answers;
        step.getStyleClass().add("strong");
        bar.setMaxWidth(Double.MAX_VALUE);
        elapsed.setMinWidth(Region.USE_PREF_SIZE);
        says.getStyleClass().add("muted");
        trouble.getStyleClass().add("problem");
        trouble.setMaxWidth(Double.MAX_VALUE);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        var head = new HBox(10, word, step, Cards.spacer(), elapsed);
        head.setAlignment(Pos.CENTER_LEFT);
        passed.getStyleClass().add("steps-passed");
        getChildren().addAll(head, bar, passed, says, trouble, more, buttons);
    }

    void show(SheetState.Followed followed, Instant now) {
        steps = followed.steps();
        over = followed.state().ended();
        passed(now);
        since = null;
        switch (followed.state()) {
            case OpState.Starting(var at) -> {
                since = at;
                say(Tone.INFO, TEXTS.get("starting"), TEXTS.get("Looking once more whether all is as planned"),
                        TEXTS.get("Nothing was sent yet."), -1.0, null);
            }
            case OpState.Watching w -> watching(w, now);
            case OpState.Paused p -> {
                since = p.since();
                say(Tone.WARN, TEXTS.get("waits for you"),
                        p.sent() ? TEXTS.get("{0}; AWS carries on.", p.step()) : TEXTS.get("{0}; nothing was sent.", p.step()),
                        TEXTS.get("{0} It goes on by itself once you are signed in, and does nothing twice.",
                                Sentences.happened(p.problem())),
                        null,
                        null);
            }
            case OpState.Done(var at, var end, var words, var inverse, var next) -> {
                say(Tone.GOOD, TEXTS.get("✓ done"), words, TEXTS.get("Took {0}.", Words.duration(Duration.between(at, end))), null, null);
                offer(inverse, next);
            }
            case OpState.Failed(var _, var words, var _, var next) -> {
                int end = words.indexOf('\n');
                say(Tone.BAD, TEXTS.get("✕ failed"), end < 0 ? words : words.substring(0, end),
                        TEXTS.get("AWS did not do it, or did not finish it; the journal has it."), null, null);
                more.getChildren().setAll(end < 0 ? List.of() : List.of(lines(words.substring(end + 1))));
                next.ifPresentOrElse(
                        request -> buttons(new Offer(TEXTS.get("Continue…"), () -> answers.plan(request)),
                                new Offer(CLOSE, answers::close)),
                        () -> again(followed));
            }
            case OpState.NotSent(var _, var words, var _, var command) -> {
                say(Tone.WARN, TEXTS.get("not sent"), words, TEXTS.get("Nothing was changed."), null, null);
                again(followed);
                more.getChildren().setAll(PlanPane.command(TEXTS.get("If it cannot wait, by hand"), command));
            }
            case OpState.Moved(var _, var words) -> {
                say(Tone.WARN, TEXTS.get("not sent"), words, TEXTS.get("Nothing was sent. Look at a new plan."), null, null);
                again(followed);
            }
            case OpState.Unknown(var _, var words, var how) -> {
                say(Tone.UNKNOWN, TEXTS.get("? outcome unknown"), words, TEXTS.get("Look before anything else; do not repeat it."), null,
                        null);
                buttons(new Offer(CLOSE, answers::close));
                more.getChildren().setAll(PlanPane.command(TEXTS.get("Look with"), how));
            }
            case OpState.Unwatched _ -> {
                say(Tone.UNKNOWN, TEXTS.get("not watched"), TEXTS.get("Nobody watches it any more; AWS carries on."),
                        TEXTS.get("The next start of Howdah looks where it is."), null, null);
                buttons(new Offer(CLOSE, answers::close));
            }
        }
        if (!(followed.state() instanceof OpState.NotSent) && !(followed.state() instanceof OpState.Unknown)
                && !(followed.state() instanceof OpState.Failed)) {
            more.getChildren().clear();
        }
        if (followed.state() instanceof OpState.Paused p) {
            buttons(new Offer(SIGN_IN, () -> fireEvent(new SignInWanted(p.problem()))), new Offer(HIDE, answers::close),
                    new Offer(p.sent() && !followed.cancels() ? TEXTS.get("Stop watching") : TEXTS.get("Cancel it"), answers::unwatch));
        } else if (!followed.state().ended()) {
            buttons(new Offer(HIDE, answers::close),
                    new Offer(followed.cancels() ? TEXTS.get("Cancel it") : TEXTS.get("Stop watching"), answers::unwatch));
        }
        tick(now);
    }

    /// Lines to run by hand, in a place of their own that leaves room for the rest.
    private static Node lines(String lines) {
        var scroll = new ScrollPane(PlanPane.command(TEXTS.get("Lines to copy"), lines));
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("scroll");
        scroll.setMinHeight(LINES);
        scroll.setPrefHeight(LINES);
        scroll.setAccessibleText(TEXTS.get("Lines to copy"));
        return scroll;
    }

    /// What it has come to, each step with what it took; the last one counts on while it is at work.
    private void passed(Instant now) {
        visible(passed, !steps.isEmpty());
        passed.getChildren().setAll(steps.stream().map(s -> {
            Instant ended = s.ended();
            boolean stopped = ended == null && over;
            Label took = Cards.muted(stopped ? "" : Words.duration(Duration.between(s.begun(), ended == null ? now : ended)));
            took.setMinWidth(Region.USE_PREF_SIZE);
            Label mark = Cards.text(ended != null ? "✓" : stopped ? "✕" : "…", stopped ? "bad-words" : "muted");
            mark.setMinWidth(14);
            var line = new HBox(8, mark, ended != null ? Cards.muted(s.what()) : Cards.text(s.what()), Cards.spacer(), took);
            line.setAccessibleText(ended != null
                    ? TEXTS.get("done: {0}", s.what())
                    : stopped ? TEXTS.get("stopped: {0}", s.what()) : TEXTS.get("at work: {0}", s.what()));
            return line;
        }).toList());
    }

    private void watching(OpState.Watching w, Instant now) {
        since = w.since();
        String said = w.says().isEmpty() ? "" : TEXTS.get("AWS says: {0}", w.says()) + " · " + Words.ago(w.asOf(), now);
        Problem problem = w.trouble();
        say(Tone.INFO, TEXTS.get("running"), w.step() + (w.percent() == null ? "" : ", " + w.percent() + " %"), said,
                w.percent() == null ? -1.0 : w.percent() / 100.0,
                problem == null ? null : TEXTS.get("It cannot be seen just now; AWS carries on. {0}", Sentences.of(problem)));
    }

    private void say(Tone tone, String chip, String words, String aside, @Nullable Double progress, @Nullable String problem) {
        word.setText(chip);
        Cards.tone(word, tone);
        step.setText(words);
        says.setText(aside);
        visible(bar, progress != null);
        if (progress != null) {
            bar.setProgress(progress);
        }
        visible(trouble, problem != null);
        trouble.setText(problem == null ? "" : problem);
        setAccessibleText(chip + ". " + words + " " + aside);
    }

    private static void visible(Node node, boolean on) {
        node.setVisible(on);
        node.setManaged(on);
    }

    private void offer(Optional<Request> inverse, Optional<Request> next) {
        var offers = new ArrayList<Offer>();
        next.ifPresent(request -> offers.add(new Offer(TEXTS.get("Next: {0}…", request.title()), () -> answers.plan(request))));
        inverse.ifPresent(request -> offers.add(new Offer(TEXTS.get("Undo: {0}…", request.title()), () -> answers.plan(request))));
        offers.add(new Offer(CLOSE, answers::close));
        buttons(offers.toArray(Offer[]::new));
    }

    private void again(SheetState.Followed followed) {
        var offers = new ArrayList<Offer>();
        if (followed.plan() != null) {
            Request request = followed.plan().request();
            offers.add(new Offer(TEXTS.get("Plan again"), () -> answers.plan(request)));
        }
        offers.add(new Offer(CLOSE, answers::close));
        buttons(offers.toArray(Offer[]::new));
    }

    private record Offer(String words, Runnable run) {}

    /// Makes the buttons anew only when they are others; *Close* and *Hide* are Enter and Esc.
    private void buttons(Offer... offers) {
        List<String> words = java.util.Arrays.stream(offers).map(Offer::words).toList();
        if (words.equals(offered)) {
            return;
        }
        offered = words;
        buttons.getChildren().clear();
        Consumer<Button> last = Button::requestFocus;
        for (Offer offer : offers) {
            var button = new Button(offer.words());
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setOnAction(_ -> offer.run().run());
            boolean leaves = offer.words().equals(CLOSE) || offer.words().equals(HIDE);
            boolean enter = words.contains(SIGN_IN) ? offer.words().equals(SIGN_IN) : leaves;
            button.setDefaultButton(enter);
            button.setCancelButton(leaves);
            buttons.getChildren().add(button);
            if (enter) {
                last.accept(button);
            }
        }
    }

    void tick(Instant now) {
        elapsed.setText(since == null ? "" : Words.duration(Duration.between(since, now)));
        if (!over && !steps.isEmpty()) {
            passed(now);
        }
    }

    List<Button> buttons() {
        return buttons.getChildren().stream().map(Button.class::cast).toList();
    }
}
