package dev.howdah.drill.ec2;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.world.Network;
import dev.howdah.drill.world.Network.Rule;
import dev.howdah.drill.world.Network.SecurityGroup;
import dev.howdah.drill.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the actions on security groups share: which group a request means, and the rules that it spells out
/// (<https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html>).
final class Groups {
    /// What AWS takes in names and descriptions.
    static final String WORDS = "[a-zA-Z0-9. _:/()#,@\\[\\]+=&;{}!$*-]";
    private static final String BLOCK = "(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})";
    private static final int LAST_PORT = 65_535;

    private Groups() {}

    /// The group of GroupId, or of GroupName where the VPC is a default one.
    static SecurityGroup named(Network network, Input input) {
        String id = input.text("GroupId");
        if (id == null && input.text("GroupName") == null) {
            throw ApiError.of(400, "MissingParameter", "The request must contain the parameter groupName or groupId");
        }
        if (id == null) {
            // names stand for groups of the default VPC only, and the drill has none
            throw ApiError.of(400, "VPCIdNotSpecified", "No default VPC for this user");
        }
        return existing(network, id);
    }

    static SecurityGroup existing(Network network, String id) {
        if (!id.startsWith("sg-")) {
            throw ApiError.of(400, "InvalidGroupId.Malformed", "Invalid id: \"" + id + "\" (expecting \"sg-...\")");
        }
        SecurityGroup group = network.group(id);
        if (group == null) {
            throw missing(id);
        }
        return group;
    }

    private static ApiError missing(String id) {
        return ApiError.of(400, "InvalidGroup.NotFound", "The security group '" + id + "' does not exist");
    }

    /// The ARN that a policy names.
    static String resource(Call call) {
        return "arn:aws:ec2:" + call.region() + ":" + World.ACCOUNT + ":security-group/" + call.input().text("GroupId", "*");
    }

    /// The rules that a request spells out, in `IpPermissions` or in the older flat form.
    static List<Rule> rules(Network network, SecurityGroup group, boolean egress, Input input) {
        List<Input> permissions = input.structs("IpPermissions");
        var rules = new ArrayList<Rule>();
        if (permissions.isEmpty()) {
            String block = input.text("CidrIp");
            if (block == null) {
                throw ApiError.of(400, "MissingParameter", "The request must contain the parameter ipPermissions");
            }
            rules.add(rule(group, egress, input, block(block), null, ""));
        }
        for (Input permission : permissions) {
            int before = rules.size();
            for (Input range : permission.structs("IpRanges")) {
                rules.add(rule(group, egress, permission, block(range.need("CidrIp")), null, described(range)));
            }
            for (Input range : permission.structs("Ipv6Ranges")) {
                rules.add(rule(group, egress, permission, range.need("CidrIpv6"), null, described(range)));
            }
            for (Input peer : permission.structs("Groups")) {
                String id = peer.need("GroupId");
                SecurityGroup other = network.group(id);
                if (other == null) {
                    throw missing(id);
                }
                if (!other.vpcId().equals(group.vpcId())) {
                    throw ApiError.of(400, "InvalidGroup.NotFound", "You have specified two resources that belong to different networks.");
                }
                rules.add(rule(group, egress, permission, null, id, described(peer)));
            }
            if (!permission.structs("PrefixListIds").isEmpty()) {
                throw ApiError.of(400, "InvalidPrefixListID.NotFound", "The prefix list ID '"
                        + permission.structs("PrefixListIds").getFirst().text("PrefixListId", "") + "' does not exist");
            }
            if (rules.size() == before) {
                throw ApiError.invalidValue("Either 'cidrIp' or 'sourceGroupId' should be provided for each permission.");
            }
        }
        return rules;
    }

    private static Rule rule(SecurityGroup group, boolean egress, Input of, @Nullable String cidr, @Nullable String peer, String words) {
        String protocol = switch (of.need("IpProtocol")) {
            case "6" -> "tcp";
            case "17" -> "udp";
            case "1" -> "icmp";
            case "all" -> "-1";
            case String other -> other;
        };
        Integer from = of.integer("FromPort");
        Integer to = of.integer("ToPort");
        boolean ports = protocol.equals("tcp") || protocol.equals("udp");
        if (!protocol.matches("tcp|udp|icmp|icmpv6|-1|\\d{1,3}")) {
            throw ApiError.invalidValue("Invalid value '" + protocol + "' for IP protocol. Unknown protocol.");
        }
        if (ports && (from == null || to == null)) {
            throw ApiError.invalidValue("Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
        }
        int first = from == null || protocol.equals("-1") ? -1 : from;
        int last = to == null || protocol.equals("-1") ? -1 : to;
        if (ports && (first < 0 || last > LAST_PORT || first > last)) {
            throw ApiError.invalidValue("Invalid value '" + first + "-" + last + "' for portRange. The first port must not be above the "
                    + "last, and both must be from 0 to " + LAST_PORT + ".");
        }
        return new Rule("sgr-0" + UUID.randomUUID().toString().replace("-", "").substring(0, 16), group.id(), egress, protocol, first, last,
                cidr, peer, words);
    }

    /// A rule that says something else under its own id. Its peer may be another one, but not of another kind
    /// (<https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRuleRequest.html>).
    static Rule rewritten(Network network, SecurityGroup group, Rule old, Input said) {
        String v4 = said.text("CidrIpv4");
        String v6 = said.text("CidrIpv6");
        String peer = said.text("ReferencedGroupId");
        boolean sameKind = old.peerGroup() != null ? peer != null : old.isV6() ? v6 != null : v4 != null;
        if (!sameKind || java.util.stream.Stream.of(v4, v6, peer).filter(java.util.Objects::nonNull).count() != 1) {
            throw ApiError.of(400, "InvalidParameterCombination", "The source or destination of a rule cannot be of another type.");
        }
        if (peer != null) {
            existing(network, peer);
        }
        Rule next = rule(group, old.egress(), said, v4 != null ? block(v4) : v6, peer, described(said));
        return new Rule(old.id(), group.id(), old.egress(), next.protocol(), next.from(), next.to(), next.cidr(), next.peerGroup(),
                next.description());
    }

    private static String described(Input peer) {
        String words = peer.text("Description", "");
        if (!words.matches(WORDS + "{0,255}")) {
            throw ApiError.invalidValue("Invalid rule description. Valid descriptions are strings less than 256 characters from the "
                    + "following set: a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*");
        }
        return words;
    }

    private static String block(String cidr) {
        var parts = java.util.regex.Pattern.compile(BLOCK).matcher(cidr);
        boolean sound = parts.matches() && Integer.parseInt(parts.group(5)) <= 32;
        for (int i = 1; sound && i <= 4; i++) {
            sound = Integer.parseInt(parts.group(i)) <= 255;
        }
        if (!sound) {
            throw ApiError.invalidValue("CIDR block " + cidr + " is malformed");
        }
        return cidr;
    }

    /// A rule in the words of AWS's refusals.
    static String words(Rule r) {
        return "peer: " + (r.peerGroup() == null ? r.cidr() : r.peerGroup()) + ", "
                + (r.protocol().equals("-1")
                        ? "ALL"
                        : r.protocol().toUpperCase(java.util.Locale.ROOT) + ", from port: " + r.from() + ", to port: " + r.to())
                + ", ALLOW";
    }
}
