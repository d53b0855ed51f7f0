package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.DbSnapshot;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBSnapshot.html>
///
/// The answer comes at once with `creating`; for a moment reads do not see the snapshot. The instance is `backing-up` until it
/// is done, which is when the snapshot gets its time and turns `available`.
final class CreateDbSnapshot implements Operation {
    private static final Set<String> READY = Set.of(DbInstance.AVAILABLE, "storage-optimization");
    private final World world;

    CreateDbSnapshot(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "CreateDBSnapshot";
    }

    @Override
    public String resource(Call call) {
        return world.region(call.region()).arn("db", Listing.name(call.input().text("DBInstanceIdentifier", "*")));
    }

    @Override
    public Struct answer(Call call) {
        Region region = world.region(call.region());
        String instanceId = Listing.name(call.input().need("DBInstanceIdentifier"));
        String id = Identifiers.snapshot(call.input().need("DBSnapshotIdentifier"));
        Instant now = world.clock().now();
        DbSnapshot snapshot;
        synchronized (region) {
            DbInstance db = ready(region, instanceId, id);
            snapshot = new DbSnapshot(id, db, "manual", "creating", 0, now, now.plus(world.pace().settle()));
            region.put(snapshot);
            region.change(instanceId, i -> i.withStatus("backing-up"));
            region.tag(region.arn("snapshot", id), tags(region, db, call.input()));
        }
        start(region, snapshot);
        return new Struct().put("DBSnapshot", DbSnapshotShape.of(region, snapshot));
    }

    private static DbInstance ready(Region region, String instanceId, String id) {
        DbInstance db = region.instance(instanceId);
        if (db == null) {
            throw RdsErrors.noInstance(instanceId);
        }
        if (region.snapshot(id) != null) {
            throw RdsErrors.snapshotExists(id);
        }
        if (db.cluster() != null) {
            throw RdsErrors.instanceState("The specified instance is a member of a cluster and a snapshot cannot be created directly. "
                    + "Please use the CreateDBClusterSnapshot API instead.");
        }
        if (!READY.contains(db.status())) {
            throw RdsErrors.instanceState(
                    "Cannot create a snapshot because the database instance " + instanceId + " is not currently in the available state.");
        }
        Snapshots.mayBe(region, id);
        return db;
    }

    private static Map<String, String> tags(Region region, DbInstance db, Input input) {
        Map<String, String> tags = new LinkedHashMap<>();
        if (db.backup().copyTags()) {
            tags.putAll(region.tags(region.arn("db", db.id())));
        }
        input.structs("Tags").forEach(t -> tags.put(t.need("Key"), t.text("Value", "")));
        return tags;
    }

    private void start(Region region, DbSnapshot snapshot) {
        String id = snapshot.id();
        DbInstance db = snapshot.source();
        region.tell(snapshot.taken(), "db-instance", db.id(), "Backing up DB instance", "backup");
        region.tell(snapshot.taken(), "db-snapshot", id, "Creating manual snapshot", "creation");
        Duration usual = world.pace().backup();
        boolean served = region.servers(db.id()) != null;
        for (int percent = 20; percent < 100 && !served; percent += 20) {
            int reached = percent;
            world.clock().after(usual.multipliedBy(percent).dividedBy(100),
                    _ -> region.changeSnapshot(id, s -> s.with("creating", reached)));
        }
        world.work("snapshot-" + id, region.servers(db.id()),
                servers -> servers.snapshot(id, percent -> region.changeSnapshot(id, s -> s.with("creating", Math.min(percent, 99)))),
                usual,
                at -> end(region, snapshot, "available", "Manual snapshot created", at), _ -> end(region, snapshot, "failed", null, now()));
    }

    private Instant now() {
        return world.clock().now();
    }

    private static void end(Region region, DbSnapshot snapshot, String status, @Nullable String told, Instant at) {
        String instanceId = snapshot.source().id();
        region.changeSnapshot(snapshot.id(), s -> s.with(status, status.equals("available") ? 100 : s.percent()));
        region.change(instanceId, i -> i.status().equals("backing-up") ? i.withStatus(snapshot.source().status()) : i);
        if (told != null) {
            region.tell(at, "db-snapshot", snapshot.id(), told, "creation");
            region.tell(at, "db-instance", instanceId, "Finished DB instance backup", "backup");
        }
    }
}
