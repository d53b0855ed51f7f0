package dev.howdah.sql.session;

import dev.howdah.sql.meta.Describe;
import dev.howdah.sql.meta.Help;
import dev.howdah.sql.scan.Argument;
import dev.howdah.sql.scan.ArgumentTrouble;
import dev.howdah.sql.scan.Conditions;
import dev.howdah.sql.scan.Quoting;
import dev.howdah.sql.scan.Scanner;
import dev.howdah.sql.table.Look;
import dev.howdah.sql.table.Utf8Printer;
import dev.howdah.sql.table.Refused;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The backslash commands.
final class Commands {
    private static final Set<String> BRANCHING = Set.of("if", "elif", "else", "endif");
    private static final String PROGRAMS = ": would run a program on this machine; howdah does not";
    /// Whose argument is all that is left of the line.
    private static final Set<String> WHOLE_LINES = Set.of("!", "copy", "ef", "ev", "h", "help", "sf", "sf+", "sv", "sv+");
    /// The same after a bar.
    private static final Set<String> PIPES = Set.of("g", "gx", "o", "out", "w", "write");
    private static final Set<String> IN_FILES = Set.of("o", "out", "w", "write");
    private static final String FILES = ": this window shows what is printed; \\copy … to 'FILE' writes a whole result, and howdah sql has this"
            + " command";
    private final Psql psql;
    private String restricted = "";

    Commands(Psql psql) {
        this.psql = psql;
    }

    /// Runs the command whose backslash was just read, and reads to its end.
    Psql.Next run(Scanner scanner, StringBuilder buffer, Conditions conditions) throws IOException {
        String name = scanner.command();
        Psql.Next next;
        try {
            if (!conditions.active() && !BRANCHING.contains(name)) {
                if (WHOLE_LINES.contains(name)) {
                    scanner.rest();
                }
                for (String word = scanner.argument(Argument.IGNORED); word != null; word = scanner.argument(Argument.IGNORED)) {
                    if (PIPES.contains(name) && word.startsWith("|")) {
                        scanner.rest();
                    }
                }
                scanner.commandEnd();
                return Psql.Next.GO_ON;
            }
            if (!restricted.isEmpty() && !name.equals("unrestrict")) {
                psql.log.error("backslash commands are restricted; only \\unrestrict is allowed");
                next = Psql.Next.ERROR;
            } else {
                next = new Run(name, scanner, buffer, conditions).run();
            }
            if (next != Psql.Next.ERROR) {
                for (String more = scanner.argument(Argument.IGNORED); more != null; more = scanner.argument(Argument.IGNORED)) {
                    psql.log.warning("\\" + name + ": extra argument \"" + more + "\" ignored");
                }
            }
        } catch (ArgumentTrouble e) {
            if (!conditions.active() && !BRANCHING.contains(name)) {
                scanner.rest();
                return Psql.Next.GO_ON;
            }
            psql.log.error(String.valueOf(e.getMessage()));
            next = Psql.Next.ERROR;
        } catch (Refused e) {
            psql.log.error(e.words());
            next = Psql.Next.ERROR;
        } catch (SqlFailed e) {
            psql.failed(e.serverMessage(), e.query());
            next = Psql.Next.ERROR;
        } catch (FileSystemException e) {
            psql.log.error(psql.typed(String.valueOf(e.getFile())) + ": " + FileTrouble.words(e));
            next = Psql.Next.ERROR;
        }
        if (next == Psql.Next.ERROR) {
            scanner.rest();
        }
        scanner.commandEnd();
        return next;
    }

    /// One command with its arguments.
    private final class Run {
        private final String name;
        private final Scanner scanner;
        private final StringBuilder buffer;
        private final Conditions conditions;

        Run(String name, Scanner scanner, StringBuilder buffer, Conditions conditions) {
            this.name = name;
            this.scanner = scanner;
            this.buffer = buffer;
            this.conditions = conditions;
        }

        private @Nullable String argument() throws ArgumentTrouble {
            return scanner.argument(Argument.NORMAL);
        }

