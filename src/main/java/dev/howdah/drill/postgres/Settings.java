package dev.howdah.drill.postgres;

import dev.howdah.drill.postgres.host.SharedMemory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// The text of the configuration files: RDS's choices where they show (TLS, log line prefix, reserved connections,
/// `rds.*`), small numbers where the machine would feel them.
final class Settings {
    /// Rewritten and reloaded while the server runs; see [Node#synchronousWith].
    static final String SYNCHRONOUS = "synchronous.conf";

    private Settings() {}

    static String configuration(Spec spec, Node node, Path archive) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("listen_addresses", node.address());
        settings.put("port", Integer.toString(node.port()));
        settings.put("unix_socket_directories", "");
        settings.put("max_connections", "225");
        settings.put("superuser_reserved_connections", "3");
        settings.put("reserved_connections", "2");
        settings.put("shared_buffers", "64MB");
        if (!SharedMemory.posix()) {
            settings.put("dynamic_shared_memory_type", "mmap");
        }
        settings.put("max_wal_size", "512MB");
        settings.put("min_wal_size", "32MB");
        settings.put("wal_keep_size", "256MB");
        settings.put("checkpoint_timeout", "5min");
        settings.put("shared_preload_libraries", "pg_stat_statements");
        settings.put("track_activity_query_size", "4096");
        settings.put("track_io_timing", "on");
        settings.put("track_wal_io_timing", "on");
        settings.put("password_encryption", "scram-sha-256");
        settings.put("ssl", "on");
        settings.put("ssl_min_protocol_version", "TLSv1.2");
        settings.put("ssl_ca_file", "ca.pem");
        settings.put("ssl_cert_file", "server.crt");
        settings.put("ssl_key_file", "server.key");
        settings.put("wal_level", "replica");
        settings.put("max_wal_senders", "5");
        settings.put("hot_standby", "on");
        settings.put("wal_receiver_timeout", "5s");
        settings.put("wal_sender_timeout", "10s");
        settings.put("wal_retrieve_retry_interval", "200ms");
        // both sides archive: what the primary had not yet copied when it died, the standby has
        settings.put("archive_mode", "always");
        settings.put("archive_library", "basic_archive");
        settings.put("basic_archive.archive_directory", archive.toString());
        settings.put("archive_timeout", spec.size().archiveTimeout().toSeconds() + "s");
        settings.put("logging_collector", "on");
        settings.put("log_directory", node.logDirectory().toString());
        settings.put("log_filename", "postgresql.log.%Y-%m-%d-%H");
        settings.put("log_file_mode", "0600");
        settings.put("log_rotation_age", "1h");
        settings.put("log_line_prefix", "%t:%r:%u@%d:[%p]:");
        settings.put("log_checkpoints", "on");
        settings.put("log_lock_waits", "on");
        settings.put("log_autovacuum_min_duration", "10s");
        settings.put("log_timezone", "UTC");
        settings.put("timezone", "UTC");
        settings.put("rds.force_ssl", "1");
        settings.put("rds.log_retention_period", "4320");
        settings.put("rds.restrict_password_commands", "0");
        settings.put("rds.rds_superuser_reserved_connections", "2");
        settings.put("rds.logical_replication", "0");
        settings.putAll(spec.size().parameters());
        return lines(settings) + "include_if_exists = '" + SYNCHRONOUS + "'\n";
    }

    static String standby(Spec spec, Node primary, String application, Path ca, Password replication) {
        String conninfo = "host=" + spec.endpoint().host() + " hostaddr=" + primary.address() + " port=" + primary.port() + " user="
                + Roles.REPLICATION + " password=" + replication.value() + " application_name=" + application
                + " sslmode=verify-full sslcertmode=disable sslrootcert=" + ca + " connect_timeout=3";
        return lines(Map.of("primary_conninfo", conninfo));
    }

    static String recovery(Path archive, Map<String, String> target) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("restore_command", "cp \"" + archive + "/%f\" \"%p\"");
        settings.put("recovery_target_timeline", "latest");
        settings.put("recovery_target_action", "promote");
        settings.putAll(target);
        return lines(settings);
    }

    static String synchronous(String application) {
        return lines(Map.of("synchronous_standby_names", application));
    }

    /// The last line that fits decides: nobody enters `rdsadmin` but ourselves, nobody enters without TLS.
    static String hostBasedAuthentication() {
        return """
                hostssl replication rdsrepladmin 127.0.0.0/8 scram-sha-256
                hostssl rdsadmin rdsadmin 127.0.0.0/8 scram-sha-256
                hostssl rdsadmin all 0.0.0.0/0 reject
                hostssl all all 127.0.0.0/8 scram-sha-256
                """;
    }

    private static String lines(Map<String, String> settings) {
        return settings.entrySet().stream().map(s -> s.getKey() + " = '" + s.getValue().replace("'", "''") + "'\n")
                .collect(Collectors.joining());
    }
}
