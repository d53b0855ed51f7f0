package dev.howdah.ui.instance;

import dev.howdah.model.AutomatedBackup;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Failover;
import dev.howdah.model.Fleet;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Loaded;
import dev.howdah.model.Problem;
import dev.howdah.model.RdsEvent;
import dev.howdah.model.Snapshot;
import dev.howdah.model.Status;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All that the Overview shows, made of one fleet.
///
/// @param instance empty while loading, and when the instance is no longer listed
/// @param failovers newest first
/// @param window null when the service tells of none
/// @param snapshots of this instance, oldest first
/// @param events newest first
/// @param account where the parts' ages and problems are taken from
public record OverviewState(InstanceRef ref, Optional<Instance> instance, Tone tone, String statusWord, String statusMeaning,
        List<Failover> failovers, @Nullable Window window, List<Snapshot> snapshots, List<Tile> tiles, List<RdsEvent> events,
        List<Fact> facts, List<Problem> problems, Fleet.Account account, Fleet.Detail detail, Instant now) {
    /// The seconds that can be restored to.
    public record Window(@Nullable Instant earliest, @Nullable Instant latest, @Nullable Integer retentionDays) {
        /// How far the latest restorable second is behind.
        public Optional<Duration> lag(Instant now) {
            return Optional.ofNullable(latest).map(l -> Duration.between(l, now));
        }

        /// Transaction logs go out every 5 minutes: amber past 10, red past 30 (USER_PIT, "latest restorable time").
        public Tone tone(Instant now) {
            return lag(now).map(lag -> lag.toMinutes() >= 30 ? Tone.BAD : lag.toMinutes() >= 10 ? Tone.WARN : Tone.GOOD)
                    .orElse(Tone.UNKNOWN);
        }
    }

    /// A line in the list of settings.
    public record Fact(String name, String value, Tone tone) {}

    private static final Texts TEXTS = Texts.of(OverviewState.class);
    private static final int EVENTS_SHOWN = 200;

    public static OverviewState of(Fleet fleet, AwsScope scope, InstanceRef ref, Instant now) {
        Fleet.Account account = fleet.account(scope).orElseGet(() -> Fleet.Account.unread(scope));
        Optional<Instance> found = account.instances().value().flatMap(all -> all.stream().filter(i -> i.ref().equals(ref)).findFirst());
        boolean gone = found.isEmpty() && account.instances().value().isPresent();
        boolean unread = account.instances() instanceof Loaded.Failed;
        String word = found.map(i -> i.status() == null ? TEXTS.get("unknown") : i.status())
                .orElse(gone ? TEXTS.get("not listed") : unread ? TEXTS.get("not read") : TEXTS.get("loading…"));
        String meaning = found.map(i -> Status.words(i.status())).orElse(gone
                ? TEXTS.get(
                        "RDS no longer lists an instance of this name: it was renamed or deleted, or this is another account or region.")
                : unread
                        ? TEXTS.get("It could not be read; this says nothing about the database.")
                        : TEXTS.get("Waiting for the first answer."));
        List<RdsEvent> events = account.events().value().orElse(List.of()).stream().filter(e -> ref.id().equals(e.sourceId()))
                .filter(e -> sameLife(e, found)).toList();
        List<Snapshot> snapshots = account.snapshots().value().orElse(List.of()).stream().filter(s -> belongs(s, ref, found))
                .sorted(java.util.Comparator.comparing(s -> s.createdAt() == null ? Instant.MAX : s.createdAt())).toList();
        Fleet.Detail detail = fleet.detail(ref);
        return new OverviewState(ref, found, gone ? Tone.BAD : tone(found.map(Instance::status).orElse(null), found.isPresent()), word,
                meaning, Failover.of(events), window(account, found), snapshots, Tile.all(detail.metrics(), found, now),
                events.stream().limit(EVENTS_SHOWN).toList(), found.map(i -> Facts.of(i, detail, now)).orElse(List.of()),
                problems(account, detail), account, detail, now);
    }

    /// A new instance that takes an old name inherits the name's events; those before its creation are another's.
    private static boolean sameLife(RdsEvent event, Optional<Instance> instance) {
        Instant created = instance.map(Instance::createdAt).orElse(null);
        return created == null || !event.at().isBefore(created.minus(Duration.ofMinutes(10)));
    }

    private static boolean belongs(Snapshot s, InstanceRef ref, Optional<Instance> instance) {
        String resource = instance.map(Instance::resourceId).orElse(null);
        return resource != null && s.resourceId() != null ? resource.equals(s.resourceId()) : ref.id().equals(s.instanceId());
    }

    private static @Nullable Window window(Fleet.Account account, Optional<Instance> instance) {
        Instant latest = instance.map(i -> i.backup().latestRestorable()).orElse(null);
        Integer retention = instance.map(i -> i.backup().retentionDays()).orElse(null);
        Optional<AutomatedBackup> backup = account.backups().value().orElse(List.of()).stream()
                .filter(b -> instance.map(i -> i.resourceId() != null && b.resourceId() != null
                        ? i.resourceId().equals(b.resourceId())
                        : i.ref().id().equals(b.instanceId())).orElse(false))
                .findFirst();
        Instant earliest = backup.map(AutomatedBackup::earliest).orElse(null);
        Instant own = latest != null ? latest : backup.map(AutomatedBackup::latest).orElse(null);
        return earliest == null && own == null && retention == null ? null : new Window(earliest, own, retention);
    }

    /// The tone of a status word; nothing read yet is unknown.
    public static Tone tone(@Nullable String status, boolean read) {
        if (!read) {
            return Tone.UNKNOWN;
        }
        return switch (Status.of(status)) {
            case SERVING -> Tone.GOOD;
            case BUSY -> Tone.INFO;
            case CHANGING -> Tone.WARN;
            case DOWN -> Tone.BAD;
            case UNKNOWN -> Tone.UNKNOWN;
        };
    }

    /// One of a kind: an expired token fails every call, and is one problem.
    private static List<Problem> problems(Fleet.Account account, Fleet.Detail detail) {
        var all = new ArrayList<Problem>();
        for (Loaded<?> part : List.of(account.instances(), account.identity(), account.events(), account.snapshots(), account.backups(),
                detail.metrics(), detail.pending(), detail.certificates(), detail.alarms())) {
            part.problem().ifPresent(all::add);
        }
        var seen = new LinkedHashSet<String>();
        return all.stream().filter(p -> seen.add(p instanceof Problem.SignIn || p instanceof Problem.ClockSkew
                ? p.getClass().getName()
                : p instanceof Problem.Unreachable(var host, var kind, var _) ? host + kind : p.source().api())).toList();
    }

    /// Whether any alarm on this instance rings.
    public long alarms() {
        return detail.alarms().value().orElse(List.of()).stream().filter(a -> a.state().equals("ALARM")).count();
    }
}
