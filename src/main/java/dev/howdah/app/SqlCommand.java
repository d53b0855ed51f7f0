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
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `howdah sql`: psql's command line, for scripts that were written for psql.
///
/// Its options are told to picocli one by one: finding them by annotations makes a proxy class for each kind of annotation and takes a
/// fifth of the time in which the command starts, connects and ends.
final class SqlCommand implements Callable<Integer> {
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("sql");

    final List<Terminal.Action> actions = new ArrayList<>();
    private final Supplier<AwsSettings> aws;
    /// With `--instance`, what AWS said: which it is, and who we are.
    private @Nullable InstanceRef reached;
    private @Nullable String operator;

    private SqlCommand(Supplier<AwsSettings> aws) {
        this.aws = aws;
    }

    /// @param aws asked only where the way leads over AWS
    static CommandLine line(Supplier<AwsSettings> aws) {
        var command = new SqlCommand(aws);
        command.describe();
        // as with psql, an option that is given twice counts as it was given last
        return new CommandLine(command.spec).setOverwrittenOptionsAllowed(true);
    }

    private void describe() {
        spec.usageMessage()
                .description("Runs psql scripts, with psql's output and exit codes; at a terminal, psql's prompt. No psqlrc is read and "
                        + "no program is started.")
                .footer("", "Exit status, as psql's: 0 all went well; 1 an error of its own or a failed -c; 2 no session, or it was lost; "
                        + "3 a script stopped at an error (ON_ERROR_STOP).");
        spec.addOption(OptionSpec.builder("--help", "-?").type(boolean.class).usageHelp(true).description("show this").build());
        inOrder(false, "SQL", "run this; may be repeated and mixed with -f", "-c", "--command");
        inOrder(true, "FILE", "run this script; - is standard input", "-f", "--file");
        value("HOST", "server (PGHOST)", "-h", "--host");
        value("PORT", "port (PGPORT, 5432)", "-p", "--port");
        value("USER", "role (PGUSER)", "-U", "--username");
        value("DATABASE", "database or connection string (PGDATABASE)", "-d", "--dbname");
        position("0", "DATABASE", "database or connection string");
        position("1", "USER", "role");
        values("NAME=VALUE", "set a variable", "-v", "--set", "--variable");
        values("NAME=VALUE", "set how results look, as \\pset", "-P", "--pset");
        flag("CSV", "--csv");
        flag("unaligned", "-A", "--no-align");
        flag("HTML", "-H", "--html");
        flag("rows only", "-t", "--tuples-only");
        flag("expanded", "-x", "--expanded");
        value("TEXT", "between fields of unaligned rows", "-F", "--field-separator");
        value("TEXT", "between unaligned rows", "-R", "--record-separator");
        value("TEXT", "attributes of HTML tables", "-T", "--table-attr");
        flag("a zero byte between fields", "-z", "--field-separator-zero");
        flag("a zero byte between rows", "-0", "--record-separator-zero");
        flag("all of it in one transaction", "-1", "--single-transaction");
        flag("print the script's lines", "-a", "--echo-all");
        flag("print statements as they are sent", "-e", "--echo-queries");
        flag("print statements that fail", "-b", "--echo-errors");
        flag("print the queries behind \\d", "-E", "--echo-hidden");
        flag("no tags, only results", "-q", "--quiet");
        flag("a line's end ends the statement", "-S", "--single-line");
        value("FILE", "results into this file", "-o", "--output");
        flag("list databases", "-l", "--list");
        spec.addOption(OptionSpec.builder("--instance").paramLabel("ID").type(String.class)
                .description("a DB instance, through a tunnel of Howdah's own: no local port, TLS verified in full.",
                        "The session is read-only on the server")
                .build());
        value("HOP", "with --instance: through this task or node", "--via");
        value("P", "with --instance: profile of ~/.aws", "--profile");
        value("R", "with --instance: region", "--region");
        flag("read-only on the server, with limits, as with --instance", "--safe");
        spec.addOption(OptionSpec.builder("--statement-timeout").paramLabel("SECONDS").type(Integer.class)
                .description("with --instance or --safe: how long a statement may run (30)").build());
        flag("accepted; always so", "-X", "--no-psqlrc");
        flag("accepted; a script is not edited", "-n", "--no-readline");
        flag("accepted; always so", "-w", "--no-password");
        spec.addPositional(PositionalParamSpec.builder().index("2..*").arity("0..*").paramLabel("MORE").type(List.class)
                .auxiliaryTypes(String.class).description("ignored, with a warning").hidden(true).build());
        spec.exitCodeOnInvalidInput(Terminal.FAILED);
    }

    private void flag(String what, String... names) {
        spec.addOption(OptionSpec.builder(names).type(boolean.class).description(what).build());
    }

    private void value(String label, String what, String... names) {
        spec.addOption(OptionSpec.builder(names).paramLabel(label).type(String.class).description(what).build());
    }

    private void values(String label, String what, String... names) {
        spec.addOption(OptionSpec.builder(names).paramLabel(label).type(List.class).auxiliaryTypes(String.class).description(what).build());
    }

    private void position(String index, String label, String what) {
        spec.addPositional(
                PositionalParamSpec.builder().index(index).arity("0..1").paramLabel(label).type(String.class).description(what).build());
    }

    /// Keeps the order in which -c and -f were given.
    private void inOrder(boolean file, String label, String what, String... names) {
        spec.addOption(OptionSpec.builder(names).paramLabel(label).type(List.class).auxiliaryTypes(String.class).description(what)
                .parameterConsumer((left, option, command) -> {
                    if (left.isEmpty()) {
                        throw new CommandLine.ParameterException(command.commandLine(), "Missing value for " + option.paramLabel());
                    }
                    actions.add(new Terminal.Action(file, left.pop()));
                }).build());
    }

