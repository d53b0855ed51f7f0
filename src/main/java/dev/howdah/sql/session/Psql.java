package dev.howdah.sql.session;

import dev.howdah.sql.meta.Settings;
import dev.howdah.sql.scan.Conditions;
import dev.howdah.sql.scan.CopyStatement;
import dev.howdah.sql.scan.Prompt;
import dev.howdah.sql.scan.Scanner;
import dev.howdah.sql.scan.Stop;
import dev.howdah.sql.table.Look;
import dev.howdah.sql.table.Utf8Printer;
import java.io.BufferedReader;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGNotification;

/// Runs psql scripts in a session, with psql's output: the loop over lines, and what surrounds the sending of a statement.
public final class Psql {
    /// psql's exit codes.
    public static final int GOOD = 0;
    public static final int NO_SESSION = 2;
    public static final int STOPPED = 3;

    /// What a backslash command leaves to be done.
    enum Next {
        /// Nothing: read on.
        GO_ON,
        /// Send the statement.
        SEND,
        /// End the script.
        QUIT,
        /// It failed.
        ERROR
    }

    private static final Tap NOBODY = new Tap() {
        @Override
        public void begins(String sql) {}

        @Override
        public void rows(Answer.Rows rows) {}

        @Override
        public void done(String tag) {}

        @Override
        public void notice(ServerMessage message) {}

        @Override
        public void failed(ServerMessage message) {}

        @Override
        public void cut() {}

        @Override
        public void ended(java.time.Duration took) {}
    };

    /// `\\c` puts another in its place; the thread that runs does that.
    volatile SqlSession session;
    final Settings settings;
    final Look look;
    final PrintWriter stdout;
    final Log log;
    final Commands commands;
    PrintWriter queryOut;
    @Nullable
    Once once;
    /// What `\bind` gave the next statement.
    @Nullable
    Bound bound;
    /// Statements that `\parse` prepared, by name.
    final Map<String, String> parsed = new HashMap<>();
    /// What `\setenv` put before the environment; an absent value takes one away.
    final Map<String, Optional<String>> environment = new HashMap<>();
    /// Where `\cd` went, before the names of files; empty: where the program was started.
    Path folder = Path.of("");
    @Nullable
    ServerMessage lastError;
    String lastErrorQuery = "";
    final Pause pause = new Pause();
    Tap tap = NOBODY;
    Ledger ledger = Ledger.NONE;
    Door door = Door.NONE;
    private Function<Door.Opened, Ledger> ledgers = _ -> Ledger.NONE;
    Prompter prompter = Prompter.NOBODY;
    /// Rows of a result at most, in a read-only session; 0: all.
    int limit;
    /// Whether it is a window that shows what is printed: then nothing is printed into files.
    boolean inWindow;
    boolean timing;
    /// The statement before, which `\g` alone runs again.
    String previous = "";
    @Nullable
    Input input;

    /// @param out where results go
    /// @param err where errors and notices go
    public Psql(SqlSession session, Settings settings, Look look, PrintWriter out, PrintWriter err) {
        this.session = session;
        this.settings = settings;
        this.look = look;
        stdout = out;
        queryOut = out;
        log = new Log(out, err);
        commands = new Commands(this);
        settings.tell("ENCODING", "UTF8");
        settings.tell("SERVER_VERSION_NAME", session.parameter("server_version"));
        settings.tell("SERVER_VERSION_NUM", String.valueOf(session.version()));
    }

    /// Makes this a window's: what comes back goes to `beside` too, and nothing is printed
    /// into files.
    public void inWindow(Tap beside) {
        tap = beside;
        inWindow = true;
    }

    /// Keeps a record of every statement that is typed.
    public void ledger(Ledger keeper) {
        ledger = keeper;
    }

    /// The session that runs what is typed.
    public SqlSession session() {
        return session;
    }

    /// A file by the name that was typed.
    Path file(String name) {
        return folder.resolve(name);
    }

