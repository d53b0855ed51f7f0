package dev.howdah.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A security group with its rules (`ec2:DescribeSecurityGroups`, `ec2:DescribeSecurityGroupRules`).
///
/// @param vpc null in EC2-Classic's leftovers
public record SecurityGroup(String id, String name, String description, @Nullable String vpc, Map<String, String> tags,
        List<Rule> rules) {
    public SecurityGroup {
        tags = Map.copyOf(tags);
        rules = List.copyOf(rules);
    }

    /// One rule; of the four peers exactly one is there.
    ///
    /// @param protocol `tcp`, a number, or `-1` for all
    /// @param from first port; null or -1 with all ports
    /// @param cidr4 range of IPv4
    /// @param cidr6 range of IPv6
    /// @param prefixList id of a managed prefix list
    /// @param peer id of the group whose members are meant
    public record Rule(String id, boolean egress, String protocol, @Nullable Integer from, @Nullable Integer to, @Nullable String cidr4,
            @Nullable String cidr6, @Nullable String prefixList, @Nullable String peer, @Nullable String description) {}
}
