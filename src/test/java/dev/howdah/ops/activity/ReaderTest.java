package dev.howdah.ops.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.Waiting;
import dev.howdah.sql.session.Database;
import dev.howdah.sql.session.RealServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What is read of a real server, held to what the server says itself. Bad nights tried: all tables locked against everybody, a role
/// that may not see others, a chain of six with two hundred behind it.
final class ReaderTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static RealServer server;
    private final List<Connection> open = new ArrayList<>();
    private final ExecutorService busy = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeAll
    static void start() throws Exception {
        server = new RealServer();
        try (Connection c = connect(server, "setup"); var statement = c.createStatement()) {
            for (int i = 0; i < 7; i++) {
                statement.execute("CREATE TABLE step" + i + " (n int)");
            }
            statement.execute("CREATE SCHEMA other");
            statement.execute("CREATE TABLE other.\"Odd name\" (n int)");
            statement.execute("CREATE ROLE watcher LOGIN PASSWORD 'watching' IN ROLE pg_monitor");
            statement.execute("CREATE ROLE nobody_special LOGIN PASSWORD 'watching'");
        }
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @AfterEach
    void letGo() {
        open.forEach(c -> {
            try {
                c.abort(Runnable::run);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        busy.close();
    }

    @Test
    void aChainOfSixWithTwoHundredBehindItIsThereWithinASecondAsTheServerHasIt() throws Exception {
        for (int i = 0; i < 6; i++) {
            Connection c = connect("chain " + i);
            c.setAutoCommit(false);
            run(c, "LOCK TABLE step" + i + " IN ACCESS EXCLUSIVE MODE");
            if (i > 0) {
                int before = i - 1;
                busy.submit(() -> run(c, "SELECT count(*) FROM step" + before));
            }
        }
        List<Connection> readers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            readers.add(connect("reader"));
        }
        try (Database database = server.database("watcher", "watching")) {
            var reader = reader(database);
            reader.read(Map.of(), Beside.Wish.NOTHING);
            readers.forEach(c -> busy.submit(() -> run(c, "SELECT count(*) FROM step5")));
            try (Connection judge = connect(server, "judge")) {
                Waiting.until("all wait", SOON, () -> blocking(judge).size() == 205);
                Map<Integer, Set<Integer>> truth = blocking(judge);
                long begun = System.nanoTime();
                Sample sample = reader.read(Map.of(), Beside.Wish.NOTHING);
                LockTree tree = LockTree.of(sample.waits());
                Duration took = Duration.ofNanos(System.nanoTime() - begun);
                System.out.println("      205 waits, depth 6: read and ordered in " + took.toMillis() + " ms");
                assertThat(took).isLessThan(Duration.ofSeconds(1));
                var seen = new TreeMap<Integer, Set<Integer>>();
                sample.waits().forEach(w -> seen.put(w.pid(), new HashSet<>(w.blockers())));
                assertThat(seen).isEqualTo(truth);
                assertThat(tree.roots()).hasSize(1);
                assertThat(tree.roots().getFirst().depth()).isEqualTo(6);
                assertThat(tree.roots().getFirst().queue()).isEqualTo(205);
                assertThat(sample.waits()).allSatisfy(w -> {
                    assertThat(w.mode()).isEqualTo("AccessShareLock");
                    assertThat(w.on()).startsWith("table step");
                    assertThat(w.since()).isNotNull();
                    assertThat(w.held().values()).containsOnly("AccessExclusiveLock");
                });
                Backend root = sample.backend(tree.roots().getFirst().pid()).orElseThrow();
                assertThat(root.application()).isEqualTo("chain 0");
                assertThat(root.idleInTransaction()).isTrue();
                assertThat(root.query()).isEqualTo("LOCK TABLE step0 IN ACCESS EXCLUSIVE MODE");
                // ending the root lets the next one go, and so on down the chain
                run(judge, "SELECT pg_terminate_backend(" + root.pid() + ")");
                Waiting.until("the next one went on", SOON,
                        () -> LockTree.of(reader.read(Map.of(), Beside.Wish.NOTHING).waits()).roots().getFirst().depth() == 5);
            }
        }
    }

    @Test
    void objectsHaveTheirNames() throws Exception {
        Connection holder = connect("holder");
        holder.setAutoCommit(false);
        run(holder, "LOCK TABLE other.\"Odd name\" IN SHARE MODE");
        run(holder, "SELECT pg_advisory_lock(7, 42)");
        Connection writer = connect("writer");
        busy.submit(() -> run(writer, "INSERT INTO other.\"Odd name\" VALUES (1)"));
        Connection adviser = connect("adviser");
        busy.submit(() -> run(adviser, "SELECT pg_advisory_lock(7, 42)"));
        try (Database database = server.database("watcher", "watching")) {
            var reader = reader(database);
            Waiting.until("both wait", SOON, () -> reader.read(Map.of(), Beside.Wish.NOTHING).waits().size() == 2);
            assertThat(reader.read(Map.of(), Beside.Wish.NOTHING).waits()).extracting(LockWait::on).containsExactlyInAnyOrder(
                    "table other.Odd name",
                    "advisory 7/42");
            assertThat(reader.read(Map.of(), Beside.Wish.NOTHING).waits()).extracting(w -> w.mode() + " " + w.held().values())
                    .containsExactlyInAnyOrder("RowExclusiveLock [ShareLock]", "ExclusiveLock [ExclusiveLock]");
        }
    }

    @Test
    void aRowIsWaitedForByItsTransaction() throws Exception {
        Connection first = connect("first");
        run(first, "CREATE TABLE IF NOT EXISTS rows AS SELECT 1 AS n");
        first.setAutoCommit(false);
        run(first, "UPDATE rows SET n = n + 1");
        Connection second = connect("second");
        busy.submit(() -> run(second, "UPDATE rows SET n = n + 1"));
        try (Database database = server.database("watcher", "watching")) {
            var reader = reader(database);
            Waiting.until("it waits", SOON, () -> !reader.read(Map.of(), Beside.Wish.NOTHING).waits().isEmpty());
            LockWait wait = reader.read(Map.of(), Beside.Wish.NOTHING).waits().getFirst();
            assertThat(wait.on()).startsWith("transaction ");
            assertThat(wait.held()).hasSize(1);
        }
    }

    @Test
    void lockedTablesHoldNothingUp() throws Exception {
        try (Database database = server.database("watcher", "watching")) {
            var reader = reader(database);
            Connection locker = connect("locker");
            locker.setAutoCommit(false);
            for (int i = 0; i < 7; i++) {
                run(locker, "LOCK TABLE step" + i + " IN ACCESS EXCLUSIVE MODE");
            }
            Connection waiter = connect("waiter");
            busy.submit(() -> run(waiter, "SELECT * FROM step6"));
            Waiting.until("it waits", SOON, () -> !reader.read(Map.of(), Beside.Wish.NOTHING).waits().isEmpty());
            try (Database late = server.database("watcher", "watching")) {
                long begun = System.nanoTime();
                Sample sample = reader(late).read(Map.of(), Beside.Wish.NOTHING);
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
                assertThat(sample.waits()).extracting(LockWait::on).containsExactly("table step6");
            }
        }
    }

    @Test
    void whatARoleMayNotSeeIsMarked() throws Exception {
        Connection other = connect("other");
        run(other, "SELECT 1");
        try (Database database = server.database("nobody_special", "watching")) {
            Sample sample = reader(database).read(Map.of("127.0.0.1", "task blog-api"), Beside.Wish.NOTHING);
            assertThat(sample.partly()).isTrue();
            assertThat(sample.backends().stream().filter(Backend::hidden)).isNotEmpty().allSatisfy(b -> {
                assertThat(b.query()).isNull();
                assertThat(b.state()).isNull();
            });
        }
        try (Database database = server.database("watcher", "watching")) {
            Sample sample = reader(database).read(Map.of("127.0.0.1", "task blog-api"), Beside.Wish.NOTHING);
            assertThat(sample.partly()).isFalse();
            Backend seen = sample.backends().stream().filter(b -> b.application().equals("other")).findFirst().orElseThrow();
            assertThat(seen.clientName()).isEqualTo("task blog-api");
            assertThat(seen.database()).isEqualTo("blogdb");
            assertThat(seen.user()).isEqualTo("blog_admin");
            assertThat(sample.slots()).isEqualTo(225);
            assertThat(sample.reserved()).isPositive();
        }
    }

    private static Reader reader(Database database) {
        return new Reader(database, (name, _) -> {
            throw new AssertionError("asked in " + name + ", but all is in this database");
        });
    }

    private static Map<Integer, Set<Integer>> blocking(Connection judge) {
        var all = new TreeMap<Integer, Set<Integer>>();
        try (var statement = judge.createStatement();
                var rows = statement
                        .executeQuery("SELECT pid, pg_blocking_pids(pid)::text FROM pg_stat_activity WHERE wait_event_type = 'Lock'")) {
            while (rows.next()) {
                String pids = rows.getString(2).replaceAll("[{}]", "");
                if (!pids.isEmpty()) {
                    all.put(rows.getInt(1), new HashSet<>(Arrays.stream(pids.split(",")).map(Integer::valueOf).toList()));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return all;
    }

    private Connection connect(String application) throws SQLException {
        Connection made = connect(server, application);
        open.add(made);
        return made;
    }

    private static Connection connect(RealServer server, String application) throws SQLException {
        Map<String, String> env = server.environment();
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + env.get("PGPORT") + "/blogdb?sslmode=require&ApplicationName="
                + application.replace(" ", "%20"), env.get("PGUSER"), env.get("PGPASSWORD"));
    }

    /// Runs a statement; that a waiting one ends with its connection is part of the test.
    private static void run(Connection c, String sql) {
        try (var statement = c.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            try {
                if (!c.isClosed()) {
                    throw new IllegalStateException(e);
                }
            } catch (SQLException closed) {
                throw new IllegalStateException(closed);
            }
        }
    }
}
