package dev.howdah.ui.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.ops.activity.Activities;
import dev.howdah.ops.activity.Backend;
import dev.howdah.ops.activity.Beside;
import dev.howdah.ops.activity.LockWait;
import dev.howdah.ops.activity.Progress;
import dev.howdah.ops.activity.Replication;
import dev.howdah.ops.activity.Sample;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.OnStage;
import dev.howdah.ui.Screens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The Activity screen in its states. Bad inputs tried: no session, nothing read, an old sample, a role that may not see others, a
/// query with control characters and one of a megabyte, a thousand sessions every second.
@Tag("alone")
@ExtendWith(HeadlessScreen.class)
final class ActivityViewTest {
    /// What a look costs at most, of what a plain table costs.
    private static final double MEDIAN = 1.5;
    private static final double LATE = 3;
    private static final Instant NOW = Instant.parse("2026-11-28T03:00:00Z");

    @Test
    void whatBlocksWhomIsATree() {
        try (var screen = new Shown(1280, 720)) {
            screen.list(ActivityState.Mode.BLOCKING);
            screen.show(blocked(), false);
            assertThat(screen.words()).contains("8 wait for a lock, behind 1", "ACCESS EXCLUSIVE on table comments, for 40 s",
                    "idle in transaction", "4711", "└ 4712", "   └ 4720", "ending it frees 1 at once, 8 in all",
                    "runs nothing that could be cancelled");
            Screens.picture(screen.scene, "activity-blocking");
            screen.dark(false);
            Screens.picture(screen.scene, "activity-blocking-light");
        }
    }

    @Test
    void aNewLookDoesNotCloseTheListOfPaces() {
        try (var screen = new Shown(1280, 720)) {
            screen.show(blocked(), false);
            assertThat(screen.closedBy(() -> screen.show(blocked(), false))).isEmpty();
        }
    }

    @Test
    void whatRunsIsListedLongestFirst() {
        try (var screen = new Shown(1280, 720)) {
            screen.show(blocked(), false);
            assertThat(screen.words()).contains("Running 10   F1", "Waiting 8   F2", "Blocking 1   F3", "sessions 11 of 222",
                    "answered in 3.2 ms");
            Screens.picture(screen.scene, "activity-running");
            Screens.doubled(screen.scene, "activity-running-200");
        }
    }

    @Test
    void howFarLongCommandsAreIsListed() {
        Sample now = blocked();
        try (var screen = new Shown(1080, 660)) {
            screen.list(ActivityState.Mode.PROGRESS);
            screen.show(now, false);
            assertThat(screen.words()).contains("Reading…");
            screen.show(with(now, new Beside.Progressing(List.of(
                    new Progress(4712, "vacuum", "comments", "scanning heap", 0.427, "41,003 of 96,020 pages"),
                    new Progress(4720, "copy from", "posts", "through PIPE", null, "3.1 GiB, 40,112,000 rows"),
                    new Progress(4721, "create index", "", null, null, "")))), false);
            assertThat(screen.words()).contains("Progress 3   F6", "42 %  vacuum comments, scanning heap: 41,003 of 96,020 pages",
                    "copy from posts, through PIPE: 3.1 GiB", "create index: how far it is, is not shown to this role");
            Screens.picture(screen.scene, "activity-progress");
            screen.show(with(now, new Beside.Progressing(List.of())), false);
            assertThat(screen.words()).contains("No command that tells how far it is runs now");
            screen.show(with(now, new Beside.Unread("The database says: no.")), false);
            assertThat(screen.words()).contains("No newer look: The database says: no.", "Not read.");
        }
    }

