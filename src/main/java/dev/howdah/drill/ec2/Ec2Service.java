package dev.howdah.drill.ec2;

import dev.howdah.drill.protocol.Service;
import dev.howdah.drill.world.World;
import java.util.List;

/// EC2, as one registration.
public final class Ec2Service {
    private Ec2Service() {}

    public static Service of(World world) {
        return Service.ec2("2016-11-15", "http://ec2.amazonaws.com/doc/2016-11-15/",
                List.of(new Authorize(world, false), new Authorize(world, true), new CreateSecurityGroup(world),
                        new DeleteSecurityGroup(world),
                        new ModifySecurityGroupRules(world), new Revoke(world, false), new Revoke(world, true),
                        new DescribeAvailabilityZones(), new DescribeInstances(world),
                        new DescribeInternetGateways(world),
                        new DescribeNatGateways(world),
                        new DescribeNetworkInterfaces(world), new DescribeRegions(), new DescribeRouteTables(world),
                        new DescribeSecurityGroupRules(world),
                        new DescribeSecurityGroups(world), new DescribeSubnets(world), new DescribeVpcs(world)));
    }
}
