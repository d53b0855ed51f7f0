package dev.howdah.posture;

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
    record Bad(Severity severity, String saw, String fix) implements Verdict {}

    /// Not read, or the service did not say. Never green.
    record Unknown(String saw) implements Verdict {}
}
