package dev.howdah.app;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.rds.RdsReads;
import dev.howdah.model.AutomatedBackup;
import dev.howdah.model.Failover;
import dev.howdah.model.Identity;
import dev.howdah.model.Instance;
import dev.howdah.model.Problem;
import dev.howdah.model.RdsEvent;
import dev.howdah.model.Snapshot;
import dev.howdah.task.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Reads one scope once, all parts side by side; a part that fails becomes a problem and leaves the others whole.
final class StatusReader {
    private static final Duration EVENTS_KEPT = Duration.ofDays(14).minusMinutes(5);
    private final AwsAccount account;
    private final Work work;
    private final List<Problem> problems = new ArrayList<>();

    StatusReader(AwsAccount account, Work work) {
        this.account = account;
        this.work = work;
    }

    /// @param only identifier of the one instance asked for, or null for all
    StatusReport read(@org.jspecify.annotations.Nullable String only) throws InterruptedException {
        Instant now = Instant.now();
        FutureTask<List<Instance>> instances = work.ask("instances", () -> account.rds().instances(""));
        List<FutureTask<List<Snapshot>>> snapshots = RdsReads.SNAPSHOT_TYPES.stream()
                .map(type -> work.ask("snapshots", () -> account.rds().snapshots(type))).toList();
        FutureTask<List<AutomatedBackup>> backups = work.ask("backups", () -> account.rds().automatedBackups());
        FutureTask<List<RdsEvent>> events = work.ask("events", () -> account.rds().events(now.minus(EVENTS_KEPT), now));
        Callable<Identity> who = account::identity;
        FutureTask<Identity> identity = work.ask("identity", who);

        Optional<Identity> me = answer(identity);
        Optional<List<Instance>> found = answer(instances);
        Map<String, List<Snapshot>> byInstance = group(together(snapshots));
        Map<String, AutomatedBackup> windows = new HashMap<>();
        answer(backups).ifPresent(list -> list.stream().filter(b -> b.resourceId() != null || b.instanceId() != null)
                .forEach(b -> windows.put(b.resourceId() != null ? b.resourceId() : String.valueOf(b.instanceId()), b)));
        Optional<List<RdsEvent>> history = answer(events);
        boolean snapshotsKnown = byInstance != UNKNOWN;

        var rows = new ArrayList<StatusReport.Row>();
        for (Instance i : found.orElse(List.of())) {
            if (only != null && !only.equals(i.ref().id())) {
                continue;
            }
            String key = i.resourceId() != null ? i.resourceId() : i.ref().id();
            rows.add(new StatusReport.Row(i, Optional.ofNullable(windows.get(key)).or(() -> Optional.ofNullable(windows.get(i.ref().id()))),
                    snapshotsKnown
                            ? Optional.of(byInstance.getOrDefault(key, byInstance.getOrDefault(i.ref().id(), List.of())))
                            : Optional.empty(),
                    history.flatMap(all -> Failover.of(all.stream().filter(e -> i.ref().id().equals(e.sourceId())).toList()).stream()
                            .findFirst())));
        }
        if (only != null && rows.isEmpty() && found.isPresent()) {
            problems.add(new Problem.Missing("DB instance " + only,
                    new Problem.Source("rds:DescribeDBInstances", null, "no DB instance of that name in " + account.scope().region())));
        }
        return new StatusReport(me, account.scope().profile(), account.scope().region(), rows, List.copyOf(problems), now);
    }

    private static final Map<String, List<Snapshot>> UNKNOWN = Map.of();

    private static Map<String, List<Snapshot>> group(Optional<List<Snapshot>> snapshots) {
        if (snapshots.isEmpty()) {
            return UNKNOWN;
        }
        var result = new HashMap<String, List<Snapshot>>();
        snapshots.get().forEach(s -> {
            String key = s.resourceId() != null ? s.resourceId() : String.valueOf(s.instanceId());
            result.computeIfAbsent(key, _ -> new ArrayList<>()).add(s);
        });
        return result;
    }

    /// All types as one list, or nothing if one is missing: half a list would be a wrong count.
    private Optional<List<Snapshot>> together(List<FutureTask<List<Snapshot>>> types) throws InterruptedException {
        var all = new LinkedHashSet<Snapshot>();
        for (FutureTask<List<Snapshot>> type : types) {
            Optional<List<Snapshot>> some = answer(type);
            if (some.isEmpty()) {
                return Optional.empty();
            }
            all.addAll(some.get());
        }
        return Optional.of(List.copyOf(all));
    }

    private <T> Optional<T> answer(FutureTask<T> task) throws InterruptedException {
        try {
            return Optional.of(task.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Problem.Thrown known) {
                problems.add(known.problem());
                return Optional.empty();
            }
            throw new IllegalStateException("reading ended unexpectedly", e.getCause());
        }
    }
}
