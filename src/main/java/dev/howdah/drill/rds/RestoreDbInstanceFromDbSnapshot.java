package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.DbSnapshot;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.Vault;
import dev.howdah.drill.world.World;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceFromDBSnapshot.html>
///
/// With data behind the snapshot its physical copy is really started.
final class RestoreDbInstanceFromDbSnapshot implements Operation {
    private final World world;

    RestoreDbInstanceFromDbSnapshot(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "RestoreDBInstanceFromDBSnapshot";
    }

    @Override
    public String resource(Call call) {
        return world.region(call.region()).arn("db", Listing.name(call.input().text("DBInstanceIdentifier", "*")));
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        Region region = world.region(call.region());
        String target = Identifiers.instance("DBInstanceIdentifier", input.need("DBInstanceIdentifier"));
        if (input.has("DBClusterSnapshotIdentifier")) {
            if (input.has("DBSnapshotIdentifier")) {
                throw ApiError.invalidCombination("You cannot specify both DBSnapshotIdentifier and DBClusterSnapshotIdentifier.");
            }
            throw ApiError.of(404, "DBClusterSnapshotNotFoundFault",
                    "DBClusterSnapshot " + input.text("DBClusterSnapshotIdentifier", "") + " not found.");
        }
        String id = Listing.name(input.need("DBSnapshotIdentifier"));
        DbSnapshot snapshot = region.snapshot(id);
        if (snapshot == null || snapshot.visibleAt().isAfter(world.clock().now())) {
            throw RdsErrors.noSnapshot(id);
        }
        if (!snapshot.isAvailable()) {
            throw RdsErrors.snapshotState("Cannot restore from the snapshot because it is not currently in the available state: " + id);
        }
        Vault vault = region.vault();
        var source = new Restoration.Source(snapshot.source(), region.tags(region.arn("snapshot", id)),
                "Restored from snapshot " + id + ".",
                vault == null || !vault.holds(id) ? null : (plan, progress) -> vault.restore(plan, id, progress));
        return new Restoration(world, region, source).begin(target, input.without("MaxAllocatedStorage"));
    }
}
