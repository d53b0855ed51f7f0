package dev.howdah.sql.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.task.Work;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A session with a real server.
final class SqlSessionTest {
    private static RealServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new RealServer();
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void resultsTagsNoticesAndErrorsComeInTheOrderOfTheWire() throws Exception {
        try (SqlSession session = server.open()) {
            var came = new ArrayList<String>();
            boolean good = session.run("select 1; do $$ begin raise notice 'between'; end $$; select 2; select 1/0; select 3",
                    a -> came.add(word(a)));
            assertThat(good).isFalse();
            assertThat(came).containsExactly("rows [[1]]", "SELECT 1", "notice between", "DO", "rows [[2]]", "SELECT 1", "failed 22012");
            assertThat(session.state()).isEqualTo(SqlSession.State.IDLE);
            session.run("begin", _ -> {
            });
            assertThat(session.state()).isEqualTo(SqlSession.State.OPEN);
            session.run("nope", _ -> {
            });
            assertThat(session.state()).isEqualTo(SqlSession.State.FAILED);
        }
    }

    /// What a role has set holds, as with psql; what the environment says comes before it; and a session outlives dates in any style,
    /// typed, or read-only through the console's own way.
    @Test
    void aSessionBeginsWithWhatTheRoleHasSetAndOutlivesEveryStyleOfDates() throws Exception {
        try (SqlSession session = server.open()) {
            assertThat(session.run("CREATE ROLE elsewhere LOGIN PASSWORD 'x'; ALTER ROLE elsewhere SET timezone = 'Asia/Seoul'; "
                    + "ALTER ROLE elsewhere SET datestyle = 'German'", _ -> {
                    })).isTrue();
        }
        for (String mode : List.of("prefer", "require")) {
            Map<String, String> role = Map.of("user", "elsewhere", "password", "x", "sslmode", mode);
            try (SqlSession session = server.target(role).open()) {
                assertThat(session.ask("SELECT current_setting('timezone'), '2026-11-30'::date")).as(mode)
                        .containsExactly(List.of("Asia/Seoul", "30.11.2026"));
                outlives(session);
                assertThat(session.cancel()).as("a session beside it").isTrue();
            }
            var told = new HashMap<>(role);
            told.putAll(Map.of("timezone", "America/New_York", "datestyle", "SQL, DMY", "geqo", "off"));
            try (SqlSession session = server.target(told).open()) {
                assertThat(session.ask("SELECT current_setting('timezone'), '2026-11-30'::date, current_setting('geqo')")).as(mode)
                        .containsExactly(List.of("America/New_York", "30/11/2026", "off"));
            }
        }
        try (Database database = server.database("elsewhere", "x");
                SqlSession session = database.typed(Safety.of("test"), null);
                SqlSession own = database.session(Safety.of("test"), null)) {
            assertThat(session.ask("SELECT current_setting('timezone'), '2026-11-30'::date"))
                    .containsExactly(List.of("Asia/Seoul", "30.11.2026"));
            outlives(session);
            assertThat(database.row("SELECT '2026-11-30'::date AS day").get("day")).as("what the console reads itself")
                    .isEqualTo("2026-11-30");
            assertThat(own.ask("SELECT '2026-11-30'::date")).as("and writes itself").containsExactly(List.of("2026-11-30"));
            assertThat(own.run("SET datestyle = 'SQL, MDY'", _ -> {
            })).isTrue();
            assertThat(own.ask("SELECT 1")).as("it outlives other styles too").containsExactly(List.of("1"));
        }
    }

    @Test
    void severalResultsThatNobodyCouldKeepEndTheSessionBeforeTheProgram() throws Exception {
        try (SqlSession session = server.open()) {
            var came = new ArrayList<String>();
            boolean good = session.mixed("SELECT 1; SELECT repeat('x', 1000) FROM generate_series(1, 3000); SELECT 2", NOTHING_COPIED,
                    1 << 20,
                    a -> came.add(a instanceof Answer.Failed f ? f.message().message() : "more"));
            assertThat(good).isFalse();
            assertThat(came.getLast()).isEqualTo("the results of one message are larger than 1 MiB; run its statements one by one");
            assertThat(session.isOpen()).isFalse();
        }
    }

