package dev.howdah.ui.instance;

import dev.howdah.model.Certificate;
import dev.howdah.model.Fleet;
import dev.howdah.model.Instance;
import dev.howdah.model.PendingAction;
import dev.howdah.ui.instance.OverviewState.Fact;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The settings worth seeing at a glance, each with its own words; what the service did not say reads *unknown*.
final class Facts {
    private Facts() {}

    static List<Fact> of(Instance i, Fleet.Detail detail, Instant now) {
        var facts = new ArrayList<Fact>();
        Instance.Endpoint endpoint = i.endpoint();
        facts.add(endpoint == null
                ? new Fact("Endpoint", "none yet", Tone.UNKNOWN)
                : new Fact("Endpoint", endpoint.host() + ":" + endpoint.port(), Tone.NEUTRAL));
        facts.add(plain("Engine", known(i.engine().name()) + " " + known(i.engine().version())));
        facts.add(plain("Class", known(i.instanceClass())));
        facts.add(plain("Storage", storage(i.storage())));
        facts.add(flag("Encrypted", i.storage().encrypted(), true));
        facts.add(flag("Deletion protection", i.security().deletionProtection(), true));
        facts.add(flag("Publicly accessible", i.security().publiclyAccessible(), false));
        facts.add(flag("Performance Insights", i.insight().performanceInsights(), true));
        facts.add(certificate(i, detail, now));
        facts.add(maintenance(detail, now));
        facts.add(i.pending().isEmpty()
                ? plain("Pending changes", "none")
                : new Fact("Pending changes",
                        String.join(", ", i.pending().entrySet().stream().map(e -> e.getKey() + " → " + e.getValue()).toList()),
                        Tone.WARN));
        List<String> unsynced = i.parameterGroups().stream().filter(g -> g.applyStatus() != null && !g.applyStatus().equals("in-sync"))
                .map(g -> g.name() + ": " + g.applyStatus()).toList();
        facts.add(new Fact("Parameters", unsynced.isEmpty()
                ? i.parameterGroups().isEmpty() ? "unknown" : i.parameterGroups().getFirst().name()
                : String.join(", ", unsynced), unsynced.isEmpty() ? Tone.NEUTRAL : Tone.WARN));
        return facts;
    }

    private static String storage(Instance.Storage s) {
        if (s.allocatedGib() == null && s.type() == null) {
            return "unknown";
        }
        return known(s.allocatedGib()) + " GiB " + known(s.type())
                + (s.maxAllocatedGib() == null ? "" : ", grows to " + s.maxAllocatedGib() + " GiB");
    }

    private static Fact certificate(Instance i, Fleet.Detail detail, Instant now) {
        String ca = known(i.security().caIdentifier());
        Optional<Instant> authority = detail.certificates().value().orElse(List.of()).stream().filter(c -> c.id().equals(ca))
                .map(Certificate::validTill).findFirst();
        Instant till = i.security().certificateValidTill() != null ? i.security().certificateValidTill() : authority.orElse(null);
        if (till == null) {
            return new Fact("Certificate", ca + ", expiry unknown", Tone.UNKNOWN);
        }
        Duration left = Duration.between(now, till);
        Tone tone = left.isNegative() ? Tone.BAD : left.toDays() < 90 ? Tone.WARN : Tone.NEUTRAL;
        return new Fact("Certificate", ca + (left.isNegative() ? ", EXPIRED" : ", " + left.toDays() + " days left"), tone);
    }

    private static Fact maintenance(Fleet.Detail detail, Instant now) {
        Optional<List<PendingAction>> pending = detail.pending().value();
        if (pending.isEmpty()) {
            return new Fact("Maintenance", "unknown", Tone.UNKNOWN);
        }
        if (pending.get().isEmpty()) {
            return plain("Maintenance", "none pending");
        }
        return new Fact("Maintenance", String.join(", ", pending.get().stream()
                .map(p -> p.action() + (p.forcedApply() == null ? "" : " forced " + Words.utc(p.forcedApply(), now) + " UTC")).toList()),
                Tone.WARN);
    }

    private static Fact plain(String name, String value) {
        return new Fact(name, value, value.startsWith("unknown") ? Tone.UNKNOWN : Tone.NEUTRAL);
    }

    private static Fact flag(String name, @Nullable Boolean value, boolean good) {
        return value == null
                ? new Fact(name, "unknown", Tone.UNKNOWN)
                : new Fact(name, value ? "yes" : "no", value == good ? Tone.NEUTRAL : Tone.WARN);
    }

    private static String known(@Nullable Object value) {
        return value == null ? "unknown" : value.toString();
    }
}