        Psql.Next run() throws IOException, ArgumentTrouble, Refused, SqlFailed {
            if (psql.inWindow && IN_FILES.contains(name)) {
                return said("\\" + name + FILES);
            }
            switch (name) {
                case "if", "elif", "else", "endif" -> {
                    return branch();
                }
                case "q", "quit" -> {
                    return Psql.Next.QUIT;
                }
                case "g", "gx" -> {
                    return g();
                }
                case "gset" -> {
                    psql.once = new Once(Once.Kind.SET, argument(), null);
                    return Psql.Next.SEND;
                }
                case "gexec" -> {
                    psql.once = new Once(Once.Kind.EXECUTE, null, null);
                    return Psql.Next.SEND;
                }
                case "gdesc" -> {
                    psql.once = new Once(Once.Kind.DESCRIBE, null, null);
                    return Psql.Next.SEND;
                }
                case "crosstabview" -> {
                    var columns = new ArrayList<String>();
                    for (String c = argument(); c != null; c = columns.size() < 4 ? argument() : null) {
                        columns.add(c);
                    }
                    psql.once = new Once(Once.Kind.CROSS, null, null, columns);
                    return Psql.Next.SEND;
                }
                case "bind" -> psql.bound = new Bound(null, arguments());
                case "bind_named", "parse", "close_prepared" -> {
                    return prepared();
                }
                case "lo_import", "lo_export", "lo_unlink" -> {
                    return new LargeObjects(psql).run(name, arguments()) ? Psql.Next.GO_ON : Psql.Next.ERROR;
                }
                case "setenv" -> {
                    return setenv();
                }
                case "cd" -> {
                    return changeFolder();
                }
                case "watch" -> {
                    return new Watch(psql).run(buffer, arguments());
                }
                case "i", "include", "ir", "include_relative" -> {
                    return include();
                }
                case "copy" -> {
                    return new ClientCopy(psql).run(scanner.rest()) ? Psql.Next.GO_ON : Psql.Next.ERROR;
                }
                case "echo", "qecho", "warn" -> echo();
                case "set" -> {
                    return set();
                }
                case "unset" -> {
                    String variable = argument();
                    return said(variable == null ? "\\unset: missing required argument" : psql.settings.unset(variable));
                }
                case "getenv" -> {
                    return getenv();
                }
                case "x", "a", "t", "f", "H", "html", "C", "T", "pset" -> look();
                case "timing" -> timing();
                case "o", "out" -> output();
                case "p", "print" -> psql.stdout.println(
                        !buffer.isEmpty() ? buffer : psql.previous.isEmpty() ? "Query buffer is empty." : psql.previous);
                case "r", "reset" -> {
                    buffer.setLength(0);
                    scanner.reset();
                    tell("Query buffer reset (cleared).");
                }
                case "w", "write" -> {
                    return write();
                }
                case "conninfo" -> conninfo();
                case "encoding" -> {
                    return encoding();
                }
                case "errverbose" -> errverbose();
                case "restrict" -> {
                    String key = argument();
                    if (key == null) {
                        return said("\\restrict: missing required argument");
                    }
                    restricted = key;
                }
                case "unrestrict" -> {
                    return unrestrict();
                }
                case "?" -> {
                    argument();
                    Help.LINES.forEach(psql.stdout::println);
                }
                case "copyright" -> psql.stdout.println("PostgreSQL is free software: https://www.postgresql.org/about/licence/");
                case "!" -> {
                    return said("\\!" + PROGRAMS);
                }
                case "e", "edit", "ef", "ev", "s" -> {
                    return said("\\" + name + PROGRAMS + ", and keeps its history in the window");
                }
                case "password" -> {
                    return said("\\password: a role's password is changed with Secrets Manager or IAM, not from here");
                }
                case "c", "connect" -> {
                    return new Connect(psql).run(arguments());
                }
                case "prompt" -> {
                    return prompt();
                }
                default -> {
                    return catalog();
                }
            }
            return Psql.Next.GO_ON;
        }

        private Psql.Next said(String wrong) {
            if (wrong.isEmpty()) {
                return Psql.Next.GO_ON;
            }
            psql.log.error(wrong);
            return Psql.Next.ERROR;
        }

