package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.DbSnapshot;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.Vault;
import dev.howdah.drill.world.World;
import java.util.Set;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBSnapshot.html>: manual snapshots only.
final class DeleteDbSnapshot implements Operation {
    private static final Set<String> READY = Set.of("available", "failed");
    private final World world;

    DeleteDbSnapshot(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DeleteDBSnapshot";
    }

    @Override
    public String resource(Call call) {
        return world.region(call.region()).arn("snapshot", call.input().text("DBSnapshotIdentifier", "*"));
    }

    @Override
    public Struct answer(Call call) {
        Region region = world.region(call.region());
        String id = Listing.name(call.input().need("DBSnapshotIdentifier"));
        DbSnapshot snapshot = region.snapshot(id);
        if (snapshot == null) {
            throw RdsErrors.noSnapshot(id);
        }
        if (!snapshot.isManual() || !READY.contains(snapshot.status())) {
            throw ApiError.of(400, "InvalidDBSnapshotState", snapshot.isManual()
                    ? "Cannot delete the snapshot because it is not currently in the available or failed state."
                    : "Cannot delete the snapshot because automated snapshots cannot be deleted.");
        }
        DbSnapshot deleting = snapshot.with("deleted", 100);
        region.changeSnapshot(id, s -> s.with("deleting", 100));
        Vault vault = region.vault();
        world.work("delete-" + id, vault == null || !vault.holds(id) ? null : () -> vault.drop(id), world.pace().settle(),
                at -> {
                    region.removeSnapshot(id);
                    region.tell(at, "db-snapshot", id, "Deleted user snapshot", "deletion");
                }, _ -> region.changeSnapshot(id, s -> s.with("failed", 100)));
        return new Struct().put("DBSnapshot", DbSnapshotShape.of(region, deleting));
    }
}
