package dev.howdah.sql.session;

import dev.howdah.sql.meta.Settings;
import dev.howdah.sql.table.Look;
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

/// One run of psql from beginning to end: connect, run what was asked for in its order, give the exit code.
public final class Terminal {
    /// psql's code for an error of its own, and for a failed `-c`.
    public static final int FAILED = 1;
    private final Settings settings;
    private final Look look;
    private final InputStream in;
    private final PrintWriter out;
    private final PrintWriter err;

    /// A command (`-c`) or a script (`-f`; `-` is standard input).
    public record Action(boolean script, String text) {}

    public Terminal(Settings settings, Look look, InputStream in, PrintWriter out, PrintWriter err) {
        this.settings = settings;
        this.look = look;
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /// @param actions empty: standard input, whose messages name no file
    /// @param single whether all of it is one transaction
    /// @param output file for results; empty: standard output
    public int run(Target target, List<Action> actions, boolean single, String output) throws IOException {
        try (SqlSession session = target.open()) {
            settings.tell("DBNAME", target.value("dbname"));
            settings.tell("USER", target.value("user"));
            settings.tell("HOST", target.value("host"));
            settings.tell("PORT", target.value("port"));
            var psql = new Psql(session, settings, look, out, err);
            if (!output.isEmpty()) {
                psql.queryOut = new PrintWriter(Files.newBufferedWriter(Path.of(output), StandardCharsets.UTF_8));
            }
            int code = actions.isEmpty() ? psql.script(standardInput(), null) : actions(psql, actions, single);
            psql.queryOut.flush();
            if (psql.queryOut != out) {
                psql.queryOut.close();
            }
            return code;
        } catch (SQLException e) {
            err.println("psql: error: " + target.refused(e));
            return Psql.NO_SESSION;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private int actions(Psql psql, List<Action> actions, boolean single) throws IOException {
        int code = single && !psql.own("BEGIN") ? FAILED : Psql.GOOD;
        for (Action action : actions) {
            if (code != Psql.GOOD && settings.on("ON_ERROR_STOP")) {
                break;
            }
            code = action.script() ? script(psql, action.text()) : psql.command(action.text()) ? Psql.GOOD : FAILED;
            if (!psql.session.isOpen()) {
                return Psql.NO_SESSION;
            }
        }
        if (single && !psql.own(code == Psql.GOOD ? "COMMIT" : "ROLLBACK") && code == Psql.GOOD) {
            return FAILED;
        }
        return code;
    }

    private int script(Psql psql, String name) throws IOException {
        if (name.equals("-")) {
            return psql.script(standardInput(), "<stdin>");
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