        private void tell(String text) {
            if (!psql.settings.on("QUIET")) {
                psql.stdout.println(text);
            }
        }

        private List<String> arguments() throws ArgumentTrouble {
            var all = new ArrayList<String>();
            for (String a = argument(); a != null; a = argument()) {
                all.add(a);
            }
            return all;
        }

        private Psql.Next branch() throws ArgumentTrouble {
            var now = new Conditions.Mark(buffer.length(), scanner.parentheses());
            if (name.equals("if")) {
                boolean value = false;
                if (conditions.active()) {
                    value = condition("\\if expression");
                } else {
                    ignore();
                }
                conditions.begin(value, now);
                return Psql.Next.GO_ON;
            }
            Conditions.Mark from = conditions.ends(now);
            buffer.setLength(Math.min(from.text(), buffer.length()));
            scanner.parentheses(from.parentheses());
            switch (name) {
                case "elif" -> {
                    boolean asked = conditions.waits();
                    boolean value = asked && condition("\\elif expression");
                    if (!asked) {
                        ignore();
                    }
                    return said(conditions.elseIf(value));
                }
                case "else" -> {
                    return said(conditions.otherwise());
                }
                default -> {
                    return said(conditions.end());
                }
            }
        }

        private void ignore() throws ArgumentTrouble {
            String argument = scanner.argument(Argument.IGNORED);
            while (argument != null) {
                argument = scanner.argument(Argument.IGNORED);
            }
        }

        private boolean condition(String what) throws ArgumentTrouble {
            String value = String.join(" ", arguments());
            Boolean truth = Look.truth(value);
            if (truth == null) {
                psql.log.error("unrecognized value \"" + value + "\" for \"" + what + "\": Boolean expected");
            }
            return Boolean.TRUE.equals(truth);
        }

        private Psql.Next g() throws ArgumentTrouble, Refused {
            Look own = null;
            String file = scanner.argument(Argument.NO_SEMICOLON);
            if (file != null && file.startsWith("(")) {
                own = psql.look.copy();
                file = options(own, file.substring(1));
            }
            if (file != null && file.startsWith("|")) {
                return said("\\" + name + PROGRAMS);
            }
            if (file != null && psql.inWindow) {
                return said("\\" + name + " FILE" + FILES);
            }
            if (name.equals("gx")) {
                own = own == null ? psql.look.copy() : own;
                own.expanded(true);
            }
            psql.once = new Once(Once.Kind.PRINT, file, own);
            return Psql.Next.SEND;
        }

        /// The options of `\g (name=value …) file`; gives the file.
        private @Nullable String options(Look own, String first) throws ArgumentTrouble, Refused {
            @Nullable
            String option = first;
            while (option != null) {
                boolean last = option.endsWith(")");
                String bare = last ? option.substring(0, option.length() - 1) : option;
                if (!bare.isEmpty()) {
                    String[] parts = bare.split("=", 2);
                    own.set(parts[0], parts.length > 1 ? parts[1] : null);
                }
                if (last) {
                    return scanner.argument(Argument.NO_SEMICOLON);
                }
                option = argument();
            }
            throw new Refused("\\" + name + ": missing right parenthesis");
        }

        private Psql.Next include() throws IOException, ArgumentTrouble {
            String file = argument();
            if (file == null) {
                return said("\\" + name + ": missing required argument");
            }
            Input from = psql.input;
            Path path = Path.of(file);
            if (name.startsWith("ir") || name.endsWith("relative")) {
                @Nullable
                Path beside = from == null || from.name() == null ? null : Path.of(from.name()).getParent();
                path = beside == null ? path : beside.resolve(path);
            }
            try (BufferedReader lines = Files.newBufferedReader(psql.folder.resolve(path), StandardCharsets.UTF_8)) {
                return psql.script(lines, path.toString()) == Psql.GOOD ? Psql.Next.GO_ON : Psql.Next.ERROR;
            }
        }

