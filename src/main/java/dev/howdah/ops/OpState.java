package dev.howdah.ops;

import dev.howdah.model.Problem;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a started operation is.
public sealed interface OpState {
    /// Looks once more whether all is as planned; nothing was sent yet.
    record Starting(Instant since) implements OpState {}

    /// Sent; AWS is at it.
    ///
    /// @param percent 0 to 100, null when AWS does not tell
    /// @param says AWS's own words
    /// @param trouble why the last look failed; AWS carries on
    record Watching(Instant since, Instant asOf, String step, @Nullable Integer percent, String says, @Nullable Problem trouble)
            implements
                OpState {}

    /// Nobody is signed in: it waits, does nothing meanwhile, and goes on by itself after that.
    ///
    /// @param sent whether AWS is at it already; else nothing has left this machine
    record Paused(Instant since, Instant asOf, boolean sent, String step, Problem.SignIn problem) implements OpState {}

    /// @param inverse the request that undoes it, empty when nothing needs undoing or nothing can
    /// @param next what the operator most likely wants now; asked for on its own
    record Done(Instant since, Instant at, String words, Optional<Request> inverse, Optional<Request> next) implements OpState {}

    /// AWS refused it, or it ended badly.
    ///
    /// @param next by which it is gone on with, where that can be; asked for on its own
    record Failed(Instant at, String words, @Nullable Problem problem, Optional<Request> next) implements OpState {
        public Failed(Instant at, String words, @Nullable Problem problem) {
            this(at, words, problem, Optional.empty());
        }
    }

    /// Nothing left this machine.
    ///
    /// @param command to run by hand if it cannot wait
    record NotSent(Instant at, String words, @Nullable Problem problem, String command) implements OpState {}

    /// The state that the plan was made from has moved: plan again. Nothing was sent.
    record Moved(Instant at, String words) implements OpState {}

    /// It may have been carried out, and nothing tells. Look; never repeat.
    record Unknown(Instant at, String words, String howToFindOut) implements OpState {}

    /// Nobody watches any more; AWS carries on, and the next start watches again.
    record Unwatched(Instant at) implements OpState {}

    /// Whether nothing more will come.
    default boolean ended() {
        return !(this instanceof Starting) && !(this instanceof Watching) && !(this instanceof Paused);
    }
}
