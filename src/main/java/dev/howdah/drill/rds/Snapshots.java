package dev.howdah.drill.rds;

import dev.howdah.drill.world.DbSnapshot;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.Vault;
import dev.howdah.drill.world.World;

/// What several actions do with snapshots.
final class Snapshots {
    /// Manual snapshots in a region (<https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html>).
    static final int QUOTA = 100;

    private Snapshots() {}

    /// Refuses a new manual snapshot where there may be no more, or none of this name.
    static void mayBe(Region region, String id) {
        if (region.snapshot(id) != null) {
            throw RdsErrors.snapshotExists(id);
        }
        if (region.snapshots().stream().filter(DbSnapshot::isManual).count() >= QUOTA) {
            throw RdsErrors.snapshotQuota(QUOTA);
        }
    }

    /// The snapshot goes away by itself, with its data: its instance's backups were switched off, or it was deleted with them.
    static void remove(World world, Region region, DbSnapshot snapshot) {
        String id = snapshot.id();
        region.removeSnapshot(id);
        Vault vault = region.vault();
        world.work("remove-" + id, vault == null ? null : () -> vault.drop(id), world.pace().settle(),
                at -> region.tell(at, "db-snapshot", id, "Automated snapshot deleted", "deletion"), _ -> {
                });
    }
}
