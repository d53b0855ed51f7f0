package dev.howdah.drill.scenario;

import dev.howdah.drill.world.Trail;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Something to practise. One file each.
public interface Scenario {
    Card card();

    /// Makes it happen; returns once the symptoms are there.
    Scene begin(Stage stage) throws IOException, InterruptedException;

    /// A scenario that goes on. Asked from the referee's thread alone.
    interface Scene {
        /// What was done to the account and its servers to bring it about, oldest first.
        List<Fact> facts();

        /// Looks at the servers.
        ///
        /// @param now by the drill's clock
        Look look(Instant now) throws IOException, InterruptedException;

        /// What a call of AWS's API is worth here; empty for one that does not matter.
        default Optional<Act> judge(Trail.Event call) {
            return call.error() == null && call.name().equals("RebootDBInstance")
                    ? Optional.of(new Act(call.at(), Act.Kind.WRONG, "blog-db was restarted: every session ended"))
                    : Optional.empty();
        }

        /// Whether the blog's sessions are to be left alone; not where its tasks must be replaced.
        default boolean sparesSessions() {
            return true;
        }

        /// Takes back all that it brought about, and what came of it.
        void undo() throws IOException, InterruptedException;
    }

    /// What a look found.
    ///
    /// @param acts since the last one
    /// @param resolved whether nothing is wrong any more
    /// @param lostRows that are missing now
    record Look(List<Act> acts, boolean resolved, long lostRows) {
        static Look of(List<Act> acts, boolean resolved) {
            return new Look(List.copyOf(acts), resolved, 0);
        }
    }
}