        private void echo() throws ArgumentTrouble {
            var words = new ArrayList<String>();
            boolean bare = false;
            for (String word = argument(); word != null; word = argument()) {
                if (!bare && words.isEmpty() && word.equals("-n") && !scanner.wasQuoted()) {
                    bare = true;
                } else {
                    words.add(word);
                }
            }
            String text = String.join(" ", words) + (bare ? "" : "\n");
            switch (name) {
                case "echo" -> psql.stdout.print(text);
                case "qecho" -> psql.queryOut.print(text);
                default -> psql.log.plain(text);
            }
        }

        /// `\\prompt [TEXT] NAME`.
        private Psql.Next prompt() throws IOException, ArgumentTrouble {
            String first = argument();
            String second = argument();
            if (first == null) {
                return said("\\prompt: missing required argument");
            }
            psql.stdout.flush();
            String value = psql.prompter.ask(second == null ? "" : first);
            return value == null
                    ? said("\\prompt: nobody answered; pass the value with -v")
                    : said(psql.settings.set(second == null ? first : second, value));
        }

        private Psql.Next set() throws ArgumentTrouble {
            String variable = argument();
            if (variable == null) {
                psql.settings.all().forEach((n, v) -> psql.stdout.println(n + " = '" + v + "'"));
                return Psql.Next.GO_ON;
            }
            return said(psql.settings.set(variable, String.join("", arguments())));
        }

        private Psql.Next getenv() throws ArgumentTrouble {
            String variable = argument();
            String environment = argument();
            if (variable == null || environment == null) {
                return said("\\getenv: missing required argument");
            }
            String value = psql.environment.containsKey(environment)
                    ? psql.environment.get(environment).orElse(null)
                    : System.getenv(environment);
            return value == null ? Psql.Next.GO_ON : said(psql.settings.set(variable, value));
        }

        private Psql.Next setenv() throws ArgumentTrouble {
            String variable = argument();
            if (variable == null) {
                return said("\\setenv: missing required argument");
            }
            if (variable.indexOf('=') >= 0) {
                return said("\\setenv: environment variable name must not contain \"=\"");
            }
            psql.environment.put(variable, Optional.ofNullable(argument()));
            return Psql.Next.GO_ON;
        }

        /// The process stays where it was started: only the names of files that are typed afterwards begin elsewhere.
        private Psql.Next changeFolder() throws ArgumentTrouble {
            String wanted = argument();
            Path to = wanted == null ? Path.of(System.getProperty("user.home")) : psql.file(wanted);
            if (!Files.isDirectory(to)) {
                return said("\\cd: could not change directory to \"" + (wanted == null ? to : wanted) + "\": "
                        + (Files.exists(to) ? "Not a directory" : "No such file or directory"));
            }
            psql.folder = to;
            return Psql.Next.GO_ON;
        }

        /// `\parse`, `\bind_named` and `\close_prepared`, as psql has them since 18.
        private Psql.Next prepared() throws ArgumentTrouble {
            String statement = argument();
            if (statement == null) {
                return said("\\" + name + ": missing required argument");
            }
            if (name.equals("bind_named")) {
                psql.bound = new Bound(statement, arguments());
                // what it runs is what was prepared, for the guards and the journal too
                buffer.setLength(0);
                buffer.append(psql.parsed.getOrDefault(statement, "EXECUTE " + Quoting.name(statement)));
                return Psql.Next.GO_ON;
            }
            boolean[] good = {true};
            Consumer<Answer> answers = answer -> {
                if (answer instanceof Answer.Failed(ServerMessage message)) {
                    good[0] = false;
                    psql.failed(message, buffer.toString());
                }
            };
            if (name.equals("parse")) {
                String sql = buffer.isEmpty() ? psql.previous : buffer.toString();
                psql.session.parse(statement, sql, answers);
                if (good[0]) {
                    psql.parsed.put(statement, sql);
                }
                psql.previous = sql;
                buffer.setLength(0);
                scanner.reset();
            } else {
                psql.session.close(statement, answers);
                psql.parsed.remove(statement);
            }
            return good[0] ? Psql.Next.GO_ON : Psql.Next.ERROR;
        }