    /// The name of a file as it was typed.
    String typed(String file) {
        Path path = Path.of(file);
        return !folder.toString().isEmpty() && path.startsWith(folder) ? folder.relativize(path).toString() : file;
    }

    /// What `\\c` goes through.
    ///
    /// @param records gives the record of a session that was opened
    public void door(Door to, Function<Door.Opened, Ledger> records) {
        door = to;
        ledgers = records;
    }

    /// Whom `\\prompt` asks.
    public void prompter(Prompter who) {
        prompter = who;
    }

    /// Goes on in another session; the one before is closed, and what was open in it is rolled back.
    void moved(Door.Opened to) {
        SqlSession before = session;
        session = to.session();
        parsed.clear();
        ledger = ledgers.apply(to);
        to.where().forEach(settings::tell);
        settings.tell("SERVER_VERSION_NAME", session.parameter("server_version"));
        settings.tell("SERVER_VERSION_NUM", String.valueOf(session.version()));
        before.close();
    }

    /// `\\timing`.
    public boolean timing() {
        return timing;
    }

    public void timing(boolean on) {
        timing = on;
    }

    /// @param most rows of a result; 0: all
    public void limit(int most) {
        limit = most;
    }

    /// Runs a script to its end.
    ///
    /// @param name what messages call it; null when they name no file, as for standard input without `-f`
    /// @return psql's exit code
    public int script(BufferedReader lines, @Nullable String name) throws IOException {
        if (input == null) {
            pause.reset();
        }
        Input outer = input;
        String outerFile = log.file();
        int outerLine = log.line();
        var own = new Input(lines, name);
        input = own;
        try {
            return new Loop(own).run();
        } finally {
            stdout.flush();
            input = outer;
            log.at(outerFile, outerLine);
        }
    }

    /// Talks with a person until they leave.
    ///
    /// @return psql's exit code
    public int interactive(Keyboard keyboard) throws IOException {
        var own = new Input(keyboard);
        input = own;
        try {
            return new Loop(own).talk(keyboard);
        } finally {
            stdout.flush();
            input = null;
        }
    }

    /// Ends a script, a `\\watch` and whatever else would go on after the statement that runs; from any thread. The statement
    /// itself is ended by [SqlSession#cancel].
    public void stop() {
        pause.stop();
    }

    /// Runs what `-c` was given: one backslash command, or SQL that is sent as it is.
    ///
    /// @return whether it went well
    public boolean command(String text) throws IOException {
        log.at(null, 0);
        boolean good;
        if (text.startsWith("\\")) {
            var scanner = new Scanner(settings);
            scanner.line(text);
            var buffer = new StringBuilder();
            scanner.next(buffer);
            Next next = commands.run(scanner, buffer, new Conditions());
            good = next != Next.ERROR && (next != Next.SEND || send(buffer.toString()));
        } else {
            good = send(text);
        }
        stdout.flush();
        return good;
    }

    /// One pass over one script.
    private final class Loop {
        private final Input lines;
        private final Scanner scanner = new Scanner(settings);
        private final Conditions conditions = new Conditions();
        private final StringBuilder buffer = new StringBuilder();
        private boolean good = true;

        Loop(Input lines) {
            this.lines = lines;
        }

        int run() throws IOException {
            for (String line = lines.next(); line != null; line = lines.next()) {
                log.at(lines.name(), lines.number());
                if (line.isEmpty() && !scanner.inQuote()) {
                    continue;
                }
                if (settings.text("ECHO").equals("all")) {
                    stdout.println(line);
                }
                scanner.standardStrings(!session.parameter("standard_conforming_strings").equals("off"));
                if (!line(line)) {
                    return GOOD;
                }
                if (!good && settings.on("ON_ERROR_STOP")) {
                    return STOPPED;
                }
                if (!session.isOpen()) {
                    return NO_SESSION;
                }
                if (pause.isStopping()) {
                    return STOPPED;
                }
            }
            return end();
        }

