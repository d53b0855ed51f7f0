package dev.howdah.drill.ec2;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Network.Subnet;
import dev.howdah.drill.world.World;
import java.util.List;
import java.util.Map;

/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html>
final class DescribeSubnets implements Operation {
    private static final Kind<Subnet> KIND = new Kind<>("SubnetId", "InvalidSubnetID.NotFound", Subnet::id,
            Map.of("subnet-id", s -> List.of(s.id()), "vpc-id", s -> List.of(s.vpcId()), "availability-zone", s -> List.of(s.zone()),
                    "availabilityZone", s -> List.of(s.zone()), "cidr-block", s -> List.of(s.cidr()), "state", _ -> List.of("available"),
                    "map-public-ip-on-launch", s -> List.of(Boolean.toString(s.publicIps())), "default-for-az", _ -> List.of("false"),
                    "owner-id", _ -> List.of(World.ACCOUNT)),
            Subnet::tags, "subnetSet", DescribeSubnets::shape);

    private final World world;

    DescribeSubnets(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeSubnets";
    }

    @Override
    public Struct answer(Call call) {
        return KIND.answer(call, world.region(call.region()).network().subnets());
    }

    private static Struct shape(Subnet s) {
        String region = s.zone().substring(0, s.zone().length() - 1);
        return new Struct().put("availabilityZoneId", DescribeAvailabilityZones.zoneId(s.zone())).put("mapCustomerOwnedIpOnLaunch", false)
                .put("ownerId", World.ACCOUNT).put("assignIpv6AddressOnCreation", false).set("ipv6CidrBlockAssociationSet", List.of())
                .set("tagSet", Kind.tagSet(s.tags()))
                .put("subnetArn", "arn:aws:ec2:" + region + ":" + World.ACCOUNT + ":subnet/" + s.id()).put("enableDns64", false)
                .put("ipv6Native", false)
                .put("blockPublicAccessStates", new Struct().put("internetGatewayBlockMode", "off"))
                .put("subnetId", s.id()).put("state", "available").put("vpcId", s.vpcId()).put("cidrBlock", s.cidr())
                .put("availableIpAddressCount", s.free()).put("availabilityZone", s.zone()).put("defaultForAz", false)
                .put("mapPublicIpOnLaunch", s.publicIps());
    }
}
