package dev.howdah.drill.ec2;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Network;
import dev.howdah.drill.world.Network.Rule;
import dev.howdah.drill.world.Network.SecurityGroup;
import dev.howdah.drill.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html>
final class DescribeSecurityGroups implements Operation {

    private final World world;

    DescribeSecurityGroups(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeSecurityGroups";
    }

    @Override
    public Struct answer(Call call) {
        Network network = world.region(call.region()).network();
        List<String> names = call.input().texts("GroupName");
        for (String wanted : names) {
            if (network.groups().stream().noneMatch(g -> g.name().equals(wanted))) {
                throw ApiError.of(400, "InvalidGroup.NotFound", "The security group '" + wanted + "' does not exist");
            }
        }
        return kind(network, call.region()).answer(call,
                network.groups().stream().filter(g -> names.isEmpty() || names.contains(g.name())).toList());
    }

    private static Kind<SecurityGroup> kind(Network network, String region) {
        return new Kind<>("GroupId", "InvalidGroup.NotFound", SecurityGroup::id,
                Map.of("group-id", g -> List.of(g.id()), "group-name", g -> List.of(g.name()), "vpc-id", g -> List.of(g.vpcId()),
                        "description", g -> List.of(g.description()), "owner-id", _ -> List.of(World.ACCOUNT), "ip-permission.group-id",
                        g -> rules(network, g, false).stream().map(Rule::peerGroup).filter(Objects::nonNull).toList(), "ip-permission.cidr",
                        g -> rules(network, g, false).stream().map(Rule::cidr).filter(Objects::nonNull).toList()),
                SecurityGroup::tags, "securityGroupInfo", g -> shape(network, g, region));
    }

    private static List<Rule> rules(Network network, SecurityGroup group, boolean egress) {
        return network.rules().stream().filter(r -> r.groupId().equals(group.id()) && r.egress() == egress).toList();
    }

    private static Struct shape(Network network, SecurityGroup g, String region) {
        return new Struct().put("groupId", g.id()).set("ipPermissionsEgress", permissions(rules(network, g, true)))
                .set("tagSet", Kind.tagSet(g.tags())).put("vpcId", g.vpcId())
                .put("securityGroupArn", "arn:aws:ec2:" + region + ":" + World.ACCOUNT + ":security-group/" + g.id())
                .put("ownerId", World.ACCOUNT).put("groupName", g.name()).put("groupDescription", g.description())
                .set("ipPermissions", permissions(rules(network, g, false)));
    }

    /// Rules of the same protocol and ports are one permission with several sources.
    private static List<Struct> permissions(List<Rule> rules) {
        Map<String, List<Rule>> grouped = rules.stream().collect(
                Collectors.groupingBy(r -> r.protocol() + ":" + r.from() + ":" + r.to(), LinkedHashMap::new, Collectors.toList()));
        return grouped.values().stream().map(DescribeSecurityGroups::permission).toList();
    }

    private static Struct permission(List<Rule> rules) {
        Rule first = rules.getFirst();
        boolean ports = !first.protocol().equals("-1");
        return new Struct().put("ipProtocol", first.protocol()).put("fromPort", ports ? Integer.valueOf(first.from()) : null)
                .put("toPort", ports ? Integer.valueOf(first.to()) : null)
                .set("groups", rules.stream().filter(r -> r.peerGroup() != null)
                        .map(r -> described(r).put("userId", World.ACCOUNT).put("groupId", r.peerGroup())).toList())
                .set("ipRanges",
                        rules.stream().filter(r -> r.cidr() != null && !r.isV6()).map(r -> described(r).put("cidrIp", r.cidr())).toList())
                .set("ipv6Ranges", rules.stream().filter(Rule::isV6).map(r -> described(r).put("cidrIpv6", r.cidr())).toList())
                .set("prefixListIds", List.of());
    }

    private static Struct described(Rule r) {
        return new Struct().put("description", r.description().isEmpty() ? null : r.description());
    }
}