        int talk(Keyboard keyboard) throws IOException {
            var prompts = new Prompts(Psql.this);
            var typed = new StringBuilder();
            int number = 1;
            while (true) {
                pause.reset();
                stdout.flush();
                lines.prompt(prompts.next(scanner.prompt(), conditions.active(), number));
                String line;
                try {
                    line = lines.typed();
                } catch (Keyboard.Dropped e) {
                    buffer.setLength(0);
                    typed.setLength(0);
                    scanner.reset();
                    number = 1;
                    continue;
                }
                if (line == null) {
                    return session.isOpen() ? GOOD : NO_SESSION;
                }
                if (line.isEmpty() && !scanner.inQuote()) {
                    continue;
                }
                typed.append(typed.isEmpty() ? "" : "\n").append(line);
                if (buffer.isEmpty() && List.of("exit", "quit").contains(line.strip().replaceFirst(";$", ""))) {
                    return session.isOpen() ? GOOD : NO_SESSION;
                }
                scanner.standardStrings(!session.parameter("standard_conforming_strings").equals("off"));
                boolean goOn = line(line);
                number++;
                if (buffer.isEmpty() && scanner.prompt() == Prompt.READY) {
                    keyboard.remember(typed.toString());
                    typed.setLength(0);
                    number = 1;
                }
                if (!goOn) {
                    return session.isOpen() ? GOOD : NO_SESSION;
                }
            }
        }

        /// @return whether to go on
        private boolean line(String line) throws IOException {
            int newlineAt = -1;
            if (!buffer.isEmpty()) {
                buffer.append('\n');
                newlineAt = buffer.length();
            }
            scanner.line(line);
            good = true;
            while (good || !settings.on("ON_ERROR_STOP") || lines.isInteractive()) {
                Stop stop = scanner.next(buffer);
                String trouble = scanner.trouble();
                if (!trouble.isEmpty()) {
                    log.warning(trouble);
                }
                boolean single = stop == Stop.END_OF_LINE && settings.on("SINGLELINE") && !scanner.inQuote() && !buffer.isEmpty();
                if (stop == Stop.SEMICOLON || single) {
                    statement();
                    newlineAt = -1;
                } else if (stop == Stop.BACKSLASH) {
                    if (buffer.length() == newlineAt) {
                        buffer.setLength(newlineAt - 1);
                    }
                    newlineAt = -1;
                    if (!backslash()) {
                        return false;
                    }
                }
                if (stop == Stop.END_OF_LINE) {
                    break;
                }
            }
            return true;
        }

        private void statement() throws IOException {
            if (conditions.active()) {
                String sql = buffer.toString();
                buffer.setLength(0);
                good = send(sql);
                previous = sql;
            }
        }

        private boolean backslash() throws IOException {
            Next next = commands.run(scanner, buffer, conditions);
            good = next != Next.ERROR;
            if (next == Next.SEND) {
                if (buffer.isEmpty()) {
                    buffer.append(previous);
                }
                statement();
                scanner.reset();
            }
            return next != Next.QUIT;
        }

        private int end() throws IOException {
            if (!buffer.isEmpty()) {
                statement();
                if (!good && settings.on("ON_ERROR_STOP")) {
                    return STOPPED;
                }
            }
            if (!conditions.isEmpty()) {
                log.error("reached EOF without finding closing \\endif(s)");
                if (settings.on("ON_ERROR_STOP")) {
                    return STOPPED;
                }
            }
            return session.isOpen() ? GOOD : NO_SESSION;
        }
    }

