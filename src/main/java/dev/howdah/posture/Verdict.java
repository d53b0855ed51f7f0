package dev.howdah.posture;

import dev.howdah.model.Hardening;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a check came to.
public sealed interface Verdict {
    /// What was read, as a short sentence.
    String saw();

    /// As it should be.
    record Good(String saw) implements Verdict {}

    /// Not as it should be.
    ///
    /// @param severity of this finding; a check may find worse and less bad things
    /// @param fix what to do: one `aws` line where one does it, else a procedure in words, which may end with `: ` or `then ` and one
    /// @param mend the same as a plan; null where no single call does it
    record Bad(Severity severity, String saw, String fix, @Nullable Mend mend) implements Verdict {
        /// The `aws` line with which `fix` ends; empty for a procedure without one.
        public Optional<String> command() {
            int at = line();
            return at < 0 ? Optional.empty() : Optional.of(fix.substring(at));
        }

        /// What stands before that line, and all of a procedure without one.
        public String procedure() {
            int at = line();
            return at < 0 ? fix : fix.substring(0, at).strip();
        }

        private int line() {
            if (fix.startsWith("aws ")) {
                return 0;
            }
            int after = fix.lastIndexOf(": aws ");
            int then = fix.lastIndexOf("then aws ");
            return after < 0 && then < 0 ? -1 : Math.max(after < 0 ? -1 : after + 2, then < 0 ? -1 : then + 5);
        }

        public Bad(Severity severity, String saw, String fix) {
            this(severity, saw, fix, (Mend) null);
        }

        public Bad(Severity severity, String saw, String fix, Hardening what) {
            this(severity, saw, fix, new Mend.Setting(what));
        }
    }

    /// Not read, or the service did not say. Never green.
    record Unknown(String saw) implements Verdict {}
}
