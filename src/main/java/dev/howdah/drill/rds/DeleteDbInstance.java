package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.DbSnapshot;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html>
///
/// Its servers are stopped and their directory is freed; what was asked to be retained stays restorable. The automated
/// backups go with the instance unless DeleteAutomatedBackups=false is sent; manual snapshots stay.
final class DeleteDbInstance implements Operation {
    private static final String DELETING = "deleting";
    private static final Set<String> READY = Set.of(DbInstance.AVAILABLE, "storage-optimization", "storage-full", "stopped", "failed",
            "creating", "restore-error", "incompatible-parameters", "incompatible-network", "incompatible-restore");
    private static final Set<String> NO_SNAPSHOT = Set.of("failed", "creating", "restore-error", "incompatible-network",
            "incompatible-restore", "storage-full");
    private static final int MOST_RETAINED = 40;
    private final World world;

    DeleteDbInstance(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DeleteDBInstance";
    }

    @Override
    public String resource(Call call) {
        return world.region(call.region()).arn("db", Listing.name(call.input().text("DBInstanceIdentifier", "*")));
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        Region region = world.region(call.region());
        String id = Listing.name(input.need("DBInstanceIdentifier"));
        String last = lastSnapshot(input);
        boolean keep = input.has("DeleteAutomatedBackups") && !input.flag("DeleteAutomatedBackups");
        Instant now = world.clock().now();
        DbInstance db;
        DataPlane.Window window;
        DbSnapshot snapshot;
        synchronized (region) {
            db = ready(region, id, last);
            window = keep ? RestoreWindow.of(region, db, now) : null;
            if (window != null && region.retained().size() >= MOST_RETAINED) {
                throw ApiError.of(400, "DBInstanceAutomatedBackupQuotaExceeded",
                        "Cannot retain more than " + MOST_RETAINED + " automated backups");
            }
            snapshot = last == null ? null : new DbSnapshot(last, db, "manual", "creating", 0, now, now);
            if (snapshot != null) {
                Snapshots.mayBe(region, snapshot.id());
                region.put(snapshot);
                region.tag(region.arn("snapshot", snapshot.id()), db.backup().copyTags() ? tags(region, id) : Map.of());
            }
            region.change(id, i -> i.withStatus(DELETING));
        }
        run(region, db, snapshot, window);
        return new Struct().put("DBInstance", DbInstanceShape.of(region, db.withStatus(DELETING), now));
    }

    private static @Nullable String lastSnapshot(Input input) {
        String last = input.text("FinalDBSnapshotIdentifier");
        boolean named = last != null && !last.isEmpty();
        if (input.flag("SkipFinalSnapshot") == named) {
            throw ApiError.invalidCombination(named
                    ? "FinalDBSnapshotIdentifier can not be specified when deleting with SkipFinalSnapshot."
                    : "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.");
        }
        return last == null || last.isEmpty() ? null : Identifiers.sound("FinalDBSnapshotIdentifier", last, 255);
    }

    private static DbInstance ready(Region region, String id, @Nullable String last) {
        DbInstance db = region.instance(id);
        if (db == null) {
            throw RdsErrors.noInstance(id);
        }
        if (db.cluster() != null) {
            throw ApiError.of(400, "InvalidDBClusterStateFault",
                    "DB instance " + id + " is a member of the DB cluster " + db.cluster() + ". Delete the cluster instead.");
        }
        if (db.backup().deletionProtection()) {
            throw ApiError.invalidCombination("Cannot delete protected DB Instance, please disable deletion protection and try again.");
        }
        if (db.status().equals(DELETING)) {
            throw RdsErrors.instanceState("Instance " + id + " is already being deleted.");
        }
        if (!READY.contains(db.status()) || last != null && NO_SNAPSHOT.contains(db.status())) {
            throw RdsErrors.instanceState("DB instance " + id + " is not in a state in which it can be deleted"
                    + (last == null ? ": " : " with a final snapshot: ") + db.status());
        }
        return db;
    }

    private static Map<String, String> tags(Region region, String id) {
        Map<String, String> tags = new LinkedHashMap<>(region.tags(region.arn("db", id)));
        tags.keySet().removeIf(k -> k.startsWith("aws:"));
        return tags;
    }

    private void run(Region region, DbInstance db, @Nullable DbSnapshot snapshot, DataPlane.@Nullable Window window) {
        String id = db.id();
        boolean keep = window != null;
        var usual = snapshot == null ? world.pace().modify() : world.pace().modify().plus(world.pace().backup());
        world.work("delete-" + id, region.servers(id), servers -> {
            if (snapshot != null) {
                servers.snapshot(snapshot.id(),
                        done -> region.changeSnapshot(snapshot.id(), s -> s.with("creating", Math.min(done, 99))));
            }
            if (keep) {
                servers.retire();
            } else {
                servers.close();
            }
        }, usual, at -> done(region, db, snapshot, window, at), _ -> {
            if (snapshot != null) {
                region.changeSnapshot(snapshot.id(), s -> s.with("failed", s.percent()));
            }
            region.change(id, i -> i.withStatus("failed"));
        });
    }

    private void done(Region region, DbInstance db, @Nullable DbSnapshot snapshot, DataPlane.@Nullable Window window, Instant at) {
        if (snapshot != null) {
            region.changeSnapshot(snapshot.id(), s -> s.with(DbInstance.AVAILABLE, 100));
            region.tell(at, "db-snapshot", snapshot.id(), "Manual snapshot created", "creation");
        }
        Map<String, String> tags = tags(region, db.id());
        DataPlane plane = region.removeInstance(db.id());
        if (window == null) {
            Modification.automated(region, db.resourceId()).forEach(s -> Snapshots.remove(world, region, s));
        } else {
            // the last log went to the archive when the servers stopped
            DataPlane.Window end = plane == null ? window : plane.restoreWindow();
            region.retain(new Region.Retained(db, end == null ? window : end, plane, tags));
        }
        region.tell(at, "db-instance", db.id(), "DB instance deleted", "deletion");
    }
}