    /// Sends one statement with all that surrounds it, and prints what comes.
    boolean send(String sql) throws IOException {
        Once special = once;
        once = null;
        Bound values = bound;
        bound = null;
        if (!session.isOpen()) {
            log.error("You are currently not connected to a database.");
            return false;
        }
        if (settings.text("ECHO").equals("queries")) {
            stdout.println(sql);
        }
        if (!settings.on("AUTOCOMMIT") && session.state() == SqlSession.State.IDLE && !Words.noTransaction(sql) && !run("BEGIN", "BEGIN")) {
            return false;
        }
        boolean wanted = settings.on("ON_ERROR_ROLLBACK")
                || settings.text("ON_ERROR_ROLLBACK").equals("interactive") && input != null && input.isInteractive();
        boolean savepoint = wanted && session.state() == SqlSession.State.OPEN;
        if (savepoint && !run("SAVEPOINT pg_psql_temporary_savepoint", sql)) {
            return false;
        }
        long begun = System.nanoTime();
        var exchange = new Exchange(this, sql, special, values);
        boolean good = exchange.run(copy(sql));
        double took = (System.nanoTime() - begun) / 1e6;
        if (savepoint) {
            afterSavepoint(exchange.tag(), good);
        }
        if (timing) {
            stdout.println(String.format(Locale.ROOT, "Time: %.3f ms", took));
        }
        if (!good && settings.text("ECHO").equals("errors")) {
            log.info("STATEMENT:  " + sql);
        }
        queryOut.flush();
        notifications();
        return exchange.finish(good);
    }

    private CopyStatement copy(String sql) {
        return CopyStatement.of(sql);
    }

    private void afterSavepoint(String tag, boolean good) {
        if (session.state() == SqlSession.State.FAILED) {
            run("ROLLBACK TO pg_psql_temporary_savepoint", "");
        } else if (session.state() == SqlSession.State.OPEN && good
                && !List.of("COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK").contains(tag)) {
            run("RELEASE pg_psql_temporary_savepoint", "");
        }
    }

    /// Runs a statement of our own of which only trouble is shown.
    boolean own(String sql) {
        return run(sql, sql);
    }

    private boolean run(String sql, String shown) {
        return session.run(sql, answer -> {
            if (answer instanceof Answer.Failed f) {
                failed(f.message(), shown);
            } else if (answer instanceof Answer.Notice n) {
                noticed(n.message(), shown);
            }
        });
    }

    void failed(ServerMessage message, String sql) {
        lastError = message;
        lastErrorQuery = sql;
        stdout.flush();
        log.info(text(message, sql));
        settings.tell("ERROR", "true");
        settings.tell("SQLSTATE", message.state());
        settings.tell("ROW_COUNT", "0");
        settings.tell("LAST_ERROR_SQLSTATE", message.state());
        settings.tell("LAST_ERROR_MESSAGE", message.message());
        if (!session.isOpen()) {
            log.error("connection to server was lost");
        }
    }

    void noticed(ServerMessage message, String sql) {
        stdout.flush();
        log.info(text(message, sql));
    }

    String text(ServerMessage message, String sql) {
        String context = settings.text("SHOW_CONTEXT");
        boolean shown = context.equals("always") || context.equals("errors") && message.isError();
        return message.text(ServerMessage.Verbosity.valueOf(settings.text("VERBOSITY").toUpperCase(Locale.ROOT)), shown, sql);
    }

    private void notifications() {
        if (!session.isOpen()) {
            return;
        }
        try {
            for (PGNotification n : session.notifications()) {
                String payload = n.getParameter().isEmpty() ? "" : " with payload \"" + n.getParameter() + "\"";
                queryOut.println("Asynchronous notification \"" + n.getName() + "\"" + payload + " received from server process with PID "
                        + n.getPID() + ".");
            }
        } catch (SQLException e) {
            log.warning("notifications could not be read: " + e.getMessage());
        }
    }

    /// Standard output or the file of `\o`, as bytes for COPY.
    OutputStream bytes(PrintWriter to) {
        return new FilterOutputStream(OutputStream.nullOutputStream()) {
            @Override
            public void write(int b) {
                write(new byte[]{(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] data, int offset, int length) {
                if (to instanceof Utf8Printer bytes) {
                    bytes.utf8(data, offset, length);
                    return;
                }
                to.write(new String(data, offset, length, StandardCharsets.UTF_8));
            }
        };
    }
}
