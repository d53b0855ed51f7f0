package dev.howdah.posture.checks;

import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Finding;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;
import java.util.Comparator;
import java.util.List;

/// All checks, and how to run them.
public final class Checks {
    public static final List<Check> ALL = List.of(new NotPublic(), new InternetRoute(), new IngressSources(), new IngressPorts(),
            new EgressNarrow(), new MultiAz(), new SubnetZones(),
            new DeletionProtection(), new Encrypted(), new Retention(), new Restorable(), new Insights(), new EnhancedMonitoring(),
            new MinorUpgrades(), new StorageType(), new Autoscaling(), new ManagedSecret(), new IamAuthentication(),
            new CertificateExpiry(), new ParametersInSync(), new EngineSupport(), new LogExports(), new CopyTags(), new PendingChanges(),
            new PendingMaintenance(), new BackupWindow(), new StorageLeft(), new IdleCost(), new ForceSsl(), new RiskyParameters(),
            new Authority(),
            new ProxyTargets(), new PlaintextPassword(), new SecretKey(), new ExecutionRole(), new StaleSecret(), new ExecEnabled(),
            new MigrationAtStart());

    private Checks() {}

    /// Every check of one instance, the worst first, then what is unknown, then what is good.
    public static List<Finding> look(Facts facts) {
        return ALL.stream().map(c -> new Finding(c, c.look(facts))).sorted(Comparator.comparingInt(f -> rank(f.verdict()))).toList();
    }

    private static int rank(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Bad bad -> bad.severity().ordinal();
            case Verdict.Unknown _ -> Severity.values().length;
            case Verdict.Good _ -> Severity.values().length + 1;
        };
    }
}
