package dev.howdah.drill.pi;

import dev.howdah.drill.world.DataPlane;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The counters that the servers measure, under Performance Insights' names (user guide, USER_PerfInsights_Counters). Those of
/// single statements (`db.sql_tokenized.stats`) are not offered.
enum Counters {
    CPU("os.cpuUtilization.total", "CPUUtilization", "Percent", "The total percentage of the CPU in use"), MEMORY("os.memory.free",
            "FreeableMemory", "Bytes", "The amount of unassigned memory"), VCPUS("os.general.numVCPUs", "", "VCPUs",
                    "The number of virtual CPUs for the DB instance"), COMMITS("db.Transactions.xact_commit", "db.Transactions.xact_commit",
                            "Commits per second", "Number of transactions committed"), ROLLBACKS("db.Transactions.xact_rollback",
                                    "db.Transactions.xact_rollback", "Rollbacks per second", "Number of transactions rolled back"), HITS(
                                            "db.Cache.blks_hit", "db.Cache.blks_hit", "Blocks per second",
                                            "Number of blocks found in shared buffers"), READS("db.IO.blk_read", "db.IO.blk_read",
                                                    "Blocks per second", "Number of blocks not found in shared buffers"), DEADLOCKS(
                                                            "db.Concurrency.deadlocks", "db.Concurrency.deadlocks",
                                                            "Deadlocks per minute",
                                                            "Number of deadlocks detected"), TEMP("db.Temp.temp_bytes",
                                                                    "db.Temp.temp_bytes", "Bytes per second",
                                                                    "Total amount of data written to temporary files"), CONNECTIONS(
                                                                            "db.User.numbackends", "DatabaseConnections", "Connections",
                                                                            "Number of backends currently connected");

    private static final Set<String> STATISTICS = Set.of("avg", "min", "max", "sum");
    private final String title;
    private final String measured;
    private final String unit;
    private final String description;

    Counters(String title, String measured, String unit, String description) {
        this.title = title;
        this.measured = measured;
        this.unit = unit;
        this.description = description;
    }

    String title() {
        return title;
    }

    String unit() {
        return unit;
    }

    String description() {
        return description;
    }

    /// By a name that ends in a statistic: `db.Cache.blks_hit.avg`.
    static Optional<Counters> named(String metric) {
        int dot = metric.lastIndexOf('.');
        return dot < 0 || !STATISTICS.contains(metric.substring(dot + 1))
                ? Optional.empty()
                : Arrays.stream(values()).filter(c -> c.title.equals(metric.substring(0, dot))).findFirst();
    }

    /// One value for each period, NaN where nothing was measured.
    double[] values(DataPlane servers, Span span, String statistic) {
        List<List<Double>> periods = new ArrayList<>();
        for (int i = 0; i < span.periods(); i++) {
            periods.add(new ArrayList<>());
        }
        if (this == VCPUS) {
            servers.load(span.start(), span.end()).forEach(l -> periods.get(span.at(l.at())).add((double) servers.vcpus()));
        } else {
            servers.samples(measured, span.start(), span.end()).forEach(s -> periods.get(span.at(s.at())).add(s.value()));
        }
        return periods.stream().mapToDouble(p -> of(p, statistic)).toArray();
    }

    private static double of(List<Double> values, String statistic) {
        var all = values.stream().mapToDouble(Double::doubleValue).summaryStatistics();
        return values.isEmpty() ? Double.NaN : switch (statistic) {
            case "min" -> all.getMin();
            case "max" -> all.getMax();
            case "sum" -> all.getSum();
            default -> all.getAverage();
        };
    }
}
