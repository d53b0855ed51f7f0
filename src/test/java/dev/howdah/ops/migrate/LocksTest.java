package dev.howdah.ops.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The queue around a migration, from rows as the server gives them. Odd inputs: an address that others have too, a session older than
/// the task, a prepared transaction, a cycle, a server that does not tell since when, no address.
final class LocksTest {
    private static final Instant CREATED = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant NOW = CREATED.plusSeconds(40);
    private static final String TASK = "127.20.10.41";

    private static Locks.Session session(int pid, String address, int began, String state, @Nullable String waits, double waited,
            String blockers, @Nullable String holds, @Nullable String advisory) {
        return Locks.Session.of(java.util.Arrays.asList(String.valueOf(pid), CREATED.plusSeconds(began).toString(), "user" + pid, "app",
                address,
                state, "query " + pid, "3.5", "12", blockers, waits, waits == null ? null : String.valueOf(waited), holds, advisory));
    }

    private final Locks.Session report = session(4100, "127.20.10.31", -600, "active", null, 0, "", "AccessShareLock on posts", null);
    private final Locks.Session ddl = session(4211, TASK, 5, "active", "AccessExclusiveLock on posts", 31, "4100", null, null);
    private final Locks.Session tool = session(4210, TASK, 4, "idle", null, 0, "", null, "18028/3041");
    private final Locks.Session reader = session(4302, "127.20.10.32", -60, "active", "AccessShareLock on posts", 30.9, "4211", null, null);
    private final Locks.Session writer = session(4310, "127.20.10.33", -60, "active", "RowExclusiveLock on posts", 12, "4211,4302", null,
            null);
    private final Locks.Session stranger = session(4400, "127.20.10.34", -60, "active", null, 0, "", null, null);

    @Test
    void whoWaitsBehindTheMigrationAndForWhomItWaitsIsSeen() {
        Locks.View view = Locks.around(List.of(report, ddl, tool, reader, writer, stranger), TASK, CREATED, NOW);
        assertThat(view.lines()).extracting(l -> l.depth() + " " + l.role() + " " + l.session().pid()).containsExactly("0 AHEAD 4100",
                "1 MIGRATION 4211", "2 BEHIND 4302", "2 BEHIND 4310");
        assertThat(view.longest()).isEqualTo(Duration.ofMillis(30_900));
        assertThat(tool.migrates()).isTrue();
        assertThat(ddl.migrates()).isFalse();
    }

    @Test
    void anAddressThatWasSomebodyElsesIsNotTheMigrations() {
        var before = session(4000, TASK, -300, "active", null, 0, "", "AccessExclusiveLock on posts", null);
        var behind = session(4001, "127.20.10.32", -60, "active", "AccessShareLock on posts", 9, "4000", null, null);
        assertThat(Locks.around(List.of(before, behind), TASK, CREATED, NOW).lines()).isEmpty();
        assertThat(Locks.around(List.of(report, ddl, reader), null, CREATED, NOW).lines()).isEmpty();
    }

    @Test
    void whatHasNoRootOrNoProcessIsShownAllTheSame() {
        var one = session(4211, TASK, 5, "active", "AccessExclusiveLock on posts", 2, "4302", null, null);
        var two = session(4302, "127.20.10.32", -60, "active", "RowExclusiveLock on posts", 1, "4211", null, null);
        assertThat(Locks.around(List.of(one, two), TASK, CREATED, NOW).lines()).hasSize(2);
        var prepared = session(4211, TASK, 5, "active", "AccessExclusiveLock on posts", 2, "0", null, null);
        assertThat(Locks.around(List.of(prepared), TASK, CREATED, NOW).lines()).singleElement()
                .satisfies(l -> assertThat(l.role()).isEqualTo(Locks.Role.MIGRATION));
    }

    @Test
    void aServerThatDoesNotTellSinceWhenIsTakenByItsStatement() {
        var old = Locks.Session.of(java.util.Arrays.asList("1", CREATED.toString(), "u", "a", null, "active", "q", "7.25", null, "2",
                "ShareLock on posts", null, null, null));
        assertThat(old.waited()).isEqualTo(Duration.ofMillis(7250));
        assertThat(Locks.QUESTION_13).isNotEqualTo(Locks.QUESTION).contains("NULL::timestamptz AS waitstart");
    }

    @Test
    void theLimitIsReachedByNumberOrByTimeAndOnlyByThoseBehind() {
        Locks.View view = Locks.around(List.of(report, ddl, reader, writer), TASK, CREATED, NOW);
        assertThat(new Locks.Limit(2, Duration.ofMinutes(5)).reached(view))
                .hasValueSatisfying(w -> assertThat(w).contains("2 sessions wait"));
        assertThat(new Locks.Limit(5, Duration.ofSeconds(30)).reached(view)).hasValueSatisfying(w -> assertThat(w).contains("30 s"));
        assertThat(new Locks.Limit(5, Duration.ofSeconds(60)).reached(view)).isEmpty();
        assertThat(new Locks.Limit(1, Duration.ofSeconds(1)).reached(Locks.around(List.of(report, ddl), TASK, CREATED, NOW)))
                .as("it waits itself, and nobody behind it").isEmpty();
    }
}
