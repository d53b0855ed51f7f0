package dev.howdah.drill.world;

import java.util.Random;

/// Ids as AWS makes them, from a seed, so that two drills of the same kind look alike.
public final class Ids {
    private static final String RESOURCE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private final Random random;

    public Ids(long seed) {
        random = new Random(seed);
    }

    /// `db-` and 26 letters or digits: a DbiResourceId.
    public String resource(String prefix) {
        var id = new StringBuilder(prefix);
        for (int i = 0; i < 26; i++) {
            id.append(RESOURCE.charAt(random.nextInt(RESOURCE.length())));
        }
        return id.toString();
    }

    /// A prefix and 17 hexadecimal digits: `vpc-0…`.
    String ec2(String prefix) {
        return prefix + "-0" + String.format("%016x", random.nextLong());
    }
}
