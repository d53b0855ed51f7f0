package dev.howdah.ops.timeline;

import dev.howdah.insights.OwnLooks;
import dev.howdah.ops.activity.Sample;
import dev.howdah.ops.insights.AtWork;
import dev.howdah.ops.reach.Stopwatch;
import dev.howdah.ops.reach.Ways;
import dev.howdah.task.Time;
import dev.howdah.timeline.Mark;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Remembers what only this console sees: seconds without an answer from the database, by the stopwatch of the way, and queues behind
/// locks, by the looks of the screens. What is over is kept on disk; what goes on is told meanwhile.
final class Watcher {
    private static final System.Logger LOG = System.getLogger(Watcher.class.getName());
    static final String PROBES = "this console: probes through the tunnel";
    /// A look that came later than this after the last does not know what was between.
    private static final Duration BLIND = Duration.ofSeconds(15);
    private final Kept kept;
    private final Time time;
    private final OwnLooks looks = new OwnLooks();
    /// Guarded by `this`, as are the next two.
    private @Nullable Queue queue;
    private Ways.@Nullable Outage outage;
    private @Nullable Instant newest;

    Watcher(Kept kept, Time time) {
        this.kept = kept;
        this.time = time;
    }

    /// What the way says of the last outage.
    synchronized void outage(Ways.@Nullable Outage next) {
        Ways.Outage before = outage;
        outage = next;
        boolean told = before != null && before.good() != null && next != null && before.lastGood().equals(next.lastGood());
        if (next != null && next.good() != null && !told) {
            keep(mark(next));
        }
    }

    /// What a screen saw.
    synchronized void looked(@Nullable Sample sample) {
        if (sample == null || sample.at().equals(newest)) {
            return;
        }
        newest = sample.at();
        Instant at = time.now();
        looks.add(at, AtWork.of(sample));
        Queue before = queue;
        if (before != null && Duration.between(before.newest(), at).compareTo(BLIND) > 0) {
            end(before);
            before = null;
        }
        queue = Queue.after(before, sample, at);
        if (queue == null && before != null) {
            end(before);
        }
    }

    /// What the screens saw at work in the last hour, by this machine's clock.
    OwnLooks looks() {
        return looks;
    }

    private void end(Queue queue) {
        if (queue.worth()) {
            keep(queue.mark(queue.newest()));
        }
    }

    /// What has not ended.
    synchronized List<Mark> going(Instant now) {
        var marks = new ArrayList<Mark>();
        Queue open = queue;
        if (open != null && open.worth()) {
            boolean seen = Duration.between(open.newest(), now).compareTo(BLIND) <= 0;
            marks.add(open.mark(seen ? null : open.newest()));
        }
        Ways.Outage lost = outage;
        if (lost != null && lost.good() == null) {
            marks.add(mark(lost));
        }
        return marks;
    }

    private static Mark mark(Ways.Outage outage) {
        Instant good = outage.good();
        var detail = new StringBuilder("measured from the last answer, on one monotonic clock:");
        for (Stopwatch.Mark m : outage.marks()) {
            Duration after = m.after();
            detail.append('\n').append(m.what()).append(after == null ? "" : " after " + seconds(after)).append(": ").append(m.words());
        }
        String title = "No answer to this console's probes" + (good == null ? ", still" : " for " + seconds(outage.soFar()));
        return new Mark(outage.lastGood(), good == null || good.isBefore(outage.lastGood()) ? null : good, good == null, Mark.Kind.FAILOVER,
                Mark.Weight.TROUBLE, Mark.Clock.HERE, title, detail.toString(), PROBES);
    }

    private static String seconds(Duration d) {
        return String.format(java.util.Locale.ROOT, "%.1f s", d.toMillis() / 1000.0);
    }

    private void keep(Mark mark) {
        try {
            kept.add(mark);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "{0} is not remembered: {1}", mark.title(), e.getMessage());
        }
    }

    /// Keeps what had not ended when the console did.
    synchronized void close() {
        Queue open = queue;
        if (open != null) {
            end(open);
            queue = null;
        }
    }
}
