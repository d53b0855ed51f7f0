package dev.howdah.drill.ec2;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Machine;
import dev.howdah.drill.world.Network;
import dev.howdah.drill.world.Network.Interface;
import dev.howdah.drill.world.World;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html>: each instance in a reservation of its own.
final class DescribeInstances implements Operation {
    private final World world;

    DescribeInstances(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeInstances";
    }

    @Override
    public Struct answer(Call call) {
        Network network = world.region(call.region()).network();
        List<Row> rows = world.region(call.region()).machines().stream().map(m -> new Row(m, interfaceOf(network, m))).toList();
        return new Kind<Row>("InstanceId", "InvalidInstanceID.NotFound", r -> r.machine.id(), filters(),
                r -> Map.of("Name", r.machine.name()),
                "reservationSet", r -> reservation(network, r, call.region())).answer(call, rows);
    }

    private static Interface interfaceOf(Network network, Machine machine) {
        Interface card = network.card(machine.interfaceId());
        if (card == null) {
            throw new IllegalStateException(machine.id() + " has no interface");
        }
        return card;
    }

    private static Map<String, Function<Row, Collection<String>>> filters() {
        Map<String, Function<Row, Collection<String>>> filters = new HashMap<>();
        filters.put("instance-id", r -> List.of(r.machine.id()));
        filters.put("instance-state-name", _ -> List.of("running"));
        filters.put("instance-type", r -> List.of(r.machine.type()));
        filters.put("vpc-id", r -> List.of(r.card.vpcId()));
        filters.put("subnet-id", r -> List.of(r.card.subnetId()));
        filters.put("availability-zone", r -> List.of(r.card.zone()));
        filters.put("private-ip-address", r -> List.of(r.card.address()));
        filters.put("instance.group-id", r -> r.card.groups());
        filters.put("network-interface.group-id", r -> r.card.groups());
        filters.put("network-interface.network-interface-id", r -> List.of(r.card.id()));
        return filters;
    }

    private static Struct reservation(Network network, Row row, String region) {
        return new Struct().put("reservationId", "r-" + row.machine.id().substring(2)).put("ownerId", World.ACCOUNT)
                .set("groupSet", List.of())
                .set("instancesSet", List.of(instance(network, row, region)));
    }

    private static Struct instance(Network network, Row row, String region) {
        Machine m = row.machine;
        Interface card = row.card;
        List<Struct> groups = groups(network, card);
        return new Struct().put("instanceId", m.id()).put("imageId", "ami-0" + m.id().substring(3))
                .put("instanceState", new Struct().put("code", 16).put("name", "running")).put("privateDnsName", dns(card, region))
                .put("dnsName", "").put("reason", "").put("amiLaunchIndex", 0).set("productCodes", List.of()).put("instanceType", m.type())
                .put("launchTime", m.launched())
                .put("placement", new Struct().put("availabilityZone", card.zone()).put("groupName", "").put("tenancy", "default"))
                .put("monitoring", new Struct().put("state", "disabled")).put("subnetId", card.subnetId()).put("vpcId", card.vpcId())
                .put("privateIpAddress", card.address()).put("ipAddress", card.publicAddress()).put("sourceDestCheck", true)
                .set("groupSet", groups).put("architecture", m.type().startsWith("t4g") ? "arm64" : "x86_64")
                .put("rootDeviceType", "ebs").put("rootDeviceName", "/dev/xvda").set("blockDeviceMapping", List.of())
                .put("virtualizationType", "hvm").put("clientToken", "")
                .set("tagSet", Kind.tagSet(Map.of("Name", m.name()))).put("hypervisor", "xen")
                .set("networkInterfaceSet", List.of(networkInterface(card, groups, m, region)))
                .put("iamInstanceProfile", new Struct()
                        .put("arn", "arn:aws:iam::" + World.ACCOUNT + ":instance-profile/" + m.profile())
                        .put("id", "AIPADRILL" + Integer.toHexString(m.profile().hashCode()).toUpperCase(Locale.ROOT)))
                .put("ebsOptimized", false).put("enaSupport", true)
                .put("metadataOptions", new Struct().put("state", "applied").put("httpTokens", "required").put("httpPutResponseHopLimit", 2)
                        .put("httpEndpoint", "enabled"))
                .put("platformDetails", "Linux/UNIX");
    }

    private static List<Struct> groups(Network network, Interface card) {
        return card.groups().stream().map(g -> {
            Network.SecurityGroup group = network.group(g);
            return new Struct().put("groupId", g).put("groupName", group == null ? "" : group.name());
        }).toList();
    }

    private static Struct networkInterface(Interface card, List<Struct> groups, Machine m, String region) {
        var attachment = new Struct().put("attachmentId", "eni-attach-" + card.id().substring(4)).put("deviceIndex", 0)
                .put("status", "attached").put("attachTime", m.launched()).put("deleteOnTermination", true).put("networkCardIndex", 0);
        var address = new Struct().put("privateIpAddress", card.address()).put("privateDnsName", dns(card, region)).put("primary", true);
        return new Struct().put("networkInterfaceId", card.id()).put("subnetId", card.subnetId()).put("vpcId", card.vpcId())
                .put("description", card.description()).put("ownerId", World.ACCOUNT).put("status", "in-use")
                .put("macAddress", Network.mac(card.id())).put("privateIpAddress", card.address()).put("privateDnsName", dns(card, region))
                .put("sourceDestCheck", true).set("groupSet", groups).put("attachment", attachment)
                .set("privateIpAddressesSet", List.of(address)).set("ipv6AddressesSet", List.of()).put("interfaceType", card.kind());
    }

    private static String dns(Interface card, String region) {
        return "ip-" + card.address().replace('.', '-') + "." + region + ".compute.internal";
    }

    private record Row(Machine machine, Interface card) {}
}
