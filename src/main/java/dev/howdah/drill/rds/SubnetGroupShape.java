package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Network;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.SubnetGroup;
import java.util.List;

/// A subnet group (<https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBSubnetGroup.html>).
final class SubnetGroupShape {
    private SubnetGroupShape() {}

    static Struct of(Region region, SubnetGroup group) {
        Network network = region.network();
        List<Struct> subnets = group.subnetIds().stream().map(id -> subnet(network, id)).toList();
        return new Struct().put("DBSubnetGroupName", group.name()).put("DBSubnetGroupDescription", group.description())
                .put("VpcId", group.vpcId()).put("SubnetGroupStatus", "Complete").list("Subnets", "Subnet", subnets)
                .put("DBSubnetGroupArn", region.arn("subgrp", group.name())).list("SupportedNetworkTypes", List.of("IPV4"));
    }

    private static Struct subnet(Network network, String id) {
        Network.Subnet subnet = network.subnet(id);
        return new Struct().put("SubnetIdentifier", id)
                .put("SubnetAvailabilityZone", subnet == null ? null : new Struct().put("Name", subnet.zone()))
                .put("SubnetStatus", subnet == null ? "Inactive" : "Active");
    }
}
