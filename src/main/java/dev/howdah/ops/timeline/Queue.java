package dev.howdah.ops.timeline;

import dev.howdah.ops.activity.Backend;
import dev.howdah.ops.activity.LockTree;
import dev.howdah.ops.activity.LockWait;
import dev.howdah.ops.activity.Sample;
import dev.howdah.sql.scan.Redaction;
import dev.howdah.timeline.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds when sessions waited for locks, in looks that come one after the other. What waits shorter than [#WORTH] is everyday.
///
/// @param from when the first of them began to wait
/// @param newest the last look in which one did
/// @param most how many waited at the worst
/// @param root who stood in front then
/// @param on what the first behind it waited for
record Queue(Instant from, Instant newest, int most, String root, String on) {
    static final String SOURCE = "this console: pg_locks";
    static final Duration WORTH = Duration.ofSeconds(2);

    /// What a look makes of what was going on before it.
    ///
    /// @param open the queue as it was; null when there was none
    /// @param at when the look was taken, by this machine's clock
    static @Nullable Queue after(@Nullable Queue open, Sample sample, Instant at) {
        if (sample.waits().isEmpty()) {
            return null;
        }
        int waiting = sample.waits().size();
        Instant from = open != null ? open.from : began(sample, at);
        if (open != null && waiting <= open.most) {
            return new Queue(from, at, open.most, open.root, open.on);
        }
        LockTree.Node front = LockTree.of(sample.waits()).roots().getFirst();
        String on = front.behind().isEmpty() ? "" : on(front.behind().getFirst().waits());
        return new Queue(from, at, waiting, root(sample, front.pid()), on);
    }

    /// By the server's clock somebody has waited so long; the same by ours.
    private static Instant began(Sample sample, Instant at) {
        return sample.waits().stream().map(LockWait::since).filter(s -> s != null && s.isBefore(sample.at())).min(Instant::compareTo)
                .map(since -> at.minus(Duration.between(since, sample.at()))).orElse(at);
    }

    private static String on(@Nullable LockWait wait) {
        return wait == null ? "" : wait.mode() + " on " + wait.on();
    }

    private static String root(Sample sample, int pid) {
        Optional<Backend> who = sample.backend(pid);
        if (who.isEmpty()) {
            return "process " + pid;
        }
        Backend b = who.get();
        String query = b.query() == null ? "" : ": " + Redaction.of(b.query(), true);
        return "process " + pid + " (" + b.user() + ", " + b.application() + (b.clientName() == null ? "" : ", " + b.clientName()) + ", "
                + b.state() + ")" + query;
    }

    boolean worth() {
        return Duration.between(from, newest).compareTo(WORTH) >= 0;
    }

    /// @param until null while it goes on
    Mark mark(@Nullable Instant until) {
        String title = most + (most == 1 ? " session waited" : " sessions waited") + " for locks behind " + root;
        return new Mark(from, until, until == null, Mark.Kind.LOCKS, Mark.Weight.TROUBLE, Mark.Clock.HERE,
                title.length() <= 200 ? title : title.substring(0, 199) + "…", (title.length() <= 200 ? "" : title + "\n") + "for " + on,
                SOURCE);
    }
}
