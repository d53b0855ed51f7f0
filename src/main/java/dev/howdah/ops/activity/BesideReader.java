package dev.howdah.ops.activity;

import dev.howdah.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads progress and replication. Which progress views there are, and which columns they have, differs from version to version: a row comes
/// as JSON, and what it has is used. The views join `pg_database` alone, without which nobody could log in either.
final class BesideReader {
    private static final String VIEWS = """
            SELECT c.relname FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            WHERE n.nspname = 'pg_catalog' AND c.relname LIKE 'pg\\_stat\\_progress\\_%' AND c.relkind = 'v' ORDER BY 1""";
    private static final String PREFIX = "pg_stat_progress_";

    private static final String HERE = "CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_last_wal_replay_lsn() "
            + "ELSE pg_catalog.pg_current_wal_lsn() END";

    private static final String RECEIVERS = """
            SELECT w.pid, w.state, %s, %s, %s, (extract(epoch FROM w.replay_lag) * 1000000)::bigint, w.sync_state, %s
            FROM pg_catalog.pg_stat_get_wal_senders() AS w ORDER BY w.pid"""
            .formatted(behind("w.sent_lsn"), behind("w.flush_lsn"), behind("w.replay_lsn"), Reader.micros("w.reply_time"));

    private static final String SLOTS = """
            SELECT pg_catalog.to_jsonb(s), %s FROM pg_catalog.pg_get_replication_slots() AS s ORDER BY s.slot_name"""
            .formatted(behind("s.restart_lsn"));

    private static final String OWN = """
            SELECT pg_catalog.pg_is_in_recovery(), r.sender_host, r.status,
              pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_last_wal_receive_lsn(), pg_catalog.pg_last_wal_replay_lsn())::pg_catalog.int8,
              (extract(epoch FROM pg_catalog.clock_timestamp() - pg_catalog.pg_last_xact_replay_timestamp()) * 1000000)::bigint,
              CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_is_wal_replay_paused() ELSE false END
            FROM (SELECT 1) AS one LEFT JOIN pg_catalog.pg_stat_get_wal_receiver() AS r ON true""";

    private final Function<String, List<List<@Nullable String>>> ask;
    private final Names names;
    private @Nullable List<String> views;

    /// @param ask throws [dev.howdah.model.Problem.Thrown]
    BesideReader(Function<String, List<List<@Nullable String>>> ask, Names names) {
        this.ask = ask;
        this.names = names;
    }

    private static String behind(String lsn) {
        return "pg_catalog.pg_wal_lsn_diff(" + HERE + ", " + lsn + ")::pg_catalog.int8";
    }

    Beside read(Beside.Wish wish) {
        return switch (wish) {
            case NOTHING -> new Beside.Nothing();
            case PROGRESS -> new Beside.Progressing(progress());
            case REPLICATION -> new Beside.Replicating(replication());
        };
    }

    private record Found(String view, Map<String, @Nullable Object> row) {
        private String oid(String column) {
            // an oid is text in JSON
            return row.get(column) instanceof String oid ? oid : "0";
        }

        String database() {
            return oid("datid");
        }

        String relation() {
            return oid("relid");
        }
    }

    private List<Progress> progress() {
        List<String> known = views;
        if (known == null) {
            known = ask.apply(VIEWS).stream().map(r -> String.valueOf(r.getFirst())).toList();
            views = known;
        }
        if (known.isEmpty()) {
            return List.of();
        }
        List<Found> found = ask.apply(known.stream().map(v -> "SELECT '" + v.substring(PREFIX.length())
                + "', pg_catalog.to_jsonb(p)::text FROM pg_catalog." + v + " AS p").collect(Collectors.joining(" UNION ALL "))).stream()
                .map(r -> new Found(String.valueOf(r.get(0)), Json.readObject(String.valueOf(r.get(1))))).toList();
        names.learn(Set.of(), Set.of(), found.stream().filter(f -> !f.relation().equals("0")).map(f -> f.database() + "." + f.relation())
                .collect(Collectors.toSet()));
        var byPid = new LinkedHashMap<Integer, Progress>();
        for (Found f : found) {
            Progress one = Progress.of(f.view(), f.relation().equals("0") ? "" : names.relation(f.database(), f.relation()), f.row());
            // a version that has a new view for an old command shows it in both
            byPid.merge(one.pid(), one, (a, b) -> a.share() == null ? b : a);
        }
        return List.copyOf(byPid.values());
    }

    private Replication replication() {
        var receivers = new ArrayList<Replication.Receiver>();
        for (List<@Nullable String> r : ask.apply(RECEIVERS)) {
            Long lag = number(r.get(5));
            receivers.add(new Replication.Receiver(Integer.parseInt(String.valueOf(r.get(0))), r.get(1), number(r.get(2)), number(r.get(3)),
                    number(r.get(4)), lag == null ? null : Duration.ofNanos(Math.max(0, lag) * 1000), r.get(6), Reader.instant(r.get(7))));
        }
        var slots = new ArrayList<Replication.Slot>();
        for (List<@Nullable String> r : ask.apply(SLOTS)) {
            slots.add(slot(Json.readObject(String.valueOf(r.get(0))), number(r.get(1))));
        }
        List<@Nullable String> own = ask.apply(OWN).getFirst();
        Long age = number(own.get(4));
        return new Replication(receivers, slots, "t".equals(own.get(0))
                ? new Replication.Own(own.get(1), own.get(2), number(own.get(3)), age == null ? null : Duration.ofNanos(age * 1000),
                        "t".equals(own.get(5)))
                : null);
    }

    private Replication.Slot slot(Map<String, @Nullable Object> row, @Nullable Long kept) {
        return new Replication.Slot(String.valueOf(row.get("slot_name")), String.valueOf(row.get("slot_type")), text(row, "plugin"),
                names.database(text(row, "datoid")), Boolean.TRUE.equals(row.get("temporary")), Boolean.TRUE.equals(row.get("active")),
                row.get("active_pid") instanceof Number n ? n.intValue() : null, kept, text(row, "wal_status"),
                row.get("safe_wal_size") instanceof Number n ? n.longValue() : null, instant(row), text(row, "invalidation_reason"));
    }

    private static @Nullable Instant instant(Map<String, @Nullable Object> row) {
        // JSON has instants with their offset, whatever the session's time zone is
        return row.get("inactive_since") instanceof String told ? OffsetDateTime.parse(told).toInstant() : null;
    }

    private static @Nullable String text(Map<String, @Nullable Object> row, String column) {
        Object value = row.get(column);
        return value == null ? null : value instanceof Number n ? String.valueOf(n.longValue()) : String.valueOf(value);
    }

    private static @Nullable Long number(@Nullable String value) {
        return value == null ? null : Long.valueOf(value);
    }
}
