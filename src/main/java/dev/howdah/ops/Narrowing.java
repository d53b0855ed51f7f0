package dev.howdah.ops;

import dev.howdah.aws.AwsAccount;
import dev.howdah.model.Instance;
import dev.howdah.model.SecurityGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which inbound rules open more than the database's port, and what they come to when they open that alone.
final class Narrowing {
    private final AwsAccount account;
    private final Request.NarrowPorts request;
    private final Instance db;
    private final int port;
    private final List<SecurityGroup.Rule> all;

    private Narrowing(AwsAccount account, Request.NarrowPorts request, Instance db, int port, List<SecurityGroup.Rule> all) {
        this.account = account;
        this.request = request;
        this.db = db;
        this.port = port;
        this.all = all;
    }

    /// Reads what the group opens now.
    static Narrowing of(AwsAccount account, Request.NarrowPorts request, Instance db) throws InterruptedException {
        Instance.Endpoint endpoint = db.endpoint();
        return new Narrowing(account, request, db, endpoint == null ? 0 : endpoint.port(),
                account.network().groups(List.of(request.group())).stream().flatMap(g -> g.rules().stream()).filter(r -> !r.egress())
                        .toList());
    }

    int port() {
        return port;
    }

    /// Those that are narrowed, as they are now.
    List<SecurityGroup.Rule> rules() {
        return all.stream().filter(r -> request.rules().contains(r.id())).toList();
    }

    List<Guard> guards() throws InterruptedException {
        var guards = new ArrayList<Guard>();
        if (rules().size() < request.rules().size()) {
            guards.add(new Guard.Block("Not all of these rules are there any more.", "close this, and read the posture again"));
            return guards;
        }
        if (port == 0) {
            guards.add(new Guard.Block(db.ref().id() + " has no endpoint yet.", "wait until it is available"));
            return guards;
        }
        for (SecurityGroup.Rule rule : rules()) {
            guards.add(alone(rule)
                    ? new Guard.Block("The rule of " + who(rule) + " opens tcp " + port + " alone already.",
                            "close this; nothing is to be done")
                    : opens(rule)
                            ? new Guard.Pass(who(rule) + " comes to " + ports(rule) + ", and then to tcp " + port + ".")
                            : new Guard.Block(who(rule) + " is let in to " + ports(rule) + ", where the database is not.",
                                    "take the rule away in the tool that made it"));
        }
        rules().stream().filter(this::twin).findFirst().ifPresent(r -> guards.add(new Guard.Block(
                who(r) + " has a rule for tcp " + port + " already, and AWS takes no second one.", "take the wide rule away: aws ec2 "
                        + "revoke-security-group-ingress --group-id " + request.group() + " --security-group-rule-ids " + r.id()
                        + " --region " + db.ref().region())));
        guards.add(Neighbours.have(account, db, request.group(), "Their other ports are shut on"));
        guards.add(new Guard.Warn("What is not a DB instance is not looked at: machines with " + request.group()
                + " that are reached by another port are cut off."));
        return guards;
    }

    private boolean opens(SecurityGroup.Rule rule) {
        Integer from = rule.from();
        Integer to = rule.to();
        return rule.protocol().equals("-1")
                || List.of("tcp", "6").contains(rule.protocol()) && from != null && to != null && from <= port && port <= to;
    }

    /// Whether another rule lets the same peer in to the port alone.
    private boolean twin(SecurityGroup.Rule rule) {
        return all.stream().anyMatch(o -> !o.id().equals(rule.id()) && alone(o) && who(o).equals(who(rule)));
    }

    private boolean alone(SecurityGroup.Rule rule) {
        return List.of("tcp", "6").contains(rule.protocol()) && Integer.valueOf(port).equals(rule.from())
                && Integer.valueOf(port).equals(rule.to());
    }

    private static String who(SecurityGroup.Rule rule) {
        String peer = first(rule.peer(), rule.cidr4(), rule.cidr6(), rule.prefixList());
        return peer == null ? "nobody" : peer;
    }

    private static @Nullable String first(@Nullable String... names) {
        for (String name : names) {
            if (name != null) {
                return name;
            }
        }
        return null;
    }

    private static String ports(SecurityGroup.Rule rule) {
        return rule.protocol().equals("-1")
                ? "every port of every protocol"
                : rule.protocol() + " " + rule.from() + (Objects.equals(rule.from(), rule.to()) ? "" : " to " + rule.to());
    }

    /// The `aws` line that makes them as wide as they are now.
    String back() {
        return "aws ec2 modify-security-group-rules --group-id " + request.group() + " --security-group-rules '["
                + rules().stream().map(Narrowing::said).collect(Collectors.joining(",")) + "]' --region " + db.ref().region();
    }

    private static String said(SecurityGroup.Rule rule) {
        boolean every = rule.protocol().equals("-1");
        return "{\"SecurityGroupRuleId\":\"" + rule.id() + "\",\"SecurityGroupRule\":{\"IpProtocol\":\"" + rule.protocol() + "\""
                + (every ? "" : ",\"FromPort\":" + rule.from() + ",\"ToPort\":" + rule.to())
                + member("ReferencedGroupId", rule.peer()) + member("CidrIpv4", rule.cidr4()) + member("CidrIpv6", rule.cidr6())
                + member("PrefixListId", rule.prefixList()) + member("Description", rule.description()) + "}}";
    }

    /// What AWS takes in a description has no quotes and no backslash.
    private static String member(String name, @Nullable String value) {
        return value == null || value.isEmpty() ? "" : ",\"" + name + "\":\"" + value + "\"";
    }
}
