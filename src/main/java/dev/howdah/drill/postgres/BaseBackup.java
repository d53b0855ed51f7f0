package dev.howdah.drill.postgres;

import dev.howdah.drill.postgres.host.Account;
import dev.howdah.drill.postgres.host.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;

/// A physical copy of a running server (PostgreSQL manual, 26.3.3: the low level API). It becomes a consistent database by
/// replaying the WAL from `firstSegment` on.
///
/// @param data the copied data directory
/// @param consistentFrom when the copy ended: it cannot be restored to an earlier time
/// @param firstSegment name of the WAL segment where replay begins
/// @param lastSegment name of the WAL segment with the end of the copy
record BaseBackup(Path data, Instant consistentFrom, String firstSegment, String lastSegment) {
    private static final Pattern START = Pattern.compile("START WAL LOCATION: \\S+ \\(file ([0-9A-F]{24})\\)");
    /// Directories whose content belongs to the running server only (manual, 26.3.3.1).
    private static final Set<String> EMPTY = Set.of("pg_wal", "pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial", "pg_snapshots",
            "pg_stat_tmp", "pg_subtrans");
    private static final Set<String> LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts", "backup_label", "standby.signal",
            "recovery.signal",
            Settings.SYNCHRONOUS);

    /// @param archived whether to wait until the archive holds all WAL that the copy needs
    static BaseBackup take(Node node, Path data, Account account, boolean archived, IntConsumer percent) throws IOException, SQLException {
        try (Connection connection = node.admin("postgres"); var statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('howdah', true)");
            Trees.copy(node.data(), data, account, BaseBackup::wanted, percent);
            account.directory(data.resolve("pg_wal"));
            account.directory(data.resolve("pg_wal").resolve("archive_status"));
            try (ResultSet stop = statement
                    .executeQuery("SELECT labelfile, pg_walfile_name(lsn), clock_timestamp() FROM pg_backup_stop(" + archived + ")")) {
                stop.next();
                String label = stop.getString(1);
                account.file(data.resolve("backup_label"), label);
                var start = START.matcher(label);
                if (!start.find()) {
                    throw new IOException("The server's backup label has no start: " + label);
                }
                return new BaseBackup(data, stop.getObject(3, OffsetDateTime.class).toInstant(), start.group(1), stop.getString(2));
            }
        }
    }

    /// Puts a copy of this copy into the data directory of a server to be.
    void copyTo(Node node, Account account) throws IOException {
        Trees.copy(data, node.data(), account, path -> true, percent -> {
        });
    }

    /// Adds the WAL that makes it consistent, so that it can start without any archive.
    void addSegments(Path archive, Account account) throws IOException {
        try (var files = Files.list(archive)) {
            for (Path segment : files.filter(this::needs).toList()) {
                Path target = data.resolve("pg_wal").resolve(segment.getFileName().toString());
                Files.copy(segment, target);
                account.own(target);
            }
        }
    }

    private boolean needs(Path segment) {
        String name = segment.getFileName().toString();
        return name.length() == 24 && name.compareTo(firstSegment) >= 0 && name.compareTo(lastSegment) <= 0;
    }

    private static boolean wanted(Path path) {
        String first = path.getName(0).toString();
        String last = path.getFileName().toString();
        boolean inside = path.getNameCount() > 1;
        return !(inside && EMPTY.contains(first)) && !(LEFT_OUT.contains(first) && !inside) && !last.startsWith("pgsql_tmp")
                && !last.startsWith("pg_internal.init");
    }
}
