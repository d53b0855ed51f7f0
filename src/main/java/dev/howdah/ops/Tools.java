package dev.howdah.ops;

import dev.howdah.journal.Intent;
import dev.howdah.journal.Journal;
import dev.howdah.model.Problem;
import dev.howdah.ops.compare.Repairs;
import dev.howdah.task.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a running operation works with.
///
/// @param passing told when it passes a place at which a process can die
record Tools(Journal journal, Repairs repairs, Time time, Consumer<Crossing> passing) {
    /// How often it is looked whether somebody has signed in.
    private static final Duration LOOK = Duration.ofSeconds(2);

    /// Something that is asked of AWS.
    interface Ask<T> {
        T get() throws InterruptedException;
    }

    /// Asks until somebody is signed in; says meanwhile that it waits.
    ///
    /// @param sent whether AWS is at it
    /// @param step what it does then
    /// @throws Problem.Thrown for any other reason
    <T> T signedIn(Running run, Instant since, boolean sent, String step, Ask<T> what) throws InterruptedException {
        while (true) {
            try {
                return what.get();
            } catch (Problem.Thrown e) {
                if (!(e.problem() instanceof Problem.SignIn problem)) {
                    throw e;
                }
                run.state().set(new OpState.Paused(since, time.now(), sent, step, problem));
                time.sleep(LOOK);
            }
        }
    }

    /// Looks until it has ended, and says meanwhile where it is.
    Watching.Look.Ended settle(Running run, Watching watching, Instant sentAt) throws InterruptedException {
        Duration signedOut = Duration.ZERO;
        while (true) {
            Instant now = time.now();
            try {
                switch (watching.look(now)) {
                    case Watching.Look.Going(var step, var percent, var says) ->
                        run.state().set(new OpState.Watching(sentAt, now, step, percent, says, null));
                    case Watching.Look.Ended ended -> {
                        return ended;
                    }
                }
            } catch (Problem.Thrown e) {
                if (e.problem() instanceof Problem.SignIn problem) {
                    run.state().set(new OpState.Paused(sentAt, now, true, "Looking where it is", problem));
                    time.sleep(LOOK);
                    signedOut = signedOut.plus(Duration.between(now, time.now()));
                    continue;
                }
                run.state().update(s -> s instanceof OpState.Watching w
                        ? new OpState.Watching(w.since(), w.asOf(), w.step(), w.percent(), w.says(), e.problem())
                        : s);
            }
            if (Duration.between(sentAt, now).minus(signedOut).compareTo(watching.limit()) > 0) {
                return new Watching.Look.Ended(Intent.Result.UNKNOWN,
                        "It has not ended after " + Planning.words(watching.limit()) + ".", Optional.empty());
            }
            time.sleep(watching.pause(now));
        }
    }

    /// Writes the outcome. If that fails, what happened at AWS is still told, and that it is not in the journal.
    ///
    /// @return that it is not, or nothing
    static String note(Intent intent, Intent.Result result, String words, @Nullable Duration took, Map<String, String> found) {
        try {
            intent.outcome(result, words, took, found);
            return "";
        } catch (Problem.Thrown e) {
            return " The journal does not have this outcome: " + e.problem().source().raw();
        }
    }
}