    private boolean has(String flag) {
        return spec.commandLine().getParseResult().matchedOptionValue(flag, false);
    }

    /// What an option was given; null when it was not.
    private @Nullable String text(String option) {
        return spec.commandLine().getParseResult().matchedOptionValue(option, null);
    }

    private List<String> texts(String option) {
        return spec.commandLine().getParseResult().matchedOptionValue(option, List.of());
    }

    private @Nullable String position(int index) {
        return spec.commandLine().getParseResult().matchedPositionalValue(index, null);
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        try {
            var typed = new LinkedHashMap<String, String>();
            String user = text("-U");
            String database = text("-d");
            put(typed, "host", text("-h"));
            put(typed, "port", text("-p"));
            put(typed, "user", user != null ? user : position(database != null ? 0 : 1));
            put(typed, "dbname", database != null ? database : position(0));
            for (String more : spec.commandLine().getParseResult().matchedPositionals().stream()
                    .filter(p -> p.index().min() == 2).flatMap(p -> p.stringValues().stream()).toList()) {
                err.println("psql: warning: extra command-line argument \"" + more + "\" ignored");
            }
            if (has("-l")) {
                // and nothing else
                actions.clear();
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
        Integer longest = longest();
        if (longest != null && longest < 1) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--statement-timeout is a number of seconds, at least 1");
        }
        if (text("--instance") == null && (text("--via") != null || text("--profile") != null || text("--region") != null)) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--via, --profile and --region go with --instance");
        }
        java.io.Console console = System.console();
        if (!actions.isEmpty() || console == null || !console.isTerminal()) {
            // picocli's own would make characters of every value, and a flush of every line
            return run(typed, new Utf8Printer(new FileOutputStream(FileDescriptor.out)), err, null);
        }
        if (has("-1")) {
            throw new Refused("-1 can only be used in non-interactive mode");
        }
        try (var editor = LineEditor.ofProcess(Folders.ofProcess().state())) {
            return run(typed, editor.out(), editor.out(), editor);
        }
    }

    private int run(Map<String, String> typed, PrintWriter out, PrintWriter err, @Nullable LineEditor editor)
            throws IOException, Refused, InterruptedException {
        String output = text("-o");
        String instance = text("--instance");
        var wish = new Terminal.Wish(actions, has("-1"), output == null ? "" : output, editor == null ? null : editor::keyboard);
        if (instance == null && !has("--safe")) {
            return new Terminal(settings(), look(), System.in, out, err).run(Target.of(typed, System.getenv()), null, wish);
        }
        try (var record = record(err)) {
            String me = System.getProperty("user.name", "unknown");
            var terminal = new Terminal(settings(), look(), System.in, out, err,
                    (session, where) -> record.of(statements(session, where, me),
                            null));
            return instance == null
                    ? terminal.run(Target.of(typed, System.getenv()), safety(me), wish)
                    : through(instance, terminal, typed, err, wish);
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

    private @Nullable Integer longest() {
        return spec.commandLine().getParseResult().matchedOptionValue("--statement-timeout", null);
    }

    private Safety safety(String who) {
        Integer longest = longest();
        Safety usual = Safety.of(who);
        return longest == null ? usual : usual.withStatement(Duration.ofSeconds(longest));
    }

    /// Over a tunnel of our own, as the window does it.
    private int through(String instance, Terminal terminal, Map<String, String> typed, PrintWriter err, Terminal.Wish wish)
            throws IOException, InterruptedException {
        for (String other : List.of("host", "port", "user")) {
            if (typed.containsKey(other)) {
                throw new CommandLine.ParameterException(spec.commandLine(),
                        "with --instance the " + other + " is the instance's: leave it out");
            }
        }
        try {
            return new Through(aws.get(), instance, text("--via"), text("--profile"), text("--region")).reach((way, ref, me) -> {
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
        try (SqlSession session = way.database().typed(safety(who), name)) {
            return terminal.run(session, way.database().where(name), wish, wanted -> {
                if (!List.of("dbname").containsAll(wanted.keySet()) || wanted.getOrDefault("dbname", "").indexOf('=') > 0) {
                    throw new Door.Shut("with --instance only the database can be another: leave, and name the other instance");
                }
                String next = wanted.getOrDefault("dbname", name);
                try {
                    return new Door.Opened(way.database().typed(safety(who), next), way.database().where(next));
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
        settings.tell("ECHO", has("-a") ? "all" : has("-e") ? "queries" : has("-b") ? "errors" : "none");
        settings.tell("ECHO_HIDDEN", has("-E") ? "on" : "off");
        settings.tell("QUIET", has("-q") ? "on" : "off");
        settings.tell("SINGLELINE", has("-S") ? "on" : "off");
        for (String variable : texts("-v")) {
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
        boolean csv = has("--csv");
        boolean html = has("-H");
        if (csv || html || has("-A")) {
            look.set("format", csv ? "csv" : html ? "html" : "unaligned");
        }
        if (has("-t")) {
            look.set("tuples_only", "on");
        }
        if (has("-x")) {
            look.set("expanded", "on");
        }
        set(look, "fieldsep", text("-F"));
        set(look, "recordsep", text("-R"));
        set(look, "tableattr", text("-T"));
        if (has("-z")) {
            look.set("fieldsep_zero", null);
        }
        if (has("-0")) {
            look.set("recordsep_zero", null);
        }
        for (String option : texts("-P")) {
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
}
