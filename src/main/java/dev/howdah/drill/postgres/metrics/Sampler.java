package dev.howdah.drill.postgres.metrics;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Looks at the primary once and adds what it saw to the history. [Metric] says how each value is computed.
public final class Sampler {
    private static final Duration SIZE_EVERY = Duration.ofSeconds(10);
    /// One look at everything that counts, in one statement, so that the values belong together.
    private static final String LOOK = """
            SELECT a.*, i.*, w.wal_write, w.wal_bytes, w.wal_write_time + w.wal_sync_time AS wal_time, d.*,
                   (SELECT sum(size) FROM pg_ls_waldir()) AS wal_size,
                   (SELECT max(age(datfrozenxid)) FROM pg_database) AS xid_age,
                   (SELECT extract(epoch FROM clock_timestamp() - checkpoint_time) FROM pg_control_checkpoint()) AS checkpoint_age
              FROM (SELECT count(*) AS sessions
                      FROM pg_stat_activity
                     WHERE backend_type = 'client backend' AND usename NOT IN ('rdsadmin', 'rdsrepladmin')) a,
                   (SELECT sum(reads) AS reads, sum(read_time) AS read_time, sum(reads * op_bytes) AS read_bytes,
                           sum(writes) + sum(extends) AS writes, sum(write_time) + sum(extend_time) AS write_time,
                           sum((coalesce(writes, 0) + coalesce(extends, 0)) * op_bytes) AS write_bytes FROM pg_stat_io) i,
                   pg_stat_wal w,
                   (SELECT sum(xact_commit) AS commits, sum(xact_rollback) AS rollbacks, sum(blks_hit) AS hits, sum(blks_read) AS misses,
                           sum(deadlocks) AS deadlocks, sum(temp_bytes) AS temp_bytes FROM pg_stat_database) d
            """;
    /// Who is at work. RDS's own sessions, and the one that looks, are left out.
    private static final String ACTIVE = """
            SELECT coalesce(query, ''), coalesce(query_id, 0), coalesce(usename, ''), coalesce(datname, ''),
                   coalesce(host(client_addr), ''), coalesce(application_name, ''), backend_type, coalesce(wait_event_type, ''),
                   coalesce(wait_event, '')
              FROM pg_stat_activity
             WHERE state = 'active' AND pid <> pg_backend_pid()
               AND backend_type IN ('client backend', 'parallel worker', 'autovacuum worker')
               AND usename IS DISTINCT FROM 'rdsadmin' AND usename IS DISTINCT FROM 'rdsrepladmin'
            """;
    private final int vcpus;
    private final long memory;
    private final LongSupplier storage;
    private final History history;
    private final LoadHistory load;
    private @Nullable Look before;
    private long used = -1;
    private long sizedAt;

    /// All counters of one moment.
    private record Look(long nanos, Optional<Double> cpuSeconds, double received, double transmitted, double reads, double readMillis,
            double readBytes, double writes, double writeMillis, double writeBytes, double walBytes, double commits, double rollbacks,
            double hits, double misses, double deadlocks, double tempBytes) {}

    /// @param vcpus of the class that the servers pretend to be
    /// @param memory nominal, in bytes
    /// @param storage allocated, in bytes
    public Sampler(int vcpus, long memory, LongSupplier storage, History history, LoadHistory load) {
        this.vcpus = vcpus;
        this.memory = memory;
        this.storage = storage;
        this.history = history;
        this.load = load;
    }

    /// The next sample is of another server: no rate may be computed across the two.
    public void forget() {
        before = null;
        used = -1;
    }

    /// Looks now.
    ///
    /// @param connection a superuser's, kept open between samples
    /// @param pid of the postmaster
    /// @param directory what the server keeps on disk
    /// @param received bytes from clients so far
    /// @param transmitted bytes to clients so far
    public void sample(Connection connection, long pid, Path directory, long received, long transmitted) throws SQLException, IOException {
        var sample = new EnumMap<Metric, Double>(Metric.class);
        Look now;
        List<LoadHistory.Session> active;
        try (var statement = connection.createStatement()) {
            statement.setQueryTimeout(5);
            try (ResultSet rows = statement.executeQuery(ACTIVE)) {
                active = sessions(rows);
                load.add(Instant.now(), active);
            }
            load(active, sample);
            try (ResultSet row = statement.executeQuery(LOOK)) {
                row.next();
                gauges(row, sample);
                now = new Look(System.nanoTime(), Processes.cpuSeconds(pid), received, transmitted, row.getDouble("reads"),
                        row.getDouble("read_time"), row.getDouble("read_bytes"), row.getDouble("writes") + row.getDouble("wal_write"),
                        row.getDouble("write_time") + row.getDouble("wal_time"), row.getDouble("write_bytes") + row.getDouble("wal_bytes"),
                        row.getDouble("wal_bytes"), row.getDouble("commits"), row.getDouble("rollbacks"), row.getDouble("hits"),
                        row.getDouble("misses"), row.getDouble("deadlocks"), row.getDouble("temp_bytes"));
            }
        }
        Processes.memoryBytes(pid).ifPresent(bytes -> sample.put(Metric.FREEABLE_MEMORY, (double) Math.max(0, memory - bytes)));
        sample.put(Metric.FREE_STORAGE_SPACE, (double) Math.max(0, storage.getAsLong() - size(directory)));
        Look last = before;
        if (last != null) {
            rates(last, now, sample);
        }
        before = now;
        history.add(Instant.now(), sample);
    }

