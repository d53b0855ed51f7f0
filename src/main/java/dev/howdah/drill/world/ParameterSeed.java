package dev.howdah.drill.world;

import dev.howdah.drill.world.ParameterGroup.Parameter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The parameters that RDS lists for PostgreSQL families, shortened to those that an operator meets.
final class ParameterSeed {
    private static final List<Parameter> BASE = Stream.of(engine("autovacuum", "1", "Starts the autovacuum subprocess.", "boolean", "0,1"),
            engine("autovacuum_max_workers", "GREATEST({DBInstanceClassMemory/64371566592},3)",
                    "Maximum simultaneously running autovacuum workers.",
                    "integer", "1-262143"),
            engine("autovacuum_naptime", "15", "(s) Time to sleep between autovacuum runs.", "integer", "1-2147483"),
            engine("autovacuum_vacuum_cost_limit", "GREATEST({log(DBInstanceClassMemory/21474836480)*600},200)",
                    "Vacuum cost amount available before napping, for autovacuum.", "integer", "-1-10000"),
            engine("autovacuum_vacuum_scale_factor", "0.1",
                    "Number of tuple updates or deletes prior to vacuum as a fraction of reltuples.", "float",
                    "0-100"),
            engine("checkpoint_completion_target", "0.9",
                    "Time spent flushing dirty buffers during checkpoint, as a fraction of the interval.",
                    "float", "0-1"),
            engine("checkpoint_timeout", "300", "(s) Maximum time between automatic WAL checkpoints.", "integer", "30-3600"),
            engine("deadlock_timeout", null, "(ms) Time to wait on a lock before checking for deadlock.", "integer", "1-2147483647"),
            engine("default_transaction_isolation", null, "Sets the transaction isolation level of each new transaction.", "string",
                    "serializable, repeatable read, read committed, read uncommitted"),
            engine("effective_cache_size", "{DBInstanceClassMemory/16384}",
                    "(8kB) The planner's assumption about the size of the disk cache.",
                    "integer", "1-2147483647"),
            engine("idle_in_transaction_session_timeout", "86400000", "(ms) Maximum time that a transaction may stay idle.", "integer",
                    "0-2147483647"),
            engine("lock_timeout", null, "(ms) Maximum time to wait for a lock.", "integer", "0-2147483647"),
            engine("log_autovacuum_min_duration", "10000", "(ms) Minimum execution time above which autovacuum actions are logged.",
                    "integer",
                    "-1-2147483647"),
            engine("log_connections", null, "Logs each successful connection.", "boolean", "0,1"),
            engine("log_lock_waits", null, "Logs long lock waits.", "boolean", "0,1"),
            engine("log_min_duration_statement", null, "(ms) Minimum execution time above which statements are logged.", "integer",
                    "-1-2147483647"),
            engine("log_statement", null, "Sets the type of statements logged.", "string", "none, ddl, mod, all"),
            engine("maintenance_work_mem", "GREATEST({DBInstanceClassMemory/63963136*1024},65536)",
                    "(kB) Memory for maintenance operations.",
                    "integer", "1024-2147483647"),
            fixed("max_connections", "LEAST({DBInstanceClassMemory/9531392},5000)", "Maximum number of concurrent connections.", "integer",
                    "6-262143"),
            fixed("max_locks_per_transaction", null, "Maximum number of locks per transaction.", "integer", "10-2147483647"),
            fixed("max_replication_slots", "20", "Maximum number of replication slots.", "integer", "0-262143"),
            fixed("max_wal_senders", "35", "Maximum number of simultaneously running WAL sender processes.", "integer", "5-100"),
            engine("max_wal_size", "2048", "(MB) WAL size that triggers a checkpoint.", "integer", "128-201326592"),
            fixed("max_worker_processes", "GREATEST({DBInstanceVCPU*2},8)", "Maximum number of concurrent worker processes.", "integer",
                    "0-262143"),
            engine("random_page_cost", null, "The planner's estimate of the cost of a nonsequentially fetched page.", "float",
                    "0-1.79769e+308"),
            engine("rds.force_autovacuum_logging_level", "warning", "Log level of autovacuum messages.", "string",
                    "debug5, debug4, debug3, debug2, debug1, info, notice, warning, error, log, fatal, panic, disabled"),
            engine("rds.force_ssl", "1", "Forces SSL connections.", "boolean", "0,1"),
            fixed("rds.logical_replication", "0", "Enables logical decoding.", "boolean", "0,1"),
            engine("rds.log_retention_period", "4320", "(min) How long log files are kept.", "integer", "1440-10080"),
            engine("rds.restrict_password_commands", null, "Restricts password-related commands to members of rds_password.", "boolean",
                    "0,1"),
            fixed("shared_buffers", "{DBInstanceClassMemory/32768}", "(8kB) Shared memory buffers used by the server.", "integer",
                    "16-1073741823"),
            fixed("shared_preload_libraries", "pg_stat_statements", "Shared libraries to preload into the server.", "list",
                    "auto_explain,orafce,pgaudit,pg_similarity,pg_stat_statements,pg_tle,pg_hint_plan,pg_prewarm,plprofiler,pglogical,pg_cron"),
            engine("statement_timeout", null, "(ms) Maximum allowed duration of any statement.", "integer", "0-2147483647"),
            engine("synchronous_commit", null, "Sets the current transaction's synchronization level.", "string", "local,on,off"),
            engine("temp_file_limit", null, "(kB) Total size of temporary files of each process.", "integer", "-1-2147483647"),
            engine("timezone", "UTC", "Time zone for displaying and interpreting time stamps.", "string", "UTC,Asia/Seoul,Europe/Berlin"),
            fixed("track_activity_query_size", "4096", "(B) Size reserved for pg_stat_activity.query.", "integer", "100-1048576"),
            engine("track_io_timing", "1", "Collects timing statistics on database IO activity.", "boolean", "0,1"),
            fixed("wal_buffers", null, "(8kB) Disk-page buffers in shared memory for WAL.", "integer", "-1-262143"),
            engine("work_mem", null, "(kB) Memory for query workspaces.", "integer", "64-2147483647"))
            .sorted(Comparator.comparing(Parameter::name)).toList();

    private ParameterSeed() {}

    private static Parameter engine(String name, @Nullable String value, String description, String type, String allowed) {
        return new Parameter(name, value, description, value == null ? "engine-default" : "system", false, type, allowed, true);
    }

    private static Parameter fixed(String name, @Nullable String value, String description, String type, String allowed) {
        return new Parameter(name, value, description, value == null ? "engine-default" : "system", true, type, allowed, true);
    }

    static ParameterGroup defaults(String family) {
        // RDS forces TLS from PostgreSQL 15 on (USER_PostgreSQL, "Requiring an SSL connection")
        boolean old = family.equals("postgres13") || family.equals("postgres14");
        return new ParameterGroup("default." + family, family, "Default parameter group for " + family,
                old ? BASE.stream().map(p -> p.name().equals("rds.force_ssl") ? p.set("0", "system") : p).toList() : BASE);
    }

    static ParameterGroup group(String name, String family, String description, Map<String, String> own) {
        return new ParameterGroup(name, family, description, BASE).with(own);
    }
}
