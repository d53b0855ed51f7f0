package dev.howdah.model;

import org.jspecify.annotations.Nullable;

/// One outbound rule of a security group (`ec2:DescribeSecurityGroupRules`).
///
/// @param protocol `tcp`, `6`, or `-1` for all
/// @param cidr IPv4 or IPv6 range; null when the target is a group or a prefix list
public record EgressRule(String id, String group, String protocol, @Nullable String cidr) {
    /// Whether it lets everything out to everywhere, as a new security group does.
    public boolean everything() {
        return protocol.equals("-1") && ("0.0.0.0/0".equals(cidr) || "::/0".equals(cidr));
    }
}
