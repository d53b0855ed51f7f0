package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.Waiting;
import dev.howdah.health.checks.Checks;
import dev.howdah.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `howdah sql --instance` of the built program, and `howdah health`, through a tunnel to the drill's real server, as a script and at a terminal (of
/// util-linux `script`). Bad inputs tried: writes, an instance that is not there, options that contradict, Ctrl-C while a line is
/// typed and while a statement runs, a password on the line.
final class SqlIT {
    private static final Path LAUNCHER = Path.of(System.getProperty("howdah.launcher"));
    private static final Duration SOON = Duration.ofSeconds(60);
    private static Drill drill;
    @TempDir
    private Path home;

    private record Run(int exit, String out, String err) {}

    @BeforeAll
    static void start() throws IOException {
        drill = Drill.start(DrillOptions.standard(), _ -> {});
        drill.awaitReady();
    }

    @AfterAll
    static void stop() {
        drill.close();
    }

    @Test
    void aScriptRunsThroughTheTunnelReadOnlyAndLeavesNothingOpen() throws Exception {
        Path script = Files.writeString(home.resolve("look.sql"), """
                \\set n 3
                select :n as three, current_setting('application_name') like 'howdah/%' as named;
                \\dt posts
                delete from posts;
                begin;
                update posts set title = 'x';
                commit;
                vacuum posts;
                set default_transaction_read_only = off;
                select count(*) > 0 as still from posts;
                """);
        Run run = run("sql", "--instance", "blog-db", "-f", script.toString(), "-c", "\\conninfo");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains(" three | named \n-------+-------\n     3 | t\n(1 row)\n", "List of relations", "| posts | table |",
                " still \n-------\n t\n").containsPattern("at port \"\\d+\"\\.");
        assertThat(run.err()).contains("ERROR:  cannot execute DELETE in a read-only transaction",
                "ERROR:  cannot execute UPDATE in a read-only transaction",
                "ERROR:  not sent, the session is read-only: VACUUM rewrites the table's pages",
                "ERROR:  not sent, the session is read-only: default_transaction_read_only is one of the session's limits");
        assertThat(drill.sessions().all()).isNotEmpty().noneMatch(s -> s.state().isActive());
        assertThat(run("tunnel", "list").out()).contains("No session of Howdah is open.");
        Run journal = run("journal", "show");
        assertThat(journal.exit()).as(journal.err()).isZero();
        assertThat(journal.out()).contains("ok, 1 rows, ", " on blog-db (blogdb as ", "SQLSTATE 25006, 0 rows, ", "delete from posts;",
                "update posts set title = ?;", "select ? as three, current_setting(?) like ? as named;");
        assertThat(run("journal", "verify").out()).contains("entries, whole");
        assertThat(Files.readString(home.resolve("journal.jsonl"))).doesNotContain("howdah/%");
    }

    @Test
    void aReviewReadsTheCatalogueThroughTheTunnelAndLeavesNothingOpen() throws Exception {
        Path script = Files.writeString(home.resolve("V1__drop.sql"),
                "DROP TABLE posts CASCADE;\nALTER TABLE posts ALTER COLUMN title SET NOT NULL;\n");
        Run run = run("review", "--instance", "blog-db", script.toString());
        assertThat(run.exit()).as(run.err()).isEqualTo(1);
        // foreign keys, and a column that is NOT NULL already: only the catalogue knows them
        assertThat(run.out()).contains("drop-table: Drops what the running release may use; locks authors, comments too.").doesNotContain(
                "set-not-null");
        assertThat(drill.sessions().all()).isNotEmpty().noneMatch(s -> s.state().isActive());
        Run none = run("review", "--instance", "no-such-db", script.toString());
        assertThat(none.exit()).isEqualTo(3);
        assertThat(none.err()).contains("the catalogue cannot be read", "no-such-db");
    }

