package dev.howdah.posture.checks;

import dev.howdah.model.Hardening;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Mend;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;

/// Snapshots carry its tags.
public final class CopyTags implements Check {
    @Override
    public String id() {
        return "copy-tags";
    }

    @Override
    public String title() {
        return "Snapshots carry its tags";
    }

    @Override
    public String prevents() {
        return "What a snapshot belongs to, and who pays for it, has to be guessed by its name.";
    }

    @Override
    public String reads() {
        return "rds:DescribeDBInstances CopyTagsToSnapshot";
    }

    @Override
    public Verdict look(Facts facts) {
        return Check.on(facts.instance().backup().copyTagsToSnapshot(), "CopyTagsToSnapshot", Severity.LOW,
                Check.modify(facts.instance(), "--copy-tags-to-snapshot --apply-immediately"), new Mend.Setting(Hardening.COPY_TAGS));
    }
}
