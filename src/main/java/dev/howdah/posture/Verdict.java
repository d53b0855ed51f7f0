package dev.howdah.posture;

import dev.howdah.model.Hardening;
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
    /// @param fix what to do: one `aws` line where one does it, else a procedure in words
    /// @param mend the same as a plan; null where no single call does it
    record Bad(Severity severity, String saw, String fix, @Nullable Mend mend) implements Verdict {
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
