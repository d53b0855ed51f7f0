package dev.howdah.ops.migrate;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.logs.LogReads;
import dev.howdah.model.AwsScope;
import dev.howdah.model.EcsDefinition;
import dev.howdah.model.EcsTask;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.LogLine;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.task.Live;
import dev.howdah.task.Time;
import dev.howdah.task.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Follows the task of a run, its log and the queue behind it until a while after it has stopped: AWS and the database each on a thread of
/// its own, so that a slow answer of the one does not keep the other waiting. Where a limit was armed it has the migration's own sessions
/// cancelled when the queue reaches it, and nobody else's.
public final class MigrationWatch implements AutoCloseable {
    /// How often the database is asked: a queue has to be on the screen within a second of its forming.
    private static final Duration LOOK = Duration.ofMillis(400);
    private static final Duration AWS_EVERY = Duration.ofSeconds(2);
    /// The task is looked for more often until it is listed: before that its sessions cannot be told from others.
    private static final Duration SEARCH = Duration.ofMillis(500);
    /// The last lines arrive a while after the end (awslogs sends in batches).
    private static final Duration FLUSH = Duration.ofSeconds(15);
    private static final int MOST_LINES = 20_000;

    /// All that is shown of a run.
    ///
    /// @param task null until ECS lists it
    /// @param container name of the essential one, empty while the definition is not read
    /// @param seen state → when it was first seen, in that order
    /// @param log complete and in order from its beginning
    /// @param logSays why there is no log yet, or no more; empty while lines come
    /// @param locks null while there is no session with the database
    /// @param locksSay why not; empty while they are seen
    /// @param limit that is armed, null for none
    /// @param fired what the limit did, null while it has not
    /// @param firedAt when, null while it has not
    /// @param over whether nothing more will come
    public record State(@Nullable EcsTask task, String container, Map<String, Instant> seen, List<LogLine> log, String logSays,
            Locks.@Nullable View locks, String locksSay, Locks.@Nullable Limit limit, @Nullable String fired,
            @Nullable Instant firedAt, boolean over, Instant asOf) {
        static State begin(Locks.@Nullable Limit limit, Instant at) {
            return new State(null, "", Map.of(), List.of(), "The log begins with the first line that the task writes.", null, "", limit,
                    null, null, false, at);
        }
    }

    /// Has one of the migration's own sessions cancelled.
    public interface Canceller {
        /// @param why the limit was reached, as a sentence
        /// @return what came of it, as words: `process 4211 was told to end its statement`
        /// @throws Problem.Thrown when nothing was sent, or that is not known
        String cancel(Locks.Session session, String why);
    }

    private final Function<AwsScope, AwsAccount> accounts;
    private final Sight sight;
    private final Time time;
    private final Work work = new Work("migrations");
    /// Guarded by `this`.
    private final Map<String, Live<State>> runs = new HashMap<>();

    public MigrationWatch(Function<AwsScope, AwsAccount> accounts, Sight sight, Time time) {
        this.accounts = accounts;
        this.sight = sight;
        this.time = time;
    }

    /// What could be run in a scope. Asks AWS.
    ///
    /// @throws Problem.Thrown when it cannot be read
    public List<Families.Found> families(AwsScope scope) throws InterruptedException {
        try (AwsAccount account = accounts.apply(scope)) {
            return Families.find(account, null);
        }
    }

    /// Follows a run; a second time for the same one gives what is followed already.
    ///
    /// @param id of the run, for whoever follows it
    /// @param details as the journal keeps them: cluster, definition, token, operator, waiters, wait; or the task's ARN as `task`
    public synchronized Live<State> follow(String id, AwsScope scope, InstanceRef db, Map<String, String> details, Canceller canceller) {
        return runs.computeIfAbsent(id, _ -> {
            var live = new Live<>(State.begin(limit(details).orElse(null), time.now()));
            work.background("watch " + id, () -> run(live, scope, details));
            work.background("locks " + id, () -> queues(live, db, canceller));
            return live;
        });
    }

    /// The limit that a run's details arm.
    public static Optional<Locks.Limit> limit(Map<String, String> details) {
        String waiters = details.getOrDefault("waiters", "");
        String wait = details.getOrDefault("wait", "");
        return waiters.isEmpty() || wait.isEmpty()
                ? Optional.empty()
                : Optional.of(new Locks.Limit(Integer.parseInt(waiters), Duration.ofSeconds(Long.parseLong(wait))));
    }