        private void look() throws ArgumentTrouble, Refused {
            String option = name;
            @Nullable
            String value = null;
            switch (name) {
                case "a" -> {
                    option = "format";
                    value = psql.look.format().word().equals("aligned") ? "unaligned" : "aligned";
                }
                case "H", "html" -> {
                    option = "format";
                    value = psql.look.format().word().equals("html") ? "aligned" : "html";
                }
                case "f" -> {
                    option = "fieldsep";
                    value = argument();
                }
                case "pset" -> {
                    String asked = argument();
                    if (asked == null) {
                        psql.look.all().forEach(psql.stdout::println);
                        return;
                    }
                    option = asked;
                    value = argument();
                }
                default -> value = argument();
            }
            psql.look.set(option, value);
            String told = psql.look.told(option, value);
            if (!told.isEmpty()) {
                tell(told);
            }
        }

        private void timing() throws ArgumentTrouble {
            String value = argument();
            Boolean truth = value == null ? Boolean.valueOf(!psql.timing) : Look.truth(value);
            if (truth == null) {
                psql.log.error("unrecognized value \"" + value + "\" for \"\\timing\": Boolean expected");
            } else {
                psql.timing = truth;
            }
            tell("Timing is " + (psql.timing ? "on." : "off."));
        }

        private void output() throws IOException, ArgumentTrouble, Refused {
            String file = argument();
            if (file != null && file.startsWith("|")) {
                throw new Refused("\\o" + PROGRAMS);
            }
            if (psql.queryOut != psql.stdout) {
                psql.queryOut.close();
            }
            psql.queryOut = psql.stdout;
            if (file != null) {
                psql.queryOut = new Utf8Printer(Files.newOutputStream(psql.file(file)));
            }
        }

        private Psql.Next write() throws IOException, ArgumentTrouble {
            String file = argument();
            if (file == null) {
                return said("\\" + name + ": missing required argument");
            }
            Files.writeString(psql.file(file), (buffer.isEmpty() ? psql.previous : buffer) + "\n");
            return Psql.Next.GO_ON;
        }

        private void conninfo() {
            psql.stdout.println(
                    "You are connected to database \"" + psql.settings.text("DBNAME") + "\" as user \"" + psql.settings.text("USER")
                            + "\" on " + psql.session.peer().server(psql.settings.text("HOST")) + " at port \"" + psql.settings.text("PORT")
                            + "\".");
            psql.session.peer().encryption().ifPresent(psql.stdout::println);
        }

        private Psql.Next encoding() throws ArgumentTrouble {
            String wanted = argument();
            if (wanted == null) {
                psql.stdout.println("UTF8");
                return Psql.Next.GO_ON;
            }
            return said(wanted.replace("-", "").equalsIgnoreCase("utf8") ? "" : wanted + ": only UTF8 is possible through the JDBC driver");
        }

        private void errverbose() {
            ServerMessage last = psql.lastError;
            if (last == null) {
                psql.stdout.println("There is no previous error.");
            } else {
                psql.log.error(last.text(ServerMessage.Verbosity.VERBOSE, true, psql.lastErrorQuery));
            }
        }

        private Psql.Next unrestrict() throws ArgumentTrouble {
            String key = argument();
            if (key == null) {
                return said("\\unrestrict: missing required argument");
            }
            if (restricted.isEmpty()) {
                return said("\\unrestrict: not currently in restricted mode");
            }
            if (!restricted.equals(key)) {
                return said("\\unrestrict: wrong key");
            }
            restricted = "";
            return Psql.Next.GO_ON;
        }

        private Psql.Next catalog() throws IOException, ArgumentTrouble, SqlFailed {
            if (name.equals("lo_list") || name.equals("lo_list+")) {
                return new CatalogView(psql).show(name.replace("lo_list", "dl"), List.of()) ? Psql.Next.GO_ON : Psql.Next.ERROR;
            }
            if (!Describe.knows(name)) {
                return said("invalid command \\" + name);
            }
            var patterns = new ArrayList<String>();
            for (String p = scanner.argument(Argument.PATTERN); p != null; p = patterns.size() < Describe.patterns(name)
                    ? scanner.argument(Argument.PATTERN)
                    : null) {
                patterns.add(p);
            }
            return new CatalogView(psql).show(name, patterns) ? Psql.Next.GO_ON : Psql.Next.ERROR;
        }
    }
}