    private static final Wire.Copies NOTHING_COPIED = new Wire.Copies() {
        @Override
        public InputStream in() throws IOException {
            throw new IOException("no data was expected");
        }

        @Override
        public OutputStream out() {
            return OutputStream.nullOutputStream();
        }
    };

    private static void outlives(SqlSession session) throws Exception {
        for (String style : List.of("SQL, DMY", "Postgres, MDY", "German", "ISO, YMD")) {
            assertThat(session.run("SET datestyle = '" + style + "'", _ -> {
            })).isTrue();
            assertThat(session.ask("SELECT 1")).containsExactly(List.of("1"));
        }
        assertThat(session.run("RESET datestyle", _ -> {
        })).isTrue();
        assertThat(session.ask("SELECT '2026-11-30'::date")).containsExactly(List.of("30.11.2026"));
    }

    private static String word(Answer answer) {
        return switch (answer) {
            case Answer.Rows r -> "rows " + r.rows();
            case Answer.Done d -> d.tag();
            case Answer.Notice n -> "notice " + n.message().message();
            case Answer.Failed f -> "failed " + f.message().state();
        };
    }

    @Test
    void noticesComeWhileTheStatementRuns() throws Exception {
        try (SqlSession session = server.open(); var work = new Work("test")) {
            var noticed = new CountDownLatch(1);
            var running = work.ask("run", () -> session.run("do $$ begin raise notice 'early'; perform pg_sleep(30); end $$", a -> {
                if (a instanceof Answer.Notice) {
                    noticed.countDown();
                }
            }));
            assertThat(noticed.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(running.isDone()).isFalse();
            assertThat(session.cancel()).isTrue();
            assertThat(running.get(10, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void cancelFromAnotherSessionTakesLessThan200Milliseconds() throws Exception {
        try (SqlSession session = server.open(); var work = new Work("test")) {
            long[] took = new long[3];
            for (int i = 0; i < took.length; i++) {
                var begun = new CountDownLatch(1);
                var states = new ArrayList<String>();
                var running = work.ask("run", () -> session.run("do $$ begin raise notice 'begun'; end $$; select pg_sleep(30)", a -> {
                    if (a instanceof Answer.Notice) {
                        begun.countDown();
                    } else if (a instanceof Answer.Failed f) {
                        states.add(f.message().state());
                    }
                }));
                assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
                long before = System.nanoTime();
                assertThat(session.cancel()).isTrue();
                assertThat(running.get(10, TimeUnit.SECONDS)).isFalse();
                took[i] = Duration.ofNanos(System.nanoTime() - before).toMillis();
                assertThat(states).containsExactly("57014");
            }
            System.out.println("cancel took " + java.util.Arrays.toString(took) + " ms");
            assertThat(took[1]).as("with the second connection open").isLessThan(200);
            assertThat(took[2]).isLessThan(200);
        }
    }

    @Test
    void whatIsGivenUpEndsWithoutTheServer() throws Exception {
        try (SqlSession session = server.target(java.util.Map.of()).open(Safety.of("x")); var work = new Work("test")) {
            var begun = new CountDownLatch(1);
            var failures = new ArrayList<ServerMessage>();
            var running = work.ask("run", () -> {
                begun.countDown();
                return session.run("select pg_sleep(25)", a -> {
                    if (a instanceof Answer.Failed f) {
                        failures.add(f.message());
                    }
                });
            });
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            session.abandon();
            assertThat(running.get(10, TimeUnit.SECONDS)).isFalse();
            assertThat(failures).isNotEmpty().allMatch(ServerMessage::endsSession);
            assertThat(session.isOpen()).isFalse();
        }
    }

    @Test
    void streamingHoldsNoMoreThanAPortion() throws Exception {
        try (SqlSession session = server.open()) {
            long[] count = {0, 0};
            Consumer<Answer> counter = a -> {
                if (a instanceof Answer.Rows rows) {
                    count[0] += rows.rows().size();
                    count[1] = Math.max(count[1], rows.rows().size());
                }
            };
            long before = System.nanoTime();
            assertThat(session.stream("select i, md5(i::text) from generate_series(1, 200000) i;", 1000, counter)).isTrue();
            System.out.println("200,000 rows streamed in " + Duration.ofNanos(System.nanoTime() - before).toMillis() + " ms");
            assertThat(count[0]).isEqualTo(200_000);
            assertThat(count[1]).isEqualTo(1000);
            assertThat(session.state()).isEqualTo(SqlSession.State.IDLE);
        }
    }

    /// Read from the wire by ourselves: what else comes between rows, an error after rows have come, a cancel among them, and that
    /// the session is of use afterwards each time.
    @Test
    void portionsComeAsTheServerSendsThemAndLeaveTheSessionInOrder() throws Exception {
        try (SqlSession session = server.open(); var work = new Work("test")) {
            var came = new ArrayList<String>();
            assertThat(session.portions("select 'é', null where true", a -> came.add(word(a)))).isTrue();
            assertThat(session.portions("select", a -> came.add(word(a)))).isTrue();
            assertThat(session.portions("", a -> came.add(word(a)))).isTrue();
            assertThat(session.portions("select set_config('application_name', 'other', false)", a -> came.add(word(a)))).isTrue();
            assertThat(session.portions("select nope", a -> came.add(word(a)))).isFalse();
            assertThat(came).containsExactly("rows [[é, null]]", "SELECT 1", "rows [[]]", "SELECT 1", "", "rows [[other]]", "SELECT 1",
                    "failed 42703");
            assertThat(session.parameter("application_name")).isEqualTo("other");
            session.run("listen here; notify here, 'hey'", _ -> {
            });
            assertThat(session.notifications()).hasSize(1);
            session.run("begin", _ -> {
            });
            assertThat(session.portions("select 1/0", _ -> {
            })).isFalse();
            assertThat(session.state()).isEqualTo(SqlSession.State.FAILED);
            session.run("rollback", _ -> {
            });

            long[] rows = {0};
            var portions = new ArrayList<Answer.Rows>();
            String failing = "select repeat('x', 1000), 1 / (20000 - i) from generate_series(1, 30000) i";
            assertThat(session.portions(failing, a -> {
                if (a instanceof Answer.Rows r) {
                    portions.add(r);
                    rows[0] += r.rows().size();
                } else {
                    came.add(word(a));
                }
            })).isFalse();
            assertThat(portions.getFirst().first()).isTrue();
            assertThat(portions).noneMatch(Answer.Rows::last);
            assertThat(rows[0]).isBetween(1L, 19_999L);
            assertThat(came.getLast()).isEqualTo("failed 22012");

            var among = new CountDownLatch(1);
            var running = work.ask("run", () -> session.portions("select repeat('x', 1000), generate_series(1, 2000000000)",
                    _ -> among.countDown()));
            assertThat(among.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(session.cancel()).isTrue();
            assertThat(running.get(30, TimeUnit.SECONDS)).isFalse();
            assertThat(session.ask("select 6 * 7")).containsExactly(java.util.List.of("42"));
        }
    }

    /// What is more than a spool keeps in memory goes through its file, and the file is gone afterwards.
    @Test
    void aSpoolGivesBackWhatItTookFromMemoryAndFile() throws Exception {
        try (SqlSession session = server.open(); var spool = new Spool()) {
            long[] bytes = {0};
            session.portions("select i, repeat('x', 1000) from generate_series(1, 40000) i", a -> {
                if (a instanceof Answer.Rows r) {
                    try {
                        spool.add((dev.howdah.sql.table.RawRows) r.rows());
                        bytes[0] += ((dev.howdah.sql.table.RawRows) r.rows()).used();
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }
            });
            assertThat(bytes[0]).isGreaterThan(2L * Spool.KEPT);
            for (int again = 0; again < 2; again++) {
                int[] next = {1};
                spool.each(rows -> rows.forEach(row -> assertThat(row.getFirst()).isEqualTo(String.valueOf(next[0]++))));
                assertThat(next[0]).isEqualTo(40_001);
            }
        }
    }
}
