package dev.howdah.drill.ec2;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Network.Nat;
import dev.howdah.drill.world.World;
import java.util.List;
import java.util.Map;

/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNatGateways.html>
final class DescribeNatGateways implements Operation {
    private static final Kind<Nat> KIND = new Kind<>("NatGatewayId", "NatGatewayNotFound", Nat::id,
            Map.of("nat-gateway-id", n -> List.of(n.id()), "vpc-id", n -> List.of(n.vpcId()), "subnet-id", n -> List.of(n.subnetId()),
                    "state",
                    _ -> List.of("available")),
            Nat::tags, "natGatewaySet", DescribeNatGateways::shape);

    private final World world;

    DescribeNatGateways(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeNatGateways";
    }

    @Override
    public Struct answer(Call call) {
        return KIND.answer(call, world.region(call.region()).network().nats());
    }

    private static Struct shape(Nat n) {
        var address = new Struct().put("allocationId", "eipalloc-" + n.id().substring(4)).put("networkInterfaceId", n.interfaceId())
                .put("privateIp", n.address()).put("publicIp", n.publicAddress()).put("isPrimary", true).put("status", "succeeded");
        return new Struct().put("createTime", n.created()).set("natGatewayAddressSet", List.of(address)).put("natGatewayId", n.id())
                .put("state", "available").put("subnetId", n.subnetId()).put("vpcId", n.vpcId()).set("tagSet", Kind.tagSet(n.tags()))
                .put("connectivityType", "public");
    }
}
