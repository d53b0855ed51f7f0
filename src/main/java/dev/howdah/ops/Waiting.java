package dev.howdah.ops;

import dev.howdah.model.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What it comes to when that is applied which waits for the maintenance window. Source: Amazon RDS user guide, "Settings for DB instances".
final class Waiting {
    /// Members of `PendingModifiedValues` that stop the server for a while.
    private static final Set<String> RESTART = Set.of("DBInstanceClass", "EngineVersion", "Port", "ProcessorFeatures",
            "DedicatedLogVolume");
    private static final Set<String> STORAGE = Set.of("AllocatedStorage", "StorageType", "Iops", "StorageThroughput");

    private Waiting() {}

    static List<Guard> guards(Instance db) {
        var guards = new ArrayList<Guard>();
        Map<String, String> waits = db.pending();
        if (waits.isEmpty()) {
            guards.add(new Guard.Block("Nothing waits.", "close this; nothing is to be done"));
            return guards;
        }
        guards.add(new Guard.Pass("It waits: "
                + waits.entrySet().stream().map(w -> w.getKey() + " " + w.getValue()).collect(Collectors.joining(", ")) + "."));
        if (waits.containsKey("DBInstanceIdentifier")) {
            guards.add(new Guard.Block("A new name waits too, and with it the address would change.", "rename it by a plan of its own"));
        }
        if ("0".equals(waits.get("BackupRetentionPeriod"))) {
            guards.add(new Guard.Block("Backups are to be switched off, which deletes all automated ones.",
                    "set their retention back first"));
        }
        if (waits.containsKey("EngineVersion")) {
            guards.add(new Guard.Warn("An engine version cannot be taken back. Take a snapshot first."));
        }
        if (waits.containsKey("MasterUserPassword")) {
            guards.add(new Guard.Warn("Whoever logs in with the password of now is refused from then on."));
        }
        if (waits.keySet().stream().anyMatch(STORAGE::contains)) {
            guards.add(new Guard.Warn("Its storage is optimized afterwards, slower for hours, and takes no other change for six."));
        }
        if (restarts(db)) {
            guards.add(new Guard.Warn(Boolean.TRUE.equals(db.placement().multiAz())
                    ? "It fails over to its standby: every connection drops."
                    : "It is Single-AZ: it is away for minutes, until it has restarted."));
        }
        return guards;
    }

    static String radius(Instance db) {
        String id = db.ref().id();
        return restarts(db)
                ? "Every connection to " + id + " drops, and transactions that are open are lost."
                : "Only " + id + ". Of what waits nothing needs a restart.";
    }

    private static boolean restarts(Instance db) {
        return db.pending().keySet().stream().anyMatch(RESTART::contains);
    }
}
