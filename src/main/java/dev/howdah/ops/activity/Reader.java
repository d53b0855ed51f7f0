package dev.howdah.ops.activity;

import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.sql.session.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads samples in one session. What it asks each time are functions over shared memory, which no lock on a table or a catalog
/// holds up: `pg_stat_get_activity` and not `pg_stat_activity`, which joins the names of roles and databases. What stands
/// for names is kept in [Names].
final class Reader {
    /// An answer that takes longer is not one about now.
    private static final Duration WITHIN = Duration.ofSeconds(5);
    private static final int MOST = 20_000;
    private static final String HIDDEN = "<insufficient privilege>";

    /// Instants travel as microseconds since 1970: no time zone or DateStyle of the session can change them.
    private static final String BACKENDS = """
            SELECT a.pid, a.datid, a.usesysid, a.application_name, pg_catalog.host(a.client_addr), a.backend_type, a.state,
              a.wait_event_type, a.wait_event, %s, %s, %s, %s, left(a.query, 10000), a.leader_pid,
              %s, pg_catalog.current_setting('max_connections'), pg_catalog.current_setting('superuser_reserved_connections'),
              pg_catalog.current_setting('reserved_connections', true), %s
            FROM pg_catalog.pg_stat_get_activity(NULL) AS a WHERE a.pid <> pg_catalog.pg_backend_pid()""";

    /// Those that wait, with whom they wait for, and for each blocker what it holds of the same object. Asked only when somebody waits,
    /// or when the role may not see whether.
    private static final String WAITS = """
            WITH l AS MATERIALIZED (SELECT * FROM pg_catalog.pg_lock_status()),
            w AS MATERIALIZED (SELECT l.*, pg_catalog.pg_blocking_pids(l.pid) AS blockers FROM l WHERE NOT l.granted)
            SELECT w.pid, w.blockers::text, w.mode, w.locktype, w.database, w.relation,
              coalesce(w.transactionid::text, w.virtualxid, w.classid || '/' || w.objid, w.page || ',' || w.tuple, w.page::text), %s,
              (SELECT pg_catalog.string_agg(g.pid || ':' || g.mode, ',') FROM l AS g WHERE g.granted AND g.pid = ANY (w.blockers)
                 AND g.locktype = w.locktype AND (g.database, g.relation, g.page, g.tuple, g.virtualxid, g.classid, g.objid, g.objsubid)
                   IS NOT DISTINCT FROM (w.database, w.relation, w.page, w.tuple, w.virtualxid, w.classid, w.objid, w.objsubid)
                 AND g.transactionid::text IS NOT DISTINCT FROM w.transactionid::text)
            FROM w WHERE pg_catalog.cardinality(w.blockers) > 0""";

    /// From the weakest to the strongest (PostgreSQL manual, "Explicit Locking").
    private static final List<String> MODES = List.of("AccessShareLock", "RowShareLock", "RowExclusiveLock", "ShareUpdateExclusiveLock",
            "ShareLock", "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock");

    private final Database database;
    private final int version;
    /// [#BACKENDS] as this version knows it.
    private final String question;
    private final Names names;
    private final BesideReader besides;

    Reader(Database database, Names.Elsewhere elsewhere) {
        this.database = database;
        names = new Names(database, elsewhere, this::ask);
        version = Integer.parseInt(String.valueOf(database.row("SHOW server_version_num", WITHIN).get("server_version_num")));
        question = BACKENDS.formatted(micros("a.backend_start"), micros("a.xact_start"), micros("a.query_start"), micros("a.state_change"),
                micros("pg_catalog.clock_timestamp()"), version >= 140_000 ? "a.query_id" : "NULL");
        besides = new BesideReader(this::ask, names);
    }

    static String micros(String moment) {
        return "(extract(epoch FROM " + moment + ") * 1000000)::bigint";
    }

