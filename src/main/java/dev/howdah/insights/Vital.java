package dev.howdah.insights;

import dev.howdah.model.Instance;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A metric of CloudWatch that is worth a look, with what AWS says is too much or too little of it (RDS user guide, recommended alarms).
///
/// @param metric name in the namespace AWS/RDS
/// @param statistic as CloudWatch takes it
/// @param unit CloudWatch's
/// @param title for people
/// @param limit null where it is not known for this instance
/// @param above whether more than the limit is bad; less is bad otherwise
/// @param limitWords what the limit is
/// @param why it matters, and what a safe next step is
/// @param end value at which it is over (nothing free, no transaction id left), for the days until then; null where there is none
public record Vital(String metric, String statistic, String unit, String title, @Nullable Double limit, boolean above, String limitWords,
        String why, @Nullable Double end) {
    private static final double GIB = 1024.0 * 1024 * 1024;
    /// Where PostgreSQL takes no more writes: three million before the 2³¹ that can be told apart.
    private static final double NO_MORE_IDS = 2_147_483_648.0 - 3_000_000;

    /// Those that this instance has.
    ///
    /// @param vcpus 0 when not known
    public static List<Vital> of(Instance instance, double vcpus) {
        return of(instance, vcpus, null);
    }

    /// @param slots `max_connections`, as the server says; null where it was not asked
    public static List<Vital> of(Instance instance, double vcpus, @Nullable Integer slots) {
        var all = new ArrayList<Vital>();
        Integer allocated = instance.storage().allocatedGib();
        String type = instance.instanceClass() == null ? "" : instance.instanceClass();
        all.add(above("CPUUtilization", "Average", "Percent", "CPU", 90.0, "above 90 %",
                "Queries queue for a processor. See which statements take it above."));
        all.add(above("DBLoad", "Average", "Count", "Database load", vcpus > 0 ? vcpus : null,
                vcpus > 0 ? "above " + Math.round(vcpus) + " vCPU" : "vCPUs not known",
                "More sessions work than there are processors."));
        all.add(above("DatabaseConnections", "Average", "Count", "Connections", slots == null ? null : slots * 0.9,
                slots == null ? "max_connections is the limit: connect (Ctrl+T) to know it" : "above 90 % of max_connections, " + slots,
                "At the limit nobody can log in. Look at idle sessions in Activity before raising it."));
        all.add(new Vital("FreeStorageSpace", "Minimum", "Bytes", "Free storage", allocated == null ? null : allocated * GIB / 10, false,
                allocated == null ? "allocated storage not known" : "below 10 % of " + allocated + " GiB",
                "A full volume takes no writes. Storage can be raised while it runs, at most once in six hours.", 0.0));
        Double memory = Memory.gib(type).orElse(null);
        all.add(new Vital("FreeableMemory", "Average", "Bytes", "Freeable memory", memory == null ? null : memory * GIB / 4, false,
                memory == null ? "a quarter of the class's memory is AWS's mark" : "below a quarter of " + Math.round(memory) + " GiB",
                "Little memory means more reads from storage.", null));
        all.add(above("ReadLatency", "p90", "Seconds", "Read latency, p90", 0.020, "above 20 ms",
                "Storage is slow or at its limit: compare IOPS with what is provisioned."));
        all.add(above("WriteLatency", "p90", "Seconds", "Write latency, p90", 0.020, "above 20 ms",
                "Every commit waits for it, and for the standby."));
        all.add(above("DiskQueueDepth", "Average", "Count", "Disk queue", 10.0, "above 10", "Requests wait for the volume."));
        if ("gp2".equals(instance.storage().type())) {
            all.add(new Vital("BurstBalance", "Average", "Percent", "Burst balance (gp2)", 20.0, false, "below 20 %",
                    "At 0 the volume falls to its base rate. gp3 has no such balance.", null));
        }
        all.add(new Vital("EBSIOBalance%", "Minimum", "Percent", "EBS I/O balance", 10.0, false, "below 10 %",
                "The class's own burst of I/O is nearly used up; a larger class has more.", null));
        if (type.startsWith("db.t")) {
            all.add(new Vital("CPUCreditBalance", "Average", "Count", "CPU credits", null, false, "at 0 surplus credits cost money",
                    "T classes of RDS go on at full speed and bill the surplus.", null));
        }
        all.add(new Vital("MaximumUsedTransactionIDs", "Maximum", "Count", "Transaction ids used", 1e9, true, "above 1,000,000,000",
                "Near 2.1 billion PostgreSQL takes no more writes. See what holds vacuum back: old transactions, slots.", NO_MORE_IDS));
        all.add(above("OldestReplicationSlotLag", "Maximum", "Bytes", "Oldest slot holds", allocated == null ? null : allocated * GIB / 10,
                "above 10 % of the storage", "A slot that nobody reads keeps all WAL until the volume is full."));
        if (instance.placement().replicaOf() != null) {
            all.add(above("ReplicaLag", "Maximum", "Seconds", "Replica lag", 60.0, "above 60 s", "Readers of the replica see the past."));
        }
        return List.copyOf(all);
    }

    private static Vital above(String metric, String statistic, String unit, String title, @Nullable Double limit, String words,
            String why) {
        return new Vital(metric, statistic, unit, title, limit, true, words, why, null);
    }

    /// Whether a value is beyond the limit; false where none is known.
    public boolean beyond(double value) {
        return limit != null && (above ? value > limit : value < limit);
    }
}
