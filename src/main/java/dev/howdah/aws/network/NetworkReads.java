package dev.howdah.aws.network;

import dev.howdah.aws.session.AwsSession;
import dev.howdah.model.EgressRule;
import dev.howdah.model.IngressRule;
import dev.howdah.model.SecurityGroup;
import dev.howdah.model.SubnetRoutes;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Tag;

/// The reads of Amazon EC2 in one account and region.
public final class NetworkReads {
    private final AwsSession session;
    private final Ec2Client ec2;

    public NetworkReads(AwsSession session) {
        this.session = session;
        this.ec2 = session.client("ec2", Ec2Client.builder());
    }

    /// What a machine tells of its place.
    public record Machine(String id, @Nullable String name, @Nullable String az, @Nullable String address, Set<String> securityGroups,
            @Nullable String state) {}

    /// Who may come into these groups (`ec2:DescribeSecurityGroupRules`).
    public List<IngressRule> ingress(Collection<String> groups) throws InterruptedException {
        if (groups.isEmpty()) {
            return List.of();
        }
        return session.call("ec2:DescribeSecurityGroupRules",
                () -> ec2.describeSecurityGroupRulesPaginator(r -> r.filters(f -> f.name("group-id").values(groups)).maxResults(1000))
                        .securityGroupRules().stream().filter(r -> !Boolean.TRUE.equals(r.isEgress()))
                        .map(r -> new IngressRule(r.securityGroupRuleId(), r.groupId(), r.ipProtocol(), r.fromPort(), r.toPort(),
                                r.referencedGroupInfo() == null ? null : r.referencedGroupInfo().groupId(),
                                r.cidrIpv4() == null ? r.cidrIpv6() : r.cidrIpv4()))
                        .toList());
    }

    /// Where these groups let connections out to (`ec2:DescribeSecurityGroupRules`).
    public List<EgressRule> egress(Collection<String> groups) throws InterruptedException {
        if (groups.isEmpty()) {
            return List.of();
        }
        return session.call("ec2:DescribeSecurityGroupRules",
                () -> ec2.describeSecurityGroupRulesPaginator(r -> r.filters(f -> f.name("group-id").values(groups)).maxResults(1000))
                        .securityGroupRules().stream().filter(r -> Boolean.TRUE.equals(r.isEgress()))
                        .map(r -> new EgressRule(r.securityGroupRuleId(), r.groupId(), r.ipProtocol(),
                                r.cidrIpv4() == null ? r.cidrIpv6() : r.cidrIpv4()))
                        .toList());
    }

    /// These groups with their rules (`ec2:DescribeSecurityGroups`, `ec2:DescribeSecurityGroupRules`).
    public List<SecurityGroup> groups(Collection<String> ids) throws InterruptedException {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<SecurityGroupRule> rules = session.call("ec2:DescribeSecurityGroupRules",
                () -> ec2.describeSecurityGroupRulesPaginator(r -> r.filters(f -> f.name("group-id").values(ids)).maxResults(1000))
                        .securityGroupRules().stream().toList());
        return session.call("ec2:DescribeSecurityGroups",
                () -> ec2.describeSecurityGroupsPaginator(r -> r.filters(f -> f.name("group-id").values(ids)).maxResults(1000))
                        .securityGroups().stream()
                        .map(g -> new SecurityGroup(g.groupId(), g.groupName(), g.description(), g.vpcId(), tags(g.tags()),
                                rules.stream().filter(r -> r.groupId().equals(g.groupId())).map(NetworkReads::rule).toList()))
                        .toList());
    }

    private static Map<String, String> tags(List<Tag> tags) {
        var all = new HashMap<String, String>();
        tags.forEach(t -> all.put(t.key(), t.value()));
        return all;
    }

    private static SecurityGroup.Rule rule(SecurityGroupRule r) {
        return new SecurityGroup.Rule(r.securityGroupRuleId(), Boolean.TRUE.equals(r.isEgress()), r.ipProtocol(), r.fromPort(), r.toPort(),
                r.cidrIpv4(), r.cidrIpv6(), r.prefixListId(), r.referencedGroupInfo() == null ? null : r.referencedGroupInfo().groupId(),
                r.description());
    }

    /// The ways out of these subnets (`ec2:DescribeRouteTables`): by the table that a subnet names, else by its VPC's main table
    /// (Amazon VPC user guide, "Subnet route tables"). A route to an internet gateway counts whatever its destination; one that is a
    /// black hole, to a NAT or an egress-only gateway does not.
    public List<SubnetRoutes> routes(String vpc, Collection<String> subnets) throws InterruptedException {
        if (subnets.isEmpty()) {
            return List.of();
        }
        List<RouteTable> named = session.call("ec2:DescribeRouteTables",
                () -> ec2.describeRouteTablesPaginator(r -> r.filters(f -> f.name("association.subnet-id").values(subnets)).maxResults(100))
                        .routeTables().stream().toList());
        List<RouteTable> main = session.call("ec2:DescribeRouteTables",
                () -> ec2.describeRouteTablesPaginator(r -> r
                        .filters(f -> f.name("vpc-id").values(vpc), f -> f.name("association.main").values("true")).maxResults(100))
                        .routeTables().stream().toList());
        return subnets.stream().map(subnet -> {
            Optional<RouteTable> own = named.stream().filter(t -> t.associations().stream().anyMatch(a -> subnet.equals(a.subnetId())))
                    .findFirst();
            RouteTable table = own.or(() -> main.stream().findFirst()).orElse(null);
            return table == null
                    ? new SubnetRoutes(subnet, null, own.isEmpty(), List.of())
                    : new SubnetRoutes(subnet, table.routeTableId(), own.isEmpty(), internet(table));
        }).toList();
    }

