package dev.howdah.app;

import dev.howdah.json.Json;
import dev.howdah.model.AutomatedBackup;
import dev.howdah.model.Failover;
import dev.howdah.model.Identity;
import dev.howdah.model.Instance;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.model.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What `howdah status` prints. An absent fact is null in JSON and `unknown` in text, never zero or false (law 5).
///
/// @param region null when several were asked
record StatusReport(Optional<Identity> identity, @Nullable String profile, @Nullable String region, List<Row> rows, List<Problem> problems,
        Instant asOf) {
    /// One instance with what was found out about it.
    ///
    /// @param snapshots empty when snapshots could not be read
    record Row(Instance instance, Optional<AutomatedBackup> window, Optional<List<Snapshot>> snapshots, Optional<Failover> failover) {}

    static StatusReport merged(List<StatusReport> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        var rows = new ArrayList<Row>();
        var problems = new ArrayList<Problem>();
        parts.forEach(p -> {
            rows.addAll(p.rows());
            problems.addAll(p.problems());
        });
        return new StatusReport(parts.stream().map(StatusReport::identity).flatMap(Optional::stream).findFirst(),
                parts.isEmpty() ? null : parts.getFirst().profile(), null, rows, problems,
                parts.isEmpty() ? Instant.now() : parts.getFirst().asOf());
    }

    /// 0 all read, 3 no usable credentials, 4 some part unreachable.
    int exitStatus() {
        if (problems.isEmpty()) {
            return StatusCommand.ALL_READ;
        }
        return problems.stream().anyMatch(Problem.SignIn.class::isInstance) ? StatusCommand.CREDENTIALS : StatusCommand.PARTLY;
    }

    Map<String, @Nullable Object> toJson() {
        var instances = new ArrayList<@Nullable Object>();
        rows.forEach(row -> instances.add(json(row)));
        var troubles = new ArrayList<@Nullable Object>();
        problems.forEach(p -> troubles.add(Json.object("kind", p.getClass().getSimpleName(), "api", p.source().api(), "message",
                Sentences.of(p), "requestId", p.source().requestId(), "raw", p.source().raw())));
        return Json.object("identity", Json.object("account", identity.map(Identity::account).orElse(null), "arn",
                identity.map(Identity::arn).orElse(null), "region", region, "profile", profile), "instances", instances, "problems",
                troubles);
    }

    private Map<String, @Nullable Object> json(Row row) {
        Instance i = row.instance();
        Instance.Endpoint endpoint = i.endpoint();
        Optional<Snapshot> latest = row.snapshots().flatMap(StatusReport::latest);
        var result = new LinkedHashMap<String, @Nullable Object>();
        result.putAll(Json.object("id", i.ref().id(), "resourceId", i.resourceId(), "region", i.ref().region(), "status", i.status(),
                "engine", i.engine().name(), "engineVersion", i.engine().version(), "class", i.instanceClass(), "multiAz",
                i.placement().multiAz(), "primaryAz", i.placement().primaryAz(), "secondaryAz", i.placement().secondaryAz(), "clusterId",
                i.placement().clusterId()));
        result.put("endpoint", endpoint == null ? null : Json.object("host", endpoint.host(), "port", endpoint.port()));
        result.put("storage", Json.object("type", i.storage().type(), "allocatedGiB", i.storage().allocatedGib(), "encrypted",
                i.storage().encrypted()));
        result.put("deletionProtection", i.security().deletionProtection());
        result.put("publiclyAccessible", i.security().publiclyAccessible());
        result.put("performanceInsights", i.insight().performanceInsights());
        result.put("backup", Json.object("retentionDays", i.backup().retentionDays(), "earliestRestorable",
                row.window().map(AutomatedBackup::earliest).orElse(null), "latestRestorable", latestRestorable(row), "snapshotCount",
                row.snapshots().map(List::size).orElse(null), "latestSnapshot",
                latest.map(s -> Json.object("id", s.id(), "type", s.type(), "status", s.status(), "createdAt", s.createdAt()))
                        .orElse(null)));
        result.put("failover", row.failover().map(f -> Json.object("startedAt", f.startedAt(), "completedAt", f.completedAt(), "seconds",
                f.took().map(Duration::toSeconds).orElse(null), "cause", f.cause())).orElse(null));
        result.put("asOf", asOf);
        return result;
    }

    private static @Nullable Instant latestRestorable(Row row) {
        Instant own = row.instance().backup().latestRestorable();
        return own != null ? own : row.window().map(AutomatedBackup::latest).orElse(null);
    }

    /// The newest by creation; one that is still being created has no time yet and is the newest of all.
    private static Optional<Snapshot> latest(List<Snapshot> snapshots) {
        return snapshots.stream().max(Comparator.comparing(s -> s.createdAt() == null ? Instant.MAX : s.createdAt()));
    }

    /// For people: a line an instance, aligned.
    List<String> toText() {
        var table = new ArrayList<List<String>>();
        table.add(List.of("INSTANCE", "STATUS", "ENGINE", "CLASS", "AZ", "STANDBY", "RESTORABLE TO (UTC)", "SNAPSHOTS", "LAST FAILOVER"));
        rows.forEach(row -> {
            Instance i = row.instance();
            table.add(List.of(i.ref().id(), known(i.status()), known(i.engine().name()) + " " + known(i.engine().version()),
                    known(i.instanceClass()), known(i.placement().primaryAz()), standby(i), known(latestRestorable(row)),
                    row.snapshots().map(s -> String.valueOf(s.size())).orElse("unknown"), failover(row)));
        });
        int[] widths = new int[table.getFirst().size()];
        table.forEach(r -> {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], r.get(c).length());
            }
        });
        var lines = new ArrayList<String>();
        identity.ifPresent(me -> lines.add(me.account() + "  " + me.arn() + "  " + (region == null ? "all regions" : region)));
        if (rows.isEmpty()) {
            lines.add(problems.isEmpty() ? "No DB instances here." : "No DB instances could be read.");
            return lines;
        }
        for (List<String> r : table) {
            var line = new StringBuilder();
            for (int c = 0; c < widths.length; c++) {
                line.append(r.get(c)).append(" ".repeat(widths[c] - r.get(c).length() + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static String standby(Instance i) {
        Boolean multiAz = i.placement().multiAz();
        if (multiAz == null) {
            return "unknown";
        }
        return multiAz ? known(i.placement().secondaryAz()) : "none";
    }

    private static String failover(Row row) {
        return row.failover().map(f -> f.startedAt() + f.took().map(t -> " (" + t.toSeconds() + " s)").orElse(" (running)")).orElse("none");
    }

    private static String known(@Nullable Object value) {
        return value == null ? "unknown" : value.toString();
    }
}
