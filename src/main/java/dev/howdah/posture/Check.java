package dev.howdah.posture;

import dev.howdah.model.Instance;
import org.jspecify.annotations.Nullable;

/// One thing that would hurt next time.
public interface Check {
    /// A word that scripts and suppressions may rely on: `multi-az`.
    String id();

    /// What is asked, in a few words.
    String title();

    /// The incident that it prevents.
    String prevents();

    /// The API fields that it reads.
    String reads();

    Verdict look(Facts facts);

    /// Its page, in the repository.
    default String docs() {
        return "src/site/markdown/checks/" + id() + ".md";
    }

    /// A setting that should be on.
    ///
    /// @param value null where the service did not say
    /// @param mend the fix as a plan; null where no single call does it
    static Verdict on(@Nullable Boolean value, String field, Severity severity, String fix, @Nullable Mend mend) {
        return value == null
                ? new Verdict.Unknown(field + " was not told")
                : value ? new Verdict.Good(field + " is true") : new Verdict.Bad(severity, field + " is false", fix, mend);
    }

    /// The line that changes one setting.
    static String modify(Instance instance, String options) {
        return "aws rds modify-db-instance --db-instance-identifier " + instance.ref().id() + " " + options + " --region "
                + instance.ref().region();
    }
}
