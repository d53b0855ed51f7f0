package dev.howdah.drill.postgres.metrics;

import java.util.Optional;

/// What is sampled. Names and units are CloudWatch's (namespace AWS/RDS); those with a dot are counters that Performance
/// Insights knows by that name. Rates are differences between two samples over the time between them, so the first second
/// after a start or failover has none.
public enum Metric {
    /// Processor time of all processes of the primary (live ones and, by way of the postmaster, ended ones) over wall time
    /// and the vCPUs of the class. From `/proc/<pid>/stat`.
    CPU_UTILIZATION("CPUUtilization", Unit.PERCENT),
    /// Client sessions in `pg_stat_activity`, without RDS's own (`rdsadmin`, `rdsrepladmin`).
    DATABASE_CONNECTIONS("DatabaseConnections", Unit.COUNT),
    /// Memory of the class less the private memory of all processes of the primary and, once, the largest shared part. From
    /// `/proc/<pid>/statm`; absent where there is no `/proc`.
    FREEABLE_MEMORY("FreeableMemory", Unit.BYTES),
    /// Allocated storage less the bytes in the primary's directory (data, WAL, logs), measured every ten seconds.
    FREE_STORAGE_SPACE("FreeStorageSpace", Unit.BYTES),
    /// Read operations in `pg_stat_io` a second. The page cache may have answered them.
    READ_IOPS("ReadIOPS", Unit.COUNT_PER_SECOND),
    /// Writes and extensions in `pg_stat_io` and WAL writes in `pg_stat_wal` a second.
    WRITE_IOPS("WriteIOPS", Unit.COUNT_PER_SECOND),
    /// Time in those reads over their number; 0 when there was none, as CloudWatch has it.
    READ_LATENCY("ReadLatency", Unit.SECONDS),
    /// Time in those writes, with the synchronisation of WAL, over their number; 0 when there was none.
    WRITE_LATENCY("WriteLatency", Unit.SECONDS), READ_THROUGHPUT("ReadThroughput", Unit.BYTES_PER_SECOND),
    /// Bytes of those writes and extensions, and bytes of WAL.
    WRITE_THROUGHPUT("WriteThroughput", Unit.BYTES_PER_SECOND),
    /// Bytes from clients through the endpoint.
    NETWORK_RECEIVE("NetworkReceiveThroughput", Unit.BYTES_PER_SECOND),
    /// Bytes to clients through the endpoint.
    NETWORK_TRANSMIT("NetworkTransmitThroughput", Unit.BYTES_PER_SECOND),
    /// `wal_bytes` of `pg_stat_wal` a second.
    TRANSACTION_LOGS_GENERATION("TransactionLogsGeneration", Unit.BYTES_PER_SECOND),
    /// Bytes in `pg_wal` (`pg_ls_waldir`).
    TRANSACTION_LOGS_DISK_USAGE("TransactionLogsDiskUsage", Unit.BYTES),
    /// The greatest `age(datfrozenxid)`.
    MAXIMUM_USED_TRANSACTION_IDS("MaximumUsedTransactionIDs", Unit.COUNT),
    /// Seconds since the last checkpoint ended (`pg_control_checkpoint`).
    CHECKPOINT_LAG("CheckpointLag", Unit.SECONDS),
    /// Active sessions at the moment of the sample (clients, their parallel workers, autovacuum), RDS's own and the sampler left out.
    DB_LOAD("DBLoad", Unit.NONE),
    /// Those that wait for nothing.
    DB_LOAD_CPU("DBLoadCPU", Unit.NONE),
    /// Those that wait.
    DB_LOAD_NON_CPU("DBLoadNonCPU", Unit.NONE),
    /// `xact_commit` of `pg_stat_database`, all databases, a second.
    COMMITS("db.Transactions.xact_commit", Unit.COUNT_PER_SECOND), ROLLBACKS("db.Transactions.xact_rollback", Unit.COUNT_PER_SECOND),
    /// Blocks found in shared buffers a second.
    BLOCKS_HIT("db.Cache.blks_hit", Unit.COUNT_PER_SECOND),
    /// Blocks not found there a second.
    BLOCKS_READ("db.IO.blk_read", Unit.COUNT_PER_SECOND), DEADLOCKS("db.Concurrency.deadlocks", Unit.COUNT_PER_SECOND), TEMP_BYTES(
            "db.Temp.temp_bytes", Unit.BYTES_PER_SECOND);

    /// CloudWatch's `StandardUnit`, by its text on the wire.
    public enum Unit {
        PERCENT("Percent"), COUNT("Count"), BYTES("Bytes"), SECONDS("Seconds"), COUNT_PER_SECOND("Count/Second"), BYTES_PER_SECOND(
                "Bytes/Second"), NONE("None");

        private final String text;

        Unit(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    private final String title;
    private final Unit unit;

    Metric(String title, Unit unit) {
        this.title = title;
        this.unit = unit;
    }

    /// The name on the wire.
    public String title() {
        return title;
    }

    public Unit unit() {
        return unit;
    }

    /// Whether CloudWatch has it, or only Performance Insights.
    public boolean inCloudWatch() {
        return title.indexOf('.') < 0;
    }

    public static Optional<Metric> named(String title) {
        for (Metric metric : values()) {
            if (metric.title.equals(title)) {
                return Optional.of(metric);
            }
        }
        return Optional.empty();
    }
}
