package dev.howdah.drill.scenario;

import dev.howdah.drill.postgres.practice.Actor;
import java.time.Instant;

/// How the work of a session ended, as what somebody did (PostgreSQL manual, appendix A).
final class Endings {
    private static final String CANCELLED = "57014";
    private static final String TERMINATED = "57P01";

    private Endings() {}

    /// @param whose in words: `the report`
    static Act of(Actor actor, Instant at, String whose) {
        String process = whose + ", process " + actor.pid();
        return switch (actor.ended().orElse("")) {
            case CANCELLED -> new Act(at, Act.Kind.RIGHT, "the statement of " + process + ", was cancelled");
            case TERMINATED -> new Act(at, Act.Kind.RIGHT, "the session of " + process + ", was ended");
            default -> new Act(at, Act.Kind.OTHER, "the session of " + process + ", was lost");
        };
    }
}