    @Test
    void whoReceivesWalAndForWhomItIsKept() {
        Sample now = blocked();
        try (var screen = new Shown(1080, 660)) {
            screen.list(ActivityState.Mode.REPLICATION);
            screen.show(with(now, new Beside.Replicating(new Replication(List.of(
                    new Replication.Receiver(4800, "streaming", 0L, 4_096L, 9_216L, Duration.ofMillis(12), "async", NOW.minusSeconds(1)),
                    new Replication.Receiver(4801, "catchup", 5L << 30, 6L << 30, 7L << 30, Duration.ofMinutes(9), "async", NOW),
                    new Replication.Receiver(4802, null, null, null, null, null, null, null)),
                    List.of(new Replication.Slot("analytics_cdc", "logical", "pgoutput", "blogdb", false, false, null, 14L << 30,
                            "extended",
                            6L << 30, NOW.minusSeconds(90_000), null),
                            new Replication.Slot("standby", "physical", null, null, false, true, 4800, 16L << 20, "reserved", null, null,
                                    null),
                            new Replication.Slot("gone\u202e", "logical", "wal2json", "blogdb", false, false, null, null, "lost", null,
                                    null,
                                    "wal_removed")),
                    new Replication.Own("10.20.11.5", "streaming", 0L, Duration.ofSeconds(3), false)))), false);
            assertThat(screen.words()).contains("Replication 7   F7", "this replica", "from 10.20.11.5", "streaming", "9 KiB", "12 ms",
                    "catchup", "not shown to this role", "analytics_cdc", "not read", "14 GiB",
                    "logical, pgoutput, of blogdb, WAL extended, lost after 6 GiB more, read last 1 d 1 h ago", "gone⟨U+202E⟩",
                    "invalid: wal_removed");
            Screens.picture(screen.scene, "activity-replication");
            screen.dark(false);
            Screens.picture(screen.scene, "activity-replication-light");
            screen.show(with(now, new Beside.Replicating(new Replication(List.of(), List.of(), null))), false);
            assertThat(screen.words()).contains("Nobody receives WAL from here, and no slot keeps it.");
        }
    }

    private static Sample with(Sample s, Beside beside) {
        return new Sample(s.at(), s.took(), s.backends(), s.waits(), s.slots(), s.reserved(), beside);
    }

    @Test
    void nothingIsSaidToBeNothing() {
        try (var screen = new Shown(960, 600)) {
            screen.show(null, false);
            assertThat(screen.words()).contains("There is no session with the database yet: Ctrl+T connects.");
            screen.list(ActivityState.Mode.BLOCKING);
            screen.show(new Sample(NOW, Duration.ofMillis(3), List.of(), List.of(), 225, 3), false);
            assertThat(screen.words()).contains("Nobody blocks anybody.", "nobody waits for a lock");
        }
    }

    @Test
    void whatIsOldSaysSo() {
        try (var screen = new Shown(1280, 720)) {
            screen.trouble = "The server did not answer within 5 s.";
            screen.at = NOW.plusSeconds(90);
            screen.show(blocked(), false);
            assertThat(screen.words()).contains("stale, 1 min 30 s ago", "No newer look: The server did not answer within 5 s.");
            screen.pictures("activity-stale");
        }
    }

    @Test
    void hostileTextIsInertAndShort() {
        var odd = backend(1, "active", null, "select '\u001b[31m\u202e' -- " + "x".repeat(1_000_000), 5, false);
        try (var screen = new Shown(1280, 720)) {
            screen.show(new Sample(NOW, Duration.ofMillis(3), List.of(odd), List.of(), 225, 3), false);
            assertThat(screen.words()).doesNotContain("\u001b").doesNotContain("\u202e").contains("␛[31m⟨U+202E⟩");
            assertThat(screen.state().rows().getFirst().query()).hasSizeLessThan(320);
        }
    }

    @Test
    void whatTheRoleMayNotSeeIsNotGuessed() {
        try (var screen = new Shown(1280, 720)) {
            screen.list(ActivityState.Mode.ALL);
            screen.show(new Sample(NOW, Duration.ofMillis(3), List.of(backend(7, null, null, null, 0, true)), List.of(), 225, 3), false);
            assertThat(screen.words()).contains("not shown to this role", "it is not a member of pg_read_all_stats",
                    "what it runs is not shown to this role").doesNotContain("runs nothing");
        }
    }

    /// How many milliseconds that is, the benchmark tells (`ActivityBench`): a machine that is slow for an hour is slow for the plain table
    /// too. What else runs on it only ever adds to a look, so the quietest of at most three stretches counts, and when
    /// one has shown it no other is looked at.
    @Test
    void aThousandSessionsASecondCostHardlyMoreThanAPlainTableOfThem() throws InterruptedException {
        var medians = new ArrayList<Double>();
        var slow = new ArrayList<Double>();
        try (var sessions = new ThousandSessions()) {
            sessions.looks(40, Duration.ZERO);
            for (int i = 0; i < 3 && !(smallest(medians) < MEDIAN && smallest(slow) < LATE); i++) {
                ThousandSessions.Costs costs = sessions.looks(100, Duration.ZERO);
                double plain = ThousandSessions.percentile(costs.plain(), 50);
                double median = ThousandSessions.percentile(costs.screen(), 50);
                double late = ThousandSessions.percentile(costs.screen(), 99);
                System.out.printf(Locale.ROOT,
                        "      1,000 sessions shown: p50 %.1f ms, p99 %.1f ms on the JavaFX thread; a plain table filled anew: p50 %.1f ms%n",
                        median, late, plain);
                medians.add(median / plain);
                slow.add(late / plain);
            }
        }
        assertThat(smallest(medians)).as("median, of the plain table's").isLessThan(MEDIAN);
        assertThat(smallest(slow)).as("99th percentile, of the plain table's median").isLessThan(LATE);
    }

