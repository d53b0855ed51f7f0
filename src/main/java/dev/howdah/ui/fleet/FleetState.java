package dev.howdah.ui.fleet;

import dev.howdah.model.AwsScope;
import dev.howdah.model.Environment;
import dev.howdah.model.Failover;
import dev.howdah.model.Fleet;
import dev.howdah.model.Instance;
import dev.howdah.model.Problem;
import dev.howdah.model.RdsEvent;
import dev.howdah.model.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What the Fleet screen shows, made of one fleet: rows worst first, and for each account that could not be read its
/// problem beside the rows of the others.
public record FleetState(List<FleetRow> rows, List<Trouble> troubles, List<Part> parts, Instant now) {
    /// An account and region that could not be read, or not all of it.
    ///
    /// @param rowsKept how many rows of it are shown from an earlier read
    public record Trouble(AwsScope scope, Problem problem, int rowsKept) {}

    /// One account and region: how many instances, and how old.
    public record Part(AwsScope scope, Environment environment, Optional<Integer> instances, Optional<Instant> asOf) {}

    /// Compares rows worst first, then by name.
    static final Comparator<FleetRow> WORST_FIRST = Comparator.comparingInt(FleetRow::rank).reversed().thenComparing(FleetRow::ref);

    public static FleetState of(Fleet fleet, Function<AwsScope, Environment> environments, Instant now) {
        var rows = new ArrayList<FleetRow>();
        var troubles = new ArrayList<Trouble>();
        var parts = new ArrayList<Part>();
        for (Fleet.Account account : fleet.accounts()) {
            Environment environment = environments.apply(account.scope());
            List<Instance> instances = account.instances().value().orElse(List.of());
            Map<String, Integer> counts = counts(account);
            Map<String, List<RdsEvent>> events = events(account);
            Instant asOf = account.instances().asOf().orElse(now);
            for (Instance i : instances) {
                Integer snapshots = account.snapshots().value().isEmpty()
                        ? null
                        : counts.getOrDefault(i.resourceId() == null ? i.ref().id() : i.resourceId(), 0);
                Failover failover = Failover.of(events.getOrDefault(i.ref().id(), List.of())).stream().findFirst().orElse(null);
                rows.add(FleetRow.of(account.scope(), i, environment, snapshots, failover, asOf, now));
            }
            account.instances().problem().or(() -> account.identity().problem())
                    .ifPresent(p -> troubles.add(new Trouble(account.scope(), p, instances.size())));
            parts.add(new Part(account.scope(), environment, account.instances().value().map(List::size), account.instances().asOf()));
        }
        rows.sort(WORST_FIRST);
        return new FleetState(List.copyOf(rows), List.copyOf(troubles), List.copyOf(parts), now);
    }

    private static Map<String, Integer> counts(Fleet.Account account) {
        var result = new HashMap<String, Integer>();
        for (Snapshot s : account.snapshots().value().orElse(List.of())) {
            result.merge(s.resourceId() == null ? String.valueOf(s.instanceId()) : s.resourceId(), 1, Integer::sum);
        }
        return result;
    }

    private static Map<String, List<RdsEvent>> events(Fleet.Account account) {
        var result = new HashMap<String, List<RdsEvent>>();
        for (RdsEvent e : account.events().value().orElse(List.of())) {
            if (e.sourceId() != null) {
                result.computeIfAbsent(e.sourceId(), _ -> new ArrayList<>()).add(e);
            }
        }
        return result;
    }
}