    private static List<LoadHistory.Session> sessions(ResultSet rows) throws SQLException {
        var sessions = new ArrayList<LoadHistory.Session>();
        while (rows.next()) {
            sessions.add(new LoadHistory.Session(rows.getString(1), rows.getLong(2), rows.getString(3), rows.getString(4),
                    rows.getString(5), rows.getString(6), rows.getString(7), rows.getString(8), rows.getString(9)));
        }
        return sessions;
    }

    private static void load(List<LoadHistory.Session> active, Map<Metric, Double> sample) {
        long onCpu = active.stream().filter(s -> s.waitType().isEmpty()).count();
        sample.put(Metric.DB_LOAD, (double) active.size());
        sample.put(Metric.DB_LOAD_CPU, (double) onCpu);
        sample.put(Metric.DB_LOAD_NON_CPU, (double) (active.size() - onCpu));
    }

    private static void gauges(ResultSet row, Map<Metric, Double> sample) throws SQLException {
        sample.put(Metric.DATABASE_CONNECTIONS, row.getDouble("sessions"));
        sample.put(Metric.TRANSACTION_LOGS_DISK_USAGE, row.getDouble("wal_size"));
        sample.put(Metric.MAXIMUM_USED_TRANSACTION_IDS, row.getDouble("xid_age"));
        sample.put(Metric.CHECKPOINT_LAG, row.getDouble("checkpoint_age"));
    }

    private void rates(Look last, Look now, Map<Metric, Double> sample) {
        double seconds = (now.nanos() - last.nanos()) / 1e9;
        if (seconds <= 0 || now.commits() < last.commits()) {
            return;
        }
        now.cpuSeconds().ifPresent(cpu -> last.cpuSeconds()
                .ifPresent(was -> sample.put(Metric.CPU_UTILIZATION, Math.min(100, Math.max(0, cpu - was) / seconds / vcpus * 100))));
        double reads = now.reads() - last.reads();
        double writes = now.writes() - last.writes();
        sample.put(Metric.READ_IOPS, reads / seconds);
        sample.put(Metric.WRITE_IOPS, writes / seconds);
        sample.put(Metric.READ_LATENCY, reads <= 0 ? 0 : (now.readMillis() - last.readMillis()) / reads / 1000);
        sample.put(Metric.WRITE_LATENCY, writes <= 0 ? 0 : (now.writeMillis() - last.writeMillis()) / writes / 1000);
        sample.put(Metric.READ_THROUGHPUT, (now.readBytes() - last.readBytes()) / seconds);
        sample.put(Metric.WRITE_THROUGHPUT, (now.writeBytes() - last.writeBytes()) / seconds);
        sample.put(Metric.NETWORK_RECEIVE, (now.received() - last.received()) / seconds);
        sample.put(Metric.NETWORK_TRANSMIT, (now.transmitted() - last.transmitted()) / seconds);
        sample.put(Metric.TRANSACTION_LOGS_GENERATION, (now.walBytes() - last.walBytes()) / seconds);
        sample.put(Metric.COMMITS, (now.commits() - last.commits()) / seconds);
        sample.put(Metric.ROLLBACKS, (now.rollbacks() - last.rollbacks()) / seconds);
        sample.put(Metric.BLOCKS_HIT, (now.hits() - last.hits()) / seconds);
        sample.put(Metric.BLOCKS_READ, (now.misses() - last.misses()) / seconds);
        sample.put(Metric.DEADLOCKS, (now.deadlocks() - last.deadlocks()) / seconds);
        sample.put(Metric.TEMP_BYTES, (now.tempBytes() - last.tempBytes()) / seconds);
    }

    /// Bytes below the directory, counted anew every ten seconds: walking costs more than the rest of a sample.
    private long size(Path directory) throws IOException {
        if (used < 0 || System.nanoTime() - sizedAt > SIZE_EVERY.toNanos()) {
            long[] sum = {0};
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    sum[0] += attributes.size();
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    // a file that the server removed meanwhile takes no room
                    return FileVisitResult.CONTINUE;
                }
            });
            used = sum[0];
            sizedAt = System.nanoTime();
        }
        return used;
    }
}
