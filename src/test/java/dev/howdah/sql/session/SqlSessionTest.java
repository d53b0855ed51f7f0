package dev.howdah.sql.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.task.Work;
import java.time.Duration;
import java.util.ArrayList;
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
}