    /// @param clients address → name of the task or machine
    /// @throws Problem.Thrown when the server does not answer in time, or the session is lost
    Sample read(Map<String, String> clients, Beside.Wish wish) {
        long begun = System.nanoTime();
        List<List<@Nullable String>> rows = ask(question);
        // what a session waits for is hidden with the rest of it; locks are not
        List<List<@Nullable String>> waiting = rows.stream().anyMatch(r -> "Lock".equals(r.get(7)) || HIDDEN.equals(r.get(13)))
                ? ask(WAITS.formatted(version >= 140_000 ? micros("w.waitstart") : "NULL"))
                : List.of();
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        names.learn(column(rows, 1), column(rows, 2),
                waiting.stream().filter(r -> r.get(5) != null).map(r -> r.get(4) + "." + r.get(5)).collect(Collectors.toSet()));
        Instant at = Instant.now();
        int slots = 0;
        int reserved = 0;
        var backends = new ArrayList<Backend>(rows.size());
        for (List<@Nullable String> row : rows) {
            Instant told = instant(row.get(15));
            at = told == null ? at : told;
            slots = number(row.get(16));
            reserved = number(row.get(17)) + number(row.get(18));
            backends.add(backend(row, clients));
        }
        return new Sample(at, took, backends, waiting.stream().map(this::wait).toList(), slots, reserved, beside(wish));
    }

    /// What runs is shown also where this cannot be read.
    private Beside beside(Beside.Wish wish) {
        try {
            return besides.read(wish);
        } catch (Problem.Thrown e) {
            if (!database.isOpen()) {
                throw e;
            }
            return new Beside.Unread(Sentences.happened(e.problem()));
        }
    }

    private static Set<String> column(List<List<@Nullable String>> rows, int at) {
        return rows.stream().map(r -> r.get(at)).filter(v -> v != null && !v.equals("0")).map(String::valueOf).collect(Collectors.toSet());
    }

    private Backend backend(List<@Nullable String> row, Map<String, String> clients) {
        String query = row.get(13);
        boolean hidden = HIDDEN.equals(query);
        String client = row.get(4);
        String leader = row.get(14);
        return new Backend(number(row.get(0)), instant(row.get(9)), names.database(row.get(1)), names.role(row.get(2)),
                row.get(3) == null ? "" : String.valueOf(row.get(3)), client, client == null ? null : clients.get(client), row.get(5),
                row.get(6), row.get(7), row.get(8), instant(row.get(10)), instant(row.get(11)), instant(row.get(12)),
                hidden ? null : query, row.get(19) == null ? 0 : Long.parseLong(String.valueOf(row.get(19))),
                leader == null ? null : Integer.valueOf(leader), hidden);
    }

    private LockWait wait(List<@Nullable String> row) {
        String blockers = String.valueOf(row.get(1)).replaceAll("[{}]", "");
        var held = new LinkedHashMap<Integer, String>();
        String holders = row.get(8);
        if (holders != null) {
            for (String holder : holders.split(",")) {
                String[] parts = holder.split(":", 2);
                held.merge(Integer.valueOf(parts[0]), parts[1], (a, b) -> MODES.indexOf(a) >= MODES.indexOf(b) ? a : b);
            }
        }
        return new LockWait(number(row.get(0)),
                blockers.isEmpty() ? List.of() : List.of(blockers.split(",")).stream().map(Integer::valueOf).distinct().toList(),
                String.valueOf(row.get(2)), object(String.valueOf(row.get(3)), row.get(4), row.get(5), row.get(6)), instant(row.get(7)),
                held);
    }

    private String object(String kind, @Nullable String inDatabase, @Nullable String relation, @Nullable String what) {
        if (relation != null) {
            String place = names.relation(inDatabase, relation);
            return switch (kind) {
                case "relation" -> "table " + place;
                case "tuple" -> "row " + what + " of " + place;
                default -> kind + " of " + place;
            };
        }
        return switch (kind) {
            case "transactionid" -> "transaction " + what;
            case "virtualxid" -> "virtual transaction " + what;
            default -> kind + (what == null ? "" : " " + what);
        };
    }

    private List<List<@Nullable String>> ask(String sql) {
        Database.Answer answer = database.query(sql, MOST, WITHIN);
        Database.Failure failure = answer.failure();
        if (failure != null) {
            throw new Problem.Thrown(
                    new Problem.Sql(failure.state(), failure.message(), new Problem.Source("postgresql", null, failure.message())), null);
        }
        return answer.results().getFirst() instanceof Database.Result.Rows rows ? rows.rows() : List.of();
    }

    private static int number(@Nullable String value) {
        return value == null || value.isEmpty() ? 0 : Integer.parseInt(value);
    }

    static @Nullable Instant instant(@Nullable String micros) {
        if (micros == null) {
            return null;
        }
        long all = Long.parseLong(micros);
        return Instant.ofEpochSecond(Math.floorDiv(all, 1_000_000L), Math.floorMod(all, 1_000_000L) * 1000);
    }
}