    /// Task and log.
    private void run(Live<State> live, AwsScope scope, Map<String, String> details) {
        try (AwsAccount account = accounts.apply(scope)) {
            var log = new Log(account.logs());
            EcsDefinition definition = null;
            Instant ended = null;
            while (true) {
                Instant now = time.now();
                try {
                    definition = definition == null ? account.tasks().definition(details.getOrDefault("definition", "")) : definition;
                    look(live, account, details, definition);
                    log.read(live, definition);
                } catch (Problem.Thrown e) {
                    String words = Sentences.happened(e.problem());
                    live.update(s -> with(s, s.task(), s.container(), s.seen(), s.log(), words));
                }
                EcsTask task = live.get().task();
                if (task != null && task.stopped()) {
                    ended = ended == null ? now : ended;
                    Locks.View view = live.get().locks();
                    boolean left = view != null && view.own() > 0;
                    if (!left && Duration.between(ended, now).compareTo(FLUSH) > 0) {
                        live.update(MigrationWatch::over);
                        return;
                    }
                }
                time.sleep(task == null ? SEARCH : AWS_EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The queue, also after the task's end: a session that waits for a lock outlives it.
    private void queues(Live<State> live, InstanceRef db, Canceller canceller) {
        try {
            while (!live.get().over()) {
                EcsTask task = live.get().task();
                if (task != null) {
                    queue(live, db, task, canceller);
                }
                time.sleep(LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Live<State> live, AwsAccount account, Map<String, String> details, EcsDefinition definition)
            throws InterruptedException {
        EcsTask known = live.get().task();
        String arn = known == null ? details.getOrDefault("task", "") : known.arn();
        Optional<EcsTask> now = arn.isEmpty()
                ? Runs.find(account, details)
                : account.tasks().task(details.getOrDefault("cluster", ""), arn);
        if (now.isPresent()) {
            EcsTask task = now.get();
            Instant at = time.now();
            live.update(s -> {
                var seen = new java.util.LinkedHashMap<>(s.seen());
                seen.putIfAbsent(task.status(), at);
                return with(s, task, definition.essential().name(), seen, s.log(), s.logSays());
            });
        }
    }

    /// Looks at the queue, and cancels the migration where the limit is reached.
    private void queue(Live<State> live, InstanceRef db, EcsTask task, Canceller canceller) {
        try {
            Optional<List<Locks.Session>> sessions = sight.sessions(db);
            if (sessions.isEmpty()) {
                live.update(s -> locks(s, null, "There is no session with " + db.id() + ": connect to see who waits"
                        + (s.limit() == null ? "." : ", and for the limit to hold."), s.fired()));
                return;
            }
            Instant since = task.times().created() == null ? Instant.EPOCH : task.times().created();
            Locks.View view = Locks.around(sessions.get(), task.address(), since, time.now());
            live.update(s -> locks(s, view, "", s.fired()));
            Locks.Limit limit = live.get().limit();
            Optional<String> why = limit == null || live.get().fired() != null ? Optional.empty() : limit.reached(view);
            if (why.isPresent()) {
                fire(live, view, why.get(), canceller);
            }
        } catch (Problem.Thrown e) {
            live.update(s -> locks(s, s.locks(), "The queue cannot be seen: " + Sentences.happened(e.problem()), s.fired()));
        }
    }

    /// Where nothing could be sent, the next look tries again.
    private void fire(Live<State> live, Locks.View view, String why, Canceller canceller) {
        var told = new ArrayList<String>();
        var failed = new ArrayList<String>();
        Instant at = time.now();
        for (Locks.Session own : view.of(Locks.Role.MIGRATION)) {
            if (own.waits() == null && own.holds().isEmpty() && !own.state().equals("active")) {
                continue;
            }
            try {
                told.add(canceller.cancel(own, why));
            } catch (Problem.Thrown e) {
                failed.add("process " + own.pid() + " could not be cancelled: " + Sentences.happened(e.problem()));
            }
        }
        if (told.isEmpty()) {
            String words = why + " Nothing was cancelled: "
                    + (failed.isEmpty() ? "the migration has no session that does anything." : String.join("; ", failed));
            live.update(s -> locks(s, s.locks(), words, s.fired()));
            return;
        }
        String words = why + " Only the migration was touched: " + String.join(", ", told) + "."
                + (failed.isEmpty() ? "" : " But " + String.join("; ", failed));
        live.update(s -> new State(s.task(), s.container(), s.seen(), s.log(), s.logSays(), s.locks(), s.locksSay(), s.limit(), words, at,
                s.over(), time.now()));
    }

    private State locks(State s, Locks.@Nullable View view, String says, @Nullable String fired) {
        return new State(s.task(), s.container(), s.seen(), s.log(), s.logSays(), view, says, s.limit(), fired, s.firedAt(), s.over(),
                time.now());
    }

    private State with(State s, @Nullable EcsTask task, String container, Map<String, Instant> seen, List<LogLine> log, String logSays) {
        return new State(task, container, seen, log, logSays, s.locks(), s.locksSay(), s.limit(), s.fired(), s.firedAt(), s.over(),
                time.now());
    }

    private static State over(State s) {
        return new State(s.task(), s.container(), s.seen(), s.log(), s.logSays(), s.locks(), s.locksSay(), s.limit(), s.fired(),
                s.firedAt(), true, s.asOf());
    }

    /// One stream, read on from where the last page ended.
    private final class Log {
        private final LogReads reads;
        private @Nullable String token;

        Log(LogReads reads) {
            this.reads = reads;
        }

        void read(Live<State> live, EcsDefinition definition) throws InterruptedException {
            EcsTask task = live.get().task();
            String group = definition.essential().logGroup();
            if (task == null) {
                return;
            }
            if (group == null) {
                live.update(s -> with(s, s.task(), s.container(), s.seen(), s.log(), "Its log is not in CloudWatch Logs: see the driver of "
                        + definition.name() + "."));
                return;
            }
            String stream = BlackBox.stream(definition.essential(), task);
            while (true) {
                LogReads.Page page = reads.page(group, stream, token);
                token = page.next();
                live.update(s -> {
                    var all = new ArrayList<>(s.log());
                    page.lines().forEach(l -> all.add(new LogLine(l.at(), BlackBox.clean(l.text()))));
                    List<LogLine> kept = all.size() > MOST_LINES ? all.subList(all.size() - MOST_LINES, all.size()) : all;
                    String says = page.there()
                            ? ""
                            : task.stopped() ? "It has written no line." : "The log begins with the first line that the task writes.";
                    return with(s, s.task(), s.container(), s.seen(), List.copyOf(kept), says);
                });
                if (page.end()) {
                    return;
                }
            }
        }
    }

    @Override
    public void close() {
        work.close();
        sight.close();
    }
}
