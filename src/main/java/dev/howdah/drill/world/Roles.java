package dev.howdah.drill.world;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The roles of tasks, and what their inline policies let them do. A role may be named by its ARN: the last part of it is the name.
public final class Roles {
    private static final String SEEDED = "read-secrets";
    /// Role → policy → what it says. Guarded by `this`.
    private final Map<String, Map<String, Policy>> roles = new TreeMap<>();

    private static String last(String nameOrArn) {
        return nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    }

    /// A role that may read some secrets and nothing else; one of the same name is replaced.
    public synchronized void put(String role, List<String> secrets) {
        var policies = new TreeMap<String, Policy>();
        if (!secrets.isEmpty()) {
            policies.put(SEEDED, Policy.reading(secrets));
        }
        roles.put(role, policies);
    }

    public synchronized boolean has(String role) {
        return roles.containsKey(last(role));
    }

    /// Names of a role's policies in their order; null for no such role.
    public synchronized @Nullable List<String> policies(String role) {
        Map<String, Policy> own = roles.get(last(role));
        return own == null ? null : List.copyOf(own.keySet());
    }

    public synchronized @Nullable Policy policy(String role, String name) {
        Map<String, Policy> own = roles.get(last(role));
        return own == null ? null : own.get(name);
    }

    /// Gives an existing role a policy; one of the same name is replaced.
    public synchronized void put(String role, String name, Policy policy) {
        Map<String, Policy> own = roles.get(last(role));
        if (own != null) {
            own.put(name, policy);
        }
    }

    /// Takes a policy away; false when there was none of that name.
    public synchronized boolean remove(String role, String name) {
        Map<String, Policy> own = roles.get(last(role));
        return own != null && own.remove(name) != null;
    }

    /// What its policies together say: a denial outweighs whatever allows.
    public synchronized Policy.Decision decide(String role, String action, String resource) {
        List<Policy.Decision> said = roles.getOrDefault(last(role), Map.of()).values().stream().map(p -> p.decide(action, resource))
                .toList();
        return said.contains(Policy.Decision.DENIED)
                ? Policy.Decision.DENIED
                : said.contains(Policy.Decision.ALLOWED) ? Policy.Decision.ALLOWED : Policy.Decision.NOT_ALLOWED;
    }
}
