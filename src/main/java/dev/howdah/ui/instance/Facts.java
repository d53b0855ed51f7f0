package dev.howdah.ui.instance;

import dev.howdah.model.Certificate;
import dev.howdah.model.Fleet;
import dev.howdah.model.Instance;
import dev.howdah.model.PendingAction;
import dev.howdah.ui.instance.OverviewState.Fact;
import dev.howdah.ui.kit.Texts;
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
    private static final Texts TEXTS = Texts.of(Facts.class);
    private static final String UNKNOWN = TEXTS.get("unknown");
    private Facts() {}

    static List<Fact> of(Instance i, Fleet.Detail detail, Instant now) {
        var facts = new ArrayList<Fact>();
        Instance.Endpoint endpoint = i.endpoint();
        facts.add(endpoint == null
                ? new Fact(TEXTS.get("Endpoint"), TEXTS.get("none yet"), Tone.UNKNOWN)
                : new Fact(TEXTS.get("Endpoint"), endpoint.host() + ":" + endpoint.port(), Tone.NEUTRAL));
        facts.add(plain(TEXTS.get("Engine"), known(i.engine().name()) + " " + known(i.engine().version())));
        facts.add(plain(TEXTS.get("Class"), known(i.instanceClass())));
        facts.add(plain(TEXTS.get("Storage"), storage(i.storage())));
        facts.add(flag(TEXTS.get("Encrypted"), i.storage().encrypted(), true));
        facts.add(flag(TEXTS.get("Deletion protection"), i.security().deletionProtection(), true));
        facts.add(flag(TEXTS.get("Publicly accessible"), i.security().publiclyAccessible(), false));
        facts.add(flag(TEXTS.get("Performance Insights"), i.insight().performanceInsights(), true));
        facts.add(certificate(i, detail, now));
        facts.add(maintenance(detail, now));
        facts.add(i.pending().isEmpty()
                ? plain(TEXTS.get("Pending changes"), TEXTS.get("none"))
                : new Fact(TEXTS.get("Pending changes"),
                        String.join(", ", i.pending().entrySet().stream().map(e -> e.getKey() + " → " + e.getValue()).toList()),
                        Tone.WARN));
        List<String> unsynced = i.parameterGroups().stream().filter(g -> g.applyStatus() != null && !g.applyStatus().equals("in-sync"))
                .map(g -> g.name() + ": " + g.applyStatus()).toList();
        facts.add(new Fact(TEXTS.get("Parameters"), unsynced.isEmpty()
                ? i.parameterGroups().isEmpty() ? UNKNOWN : i.parameterGroups().getFirst().name()
                : String.join(", ", unsynced), unsynced.isEmpty() ? Tone.NEUTRAL : Tone.WARN));
        return facts;
    }

    private static String storage(Instance.Storage s) {
        if (s.allocatedGib() == null && s.type() == null) {
            return UNKNOWN;
        }
        return s.maxAllocatedGib() == null
                ? known(s.allocatedGib()) + " GiB " + known(s.type())
                : TEXTS.get("{0} GiB {1}, grows to {2} GiB", known(s.allocatedGib()), known(s.type()), s.maxAllocatedGib());
    }

    private static Fact certificate(Instance i, Fleet.Detail detail, Instant now) {
        String ca = known(i.security().caIdentifier());
        Optional<Instant> authority = detail.certificates().value().orElse(List.of()).stream().filter(c -> c.id().equals(ca))
                .map(Certificate::validTill).findFirst();
        Instant till = i.security().certificateValidTill() != null ? i.security().certificateValidTill() : authority.orElse(null);
        if (till == null) {
            return new Fact(TEXTS.get("Certificate"), TEXTS.get("{0}, expiry unknown", ca), Tone.UNKNOWN);
        }
        Duration left = Duration.between(now, till);
        Tone tone = left.isNegative() ? Tone.BAD : left.toDays() < 90 ? Tone.WARN : Tone.NEUTRAL;
        return new Fact(TEXTS.get("Certificate"),
                left.isNegative() ? TEXTS.get("{0}, EXPIRED", ca) : TEXTS.get("{0}, {1} days left", ca, left.toDays()), tone);
    }

    private static Fact maintenance(Fleet.Detail detail, Instant now) {
        Optional<List<PendingAction>> pending = detail.pending().value();
        if (pending.isEmpty()) {
            return new Fact(TEXTS.get("Maintenance"), UNKNOWN, Tone.UNKNOWN);
        }
        if (pending.get().isEmpty()) {
            return plain(TEXTS.get("Maintenance"), TEXTS.get("none pending"));
        }
        return new Fact(TEXTS.get("Maintenance"), String.join(", ", pending.get().stream()
                .map(p -> p.forcedApply() == null
                        ? p.action()
                        : TEXTS.get("{0} forced {1} UTC", p.action(), Words.utc(p.forcedApply(), now)))
                .toList()),
                Tone.WARN);
    }

    private static Fact plain(String name, String value) {
        return new Fact(name, value, value.startsWith(UNKNOWN) ? Tone.UNKNOWN : Tone.NEUTRAL);
    }

    private static Fact flag(String name, @Nullable Boolean value, boolean good) {
        return value == null
                ? new Fact(name, UNKNOWN, Tone.UNKNOWN)
                : new Fact(name, value ? TEXTS.get("yes") : TEXTS.get("no"), value == good ? Tone.NEUTRAL : Tone.WARN);
    }

    private static String known(@Nullable Object value) {
        return value == null ? UNKNOWN : value.toString();
    }
}
