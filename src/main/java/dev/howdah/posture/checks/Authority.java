package dev.howdah.posture.checks;

import dev.howdah.model.Hardening;
import dev.howdah.model.Certificate;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Mend;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Its certificate authority is a current one.
public final class Authority implements Check {
    @Override
    public String id() {
        return "authority";
    }

    @Override
    public String title() {
        return "Its certificate authority is a current one";
    }

    @Override
    public String prevents() {
        return "When an authority ends, every client that verifies the server stops connecting at once, and each needs the new roots first.";
    }

    @Override
    public String reads() {
        return "rds:DescribeDBInstances CACertificateIdentifier; rds:DescribeCertificates ValidTill";
    }

    private static final Duration AHEAD = Duration.ofDays(365);

    @Override
    public Verdict look(Facts facts) {
        String id = facts.instance().security().caIdentifier();
        if (id == null) {
            return new Verdict.Unknown("CACertificateIdentifier was not told");
        }
        return facts.authorities().judged(all -> {
            Optional<Instant> ends = all.stream().filter(c -> c.id().equals(id)).map(Certificate::validTill).findFirst();
            if (ends.isPresent() && ends.get().isAfter(facts.now().plus(AHEAD))) {
                return new Verdict.Good(id + " is valid until " + ends.get().toString().substring(0, 10));
            }
            String saw = ends.isEmpty() ? "RDS no longer offers " + id : id + " ends on " + ends.get().toString().substring(0, 10);
            boolean over = ends.isEmpty() || ends.get().isBefore(facts.now());
            return new Verdict.Bad(over ? Severity.CRITICAL : Severity.HIGH, saw,
                    Check.modify(facts.instance(), "--ca-certificate-identifier rds-ca-rsa2048-g1 --apply-immediately"),
                    id.equals(Hardening.CA) ? null : new Mend.Setting(Hardening.AUTHORITY));
        });
    }
}
