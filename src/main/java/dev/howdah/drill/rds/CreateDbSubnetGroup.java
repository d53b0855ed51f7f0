package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Network;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.SubnetGroup;
import dev.howdah.drill.world.World;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBSubnetGroup.html>
final class CreateDbSubnetGroup implements Operation {
    private static final int MOST = 50;
    private static final int MOST_SUBNETS = 20;
    private static final String NAME = "[A-Za-z][A-Za-z0-9._ -]{0,254}";
    private final World world;

    CreateDbSubnetGroup(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "CreateDBSubnetGroup";
    }

    @Override
    public String resource(Call call) {
        return world.region(call.region()).arn("subgrp", Listing.name(call.input().text("DBSubnetGroupName", "*")));
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        Region region = world.region(call.region());
        String name = input.need("DBSubnetGroupName").toLowerCase(Locale.ROOT);
        if (!name.matches(NAME) || name.equals("default")) {
            throw ApiError
                    .invalidValue("The parameter DBSubnetGroupName is not a valid identifier. It must begin with a letter; must contain "
                            + "only letters, digits, periods, underscores, spaces and hyphens; and must not be default.");
        }
        String description = input.need("DBSubnetGroupDescription");
        List<String> ids = input.texts("SubnetIds").stream().distinct().toList();
        if (ids.isEmpty()) {
            throw ApiError.missing("SubnetIds");
        }
        Map<String, String> tags = Wishes.tags(input);
        synchronized (region) {
            if (region.subnetGroup(name) != null) {
                throw ApiError.of(400, "DBSubnetGroupAlreadyExists", "The DB subnet group '" + name + "' already exists.");
            }
            String vpc = vpc(region.network(), ids);
            if (region.subnetGroups().size() >= MOST) {
                throw ApiError.of(400, "DBSubnetGroupQuotaExceeded", "Cannot create more than " + MOST + " DB subnet groups");
            }
            if (ids.size() > MOST_SUBNETS) {
                throw ApiError.of(400, "DBSubnetQuotaExceededFault",
                        "A DB subnet group cannot have more than " + MOST_SUBNETS + " subnets");
            }
            var group = new SubnetGroup(name, description, vpc, ids);
            region.put(group);
            region.tag(region.arn("subgrp", name), tags);
            return new Struct().put("DBSubnetGroup", SubnetGroupShape.of(region, group));
        }
    }

    /// The one VPC of subnets in at least two zones.
    private static String vpc(Network network, List<String> ids) {
        List<String> unknown = ids.stream().filter(id -> network.subnet(id) == null).toList();
        if (!unknown.isEmpty()) {
            throw ApiError.of(400, "InvalidSubnet", "Some input subnets in :[" + String.join(", ", unknown) + "] are invalid.");
        }
        List<String> vpcs = network.subnets().stream().filter(s -> ids.contains(s.id())).map(Network.Subnet::vpcId).distinct().toList();
        if (vpcs.size() > 1) {
            throw ApiError.of(400, "InvalidSubnet",
                    "Subnets in the DB subnet group are in different VPCs: " + String.join(", ", vpcs) + ".");
        }
        List<String> zones = network.zones(ids);
        if (zones.size() < 2) {
            throw RdsErrors.fewZones(zones);
        }
        return vpcs.getFirst();
    }
}
