package dev.howdah.health;

import dev.howdah.posture.Severity;
import java.util.List;

/// What a check came to.
public sealed interface Verdict {
    /// What was read, as a short sentence.
    String saw();

    /// What it was read of, one line each, the worst first: tables, indexes, sessions, settings.
    List<String> facts();

    /// As it should be.
    record Good(String saw, List<String> facts) implements Verdict {
        public Good(String saw) {
            this(saw, List.of());
        }
    }

    /// Not as it should be.
    ///
    /// @param next a safe step: SQL or an `aws` line to copy, with `--` before what is said and not run. Howdah runs none of it.
    record Bad(Severity severity, String saw, List<String> facts, String next) implements Verdict {
        public Bad {
            facts = List.copyOf(facts);
        }
    }

    /// Not read, not allowed to be seen, or not counted for long enough. Never green.
    ///
    /// @param next how it becomes known; empty where waiting is all
    record Unknown(String saw, String next) implements Verdict {
        @Override
        public List<String> facts() {
            return List.of();
        }
    }
}
