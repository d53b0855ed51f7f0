package dev.howdah.drill.ec2;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Network.Gateway;
import dev.howdah.drill.world.World;
import java.util.List;
import java.util.Map;

/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInternetGateways.html>
final class DescribeInternetGateways implements Operation {
    private static final Kind<Gateway> KIND = new Kind<>("InternetGatewayId", "InvalidInternetGatewayID.NotFound", Gateway::id,
            Map.of("internet-gateway-id", g -> List.of(g.id()), "attachment.vpc-id", g -> List.of(g.vpcId()), "attachment.state",
                    _ -> List.of("available"), "owner-id", _ -> List.of(World.ACCOUNT)),
            Gateway::tags, "internetGatewaySet", DescribeInternetGateways::shape);

    private final World world;

    DescribeInternetGateways(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeInternetGateways";
    }

    @Override
    public Struct answer(Call call) {
        return KIND.answer(call, world.region(call.region()).network().gateways());
    }

    private static Struct shape(Gateway g) {
        return new Struct().set("attachmentSet", List.of(new Struct().put("state", "available").put("vpcId", g.vpcId())))
                .put("internetGatewayId", g.id()).put("ownerId", World.ACCOUNT).set("tagSet", Kind.tagSet(g.tags()));
    }
}
