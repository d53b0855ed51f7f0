package dev.howdah.ops.posture;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.policy.PolicyReads;
import dev.howdah.aws.secrets.SecretReads;
import dev.howdah.json.Json;
import dev.howdah.model.EcsDefinition;
import dev.howdah.model.EcsService;
import dev.howdah.model.IngressRule;
import dev.howdah.model.Instance;
import dev.howdah.model.Problem;
import dev.howdah.model.SecretState;
import dev.howdah.ops.reach.Login;
import dev.howdah.posture.Part;
import dev.howdah.posture.Service;
import dev.howdah.posture.Services;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the services of ECS that use an instance, and reads what the checks ask of them: those that name its host in a variable or in a
/// secret, are given its master secret, or are let in by its security groups and have a secret that cannot be read. Of a secret's value
/// only the names of its keys and its host are kept.
final class ServicesReader {
    /// Parts of an ARN that names a secret: what comes after are a task definition's suffixes.
    private static final int ARN = 7;
    private final AwsAccount account;
    private final FactsReader.Parts part;
    private final Map<String, Held> held = new HashMap<>();
    private final Map<String, Part<Boolean>> readable = new HashMap<>();

    ServicesReader(AwsAccount account, FactsReader.Parts part) {
        this.account = account;
        this.part = part;
    }

    /// @param host what the secret says the server is; null when it does not, or was not read
    private record Held(Part<Set<String>> keys, Part<Instant> since, @Nullable String host) {}

    /// How a service stands to the instance.
    private enum Relation {
        USES, MAY_USE, NONE
    }

    Part<Services> of(Instance instance, Part<List<IngressRule>> ingress) throws InterruptedException {
        return part.of(() -> {
            var using = new ArrayList<Service>();
            var undecided = new ArrayList<String>();
            Map<String, EcsDefinition> definitions = new HashMap<>();
            for (EcsService service : account.tasks().services()) {
                EcsDefinition definition = definitions.get(service.definition());
                if (definition == null) {
                    definition = account.tasks().definition(service.definition());
                    definitions.put(service.definition(), definition);
                }
                boolean named = names(definition, instance);
                if (named || letIn(service, ingress, true)) {
                    List<Service.SecretUse> secrets = secrets(definition);
                    switch (named ? Relation.USES : relation(secrets, instance, letIn(service, ingress, false))) {
                        case USES -> using.add(new Service(service, definition,
                                account.tasks().tasksOf(service.cluster(), service.name()), secrets));
                        case MAY_USE -> undecided.add(service.name());
                        case NONE -> {
                            // it has nothing of this instance
                        }
                    }
                }
            }
            return new Services(List.copyOf(using), List.copyOf(undecided));
        });
    }

    /// Whether the database's groups let the service's tasks in.
    ///
    /// @param perhaps whether an address range, or rules that could not be read, count too
    private static boolean letIn(EcsService service, Part<List<IngressRule>> ingress, boolean perhaps) {
        return switch (ingress) {
            case Part.Unread<List<IngressRule>> _ -> perhaps;
            case Part.Read<List<IngressRule>>(var rules) -> rules.stream().anyMatch(
                    r -> r.sourceGroup() == null ? perhaps : service.network().groups().contains(r.sourceGroup()));
        };
    }

    private static boolean names(EcsDefinition definition, Instance instance) {
        Instance.Endpoint endpoint = instance.endpoint();
        return endpoint != null && definition.containers().stream().flatMap(c -> c.environment().values().stream())
                .anyMatch(v -> v.contains(endpoint.host()));
    }

    /// @param near whether the database's groups name the service's
    private Relation relation(List<Service.SecretUse> secrets, Instance instance, boolean near) {
        Instance.Endpoint endpoint = instance.endpoint();
        String master = instance.security().masterSecretArn();
        var relation = Relation.NONE;
        for (Service.SecretUse use : secrets) {
            Held value = held.get(use.arn());
            String host = value == null ? null : value.host();
            if (use.arn().equals(master) || host != null && endpoint != null && host.equalsIgnoreCase(endpoint.host())) {
                return Relation.USES;
            }
            if (value == null || value.keys() instanceof Part.Unread) {
                relation = near ? Relation.USES : Relation.MAY_USE;
            }
        }
        return relation;
    }

    private List<Service.SecretUse> secrets(EcsDefinition definition) throws InterruptedException {
        var all = new ArrayList<Service.SecretUse>();
        for (EcsDefinition.Container container : definition.containers()) {
            for (Map.Entry<String, String> secret : container.secrets().entrySet()) {
                List<String> parts = List.of(secret.getValue().split(":", -1));
                if (parts.size() >= ARN && parts.get(2).equals("secretsmanager")) {
                    String arn = String.join(":", parts.subList(0, ARN));
                    String key = parts.size() > ARN && !parts.get(ARN).isEmpty() ? parts.get(ARN) : null;
                    Held value = held(arn);
                    all.add(new Service.SecretUse(secret.getKey(), arn, key, value.keys(), value.since(),
                            readable(definition.executionRole(), arn)));
                }
            }
        }
        return all;
    }

    private Held held(String arn) throws InterruptedException {
        Held known = held.get(arn);
        if (known != null) {
            return known;
        }
        Part<SecretReads.Value> value = part.of(() -> account.secrets().value(arn, SecretReads.CURRENT));
        Held read = switch (value) {
            case Part.Read<SecretReads.Value>(var it) -> new Held(Part.of(keys(it.text().reveal())),
                    it.created() == null ? new Part.Unread<>("the date of its version was not told") : Part.of(it.created()),
                    Login.of(it.text(), null, arn).map(Login::host).orElse(null));
            case Part.Unread<SecretReads.Value>(var why) -> new Held(new Part.Unread<>(why), rotated(arn, why), null);
        };
        held.put(arn, read);
        return read;
    }

    /// Where the value is forbidden: when it was rotated last. A secret that never was has the value that it had.
    private Part<Instant> rotated(String arn, String why) throws InterruptedException {
        Part<SecretState> state = part.of(() -> account.secrets().state(arn));
        return switch (state) {
            case Part.Read<SecretState>(var it) -> it.lastRotated() == null ? new Part.Unread<>(why) : Part.of(it.lastRotated());
            case Part.Unread<SecretState> _ -> new Part.Unread<>(why);
        };
    }

    private static Set<String> keys(String text) {
        try {
            return text.strip().startsWith("{") ? new LinkedHashSet<>(Json.readObject(text).keySet()) : Set.of();
        } catch (Json.Malformed e) {
            return Set.of();
        }
    }

    private Part<Boolean> readable(@Nullable String role, String arn) throws InterruptedException {
        if (role == null) {
            return Part.of(false);
        }
        String asked = role + " " + arn;
        Part<Boolean> known = readable.get(asked);
        if (known == null) {
            known = part.of(() -> allowed(role, arn));
            readable.put(asked, known);
        }
        return known;
    }

    private boolean allowed(String role, String arn) throws InterruptedException {
        try {
            return Optional.ofNullable(account.policies().simulate(role, "secretsmanager:GetSecretValue", List.of(arn)).get(arn))
                    .filter(d -> d == PolicyReads.Decision.ALLOWED).isPresent();
        } catch (Problem.Thrown e) {
            if (e.problem() instanceof Problem.Missing) {
                // there is no such role: nobody reads with it
                return false;
            }
            throw e;
        }
    }
}
