package dev.howdah.drill.rds;

import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.DbSnapshot;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.time.Instant;

/// The backup that RDS takes of a new instance before it lets it go, unless it keeps none.
final class FirstBackup {
    private static final String BACKING_UP = "backing-up";
    private final World world;
    private final Region region;

    FirstBackup(World world, Region region) {
        this.world = world;
        this.region = region;
    }

    void take(String id) {
        DbInstance db = region.instance(id);
        if (db == null || db.status().equals("deleting")) {
            return;
        }
        if (db.backup().days() == 0) {
            region.change(id, i -> i.withStatus(DbInstance.AVAILABLE));
            return;
        }
        region.change(id, i -> i.withStatus(BACKING_UP));
        Instant now = world.clock().now();
        region.tell(now, "db-instance", id, "Backing up DB instance", "backup");
        DbSnapshot first = DbSnapshot.automated(db, now).with("creating", 0);
        region.put(first);
        DataPlane servers = region.servers(id);
        world.work("first-backup-" + id, servers,
                s -> s.snapshot(first.id(), done -> region.changeSnapshot(first.id(), c -> c.with("creating", Math.min(done, 99)))),
                world.pace().backup(), at -> {
                    region.changeSnapshot(first.id(), s -> s.with(DbInstance.AVAILABLE, 100));
                    region.tell(at, "db-snapshot", first.id(), "Automated snapshot created", "creation");
                    region.tell(at, "db-instance", id, "Finished DB instance backup", "backup");
                    available(id);
                }, _ -> {
                    region.removeSnapshot(first.id());
                    available(id);
                });
    }

    private void available(String id) {
        region.change(id, i -> i.status().equals(BACKING_UP) ? i.withStatus(DbInstance.AVAILABLE) : i);
    }
}