    private static List<String> internet(RouteTable table) {
        return table.routes().stream().filter(r -> r.state() != RouteState.BLACKHOLE).filter(r -> r.gatewayId() != null && r.gatewayId()
                .startsWith("igw-")).map(r -> destination(r) + " → " + r.gatewayId()).toList();
    }

    private static String destination(Route route) {
        return route.destinationCidrBlock() != null
                ? route.destinationCidrBlock()
                : route.destinationIpv6CidrBlock() != null
                        ? route.destinationIpv6CidrBlock()
                        : String.valueOf(route.destinationPrefixListId());
    }

    /// The security groups of network interfaces (`ec2:DescribeNetworkInterfaces`).
    public Map<String, Set<String>> groupsOf(Collection<String> interfaces) throws InterruptedException {
        if (interfaces.isEmpty()) {
            return Map.of();
        }
        return session.call("ec2:DescribeNetworkInterfaces", () -> {
            var result = new HashMap<String, Set<String>>();
            ec2.describeNetworkInterfacesPaginator(r -> r.filters(f -> f.name("network-interface-id").values(interfaces)).maxResults(1000))
                    .networkInterfaces().forEach(i -> result.put(i.networkInterfaceId(), groups(i.groups())));
            return result;
        });
    }

    /// Machines by id (`ec2:DescribeInstances`); those that are gone are left out.
    public Map<String, Machine> machines(Collection<String> ids) throws InterruptedException {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return session.call("ec2:DescribeInstances", () -> {
            var result = new HashMap<String, Machine>();
            ec2.describeInstancesPaginator(r -> r.filters(f -> f.name("instance-id").values(ids)).maxResults(1000)).reservations()
                    .forEach(r -> r.instances().forEach(i -> result.put(i.instanceId(), machine(i))));
            return result;
        });
    }

    /// A subnet.
    ///
    /// @param free addresses that are left in it
    public record Subnet(String id, String az, int free) {}

    /// Subnets by their ids (`ec2:DescribeSubnets`); those that are gone are left out.
    public List<Subnet> subnets(Collection<String> ids) throws InterruptedException {
        if (ids.isEmpty()) {
            return List.of();
        }
        return session.call("ec2:DescribeSubnets",
                () -> ec2.describeSubnetsPaginator(r -> r.filters(f -> f.name("subnet-id").values(ids)).maxResults(1000)).subnets().stream()
                        .map(s -> new Subnet(s.subnetId(), s.availabilityZone(),
                                s.availableIpAddressCount() == null ? 0 : s.availableIpAddressCount()))
                        .toList());
    }

    /// A subnet of a VPC.
    ///
    /// @param name its tag `Name`, empty without one
    /// @param free addresses that are left in it
    public record Place(String id, String vpc, String az, String name, int free) {}

    /// The subnets of a VPC, by their ids (`ec2:DescribeSubnets`).
    public List<Place> places(String vpc) throws InterruptedException {
        return session.call("ec2:DescribeSubnets",
                () -> ec2.describeSubnetsPaginator(r -> r.filters(f -> f.name("vpc-id").values(vpc)).maxResults(1000)).subnets().stream()
                        .map(s -> new Place(s.subnetId(), s.vpcId(), s.availabilityZone(), tags(s.tags()).getOrDefault("Name", ""),
                                s.availableIpAddressCount() == null ? 0 : s.availableIpAddressCount()))
                        .sorted(java.util.Comparator.comparing(Place::id)).toList());
    }

    /// The VPC that a subnet is in (`ec2:DescribeSubnets`); empty when there is no such subnet.
    public Optional<String> vpcOf(String subnet) throws InterruptedException {
        return session.call("ec2:DescribeSubnets", () -> ec2.describeSubnets(r -> r.filters(f -> f.name("subnet-id").values(subnet)))
                .subnets().stream().map(s -> s.vpcId()).findFirst());
    }

    /// The security group of a VPC that has this name, with its rules; there is one at most.
    public Optional<SecurityGroup> groupNamed(String vpc, String name) throws InterruptedException {
        List<String> ids = session.call("ec2:DescribeSecurityGroups",
                () -> ec2.describeSecurityGroups(r -> r.filters(f -> f.name("group-name").values(name), f -> f.name("vpc-id").values(vpc)))
                        .securityGroups().stream().map(g -> g.groupId()).toList());
        return groups(ids).stream().findFirst();
    }

    private static Machine machine(Instance i) {
        String name = i.tags().stream().filter(t -> "Name".equals(t.key())).map(t -> t.value()).findFirst().orElse(null);
        return new Machine(i.instanceId(), name, i.placement() == null ? null : i.placement().availabilityZone(), i.privateIpAddress(),
                groups(i.securityGroups()), i.state() == null ? null : i.state().nameAsString());
    }

    private static Set<String> groups(List<GroupIdentifier> groups) {
        var ids = new LinkedHashSet<String>();
        groups.forEach(g -> ids.add(g.groupId()));
        return ids;
    }
}
