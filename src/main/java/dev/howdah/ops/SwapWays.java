package dev.howdah.ops;

import dev.howdah.aws.AwsAccount;
import dev.howdah.model.EcsDefinition;
import dev.howdah.model.EcsService;
import dev.howdah.model.Instance;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The ways in which applications can be brought to a copy, each with its gap, what it breaks and what must restart; what the services'
/// task definitions say decides which of them there are. Nothing is changed, and no secret's value is read.
final class SwapWays {
    private final AwsAccount account;
    private final Instance live;
    private final Instance copy;

    SwapWays(AwsAccount account, Instance live, Instance copy) {
        this.account = account;
        this.live = live;
        this.copy = copy;
    }

    /// How the services know where their database is.
    ///
    /// @param all every service
    /// @param named services whose definition has the endpoint in the environment
    /// @param given service → names of the secrets that it is given
    /// @param unknown why it could not be read; empty when it was
    private record Users(Set<String> all, Set<String> named, Map<String, Set<String>> given, String unknown) {
        String restart() {
            return !unknown.isEmpty() ? unknown : all.isEmpty() ? "No service is known." : String.join(", ", all);
        }
    }

    /// @param twoRenames what the journal or the documentation says of one
    List<Plan.Way> ways(Plan.Expectation twoRenames) throws InterruptedException {
        Users users = users();
        String id = live.ref().id();
        String host = copy.endpoint() == null ? "its endpoint" : copy.endpoint().host();
        String resource = String.valueOf(live.resourceId());
        var ways = new ArrayList<Plan.Way>();
        ways.add(new Plan.Way("By name (this plan)",
                "Two reboots, one after the other, each " + twoRenames.words() + " (" + twoRenames.source() + "). From the first on " + id
                        + " does not resolve, until the second is done and known: up to ten minutes more.",
                "The resource id changes from " + resource + " to " + copy.resourceId()
                        + ": IAM policies with rds-db:connect, Performance Insights and kept backups name the old one. Alarms, events and metrics"
                        + " stay with the name.",
                "Pools that hold the old address: " + users.restart()));
        String given = users.given().isEmpty()
                ? "no service is given a secret"
                : String.join("; ", users.given().entrySet().stream().map(e -> e.getKey() + " is given " + String.join(", ", e.getValue()))
                        .toList());
        ways.add(new Plan.Way("By secret (by hand)",
                users.given().isEmpty()
                        ? users.unknown().isEmpty() ? "Not possible: " + given + "." : "Unknown: " + users.unknown()
                        : "No reboot. Both run side by side while tasks are replaced, so writes go to both for these minutes: stop them first.",
                "Everything that names " + id + " still means the old instance: alarms, tunnels, dashboards, Terraform. A secret that RDS"
                        + " manages has no host in it.",
                "Put " + host + " into the secret (" + given + "), then restart each."));
        ways.add(new Plan.Way("By DNS name (by hand)",
                users.named().isEmpty()
                        ? "The record's TTL, where applications use a name of your own."
                        : "Not possible: " + String.join(", ", users.named()) + " name the endpoint itself, in the environment.",
                "The server's certificate has RDS names only: a client that verifies it in full refuses a name of your own.",
                "Pools that hold the old address: " + users.restart()));
        return List.copyOf(ways);
    }

    private Users users() throws InterruptedException {
        var all = new LinkedHashSet<String>();
        var named = new LinkedHashSet<String>();
        var given = new java.util.LinkedHashMap<String, Set<String>>();
        String host = live.endpoint() == null ? null : live.endpoint().host();
        try {
            for (EcsService service : account.tasks().services()) {
                all.add(service.name());
                EcsDefinition definition = account.tasks().definition(service.definition());
                for (EcsDefinition.Container c : definition.containers()) {
                    if (host != null && c.environment().values().stream().anyMatch(v -> v.contains(host))) {
                        named.add(service.name());
                    }
                    c.secrets().values()
                            .forEach(from -> given.computeIfAbsent(service.name(), _ -> new LinkedHashSet<>()).add(secret(from)));
                }
            }
            return new Users(all, named, given, "");
        } catch (Problem.Thrown e) {
            return new Users(all, named, given, "which services there are cannot be read: " + Sentences.happened(e.problem()));
        }
    }

    /// The name in a `valueFrom`, which may have a JSON key, a stage and a version behind it, and six characters that Secrets Manager adds.
    private static String secret(String from) {
        String name = from.replaceFirst("^arn:aws[a-z-]*:secretsmanager:[^:]*:[^:]*:secret:", "").replaceFirst(":.*", "");
        return from.startsWith("arn:") ? name.replaceFirst("-[A-Za-z0-9]{6}$", "") : name;
    }
}
