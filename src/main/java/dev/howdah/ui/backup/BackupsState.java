package dev.howdah.ui.backup;

import dev.howdah.model.AutomatedBackup;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Failover;
import dev.howdah.model.Fleet;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Loaded;
import dev.howdah.model.Problem;
import dev.howdah.model.Snapshot;
import dev.howdah.ui.kit.Texts;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What Backups & restore shows, made of one fleet.
///
/// @param earliest first second that can be restored to; null when RDS tells of none
/// @param latest last one
/// @param retentionDays null when unknown, 0 when automated backups are off
/// @param snapshots of this instance, newest first
/// @param marks what happened in the window, oldest first
/// @param copies that were restored from it by this journal and are still there
/// @param backups where ages and problems are taken from
public record BackupsState(InstanceRef ref, Optional<Instance> instance, @Nullable Instant earliest, @Nullable Instant latest,
        @Nullable Integer retentionDays, List<Snapshot> snapshots, List<Mark> marks, List<Instance> copies, List<Problem> problems,
        Loaded<List<AutomatedBackup>> backups, Instant now) {
    private static final Texts TEXTS = Texts.of(BackupsState.class);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LONGEST = 63;

    /// Something on the line.
    public record Mark(Instant at, String what) {}

    /// @param made names of copies that were ever made of it
    public static BackupsState of(Fleet fleet, AwsScope scope, InstanceRef ref, List<String> made, Instant now) {
        Fleet.Account account = fleet.account(scope).orElseGet(() -> Fleet.Account.unread(scope));
        Optional<Instance> found = account.instances().value().flatMap(all -> all.stream().filter(i -> i.ref().equals(ref)).findFirst());
        String resource = found.map(Instance::resourceId).orElse(null);
        Optional<AutomatedBackup> backup = account.backups().value().orElse(List.of()).stream()
                .filter(b -> resource != null && b.resourceId() != null ? resource.equals(b.resourceId()) : ref.id().equals(b.instanceId()))
                .findFirst();
        Instant latest = found.map(i -> i.backup().latestRestorable()).orElse(backup.map(AutomatedBackup::latest).orElse(null));
        Instant earliest = backup.map(AutomatedBackup::earliest).orElse(null);
        var snapshots = account.snapshots().value().orElse(List.of()).stream()
                .filter(s -> resource != null && s.resourceId() != null ? resource.equals(s.resourceId()) : ref.id().equals(s.instanceId()))
                .sorted(Comparator.comparing((Snapshot s) -> s.createdAt() == null ? Instant.MAX : s.createdAt()).reversed()).toList();
        var events = account.events().value().orElse(List.of()).stream().filter(e -> ref.id().equals(e.sourceId())).toList();
        var marks = new ArrayList<Mark>();
        Failover.of(events).forEach(f -> marks.add(new Mark(f.startedAt(), TEXTS.get("failover"))));
        snapshots.stream().filter(s -> s.createdAt() != null).forEach(s -> marks.add(new Mark(created(s), s.id())));
        marks.sort(Comparator.comparing(Mark::at));
        var problems = new ArrayList<Problem>();
        for (Loaded<?> part : List.of(account.instances(), account.backups(), account.snapshots())) {
            part.problem().ifPresent(problems::add);
        }
        return new BackupsState(ref, found, earliest == null ? null : earliest.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1),
                latest == null ? null : latest.truncatedTo(ChronoUnit.SECONDS),
                found.map(i -> i.backup().retentionDays()).orElse(null), snapshots, List.copyOf(marks),
                account.instances().value().orElse(List.of()).stream().filter(i -> made.contains(i.ref().id())).toList(),
                List.copyOf(problems),
                account.backups(), now);
    }

    private static Instant created(Snapshot s) {
        return java.util.Objects.requireNonNull(s.createdAt());
    }

    /// Whether it can be restored to a time at all.
    public boolean restorable() {
        return earliest != null && latest != null && !earliest.isAfter(latest);
    }

    /// A name for the copy, after the time that it shows.
    public static String name(String source, Instant at) {
        String end = "-" + STAMP.format(at);
        return source.substring(0, Math.min(source.length(), LONGEST - end.length())) + end;
    }

    /// What stands in the way of restoring to `at`, as a sentence; empty when nothing does.
    public String objection(Instant at) {
        Instant first = earliest;
        Instant last = latest;
        if (first == null || last == null) {
            return TEXTS.get("RDS tells of no window that can be restored to.");
        }
        if (at.isBefore(first)) {
            return TEXTS.get("That is before the window; the first second is {0} UTC.", TypedTime.text(first, ZoneOffset.UTC));
        }
        return at.isAfter(last)
                ? TEXTS.get("That is not restorable yet; the last second is {0} UTC, and it moves on every five minutes.",
                        TypedTime.text(last, ZoneOffset.UTC))
                : "";
    }
}
