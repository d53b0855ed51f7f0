package dev.howdah.drill.ec2;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Network;
import dev.howdah.drill.world.Network.Interface;
import dev.howdah.drill.world.World;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html>
final class DescribeNetworkInterfaces implements Operation {

    private final World world;

    DescribeNetworkInterfaces(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeNetworkInterfaces";
    }

    @Override
    public Struct answer(Call call) {
        Network network = world.region(call.region()).network();
        return new Kind<>("NetworkInterfaceId", "InvalidNetworkInterfaceID.NotFound", Interface::id, filters(network), _ -> Map.of(),
                "networkInterfaceSet", e -> shape(network, e)).answer(call, network.interfaces());
    }

    private static Map<String, Function<Interface, Collection<String>>> filters(Network network) {
        Map<String, Function<Interface, Collection<String>>> filters = new HashMap<>();
        filters.put("network-interface-id", e -> List.of(e.id()));
        filters.put("subnet-id", e -> List.of(e.subnetId()));
        filters.put("vpc-id", e -> List.of(e.vpcId()));
        filters.put("availability-zone", e -> List.of(e.zone()));
        filters.put("group-id", Interface::groups);
        filters.put("group-name", e -> e.groups().stream().map(g -> groupName(network, g)).toList());
        filters.put("private-ip-address", e -> List.of(e.address()));
        filters.put("addresses.private-ip-address", e -> List.of(e.address()));
        filters.put("description", e -> List.of(e.description()));
        filters.put("requester-id", e -> List.of(Objects.requireNonNullElse(e.requester(), World.ACCOUNT)));
        filters.put("requester-managed", e -> List.of(Boolean.toString(e.requester() != null)));
        filters.put("interface-type", e -> List.of(e.kind()));
        filters.put("status", _ -> List.of("in-use"));
        filters.put("owner-id", _ -> List.of(World.ACCOUNT));
        return filters;
    }

    private static String groupName(Network network, String id) {
        Network.SecurityGroup group = network.group(id);
        return group == null ? "" : group.name();
    }

    private static Struct shape(Network network, Interface e) {
        Struct association = e.publicAddress() == null
                ? null
                : new Struct().put("ipOwnerId", "amazon").put("publicDnsName", "").put("publicIp", e.publicAddress());
        List<Struct> groups = e.groups().stream().map(g -> new Struct().put("groupId", g).put("groupName", groupName(network, g))).toList();
        var address = new Struct().put("association", association).put("primary", true).put("privateIpAddress", e.address());
        return new Struct().put("association", association).put("attachment", attachment(e)).put("availabilityZone", e.zone())
                .put("description", e.description()).set("groupSet", groups).put("interfaceType", e.kind())
                .set("ipv6AddressesSet", List.of()).put("macAddress", Network.mac(e.id())).put("networkInterfaceId", e.id())
                .put("ownerId", World.ACCOUNT).put("privateIpAddress", e.address()).set("privateIpAddressesSet", List.of(address))
                .put("requesterId", e.requester()).put("requesterManaged", e.requester() != null).put("sourceDestCheck", true)
                .put("status", "in-use").put("subnetId", e.subnetId()).set("tagSet", List.of()).put("vpcId", e.vpcId());
    }

    private static Struct attachment(Interface e) {
        return new Struct().put("attachTime", e.attached()).put("attachmentId", "eni-attach-" + e.id().substring(4))
                .put("deleteOnTermination", e.requester() != null).put("deviceIndex", 1)
                .put("instanceOwnerId", Objects.requireNonNullElse(e.requester(), World.ACCOUNT)).put("status", "attached");
    }
}
