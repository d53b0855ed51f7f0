package dev.howdah.drill.ec2;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Network.Vpc;
import dev.howdah.drill.world.World;
import java.util.List;
import java.util.Map;

/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html>
final class DescribeVpcs implements Operation {
    private static final Kind<Vpc> KIND = new Kind<>("VpcId", "InvalidVpcID.NotFound", Vpc::id,
            Map.of("vpc-id", v -> List.of(v.id()), "cidr", v -> List.of(v.cidr()), "state", _ -> List.of("available"), "is-default",
                    v -> List.of(Boolean.toString(v.isDefault())), "isDefault", v -> List.of(Boolean.toString(v.isDefault())), "owner-id",
                    _ -> List.of(World.ACCOUNT)),
            Vpc::tags, "vpcSet", DescribeVpcs::shape);

    private final World world;

    DescribeVpcs(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeVpcs";
    }

    @Override
    public Struct answer(Call call) {
        return KIND.answer(call, world.region(call.region()).network().vpcs());
    }

    private static Struct shape(Vpc v) {
        var block = new Struct().put("associationId", "vpc-cidr-assoc-" + v.id().substring(4)).put("cidrBlock", v.cidr())
                .put("cidrBlockState", new Struct().put("state", "associated"));
        List<Struct> block6 = v.cidr6() == null
                ? List.of()
                : List.of(new Struct().put("associationId", "vpc-cidr-assoc-6" + v.id().substring(5)).put("ipv6CidrBlock", v.cidr6())
                        .put("ipv6CidrBlockState", new Struct().put("state", "associated")).put("ipv6Pool", "Amazon"));
        return new Struct().put("ownerId", World.ACCOUNT).put("instanceTenancy", "default").set("cidrBlockAssociationSet", List.of(block))
                .set("ipv6CidrBlockAssociationSet", block6)
                .put("isDefault", v.isDefault()).set("tagSet", Kind.tagSet(v.tags())).put("vpcId", v.id()).put("state", "available")
                .put("cidrBlock", v.cidr()).put("dhcpOptionsId", "dopt-0" + v.id().substring(5));
    }
}