    private static double smallest(List<Double> of) {
        return of.stream().mapToDouble(Double::doubleValue).min().orElse(Double.POSITIVE_INFINITY);
    }

    /// A holder idle in its transaction, a migration behind it, seven readers behind that.
    private static Sample blocked() {
        var backends = new ArrayList<Backend>();
        var waits = new ArrayList<LockWait>();
        backends.add(backend(4711, "idle in transaction", null, "UPDATE comments SET hidden = true WHERE post_id = 1817", 412, false));
        backends.add(
                backend(4712, "active", "Lock", "ALTER TABLE comments ADD COLUMN edited_at timestamptz NOT NULL DEFAULT now()", 40, false));
        waits.add(new LockWait(4712, List.of(4711), "AccessExclusiveLock", "table comments", NOW.minusSeconds(40),
                Map.of(4711, "RowExclusiveLock")));
        for (int i = 0; i < 7; i++) {
            backends.add(backend(4720 + i, "active", "Lock", "SELECT id, body FROM comments WHERE post_id = $1 ORDER BY id DESC LIMIT 50",
                    38 - i,
                    false));
            waits.add(new LockWait(4720 + i, List.of(4712), "AccessShareLock", "table comments", NOW.minusSeconds(38 - i), Map.of()));
        }
        backends.add(backend(4800, "active", "IO", "SELECT count(*) FROM posts", 3, false));
        return new Sample(NOW, Duration.ofNanos(3_200_000), backends, waits, 225, 3);
    }

    private static Backend backend(int pid, @Nullable String state, @Nullable String wait, @Nullable String query, int seconds,
            boolean hidden) {
        Instant since = NOW.minusSeconds(seconds);
        return new Backend(pid, NOW.minusSeconds(9000), "blogdb", pid == 4712 ? "blog_migrator" : "blog_app",
                pid == 4712 ? "flyway" : "blog-api", "10.20.11.17", "task blog-api 3f1c", hidden ? null : "client backend", state, wait,
                wait == null ? null : wait.equals("Lock") ? "relation" : "DataFileRead", "idle".equals(state) ? null : since, since, since,
                query, 0, null, hidden);
    }

    /// The view on a stage of its own.
    private static final class Shown extends OnStage {
        final ActivityView view;
        Instant at = NOW;
        @Nullable
        String trouble;
        private ActivityState.Ask ask = new ActivityState.Ask(ActivityState.Mode.RUNNING, "");
        private @Nullable ActivityState last;

        Shown(double width, double height) {
            super(width, height);
            view = Screens.onFx(() -> new ActivityView("blog-db", () -> at, new NobodyAsks() {
                @Override
                public void asked(ActivityState.Ask next) {
                    ask = next;
                }
            }));
            put(view.node());
        }

        void list(ActivityState.Mode mode) {
            Screens.onFx(() -> {
                view.node().fireEvent(new javafx.scene.input.KeyEvent(javafx.scene.input.KeyEvent.KEY_PRESSED, "", "",
                        javafx.scene.input.KeyCode.valueOf(mode.key()), false, false, false, false));
                return null;
            });
            assertThat(ask.mode()).isEqualTo(mode);
        }

        ActivityState made(@Nullable Sample sample, boolean paused) {
            return ActivityState.of(new Activities.State(sample != null, sample, trouble, Duration.ofSeconds(1), paused, false), ask,
                    sample == null ? null : NOW, null);
        }

        void show(@Nullable Sample sample, boolean paused) {
            ActivityState state = made(sample, paused);
            last = state;
            Screens.onFx(() -> {
                view.show(state);
                scene.getRoot().applyCss();
                scene.getRoot().layout();
                return null;
            });
        }

        ActivityState state() {
            return java.util.Objects.requireNonNull(last);
        }
    }
}
