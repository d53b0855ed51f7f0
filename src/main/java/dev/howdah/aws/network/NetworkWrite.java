package dev.howdah.aws.network;

import dev.howdah.aws.session.AwsWrite;
import dev.howdah.aws.session.Resources;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.SecurityGroup;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One call that changes something at Amazon EC2, with all that it sends. What is shown, permitted and sent is this one object.
public sealed interface NetworkWrite extends AwsWrite {
    /// A security group without a rule for who comes in (`ec2:CreateSecurityGroup`). AWS gives it one that lets everything out.
    ///
    /// @param name not beginning with `sg-`, which AWS refuses
    /// @param tags in the order of their keys; with any, `ec2:CreateTags` is needed too
    record CreateGroup(InstanceRef target, String vpc, String name, String description, Map<String, String> tags) implements NetworkWrite {
        public CreateGroup {
            tags = new TreeMap<>(tags);
        }

        @Override
        public String action() {
            return "ec2:CreateSecurityGroup";
        }

        @Override
        public String resource() {
            return Resources.securityGroup(target.account(), target.region(), vpc, NetworkWrites.request(this));
        }
    }

    /// Whoever is in one group may open connections to a port of another (`ec2:AuthorizeSecurityGroupIngress`).
    ///
    /// @param source the group that may; no block of addresses
    record LetIn(InstanceRef target, String group, String source, int port, String description) implements NetworkWrite {
        @Override
        public String action() {
            return "ec2:AuthorizeSecurityGroupIngress";
        }

        @Override
        public String resource() {
            return Resources.rules(target.account(), target.region(), group, NetworkWrites.request(this));
        }
    }

    /// The rules away that AWS gives each new group and that let everything out (`ec2:RevokeSecurityGroupEgress`): of IPv4, and in a VPC with
    /// IPv6 addresses the one of IPv6.
    ///
    /// @param rules their ids
    record LetNothingOut(InstanceRef target, String group, List<String> rules) implements NetworkWrite {
        public LetNothingOut {
            rules = List.copyOf(rules);
        }

        @Override
        public String action() {
            return "ec2:RevokeSecurityGroupEgress";
        }

        @Override
        public String resource() {
            return Resources.rules(target.account(), target.region(), group, NetworkWrites.request(this));
        }
    }

    /// Rules away by which address ranges come in (`ec2:RevokeSecurityGroupIngress`).
    ///
    /// @param rules their ids
    record Shut(InstanceRef target, String group, List<String> rules) implements NetworkWrite {
        public Shut {
            rules = List.copyOf(rules);
        }

        @Override
        public String action() {
            return "ec2:RevokeSecurityGroupIngress";
        }

        @Override
        public String resource() {
            return Resources.rules(target.account(), target.region(), group, NetworkWrites.request(this));
        }
    }

    /// Inbound rules narrowed to one TCP port, in place: who comes in stays (`ec2:ModifySecurityGroupRules`).
    ///
    /// @param rules as they are now
    /// @param port the one that stays open
    record Narrow(InstanceRef target, String group, List<SecurityGroup.Rule> rules, int port) implements NetworkWrite {
        public Narrow {
            rules = List.copyOf(rules);
        }

        @Override
        public String action() {
            return "ec2:ModifySecurityGroupRules";
        }

        @Override
        public String resource() {
            return Resources.rules(target.account(), target.region(), group, NetworkWrites.request(this));
        }
    }
}
