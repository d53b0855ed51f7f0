package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.util.List;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBSubnetGroup.html>
final class DeleteDbSubnetGroup implements Operation {
    private final World world;

    DeleteDbSubnetGroup(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DeleteDBSubnetGroup";
    }

    @Override
    public String resource(Call call) {
        return world.region(call.region()).arn("subgrp", Listing.name(call.input().text("DBSubnetGroupName", "*")));
    }

    @Override
    public Struct answer(Call call) {
        Region region = world.region(call.region());
        String name = Listing.name(call.input().need("DBSubnetGroupName"));
        synchronized (region) {
            if (region.subnetGroup(name) == null) {
                throw RdsErrors.noSubnetGroup(name);
            }
            if (name.equals("default")) {
                throw ApiError.invalidValue("The default DB subnet group cannot be deleted.");
            }
            List<String> users = region.instances().stream().filter(i -> i.placement().subnetGroup().equals(name)).map(DbInstance::id)
                    .toList();
            if (!users.isEmpty()) {
                throw ApiError.of(400, "InvalidDBSubnetGroupStateFault", "Cannot delete the subnet group '" + name
                        + "' because at least one database instance: " + users.getFirst() + " is still using it.");
            }
            region.removeSubnetGroup(name);
        }
        return new Struct();
    }
}
