package dev.howdah.ops.query;

import dev.howdah.journal.Intent;
import dev.howdah.sql.session.Leave;
import dev.howdah.task.Live;
import dev.howdah.task.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One leave to write, from its permit to its end.
final class Allowed implements Leave {
    private final Live<Writes> live;
    private final Intent intent;
    private final Instant since;
    private final Instant until;
    private final Time time;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile CompletableFuture<Choice> answer = CompletableFuture.completedFuture(Choice.LEAVE_IT);

    Allowed(Live<Writes> live, Intent intent, Duration length, Time time) {
        this.live = live;
        this.intent = intent;
        this.time = time;
        since = time.now();
        until = since.plus(length);
    }

    void begin() {
        live.set(new Writes.On(since, until, null));
    }

    Instant until() {
        return until;
    }

    @Override
    public boolean lasts() {
        return !ended.get() && time.now().isBefore(until);
    }

    @Override
    public Choice asked(String sql, List<String> reasons, @Nullable String plan) {
        var waiting = new CompletableFuture<Choice>();
        answer = waiting;
        if (!lasts()) {
            return Choice.LEAVE_IT;
        }
        live.set(new Writes.On(since, until, new Writes.Question(sql, List.copyOf(reasons), estimate(plan))));
        try {
            return waiting.get(Math.max(1, Duration.between(time.now(), until).toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            System.getLogger(Allowed.class.getName()).log(System.Logger.Level.DEBUG, "nobody answered", e);
            return Choice.LEAVE_IT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Choice.LEAVE_IT;
        } finally {
            live.update(w -> w instanceof Writes.On ? new Writes.On(since, until, null) : w);
        }
    }

    void answer(Choice choice) {
        answer.complete(choice);
    }

    /// No message is sent from now on, and nobody is asked.
    ///
    /// @return whether this was the first time
    boolean end() {
        boolean first = ended.compareAndSet(false, true);
        answer(Choice.LEAVE_IT);
        return first;
    }

    /// Says so in the journal and to whoever looks; once, by whoever ended it.
    void closed(String words) {
        intent.outcome(Intent.Result.DONE, words, Duration.between(since, time.now()));
        shown(words);
    }

    void shown(String words) {
        live.set(new Writes.Off(words));
    }

    /// Rows that the nodes which change something are given.
    static @Nullable Long estimate(@Nullable String plan) {
        if (plan == null) {
            return null;
        }
        PlanTree tree = PlanTree.of(plan).orElse(null);
        long[] rows = {0};
        boolean changes = tree != null && changed(tree.root(), rows);
        return changes ? rows[0] : null;
    }

    private static boolean changed(PlanTree.Node node, long[] rows) {
        boolean found = false;
        if (node.what().matches("(?s)(Insert|Update|Delete|Merge) on .*")) {
            found = true;
            node.children().forEach(c -> rows[0] += (long) c.estimated());
        }
        for (PlanTree.Node child : node.children()) {
            found |= changed(child, rows);
        }
        return found;
    }
}
