package dev.howdah.ops.health;

import dev.howdah.health.Facts;
import dev.howdah.posture.Part;
import dev.howdah.model.Problem;
import dev.howdah.ops.reach.Reached;
import dev.howdah.sql.session.ConnectFailure;
import dev.howdah.sql.session.Database;
import dev.howdah.sql.session.Safety;
import dev.howdah.sql.session.SqlSession;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the facts of one database. A part that cannot be read says why, and the others are read nevertheless.
public final class HealthReader {
    /// A catalog that is locked is not waited for.
    private static final Duration LOCK = Duration.ofSeconds(1);
    private static final Duration STATEMENT = Duration.ofSeconds(15);
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration SHARED = Duration.ofSeconds(3);
    private static final int SHARED_MOST = 2_000;
    private static final String SLOTLESS = "the server has no slot for a session of our own, in which this is read";

    private final Ask session;
    private final Facts.Server server;
    /// Whether the session is one in which others wait.
    private final boolean shared;

    private HealthReader(Ask session, @Nullable String group, boolean shared) throws Ask.Failed {
        this.session = session;
        this.shared = shared;
        Row row = new Row(session.ask(Questions.SERVER).getFirst());
        server = new Facts.Server(Math.toIntExact(row.number(0)), row.text(1), row.text(2), row.yes(3), row.yes(4),
                Objects.requireNonNull(row.instant(5)), row.instant(6), Math.toIntExact(row.number(7)), group);
    }

    /// Reads in a session of its own; where the server has no slot for one, what can be read in the session that watches the way.
    ///
    /// @param operator who asks, as the server is told
    /// @param database null for the one that people mean
    /// @param group the instance's parameter group; null where it is not known
    /// @throws Problem.Thrown when the server does not answer
    /// @throws ConnectFailure when it does not let us in, for another reason than that every slot is taken
    public static Facts read(Reached way, String operator, @Nullable String database, @Nullable String group) throws ConnectFailure {
        try {
            String name = database == null ? way.database().usualDatabase() : database;
            try (SqlSession own = way.database().session(new Safety(operator, LOCK, STATEMENT, IDLE), name)) {
                return of(Ask.in(own), group);
            } catch (ConnectFailure e) {
                if (e.rung() != ConnectFailure.Rung.SLOTS) {
                    throw e;
                }
                return shared(way.database(), group);
            }
        } catch (Ask.Failed e) {
            throw new Problem.Thrown(
                    new Problem.Sql(e.state(), String.valueOf(e.getMessage()),
                            new Problem.Source("postgresql", null, String.valueOf(e.getMessage()))),
                    e);
        }
    }

    /// @throws Ask.Failed when the session is lost
    static Facts of(Ask session, @Nullable String group) throws Ask.Failed {
        return new HealthReader(session, group, false).read();
    }

    static Facts shared(Database database, @Nullable String group) throws Ask.Failed {
        return new HealthReader(Ask.in(database, SHARED_MOST, SHARED), group, true).read();
    }

    private Facts read() throws Ask.Failed {
        Part<Map<String, Facts.Setting>> settings = switch (part(Questions.SETTINGS, false, r -> Map.entry(r.text(0),
                new Facts.Setting(r.text(1), r.maybe(2), r.text(3), r.yes(4))))) {
            case Part.Read<List<Map.Entry<String, Facts.Setting>>>(var all) -> {
                var byName = new HashMap<String, Facts.Setting>();
                all.forEach(e -> byName.put(e.getKey(), e.getValue()));
                yield new Part.Read<>(Map.copyOf(byName));
            }
            case Part.Unread<List<Map.Entry<String, Facts.Setting>>>(var why) -> new Part.Unread<>(why);
        };
        return new Facts(server,
                part(Questions.DATABASES, false,
                        r -> new Facts.Database(r.text(0), r.yes(1), r.number(2), r.number(3), r.number(4), r.number(5), r.number(6),
                                r.number(7), r.number(8))),
                part(Questions.TABLES, true, HealthReader::table), part(Questions.indexes(server.version()), true, HealthReader::index),
                part(Questions.SEQUENCES, true,
                        r -> new Facts.Sequence(r.text(0), r.count(1), r.yes(2), r.number(3), r.number(4), r.yes(5), r.maybe(6),
                                r.count(7))),
                settings, one(part(Questions.SESSIONS, false, HealthReader::sessions)),
                one(part(Questions.checkpoints(server.version()), false,
                        r -> new Facts.Checkpoints(r.number(0), r.number(1), r.instant(2)))),
                part(Questions.SLOTS, false,
                        r -> new Facts.Slot(r.text(0), r.text(1), r.maybe(2), r.yes(3), r.count(4), r.maybe(5), r.count(6))),
                part(Questions.HORIZONS, false, r -> new Facts.Horizon(r.text(0), r.text(1), r.count(2), r.instant(3),
                        r.maybe(4) == null ? null : r.yes(4), r.text(5))));
    }

    private <T> Part<List<T>> part(String sql, boolean large, Function<Row, T> made) throws Ask.Failed {
        if (large && shared) {
            return new Part.Unread<>(SLOTLESS);
        }
        try {
            return new Part.Read<>(session.ask(sql).stream().map(row -> made.apply(new Row(row))).toList());
        } catch (Ask.Failed e) {
            if (e.lost()) {
                throw e;
            }
            return new Part.Unread<>(switch (e.state()) {
                case "55P03" -> "a catalog that it reads is locked now (" + e.getMessage() + ")";
                case "57014" -> "it took longer than " + STATEMENT.toSeconds() + " s (" + e.getMessage() + ")";
                case "42501" -> "the role " + server.role() + " may not read it (" + e.getMessage() + ")";
                default -> "the server refuses: " + e.getMessage();
            });
        }
    }

    private static <T> Part<T> one(Part<List<T>> all) {
        return switch (all) {
            case Part.Read<List<T>>(var rows) -> new Part.Read<>(rows.getFirst());
            case Part.Unread<List<T>>(var why) -> new Part.Unread<>(why);
        };
    }

    private static Facts.Table table(Row r) {
        var options = new HashMap<String, String>();
        r.list(8).forEach(o -> options.put(o.substring(0, o.indexOf('=')), o.substring(o.indexOf('=') + 1)));
        String bytes = r.maybe(11);
        return new Facts.Table(r.text(0), r.number(1), r.count(2) == null ? null : (double) r.number(2), r.number(3), r.number(4),
                r.number(5), r.instant(6), r.instant(7), Map.copyOf(options), r.number(9), r.number(10), bytes == null
                        ? null
                        : new Facts.Width(Double.parseDouble(bytes), Math.toIntExact(r.number(14)), Math.toIntExact(r.number(12)),
                                r.yes(13)));
    }

    private static Facts.Index index(Row r) {
        return new Facts.Index(r.text(0), r.text(1), r.text(2), r.yes(3), r.yes(4), r.yes(5), r.yes(6), r.number(7), r.number(8),
                r.instant(9), r.list(10), r.text(11), r.text(12));
    }

    /// Where sessions are hidden it is not told which of them are clients': what each database counts stands for them.
    private static Facts.Sessions sessions(Row r) {
        boolean hidden = r.number(3) > 0;
        return new Facts.Sessions(hidden ? r.number(4) : r.number(0), Math.toIntExact(r.number(5)),
                Math.toIntExact(r.number(6) + r.number(7) + r.number(8)), hidden ? null : r.number(1), hidden ? null : r.number(2));
    }
}
