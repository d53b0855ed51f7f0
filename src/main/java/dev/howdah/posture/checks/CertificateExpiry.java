package dev.howdah.posture.checks;

import dev.howdah.model.Hardening;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Mend;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;
import java.time.Duration;
import java.time.Instant;

/// The server's certificate is valid for three months.
public final class CertificateExpiry implements Check {
    @Override
    public String id() {
        return "certificate";
    }

    @Override
    public String title() {
        return "The server's certificate is valid for three months";
    }

    @Override
    public String prevents() {
        return "On the day that it ends, every client that verifies it stops connecting at once.";
    }

    @Override
    public String reads() {
        return "rds:DescribeDBInstances CertificateDetails.ValidTill, CACertificateIdentifier";
    }

    @Override
    public Verdict look(Facts facts) {
        Instant till = facts.instance().security().certificateValidTill();
        if (till == null) {
            return new Verdict.Unknown("CertificateDetails was not told");
        }
        long days = Duration.between(facts.now(), till).toDays();
        String saw = "its certificate (" + facts.instance().security().caIdentifier() + ") ends on " + till.toString().substring(0, 10);
        return days >= 90
                ? new Verdict.Good(saw)
                : new Verdict.Bad(till.isBefore(facts.now()) ? Severity.CRITICAL : Severity.HIGH, saw,
                        "clients must trust it first, and some versions restart: "
                                + Check.modify(facts.instance(), "--ca-certificate-identifier rds-ca-rsa2048-g1 --apply-immediately"),
                        Hardening.CA.equals(facts.instance().security().caIdentifier())
                                ? null
                                : new Mend.Setting(Hardening.AUTHORITY));
    }
}
