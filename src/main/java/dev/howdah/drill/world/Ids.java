package dev.howdah.drill.world;

import java.util.Random;
import java.util.UUID;

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

    /// A UUID.
    String uuid() {
        return new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | Long.MIN_VALUE).toString();
    }

    /// 32 hexadecimal digits: an ECS task's id.
    String task() {
        return String.format("%016x%016x", random.nextLong(), random.nextLong());
    }

    /// A prefix and 17 hexadecimal digits: `vpc-0…`.
    String ec2(String prefix) {
        return prefix + "-0" + String.format("%016x", random.nextLong());
    }
}
