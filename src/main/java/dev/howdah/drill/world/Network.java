package dev.howdah.drill.world;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The EC2 side of a region, replaced as a whole when something in it changes.
public record Network(List<Vpc> vpcs, List<Subnet> subnets, List<RouteTable> routeTables, List<SecurityGroup> groups, List<Rule> rules,
        List<Interface> interfaces, List<Gateway> gateways, List<Nat> nats) {
    public static final Network EMPTY = new Network(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    /// A VPC.
    ///
    /// @param cidr6 its block of IPv6 addresses; null where it has none
    public record Vpc(String id, String cidr, @Nullable String cidr6, boolean isDefault, Map<String, String> tags) {}

    /// A subnet.
    ///
    /// @param publicIps whether machines started in it get a public address
    public record Subnet(String id, String vpcId, String zone, String cidr, boolean publicIps, int free, Map<String, String> tags) {}

    /// A route table.
    ///
    /// @param main whether it serves the subnets that name no table
    public record RouteTable(String id, String vpcId, boolean main, List<String> subnetIds, List<Route> routes, Map<String, String> tags) {}

    /// One way out.
    ///
    /// @param target `local`, an `igw-…` or a `nat-…`
    public record Route(String destination, String target) {}

    public record SecurityGroup(String id, String name, String description, String vpcId, Map<String, String> tags) {}

    /// One rule: the peer is a CIDR block or another group.
    ///
    /// @param protocol `tcp`, or `-1` for everything
    /// @param from first port, -1 for all
    public record Rule(String id, String groupId, boolean egress, String protocol, int from, int to, @Nullable String cidr,
            @Nullable String peerGroup, String description) {
        boolean covers(int port) {
            return protocol.equals("-1") || protocol.equals("tcp") && from <= port && port <= to;
        }

        boolean means(Peer peer) {
            return peerGroup != null ? peer.groups().contains(peerGroup) : cidr != null && !isV6() && within(cidr, peer.address());
        }

        /// Whether the peer is a block of IPv6 addresses: the drill's network has none, so such a rule lets nobody in.
        public boolean isV6() { return cidr != null && cidr.contains(":"); }

        /// Whether another rule of the same group says the same, whatever its description.
        public boolean sameAs(Rule other) {
            return groupId.equals(other.groupId) && egress == other.egress && protocol.equals(other.protocol) && from == other.from
                    && to == other.to && Objects.equals(cidr, other.cidr) && Objects.equals(peerGroup, other.peerGroup);
        }

        Rule onPort(int port) {
            return new Rule(id, groupId, egress, protocol, port, port, cidr, peerGroup, description);
        }
    }

    /// A network interface.
    ///
    /// @param requester who runs it: `amazon-rds`, or null when it is one's own
    public record Interface(String id, String subnetId, String vpcId, String zone, String address, @Nullable String publicAddress,
            String description, List<String> groups, String kind, @Nullable String requester, Instant attached) {
        Interface with(List<String> next) {
            return new Interface(id, subnetId, vpcId, zone, address, publicAddress, description, next, kind, requester, attached);
        }
    }

    public record Gateway(String id, String vpcId, Map<String, String> tags) {}

    public record Nat(String id, String vpcId, String subnetId, String interfaceId, String address, String publicAddress, Instant created,
            Map<String, String> tags) {}

    /// The hardware address of an interface.
    public static String mac(String interfaceId) {
        int h = interfaceId.hashCode();
        return String.format("02:5d:%02x:%02x:%02x:%02x", h >>> 24, h >>> 16 & 0xff, h >>> 8 & 0xff, h & 0xff);
    }

    public @Nullable Subnet subnet(String id) {
        return subnets.stream().filter(s -> s.id().equals(id)).findFirst().orElse(null);
    }

    /// The routes of a subnet: of its own table, or of its VPC's main one.
    public List<Route> routes(String subnetId) {
        Subnet subnet = subnet(subnetId);
        return routeTables.stream().filter(t -> t.subnetIds().contains(subnetId)).findFirst()
                .or(() -> routeTables.stream().filter(t -> t.main() && subnet != null && t.vpcId().equals(subnet.vpcId())).findFirst())
                .map(RouteTable::routes).orElse(List.of());
    }

    public @Nullable SecurityGroup group(String id) {
        return groups.stream().filter(g -> g.id().equals(id)).findFirst().orElse(null);
    }

    public @Nullable Interface card(String id) {
        return interfaces.stream().filter(i -> i.id().equals(id)).findFirst().orElse(null);
    }

    /// Whether the groups let a TCP connection through: those at the start its way out, those at the end its way in.
    public boolean lets(Peer from, Peer to, int port) {
        return rules.stream().anyMatch(r -> r.egress() && from.groups.contains(r.groupId()) && r.covers(port) && r.means(to))
                && rules.stream().anyMatch(r -> !r.egress() && to.groups.contains(r.groupId()) && r.covers(port) && r.means(from));
    }

    /// One end of a connection.
    public record Peer(String address, List<String> groups) {}

    /// Whether an IPv4 address lies in a block such as `10.20.0.0/16`.
    public static boolean within(String cidr, String address) {
        long place = number(address) - first(cidr);
        return place >= 0 && place < size(cidr);
    }

    /// Whether AWS keeps an address of a block for itself, as far as forwarding goes: the first four and the last.
    public static boolean reserved(String cidr, String address) {
        long place = number(address) - first(cidr);
        return place >= 0 && place < 4 || place == size(cidr) - 1;
    }

    private static long first(String cidr) {
        return number(cidr.substring(0, cidr.indexOf('/'))) / size(cidr) * size(cidr);
    }

    private static long size(String cidr) {
        return 1L << 32 - Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1));
    }

    private static long number(String address) {
        long number = 0;
        for (String part : address.split("\\.", 4)) {
            number = number << 8 | Integer.parseInt(part);
        }
        return number;
    }

    Network with(Interface added) {
        List<Interface> more = Stream.concat(interfaces.stream(), Stream.of(added)).toList();
        return new Network(vpcs, subnets, routeTables, groups, rules, more, gateways, nats);
    }

    Network without(Collection<String> interfaceIds) {
        List<Interface> less = interfaces.stream().filter(i -> !interfaceIds.contains(i.id())).toList();
        return new Network(vpcs, subnets, routeTables, groups, rules, less, gateways, nats);
    }

    /// With one more group and its first rules.
    /// With other rules.
    public Network withRules(List<Rule> other) {
        return new Network(vpcs, subnets, routeTables, groups, other, interfaces, gateways, nats);
    }

    public Network with(SecurityGroup added, List<Rule> first) {
        return new Network(vpcs, subnets, routeTables, Stream.concat(groups.stream(), Stream.of(added)).toList(), rules, interfaces,
                gateways, nats).with(first);
    }

    /// With more rules.
    public Network with(List<Rule> more) {
        return new Network(vpcs, subnets, routeTables, groups, Stream.concat(rules.stream(), more.stream()).toList(), interfaces, gateways,
                nats);
    }

    /// Without a group and its rules.
    public Network withoutGroup(String id) {
        return new Network(vpcs, subnets, routeTables, groups.stream().filter(g -> !g.id().equals(id)).toList(),
                rules.stream().filter(r -> !r.groupId().equals(id)).toList(), interfaces, gateways, nats);
    }

    /// Without some rules.
    public Network withoutRules(Collection<String> ids) {
        return new Network(vpcs, subnets, routeTables, groups, rules.stream().filter(r -> !ids.contains(r.id())).toList(), interfaces,
                gateways, nats);
    }

    /// With a block of IPv6 addresses for each VPC, as `AssociateVpcCidrBlock` gives one: groups that are made from then on let out to it too.
    public Network withIpv6() {
        List<Vpc> both = vpcs.stream().map(v -> new Vpc(v.id(), v.cidr(), "2001:db8:17:4200::/56", v.isDefault(), v.tags())).toList();
        return new Network(both, subnets, routeTables, groups, rules, interfaces, gateways, nats);
    }

    /// Some interfaces under other groups.
    Network regrouped(Collection<String> interfaceIds, List<String> next) {
        List<Interface> changed = interfaces.stream().map(i -> interfaceIds.contains(i.id()) ? i.with(next) : i).toList();
        return new Network(vpcs, subnets, routeTables, groups, rules, changed, gateways, nats);
    }

    /// The zones of some subnets, in the order of the subnets and each once.
    public List<String> zones(Collection<String> subnetIds) {
        return subnets.stream().filter(s -> subnetIds.contains(s.id())).map(Subnet::zone).distinct().toList();
    }

    /// The group that AWS uses where none is named.
    public @Nullable SecurityGroup defaultGroup(String vpcId) {
        return groups.stream().filter(g -> g.vpcId().equals(vpcId) && g.name().equals("default")).findFirst().orElse(null);
    }

    /// The first address from `.100` on that no interface of a subnet has.
    String freeAddress(Subnet subnet) {
        String start = subnet.cidr().substring(0, subnet.cidr().lastIndexOf('.') + 1);
        for (int last = 100;; last++) {
            String address = start + last;
            if (interfaces.stream().noneMatch(i -> i.address().equals(address))) {
                return address;
            }
        }
    }

    /// The inbound rules of a group moved to another port: the database of a drill listens where the machine lets it.
    Network withInboundPort(String groupId, int port) {
        List<Rule> moved = rules.stream().map(r -> r.groupId().equals(groupId) && !r.egress() ? r.onPort(port) : r).toList();
        return new Network(vpcs, subnets, routeTables, groups, moved, interfaces, gateways, nats);
    }
}
