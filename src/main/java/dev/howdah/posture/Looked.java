package dev.howdah.posture;

import dev.howdah.model.Instance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All checks of one instance, as they came out at one time.
///
/// @param findings the worst first, then what is unknown, then what is good
public record Looked(Instance instance, List<Finding> findings, Instant at) {
    public Looked {
        findings = List.copyOf(findings);
    }

    public List<Finding> bad() {
        return findings.stream().filter(f -> f.verdict() instanceof Verdict.Bad).toList();
    }

    public List<Finding> bad(Severity severity) {
        return findings.stream().filter(f -> f.verdict() instanceof Verdict.Bad b && b.severity() == severity).toList();
    }

    public List<Finding> unknown() {
        return findings.stream().filter(f -> f.verdict() instanceof Verdict.Unknown).toList();
    }

    public List<Finding> good() {
        return findings.stream().filter(f -> f.verdict() instanceof Verdict.Good).toList();
    }

    /// The worst of what is not as it should be; empty when nothing was found.
    public Optional<Severity> worst() {
        return findings.stream().map(Finding::verdict).filter(Verdict.Bad.class::isInstance).map(v -> ((Verdict.Bad) v).severity()).min(
                Severity::compareTo);
    }

    /// `2 high, 1 low, 3 unknown, 16 good`.
    public String words() {
        var words = new ArrayList<String>();
        for (Severity severity : Severity.values()) {
            int count = bad(severity).size();
            if (count > 0) {
                words.add(count + " " + severity.word());
            }
        }
        if (!unknown().isEmpty()) {
            words.add(unknown().size() + " unknown");
        }
        words.add(good().size() + " good");
        return String.join(", ", words);
    }
}
