package dev.howdah.drill.scenario;

import dev.howdah.drill.world.Application;
import dev.howdah.drill.world.Trail;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One run as the referee keeps it. Used by the referee's thread alone.
final class Match {
    private final Card card;
    private final boolean hidden;
    private final Stage stage;
    private final Scenario.Scene scene;
    private final Before before;
    private final Instant begun;
    private final long failedBefore;
    private final List<Guess> guesses = new ArrayList<>();
    private final List<Act> acts = new ArrayList<>();
    private final Set<String> judged = new HashSet<>();
    private Set<String> sessions;
    private int hints;
    private Harm harm = Harm.NONE;
    private long ended;
    private @Nullable Instant resolved;
    private @Nullable Instant over;
    private State.@Nullable Outcome outcome;

    private Match(Card card, boolean hidden, Stage stage, Scenario.Scene scene, Before before) throws IOException {
        this.card = card;
        this.hidden = hidden;
        this.stage = stage;
        this.scene = scene;
        this.before = before;
        begun = stage.now();
        failedBefore = stage.application().traffic().failed();
        sessions = sessions();
    }

    static Match begin(Scenario scenario, boolean hidden, Stage stage) throws IOException, InterruptedException {
        Before before = Before.of(stage);
        Scenario.Scene scene;
        try {
            scene = scenario.begin(stage);
        } catch (IOException | RuntimeException e) {
            // half a scenario is none: whom it enlisted goes, with all sessions
            try {
                before.restore(stage);
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
        try {
            return new Match(scenario.card(), hidden, stage, scene, before);
        } catch (IOException e) {
            scene.undo();
            throw e;
        }
    }

    Instant begun() {
        return begun;
    }

    boolean over() {
        return over != null;
    }

    void hint() {
        hints = Math.min(hints + 1, card.hints().size());
    }

    void name(String cause) {
        guesses.add(new Guess(stage.now(), cause, cause.equals(card.cause())));
    }

    void end(State.Outcome how) {
        if (over == null) {
            over = stage.now();
            outcome = how;
        }
    }

    /// Ends the run when its time is up; true when it did.
    boolean late() {
        if (over == null && stage.now().isAfter(begun.plus(card.deadline()))) {
            over = begun.plus(card.deadline());
            outcome = State.Outcome.TOO_LATE;
            return true;
        }
        return false;
    }

    /// Looks at servers and account; true when something came of it.
    boolean look(List<Trail.Event> calls) throws IOException, InterruptedException {
        int known = acts.size();
        Harm was = harm;
        for (Trail.Event call : calls) {
            if (judged.add(call.id())) {
                scene.judge(call).ifPresent(acts::add);
            }
        }
        boolean late = late();
        Scenario.Look look = scene.look(stage.now());
        acts.addAll(look.acts());
        acts.sort(Comparator.comparing(Act::at));
        if (scene.sparesSessions()) {
            Set<String> now = sessions();
            ended += sessions.stream().filter(s -> !now.contains(s)).count();
            sessions = now;
        }
        Application.Traffic traffic = stage.application().traffic();
        harm = new Harm(traffic.failed() - failedBefore, ended, look.lostRows());
        if (look.resolved() && over == null) {
            resolved = stage.now();
            over = resolved;
            outcome = State.Outcome.RESOLVED;
        }
        return late || over != null || acts.size() > known || !harm.equals(was);
    }

    /// The blog's own, by process and start.
    private Set<String> sessions() throws IOException {
        return stage.ground().ask("SELECT pid || '@' || backend_start FROM pg_stat_activity WHERE application_name LIKE 'blog-api/%'")
                .stream()
                .map(List::getFirst).collect(Collectors.toSet());
    }

    State.Run told() {
        List<String> given = card.hints().subList(0, hints);
        if (over == null) {
            return new State.Run(card, hidden, begun, null, given, List.copyOf(guesses), List.of(), List.of(), null, null);
        }
        Score score = Score.of(
                new Score.Course(card.deadline(), card.bearable(), begun, over, List.copyOf(guesses), List.copyOf(acts), hints, resolved,
                        harm));
        return new State.Run(card, hidden, begun, over, given, List.copyOf(guesses), scene.facts(), List.copyOf(acts), outcome, score);
    }

    void undo() throws IOException, InterruptedException {
        scene.undo();
        before.restore(stage);
        stage.ground().close();
    }
}
