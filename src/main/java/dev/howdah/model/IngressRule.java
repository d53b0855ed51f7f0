package dev.howdah.model;

import org.jspecify.annotations.Nullable;

/// One inbound rule of a security group (`ec2:DescribeSecurityGroupRules`).
///
/// @param id such as `sgr-0a1b2c3d`
/// @param protocol `tcp`, `6`, or `-1` for all
/// @param from first port; -1 or null with all ports
/// @param sourceGroup the group whose members may come; null when the source is an address range
/// @param cidr IPv4 or IPv6 range; null when the source is a group
public record IngressRule(String id, String group, String protocol, @Nullable Integer from, @Nullable Integer to,
        @Nullable String sourceGroup,
        @Nullable String cidr) {
    /// Whether the rule speaks of TCP on this port.
    public boolean covers(int port) {
        if (protocol.equals("-1")) {
            return true;
        }
        boolean tcp = protocol.equals("tcp") || protocol.equals("6");
        return tcp && (from == null || from == -1 || from <= port) && (to == null || to == -1 || port <= to);
    }

    /// Whether everybody may come.
    public boolean ofTheWorld() {
        return "0.0.0.0/0".equals(cidr) || "::/0".equals(cidr);
    }

    /// Who may come, in a word or two.
    public String who() {
        return sourceGroup != null ? sourceGroup : cidr == null ? "a prefix list" : cidr;
    }

    /// Whether an IPv4 address is in the rule's range; false for a rule of a group or of IPv6.
    public boolean admits(String address) {
        String range = cidr;
        if (range == null || range.indexOf(':') >= 0 || range.indexOf('/') < 0) {
            return false;
        }
        int bits = Integer.parseInt(range.substring(range.indexOf('/') + 1));
        long mask = bits == 0 ? 0 : 0xffffffffL << (32 - bits) & 0xffffffffL;
        return (number(range.substring(0, range.indexOf('/'))) & mask) == (number(address) & mask);
    }

    private static long number(String address) {
        long number = 0;
        for (String part : address.split("\\.")) {
            number = number << 8 | Integer.parseInt(part);
        }
        return number;
    }
}
