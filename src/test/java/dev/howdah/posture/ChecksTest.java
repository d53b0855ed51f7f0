package dev.howdah.posture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.model.IngressRule;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.PendingAction;
import dev.howdah.posture.checks.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Each check by the smallest change that it must see, and by what it must not take for good: a field that was not told.
final class ChecksTest {
    private static final Instant NOW = Made.NOW;

    private static Facts with(UnaryOperator<Made> change) {
        return Made.with(change);
    }

    private static Map<String, Verdict> verdicts(Facts facts) {
        return Checks.look(facts).stream().collect(Collectors.toMap(f -> f.check().id(), Finding::verdict));
    }

    @Test
    void anInstanceAsItShouldBeHasNoFinding() {
        assertThat(verdicts(with(m -> m))).hasSize(Checks.ALL.size())
                .allSatisfy((id, v) -> assertThat(v).as(id).isInstanceOf(Verdict.Good.class));
    }

    @Test
    void eachCheckSeesItsOwnFaultAndNoOther() {
        Map<String, UnaryOperator<Made>> faults = new HashMap<>();
        faults.put("not-public", m -> { m.open = true; return m; });
        faults.put("ingress-sources", m -> {
            m.ingress = Part.of(List.of(new IngressRule("sg-db", "tcp", 5432, 5432, null, "10.0.0.0/8")));
            return m;
        });
        faults.put("multi-az", m -> { m.multiAz = false; return m; });
        faults.put("subnet-zones", m -> { m.subnets = m.subnets.subList(0, 1); return m; });
        faults.put("deletion-protection", m -> { m.protection = false; return m; });
        faults.put("encrypted", m -> { m.encrypted = false; return m; });
        faults.put("retention", m -> { m.retention = 3; return m; });
        faults.put("restorable", m -> { m.restorable = NOW.minus(Duration.ofMinutes(40)); return m; });
        faults.put("insights", m -> { m.insights = false; return m; });
        faults.put("enhanced-monitoring", m -> { m.monitoring = 0; return m; });
        faults.put("minor-upgrades", m -> { m.minor = false; return m; });
        faults.put("storage-type", m -> { m.type = "gp2"; return m; });
        faults.put("storage-autoscaling", m -> { m.most = null; return m; });
        faults.put("managed-secret", m -> { m.secret = null; return m; });
        faults.put("iam-authentication", m -> { m.iam = false; return m; });
        faults.put("certificate", m -> { m.till = NOW.plus(Duration.ofDays(20)); return m; });
        faults.put("parameters-in-sync", m -> { m.sync = "pending-reboot"; return m; });
        faults.put("engine-support", m -> { m.version = "13.20"; return m; });
        faults.put("log-exports", m -> { m.exports = List.of("upgrade"); return m; });
        faults.put("copy-tags", m -> { m.copiesTags = false; return m; });
        faults.put("pending-changes", m -> { m.waiting = Map.of("DBInstanceClass", "db.t4g.micro"); return m; });
        faults.put("pending-maintenance", m -> {
            m.pending = Part.of(List.of(new PendingAction("arn", "system-update", null, null, NOW.plus(Duration.ofDays(9)), null)));
            return m;
        });
        assertThat(faults.keySet()).isEqualTo(new HashSet<>(Checks.ALL.stream().map(Check::id).toList()));
        faults.forEach((id, fault) -> {
            Map<String, Verdict> verdicts = verdicts(with(fault));
            assertThat(verdicts.get(id)).as(id).isInstanceOf(Verdict.Bad.class);
            assertThat(((Verdict.Bad) verdicts.get(id)).fix()).as(id).isNotBlank();
            assertThat(verdicts.entrySet().stream().filter(e -> e.getValue() instanceof Verdict.Bad).map(Map.Entry::getKey)).as(id)
                    .containsExactly(id);
        });
    }

    @Test
    void whatWasNotToldIsNeverGood() {
        Map<String, Verdict> verdicts = verdicts(with(m -> {
            m.multiAz = null;
            m.subnets = List.of();
            m.encrypted = null;
            m.retention = null;
            m.restorable = null;
            m.copiesTags = null;
            m.open = null;
            m.protection = null;
            m.iam = null;
            m.till = null;
            m.insights = null;
            m.monitoring = null;
            m.minor = null;
            m.sync = null;
            m.version = "quantum";
            m.ingress = new Part.Unread<>("not allowed");
            m.pending = new Part.Unread<>("not allowed");
            return m;
        }));
        assertThat(verdicts.entrySet().stream().filter(e -> e.getValue() instanceof Verdict.Unknown).map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("multi-az", "subnet-zones", "encrypted", "retention", "restorable", "copy-tags", "not-public",
                        "deletion-protection", "iam-authentication", "certificate", "insights", "enhanced-monitoring", "minor-upgrades",
                        "parameters-in-sync", "engine-support", "ingress-sources", "pending-maintenance");
        assertThat(verdicts.values().stream().filter(v -> v instanceof Verdict.Bad)).isEmpty();
    }

    @Test
    void theWorstComesFirstAndUnknownBeforeGood() {
        List<Finding> all = Checks.look(with(m -> {
            m.retention = 0;
            m.copiesTags = false;
            m.iam = null;
            return m;
        }));
        assertThat(all.getFirst().check().id()).isEqualTo("retention");
        assertThat(all.get(1).check().id()).isEqualTo("copy-tags");
        assertThat(all.get(2).check().id()).isEqualTo("iam-authentication");
        assertThat(all.getLast().verdict()).isInstanceOf(Verdict.Good.class);
    }

    @Test
    void theWholeInternetIsWorseThanARange() {
        for (String cidr : List.of("0.0.0.0/0", "::/0")) {
            Facts facts = with(m -> {
                m.ingress = Part.of(List.of(new IngressRule("sg-db", "-1", null, null, null, cidr)));
                return m;
            });
            assertThat(((Verdict.Bad) verdicts(facts).get("ingress-sources")).severity()).isEqualTo(Severity.CRITICAL);
        }
        Facts other = with(m -> {
            m.ingress = Part.of(List.of(new IngressRule("sg-db", "tcp", 443, 443, null, "0.0.0.0/0")));
            return m;
        });
        assertThat(verdicts(other).get("ingress-sources")).isInstanceOf(Verdict.Good.class);
    }
}
