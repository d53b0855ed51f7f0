package dev.howdah.sql.session;

import dev.howdah.sql.meta.Settings;
import dev.howdah.sql.table.Look;
import dev.howdah.sql.table.Utf8Printer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One run of psql from beginning to end: connect, run what was asked for in its order, give the exit code.
public final class Terminal {
    /// psql's code for an error of its own, and for a failed `-c`.
    public static final int FAILED = 1;
    private final Settings settings;
    private final Look look;
    private final InputStream in;
    private final PrintWriter out;
    private final PrintWriter err;
    private final BiFunction<SqlSession, Map<String, String>, Ledger> ledgers;

    /// Of which messages tell no name.
    private static final Action STANDARD_INPUT = new Action(true, "");

    /// A command (`-c`) or a script (`-f`; `-` is standard input).
    public record Action(boolean script, String text) {}

    /// A run of which no record is kept, as psql keeps none.
    public Terminal(Settings settings, Look look, InputStream in, PrintWriter out, PrintWriter err) {
        this(settings, look, in, out, err, (_, _) -> Ledger.NONE);
    }

    /// @param ledgers gives the record of a session, by where it leads: DBNAME, USER, HOST and PORT
    public Terminal(Settings settings, Look look, InputStream in, PrintWriter out, PrintWriter err,
            BiFunction<SqlSession, Map<String, String>, Ledger> ledgers) {
        this.ledgers = ledgers;
        this.settings = settings;
        this.look = look;
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /// What is asked for.
    ///
    /// @param actions empty: a person types, or standard input, whose messages name no file
    /// @param single whether all of it is one transaction
    /// @param output file for results; empty: standard output
    /// @param keyboard a person, for a session; null when nobody is there
    public record Wish(List<Action> actions, boolean single, String output, @Nullable Function<Psql, Keyboard> keyboard) {}

    private void warn(Target target) {
        if (!target.warning().isEmpty()) {
            err.println(target.warning());
            err.flush();
        }
    }

    /// Connects as libpq would.
    ///
    /// @param safety for a session that is read-only on the server; null for one as psql's
    public int run(Target target, @Nullable Safety safety, Wish wish) throws IOException {
        warn(target);
        Target.Reached reached;
        try {
            reached = target.reach(safety);
        } catch (SQLException e) {
            err.println("psql: error: " + e.getMessage());
            err.flush();
            return Psql.NO_SESSION;
        }
        try (SqlSession session = reached.session()) {
            return run(session, reached.at().where(), wish, new Door() {
                private Target at = reached.at();

                @Override
                public Opened open(Map<String, String> wanted) throws Shut {
                    try {
                        Target next = at.moved(wanted);
                        warn(next);
                        try {
                            Target.Reached other = next.reach(safety);
                            at = other.at();
                            return new Opened(other.session(), at.where());
                        } catch (SQLException e) {
                            throw new Shut(String.valueOf(e.getMessage()));
                        }
                    } catch (IOException | IllegalArgumentException e) {
                        throw new Shut(String.valueOf(e.getMessage()));
                    }
                }
            });
        } finally {
            out.flush();
            err.flush();
        }
    }

    /// Runs in a session that is open.
    ///
    /// @param where DBNAME, USER, HOST and PORT
    /// @param door to other sessions
    public int run(SqlSession session, Map<String, String> where, Wish wish, Door door) throws IOException {
        where.forEach(settings::tell);
        var psql = new Psql(session, settings, look, out, err);
        psql.door(door, opened -> ledgers.apply(opened.session(), opened.where()));
        psql.ledger(ledgers.apply(session, where));
        if (!wish.output().isEmpty()) {
            psql.queryOut = new Utf8Printer(Files.newOutputStream(Path.of(wish.output())));
        }
        var keyboard = wish.keyboard();
        int code;
        try {
            code = keyboard != null && wish.actions().isEmpty()
                    ? talk(session, psql, keyboard)
                    : actions(psql, wish.actions().isEmpty() ? List.of(STANDARD_INPUT) : wish.actions(), wish.single());
        } finally {
            if (psql.session() != session) {
                psql.session().close();
            }
        }
        psql.queryOut.flush();
        out.flush();
        if (psql.queryOut != out) {
            psql.queryOut.close();
        }
        return code;
    }

    private int talk(SqlSession session, Psql psql, Function<Psql, Keyboard> keyboard) throws IOException {
        if (!settings.on("QUIET")) {
            Safety safety = session.safety();
            out.println("howdah sql, server " + session.parameter("server_version") + (safety == null ? "" : ", " + safety.words()));
            out.println("Type \\? for help, \\q or Ctrl-D to leave, Ctrl-C to cancel.\n");
        }
        return talk(psql, keyboard.apply(psql));
    }

    private static int talk(Psql psql, Keyboard keyboard) throws IOException {
        psql.prompter(words -> {
            try {
                return keyboard.line(words);
            } catch (Keyboard.Dropped e) {
                System.getLogger(Terminal.class.getName()).log(System.Logger.Level.TRACE, "not answered", e);
                return null;
            }
        });
        return psql.interactive(keyboard);
    }

    /// What failed takes the transaction with it only where errors stop, as with psql: elsewhere what went well is kept, unless the server
    /// has given the transaction up.
    private int actions(Psql psql, List<Action> actions, boolean single) throws IOException {
        int code = single && !psql.own("BEGIN") && settings.on("ON_ERROR_STOP") ? Psql.STOPPED : Psql.GOOD;
        for (Action action : actions) {
            if (code != Psql.GOOD && settings.on("ON_ERROR_STOP")) {
                break;
            }
            code = action.script() ? script(psql, action.text()) : psql.command(action.text()) ? Psql.GOOD : FAILED;
            if (!psql.session.isOpen()) {
                return Psql.NO_SESSION;
            }
        }
        boolean kept = code == Psql.GOOD || !settings.on("ON_ERROR_STOP");
        boolean ended = !single || psql.own(kept ? "COMMIT" : "ROLLBACK");
        return !ended && settings.on("ON_ERROR_STOP") ? Psql.STOPPED : code;
    }

    private int script(Psql psql, String name) throws IOException {
        if (name.equals("-") || name.isEmpty()) {
            return psql.script(standardInput(), name.isEmpty() ? null : "<stdin>");
        }
        try (BufferedReader lines = Files.newBufferedReader(Path.of(name), StandardCharsets.UTF_8)) {
            return psql.script(lines, name);
        } catch (FileSystemException e) {
            err.println("psql: error: " + name + ": " + FileTrouble.words(e));
            return FAILED;
        }
    }

    private BufferedReader standardInput() {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
}
