package dev.howdah.ops;

import dev.howdah.model.Hardening;
import dev.howdah.model.Instance;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How much storage an instance gets that has too little, and what stands against it. Source: Amazon RDS user guide, "Increasing DB instance
/// storage capacity" and "Managing capacity automatically".
final class Grown {
    /// The most that RDS gives to one instance, in GiB.
    private static final int MOST = 65_536;

    private Grown() {}

    /// In GiB; 0 where it is unknown what the instance has.
    static int target(Instance db) {
        Integer now = db.storage().allocatedGib();
        return now == null ? 0 : Math.min(MOST, Hardening.more(now));
    }

    /// Up to what it grows by itself from then on: a limit that would lie below what it has has to move with it. Null where it stays.
    static @Nullable Integer limit(Instance db) {
        Integer limit = db.storage().maxAllocatedGib();
        int target = target(db);
        return limit == null || limit > target ? null : Integer.valueOf(Math.min(MOST, Hardening.ceiling(target)));
    }

    static List<Guard> guards(Instance db) {
        var guards = new ArrayList<Guard>();
        Integer now = db.storage().allocatedGib();
        if (now == null) {
            guards.add(new Guard.Block("How much storage it has is unknown.", "refresh, then plan again"));
        } else if (now * 11 > MOST * 10) {
            guards.add(new Guard.Block("It has " + now + " GiB, and RDS gives " + MOST + " at most, in steps of a tenth.",
                    "look what takes the room (Health)"));
        } else {
            guards.add(new Guard.Pass("From " + now + " to " + target(db) + " GiB."));
        }
        Integer limit = limit(db);
        if (limit != null) {
            guards.add(
                    new Guard.Warn("It grows by itself up to " + db.storage().maxAllocatedGib() + " GiB, which would not be more than it "
                            + "then has: that limit moves to " + limit + " GiB."));
        }
        if (!db.pending().isEmpty()) {
            guards.add(new Guard.Warn("What waits for the maintenance window comes into force too: "
                    + String.join(", ", db.pending().keySet()) + "."));
        }
        guards.add(new Guard.Warn("It buys time, and no other change of its storage is taken for six hours. Look what takes the room: WAL "
                + "that is kept (Health), files, tables."));
        return guards;
    }
}