    @Test
    void whatCannotBeIsToldWithPsqlsExitCodes() throws Exception {
        Run none = run("sql", "--instance", "no-such-db", "-c", "select 1");
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err()).contains("no-such-db");
        assertThat(run("sql", "--instance", "blog-db", "-h", "elsewhere", "-c", "select 1").err()).contains("leave it out");
        assertThat(run("sql", "--via", "x", "-c", "select 1").err()).contains("go with --instance");
        Run long1 = run("sql", "--instance", "blog-db", "--statement-timeout", "1", "-c", "select pg_sleep(30)");
        assertThat(long1.exit()).isEqualTo(1);
        assertThat(long1.err()).contains("canceling statement due to statement timeout");
        Run hop = run("sql", "--instance", "blog-db", "--via", "no-such-hop", "-c", "select 1");
        assertThat(hop.exit()).isEqualTo(2);
    }

    @Test
    void atATerminalThereArePromptsHistoryCompletionAndCtrlC() throws Exception {
        try (var terminal = new Terminal()) {
            terminal.expect("read-only, lock_timeout 5 s, statement_timeout 30 s, as howdah/", "=> ");
            terminal.type("select 6 * 7 as\r");
            terminal.expect("-> ");
            terminal.type("answer;\r");
            terminal.expect(" answer", "     42", "=> ");
            // the terminal throws away at Ctrl-C what nobody has read yet: only what is on the screen was typed
            terminal.type("select 'dropped");
            terminal.expect("dropped");
            terminal.type("\u0003");
            terminal.expect("=> ");
            terminal.type("select 'ran' || 'ning', pg_sleep(60);\r");
            Waiting.until("it runs", SOON, () -> drillSays("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%'"
                    + " AND state = 'active' AND application_name LIKE 'howdah/%'").equals("1"));
            long begun = System.nanoTime();
            terminal.type("\u0003");
            terminal.expect("canceling statement due to user request", "=> ");
            System.out
                    .println("Ctrl-C was answered in " + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms, the second session"
                            + " through the tunnel included");
            terminal.type("begin;\r");
            terminal.expect("=*> ");
            terminal.type("rollback;\r");
            terminal.expect("ROLLBACK", "=> ");
            terminal.type("table alembic_v\t");
            terminal.expect("alembic_version");
            terminal.type(";\r");
            terminal.expect("version_num", "=> ");
            terminal.type("alter role blog_app password 'hunter22';\r");
            terminal.expect("read-only transaction", "=> ");
            terminal.type("\u0004");
            assertThat(terminal.exit()).isZero();
        }
        Path history = home.resolve("sql_history");
        assertThat(Files.readString(history)).contains("select 6 * 7 as\\nanswer;", "begin;").doesNotContain("hunter22", "dropped");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history))).isEqualTo("rw-------");
        assertThat(drill.sessions().all()).noneMatch(s -> s.state().isActive());
    }

    private static String drillSays(String sql) {
        String url = java.util.Objects.requireNonNull(drill.databaseUrl()).replaceFirst("//([^:]+):([^@]+)@[^:]+:(\\d+)/([^?]+).*",
                "//127.0.0.1:$3/$4?user=$1&password=$2");
        try (var connection = java.sql.DriverManager.getConnection("jdbc:" + url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The program at a terminal.
    private final class Terminal implements AutoCloseable {
        private final Process process;
        private final StringBuilder seen = new StringBuilder();
        private final OutputStream keys;
        private int from;

        Terminal() throws IOException {
            // as every terminal does: a build that was started in the background ignores SIGINT, and so would all that it starts (POSIX,
            // "Signals and Error Handling" of the shell)
            process = builder("env", "--default-signal=INT", "script", "-qefc",
                    "stty cols 120 rows 40; exec " + LAUNCHER + " sql --instance blog-db", "/dev/null").redirectErrorStream(true).start();
            keys = process.getOutputStream();
            Thread.ofPlatform().daemon().name("terminal").start(() -> {
                try (InputStream screen = process.getInputStream()) {
                    byte[] buffer = new byte[8192];
                    for (int n = screen.read(buffer); n >= 0; n = screen.read(buffer)) {
                        synchronized (seen) {
                            seen.append(new String(buffer, 0, n, StandardCharsets.UTF_8).replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", ""));
                        }
                    }
                } catch (IOException e) {
                    System.out.println("the terminal ended: " + e.getMessage());
                }
            });
        }

        void type(String text) throws IOException {
            keys.write(text.getBytes(StandardCharsets.UTF_8));
            keys.flush();
        }

        /// Waits for texts, in this order, after what was waited for before.
        void expect(String... texts) {
            for (String text : texts) {
                try {
                    Waiting.until(text, SOON, () -> find(text));
                } catch (AssertionError | RuntimeException e) {
                    throw new AssertionError("'" + text + "' is not in: " + seen.substring(Math.min(from, seen.length())), e);
                }
            }
        }

        private boolean find(String text) {
            synchronized (seen) {
                int at = seen.indexOf(text, from);
                if (at >= 0) {
                    from = at + text.length();
                }
                return at >= 0;
            }
        }

        int exit() throws InterruptedException {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    private ProcessBuilder builder(String... command) {
        var builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().keySet().removeIf(k -> k.startsWith("AWS_") || k.startsWith("JAVA") || k.startsWith("PG"));
        builder.environment().put("AWS_CONFIG_FILE", home.resolve("none").toString());
        builder.environment().put("AWS_SHARED_CREDENTIALS_FILE", home.resolve("none").toString());
        builder.environment().put("HOWDAH_HOME", home.toString());
        builder.environment().put("TERM", "xterm");
        builder.environment().putAll(new HashMap<>(drill.variables()));
        return builder;
    }

    @Test
    @SuppressWarnings("unchecked")
    void healthSaysHowTheDatabaseDoes() throws Exception {
        Run run = run("health", "--instance", "blog-db", "--all");
        assertThat(run.exit()).as(run.err()).isIn(0, 1, 4);
        assertThat(run.out()).startsWith("blog-db, database blogdb: ").contains("freeze-debt", "good     invalid-indexes",
                "slots are taken", "why:  ", "next: ");
        Map<String, Object> told = Json.readObject(run("health", "--instance", "blog-db", "--json", "-d", "postgres").out());
        assertThat(told).containsEntry("instance", "blog-db").containsEntry("database", "postgres");
        assertThat((List<Map<String, Object>>) told.get("findings")).hasSize(Checks.ALL.size())
                .allSatisfy(
                        f -> assertThat(f.keySet()).contains("check", "verdict", "severity", "saw", "facts", "next", "matters", "reads"));
        assertThat(run("health", "--instance", "nope").exit()).as("an instance that is not there").isEqualTo(3);
        assertThat(run("health").exit()).as("no instance").isEqualTo(2);
    }

    private Run run(String... arguments) throws IOException, InterruptedException {
        Path out = home.resolve("out");
        Path err = home.resolve("err");
        var command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(List.of(arguments));
        Process process = builder(command.toArray(String[]::new)).redirectOutput(out.toFile()).redirectError(err.toFile())
                .redirectInput(Path.of("/dev/null").toFile()).start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end within 60 s");
        }
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
