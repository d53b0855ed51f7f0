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
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Automated backups: base backups, the archive of WAL, and how far the two reach.
///
/// How far is known by heartbeats, as RDS itself does it (table `rds_heartbeat2` in database `rdsadmin`): a commit whose time
/// and WAL segment are known. Once that segment is in the archive, recovery to any time before the heartbeat ends at a commit
/// that is there; a target later than the last archived commit would make recovery fail (manual, 20.5.6).
final class Backups {
    /// The first one opens the restore window; in between, archived WAL bridges what was removed.
    private static final int NEWEST_KEPT = 2;
    private static final DateTimeFormatter TARGET = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);
    private final Path directory;
    private final Path archive;
    private final Account account;
    /// Oldest first. Guarded by `this`.
    private final List<BaseBackup> taken = new ArrayList<>();
    /// Newest first. Guarded by `this`.
    private final Deque<Heartbeat> heartbeats = new ArrayDeque<>();
    private int count;

    private record Heartbeat(Instant time, String segment) {
        /// A segment of a later timeline holds the beginning of the one it branched from, so the number decides.
        boolean within(Set<String> archivedNumbers) {
            return archivedNumbers.contains(segment.substring(8));
        }
    }

    Backups(Path run, Path archive, Account account) throws IOException {
        this.directory = account.directory(run.resolve("backups"));
        this.archive = archive;
        this.account = account;
    }

    Path archive() {
        return archive;
    }

    /// Takes a new base backup and drops those that no restore would start from.
    BaseBackup take(Node primary) throws IOException, SQLException {
        Path own = account.directory(directory.resolve(Integer.toString(next())));
        BaseBackup backup = BaseBackup.take(primary, own.resolve("copy"), account, false, percent -> {
        });
        List<BaseBackup> dropped = new ArrayList<>();
        synchronized (this) {
            taken.add(backup);
            while (taken.size() > 1 + NEWEST_KEPT) {
                dropped.add(taken.remove(1));
            }
        }
        for (BaseBackup old : dropped) {
            Trees.remove(old.data().resolveSibling(".").normalize());
        }
        return backup;
    }

    private synchronized int next() {
        return count++;
    }

    /// Commits a heartbeat on the primary.
    void beat(Connection rdsadmin) throws SQLException {
        Instant time;
        try (var statement = rdsadmin.createStatement()) {
            try (ResultSet now = statement.executeQuery("INSERT INTO rds_heartbeat2 VALUES (1, clock_timestamp())"
                    + " ON CONFLICT (id) DO UPDATE SET value = excluded.value RETURNING value")) {
                now.next();
                time = now.getObject(1, OffsetDateTime.class).toInstant();
            }
            try (ResultSet where = statement.executeQuery("SELECT pg_walfile_name(pg_current_wal_insert_lsn())")) {
                where.next();
                remember(new Heartbeat(time, where.getString(1)));
            }
        }
    }

    private synchronized void remember(Heartbeat heartbeat) {
        heartbeats.addFirst(heartbeat);
    }

    /// The window now; its end follows the archive.
    synchronized RestoreWindow window() throws IOException {
        Instant earliest = taken.getFirst().consistentFrom();
        Set<String> numbers;
        try (var files = Files.list(archive)) {
            numbers = files.map(f -> f.getFileName().toString()).filter(n -> n.matches("[0-9A-F]{24}")).map(n -> n.substring(8))
                    .collect(Collectors.toSet());
        }
        for (Iterator<Heartbeat> each = heartbeats.iterator(); each.hasNext();) {
            Heartbeat heartbeat = each.next();
            if (heartbeat.within(numbers)) {
                while (each.hasNext()) {
                    each.next();
                    each.remove();
                }
                return new RestoreWindow(earliest, heartbeat.time().isBefore(earliest) ? earliest : heartbeat.time());
            }
        }
        return new RestoreWindow(earliest, earliest);
    }

    /// The newest base backup that was complete at `target`.
    synchronized BaseBackup before(Instant target) throws IOException {
        RestoreWindow window = window();
        if (!window.contains(target)) {
            throw new IllegalArgumentException(
                    target + " is outside the restore window from " + window.earliest() + " to " + window.latest());
        }
        return taken.reversed().stream().filter(b -> !b.consistentFrom().isAfter(target)).findFirst().orElseThrow();
    }

    /// Recovery settings to stop at `target` (manual, 20.5.6).
    static Map<String, String> target(Instant target) {
        return Map.of("recovery_target_time", TARGET.format(target), "recovery_target_inclusive", "on");
    }
}
