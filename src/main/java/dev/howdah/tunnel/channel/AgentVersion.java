package dev.howdah.tunnel.channel;

import java.util.Arrays;

/// A dotted version number of an agent or a client, compared number by number; a part that is missing or no number counts as 0.
public record AgentVersion(String text) implements Comparable<AgentVersion> {
    /// Newer agents run smux; up to this one there is one connection at a time.
    static final AgentVersion LAST_WITHOUT_MUX = of("3.0.196.0");
    /// Up to this one an agent needs smux keep-alive.
    static final AgentVersion LAST_WITH_KEEP_ALIVE = of("3.1.1511.0");
    /// Up to this one an agent does not know the flag that ends a session.
    static final AgentVersion LAST_WITHOUT_TERMINATE = of("2.3.722.0");

    public static AgentVersion of(String text) {
        return new AgentVersion(text);
    }

    public boolean isAfter(AgentVersion other) {
        return compareTo(other) > 0;
    }

    /// How many numbers it has.
    public int parts() {
        return numbers().length;
    }

    @Override
    public int compareTo(AgentVersion other) {
        long[] mine = numbers();
        long[] theirs = other.numbers();
        int most = Math.max(mine.length, theirs.length);
        return Arrays.compare(Arrays.copyOf(mine, most), Arrays.copyOf(theirs, most));
    }

    private long[] numbers() {
        String[] parts = text.strip().split("\\.", 8);
        return Arrays.stream(parts).mapToLong(AgentVersion::number).toArray();
    }

    private static long number(String part) {
        return part.matches("\\d{1,9}") ? Long.parseLong(part) : 0;
    }

    @Override
    public String toString() {
        return text;
    }
}
