package dev.howdah.app;

import dev.howdah.app.keyboard.LineEditor;
import dev.howdah.aws.session.AwsSettings;
import dev.howdah.config.Folders;
import dev.howdah.journal.Journal;
import dev.howdah.journal.Statement;
import dev.howdah.model.InstanceRef;
import dev.howdah.ops.query.Record;
import dev.howdah.ops.reach.Reached;
import dev.howdah.sql.meta.Settings;
import dev.howdah.sql.session.ConnectFailure;
import dev.howdah.sql.session.Door;
import dev.howdah.sql.session.Psql;
import dev.howdah.sql.session.Safety;
import dev.howdah.sql.session.SqlSession;
import dev.howdah.sql.session.Target;
import dev.howdah.sql.session.Terminal;
import dev.howdah.sql.table.Look;
import dev.howdah.sql.table.Refused;
import dev.howdah.sql.table.Utf8Printer;
import dev.howdah.task.Time;
import dev.howdah.task.Work;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `howdah sql`: psql's command line, for scripts that were written for psql.
@Command(name = "sql", description = "Runs psql scripts, with psql's output and exit codes; at a terminal, psql's prompt. No psqlrc is read and no program is started.", footer = {
        "", "Exit status, as psql's: 0 all went well; 1 an error of its own or a failed -c; 2 no session, or it was lost; "
                + "3 a script stopped at an error (ON_ERROR_STOP)."})
