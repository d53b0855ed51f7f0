package dev.howdah.drill.ssm.agent;

/// The versions of both sides, and what depends on them. Version numbers are compared number by number.
record Versions(String agent, String client) {

    /// Whether several connections share the session.
    boolean multiplexed() {
        return compare(agent, "3.0.196.0") > 0 && compare(client, "1.1.70") >= 0;
    }

    /// Whether the agent knows the parameter `host`; an older one dials its own localhost whatever it is told.
    boolean knowsHosts() {
        return compare(agent, "3.1.1188.0") >= 0;
    }

    boolean agentKeepsAlive() {
        return compare(client, "1.2.331.0") <= 0;
    }

    boolean clientKeepsAlive() {
        return compare(agent, "3.1.1511.0") <= 0;
    }

    static int compare(String one, String other) {
        String[] a = one.split("\\.", -1);
        String[] b = other.split("\\.", -1);
        for (int i = 0; i < Math.max(a.length, b.length); i++) {
            int difference = Integer.compare(part(a, i), part(b, i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private static int part(String[] parts, int at) {
        try {
            return at < parts.length ? Integer.parseInt(parts[at]) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