final class SqlCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = {"--help", "-?"}, usageHelp = true, description = "show this")
    private boolean help;

    @Option(names = {"-c",
            "--command"}, paramLabel = "SQL", parameterConsumer = InOrder.class, description = "run this; may be repeated and mixed with -f")
    private List<String> texts = List.of();

    @Option(names = {"-f",
            "--file"}, paramLabel = "FILE", parameterConsumer = InOrder.class, description = "run this script; - is standard input")
    private List<String> files = List.of();

    @Option(names = {"-h", "--host"}, paramLabel = "HOST", description = "server (PGHOST)")
    private @Nullable String host;

    @Option(names = {"-p", "--port"}, paramLabel = "PORT", description = "port (PGPORT, 5432)")
    private @Nullable String port;

    @Option(names = {"-U", "--username"}, paramLabel = "USER", description = "role (PGUSER)")
    private @Nullable String user;

    @Option(names = {"-d", "--dbname"}, paramLabel = "DATABASE", description = "database or connection string (PGDATABASE)")
    private @Nullable String database;

    @Parameters(index = "0", arity = "0..1", paramLabel = "DATABASE", description = "database or connection string")
    private @Nullable String first;

    @Parameters(index = "1", arity = "0..1", paramLabel = "USER", description = "role")
    private @Nullable String second;

    @Option(names = {"-v", "--set", "--variable"}, paramLabel = "NAME=VALUE", description = "set a variable")
    private List<String> variables = List.of();

    @Option(names = {"-P", "--pset"}, paramLabel = "NAME=VALUE", description = "set how results look, as \\pset")
    private List<String> looks = List.of();

    @Option(names = "--csv", description = "CSV")
    private boolean csv;

    @Option(names = {"-A", "--no-align"}, description = "unaligned")
    private boolean unaligned;

    @Option(names = {"-H", "--html"}, description = "HTML")
    private boolean html;

    @Option(names = {"-t", "--tuples-only"}, description = "rows only")
    private boolean tuples;

    @Option(names = {"-x", "--expanded"}, description = "expanded")
    private boolean expanded;

    @Option(names = {"-F", "--field-separator"}, paramLabel = "TEXT", description = "between fields of unaligned rows")
    private @Nullable String fieldSeparator;

    @Option(names = {"-R", "--record-separator"}, paramLabel = "TEXT", description = "between unaligned rows")
    private @Nullable String recordSeparator;

    @Option(names = {"-T", "--table-attr"}, paramLabel = "TEXT", description = "attributes of HTML tables")
    private @Nullable String tableAttributes;

    @Option(names = {"-z", "--field-separator-zero"}, description = "a zero byte between fields")
    private boolean fieldZero;

    @Option(names = {"-0", "--record-separator-zero"}, description = "a zero byte between rows")
    private boolean recordZero;

    @Option(names = {"-1", "--single-transaction"}, description = "all of it in one transaction")
    private boolean single;

    @Option(names = {"-a", "--echo-all"}, description = "print the script's lines")
    private boolean echoAll;

    @Option(names = {"-e", "--echo-queries"}, description = "print statements as they are sent")
    private boolean echoQueries;

    @Option(names = {"-b", "--echo-errors"}, description = "print statements that fail")
    private boolean echoErrors;

    @Option(names = {"-E", "--echo-hidden"}, description = "print the queries behind \\d")
    private boolean echoHidden;

    @Option(names = {"-q", "--quiet"}, description = "no tags, only results")
    private boolean quiet;

    @Option(names = {"-S", "--single-line"}, description = "a line's end ends the statement")
    private boolean singleLine;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = "results into this file")
    private String output = "";

    @Option(names = {"-l", "--list"}, description = "list databases")
    private boolean list;

    @Option(names = "--instance", paramLabel = "ID", description = {"a DB instance, through a tunnel of Howdah's own: no local port, "
            + "TLS verified in full.", "The session is read-only on the server"})
    private @Nullable String instance;

    @Option(names = "--via", paramLabel = "HOP", description = "with --instance: through this task or node")
    private @Nullable String via;

    @Option(names = "--profile", paramLabel = "P", description = "with --instance: profile of ~/.aws")
    private @Nullable String profile;

    @Option(names = "--region", paramLabel = "R", description = "with --instance: region")
    private @Nullable String region;

    @Option(names = "--safe", description = "read-only on the server, with limits, as with --instance")
    private boolean safe;

    @Option(names = "--statement-timeout", paramLabel = "SECONDS", description = "with --instance or --safe: how long a statement may run (30)")
    private @Nullable Integer longest;

    @Option(names = {"-X", "--no-psqlrc", "-n", "--no-readline", "-w", "--no-password"}, description = "accepted; always so")
    private boolean always;

    final List<Terminal.Action> actions = new ArrayList<>();
    private final AwsSettings aws;
    /// With `--instance`, what AWS said: which it is, and who we are.
    private @Nullable InstanceRef reached;
    private @Nullable String operator;

    SqlCommand(AwsSettings aws) {
        this.aws = aws;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        try {
            var typed = new LinkedHashMap<String, String>();
            put(typed, "host", host);
            put(typed, "port", port);
            put(typed, "user", user != null ? user : database != null ? first : second);
            put(typed, "dbname", database != null ? database : first);
            if (list) {
                actions.add(new Terminal.Action(false, "\\l"));
                typed.putIfAbsent("dbname", "postgres");
            }
            return run(typed, err);
        } catch (Refused e) {
            err.println("psql: error: " + e.words());
            return Terminal.FAILED;
        } catch (IllegalArgumentException | IOException e) {
            err.println("psql: error: " + e.getMessage());
            return Terminal.FAILED;
        }
    }

    private int run(Map<String, String> typed, PrintWriter err) throws IOException, Refused, InterruptedException {
        if (longest != null && longest < 1) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--statement-timeout is a number of seconds, at least 1");
        }
        if (instance == null && (via != null || profile != null || region != null)) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--via, --profile and --region go with --instance");
        }
        java.io.Console console = System.console();
        if (!actions.isEmpty() || console == null || !console.isTerminal()) {
            // picocli's own would make characters of every value, and a flush of every line
            return run(typed, new Utf8Printer(new FileOutputStream(FileDescriptor.out)), err, null);
        }
        try (var editor = LineEditor.ofProcess(Folders.ofProcess().state())) {
            return run(typed, editor.out(), editor.out(), editor);
        }
    }

    private int run(Map<String, String> typed, PrintWriter out, PrintWriter err, @Nullable LineEditor editor)
            throws IOException, Refused, InterruptedException {
        var wish = new Terminal.Wish(actions, single, output, editor == null ? null : editor::keyboard);
        if (instance == null && !safe) {
            return new Terminal(settings(), look(), System.in, out, err).run(Target.of(typed, System.getenv()), null, wish);
        }
        try (var record = record(err)) {
            String me = System.getProperty("user.name", "unknown");
            var terminal = new Terminal(settings(), look(), System.in, out, err,
                    (session, where) -> record.of(statements(session, where, me),
                            null));
            return instance == null
                    ? terminal.run(Target.of(typed, System.getenv()), safety(me), wish)
                    : through(terminal, typed, err, wish);
        }
    }

    /// Every statement of a session that is ours to guard goes to the journal of this machine.
    private static Record record(PrintWriter err) {
        Folders folders = Folders.ofProcess();
        boolean literals;
        try {
            literals = dev.howdah.config.Settings.load(folders.settings()).keepsLiterals();
        } catch (dev.howdah.config.Settings.Unreadable e) {
            err.println("howdah: settings are not used: " + e.getMessage());
            literals = false;
        }
        boolean kept = literals;
        return new Record(new Journal(folders.state(), Time.SYSTEM::now), () -> kept, Time.SYSTEM, Work.ofCommand("journal"), words -> {
            err.println("howdah: " + words);
            err.flush();
        });
    }

    private Statement.Session statements(SqlSession session, Map<String, String> where, String me) {
        InstanceRef ref = reached;
        String server = where.getOrDefault("HOST", "") + ":" + where.getOrDefault("PORT", "");
        return new Statement.Session(operator == null ? me : operator, ref == null ? server : ref.id(), ref == null ? "" : ref.account(),
                ref == null ? "" : ref.region(), where.getOrDefault("DBNAME", ""), where.getOrDefault("USER", ""), session.pid());
    }

    private Safety safety(String who) {
        Safety usual = Safety.of(who);
        return longest == null ? usual : usual.withStatement(Duration.ofSeconds(longest));
    }

    /// Over a tunnel of our own, as the window does it.
    private int through(Terminal terminal, Map<String, String> typed, PrintWriter err, Terminal.Wish wish)
            throws IOException, InterruptedException {
        for (String other : List.of("host", "port", "user")) {
            if (typed.containsKey(other)) {
                throw new CommandLine.ParameterException(spec.commandLine(),
                        "with --instance the " + other + " is the instance's: leave it out");
            }
        }
        try {
            return new Through(aws, String.valueOf(instance), via, profile, region).reach((way, ref, me) -> {
                reached = ref;
                operator = me;
                return within(way, terminal, typed.get("dbname"), me, wish);
            });
        } catch (Through.Failed e) {
            err.println((e.atTheDatabase() ? "psql: error: " : "howdah: ") + e.words());
            return Psql.NO_SESSION;
        }
    }

    private int within(Reached way, Terminal terminal, @Nullable String asked, String who, Terminal.Wish wish)
            throws IOException, ConnectFailure {
        String name = asked != null ? asked : way.database().usualDatabase();
        try (SqlSession session = way.database().session(safety(who), name)) {
            return terminal.run(session, way.database().where(name), wish, wanted -> {
                if (!List.of("dbname").containsAll(wanted.keySet()) || wanted.getOrDefault("dbname", "").indexOf('=') > 0) {
                    throw new Door.Shut("with --instance only the database can be another: leave, and name the other instance");
                }
                String next = wanted.getOrDefault("dbname", name);
                try {
                    return new Door.Opened(way.database().session(safety(who), next), way.database().where(next));
                } catch (ConnectFailure e) {
                    throw new Door.Shut(String.valueOf(e.getMessage()));
                }
            });
        }
    }

    private static void put(Map<String, String> typed, String keyword, @Nullable String value) {
        if (value != null) {
            typed.put(keyword, value);
        }
    }

    private Settings settings() throws Refused {
        var settings = new Settings();
        settings.tell("ECHO", echoAll ? "all" : echoQueries ? "queries" : echoErrors ? "errors" : "none");
        settings.tell("ECHO_HIDDEN", echoHidden ? "on" : "off");
        settings.tell("QUIET", quiet ? "on" : "off");
        settings.tell("SINGLELINE", singleLine ? "on" : "off");
        for (String variable : variables) {
            int equals = variable.indexOf('=');
            String wrong = equals < 0
                    ? settings.unset(variable)
                    : settings.set(variable.substring(0, equals), variable.substring(equals + 1));
            if (!wrong.isEmpty()) {
                throw new Refused(wrong);
            }
        }
        return settings;
    }

    private Look look() throws Refused {
        var look = new Look();
        if (csv || unaligned || html) {
            look.set("format", csv ? "csv" : html ? "html" : "unaligned");
        }
        if (tuples) {
            look.set("tuples_only", "on");
        }
        if (expanded) {
            look.set("expanded", "on");
        }
        set(look, "fieldsep", fieldSeparator);
        set(look, "recordsep", recordSeparator);
        set(look, "tableattr", tableAttributes);
        if (fieldZero) {
            look.set("fieldsep_zero", null);
        }
        if (recordZero) {
            look.set("recordsep_zero", null);
        }
        for (String option : looks) {
            String[] parts = option.split("=", 2);
            try {
                look.set(parts[0], parts.length > 1 ? parts[1] : null);
            } catch (Refused e) {
                throw new Refused(e.words() + "\npsql: error: could not set printing parameter \"" + parts[0] + "\"");
            }
        }
        return look;
    }

    private static void set(Look look, String name, @Nullable String value) throws Refused {
        if (value != null) {
            look.set(name, value);
        }
    }

    /// Keeps the order in which -c and -f were given.
    static final class InOrder implements CommandLine.IParameterConsumer {
        @Override
        public void consumeParameters(Stack<String> left, ArgSpec option, CommandSpec command) {
            if (left.isEmpty()) {
                throw new CommandLine.ParameterException(command.commandLine(), "Missing value for " + option.paramLabel());
            }
            boolean file = option.paramLabel().equals("FILE");
            ((SqlCommand) command.userObject()).actions.add(new Terminal.Action(file, left.pop()));
        }
    }
}
