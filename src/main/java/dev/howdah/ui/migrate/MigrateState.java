package dev.howdah.ui.migrate;

import dev.howdah.lint.Report;
import dev.howdah.model.EcsTask;
import dev.howdah.model.Problem;
import dev.howdah.ops.OpState;
import dev.howdah.ops.Request;
import dev.howdah.ops.migrate.Families;
import dev.howdah.ops.migrate.Locks;
import dev.howdah.ops.migrate.MigrationWatch;
import dev.howdah.ops.migrate.Reviewed;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// All that the Migrate screen shows.
///
/// @param found what could be run; empty while it is being read
/// @param problem why that could not be read
/// @param reviewed what the review said of the SQL that was named; null before
/// @param reached whether there is a session with the database
/// @param definition of the run that is shown, empty when there is none
/// @param operation where it is by the journal's operation, null when there is none
/// @param run its task, log and queue, null when there is none
public record MigrateState(Optional<List<Families.Found>> found, @Nullable Problem problem, @Nullable Review reviewed, boolean reached,
        String definition, @Nullable OpState operation, MigrationWatch.@Nullable State run) {
    private static final Texts TEXTS = Texts.of(MigrateState.class);
    /// The states that a task passes, as they are worth a line.
    private static final List<String> STATES = List.of("PROVISIONING", "PENDING", "ACTIVATING", "RUNNING", "STOPPED");

    public static final MigrateState NOTHING = new MigrateState(Optional.empty(), null, null, false, "", null, null);

    /// The same with another review, or none.
    public MigrateState with(@Nullable Review review) {
        return new MigrateState(found, problem, review, reached, definition, operation, run);
    }

    /// A review and what it was of.
    ///
    /// @param source file or folder, as a path that does not depend on where the program was started
    /// @param digest of the SQL; empty when it could not be read
    /// @param trouble why it could not be read, as a sentence; null when it was
    /// @param rehearsed what the last rehearsal of the same SQL came to, or why there is none; empty when nothing is to be said
    /// @param accepted ids of rules whose findings were accepted, for this SQL
    /// @param basis on what it judges, as a sentence
    public record Review(String source, String digest, Report report, @Nullable String trouble, String rehearsed, Set<String> accepted,
            String basis) {
        public Review {
            accepted = Set.copyOf(accepted);
        }

        /// The same, rehearsed meanwhile.
        public Review rehearsed(String words) {
            return new Review(source, digest, report, trouble, words, accepted, basis);
        }

        /// The same with the findings of a rule accepted, or not any more.
        public Review accepting(String rule, boolean on) {
            var next = new TreeSet<>(accepted);
            if (on) {
                next.add(rule);
            } else {
                next.remove(rule);
            }
            return new Review(source, digest, report, trouble, rehearsed, next, basis);
        }

        /// For the plan.
        Reviewed reviewed() {
            return trouble != null ? Reviewed.NOTHING : Reviewed.of(source, digest, report, accepted);
        }

        /// Whether all of it was read: then nobody has to say why it runs without that.
        boolean whole() {
            return trouble == null && report.problems().isEmpty() && !report.statements().isEmpty();
        }
    }

    /// One state of the task.
    ///
    /// @param took how long it lasted, or has lasted so far; empty before
    record Step(String name, String more, Tone tone, String took) {}

    /// Whether a run goes on.
    boolean running() {
        return operation != null && !operation.ended();
    }

    /// The word beside the title.
    Optional<Map.Entry<String, Tone>> chip(Instant now) {
        return switch (operation) {
            case null -> Optional.empty();
            case OpState.Starting _ -> Optional.of(Map.entry(TEXTS.get("starting"), Tone.INFO));
            case OpState.Watching w ->
                Optional.of(Map.entry(TEXTS.get("running {0}", Words.duration(Duration.between(w.since(), now))), Tone.WARN));
            case OpState.Paused _ -> Optional.of(Map.entry(TEXTS.get("waits for a sign-in"), Tone.WARN));
            case OpState.Done _ -> Optional.of(Map.entry(TEXTS.get("done"), Tone.GOOD));
            case OpState.Failed _ -> Optional.of(Map.entry(TEXTS.get("failed"), Tone.BAD));
            case OpState.NotSent _,OpState.Moved _ -> Optional.of(Map.entry(TEXTS.get("not run"), Tone.NEUTRAL));
            case OpState.Unknown _,OpState.Unwatched _ -> Optional.of(Map.entry(TEXTS.get("not known"), Tone.UNKNOWN));
        };
    }

    /// How it ended, or what is going on, as a sentence.
    String says() {
        return switch (operation) {
            case null -> "";
            case OpState.Starting _ -> TEXTS.get("Looking once more whether all is as planned.");
            case OpState.Watching w -> w.trouble() == null ? "" : TEXTS.get("The last look failed; AWS carries on.");
            case OpState.Paused p ->
                p.sent() ? TEXTS.get("It waits for a sign-in; AWS carries on.") : TEXTS.get("It waits for a sign-in; nothing was sent.");
            case OpState.Done d -> d.words();
            case OpState.Failed f -> f.words();
            case OpState.NotSent n -> n.words();
            case OpState.Moved m -> m.words();
            case OpState.Unknown u -> u.words();
            case OpState.Unwatched _ -> TEXTS.get("Nobody watches it any more; AWS carries on.");
        };
    }

    /// What the operator most likely wants after it went well.
    Optional<Request> next() {
        return operation instanceof OpState.Done d ? d.next() : Optional.empty();
    }

    /// The task's states with how long each took; those to come without a time.
    List<Step> steps(Instant now) {
        EcsTask task = run == null ? null : run.task();
        var steps = new ArrayList<Step>();
        int at = task == null ? -1 : place(task.status());
        for (int i = 0; i < STATES.size(); i++) {
            String name = STATES.get(i);
            boolean last = name.equals(EcsTask.STOPPED);
            boolean failed = task != null && task.stopped() && (task.times().started() == null ? i > 0 : i > 3)
                    && !"EssentialContainerExited".equals(task.stopCode());
            Tone tone = i < at ? failed && !last ? Tone.UNKNOWN : Tone.GOOD : i > at ? Tone.UNKNOWN : last ? end() : Tone.WARN;
            steps.add(new Step(i == at && task != null && !last ? task.status() : name, task == null ? "" : more(task, i), tone,
                    task == null || i > at ? "" : took(task, i, now)));
        }
        return steps;
    }

    private Tone end() {
        return switch (operation) {
            case OpState.Done _ -> Tone.GOOD;
            case OpState.Failed _ -> Tone.BAD;
            case null, default -> Tone.WARN;
        };
    }

    private static int place(String status) {
        return switch (status) {
            case "PROVISIONING" -> 0;
            case "PENDING" -> 1;
            case "ACTIVATING" -> 2;
            case "RUNNING", "DEACTIVATING", "STOPPING", "DEPROVISIONING" -> 3;
            default -> 4;
        };
    }

    private static String more(EcsTask task, int state) {
        return switch (state) {
            case 1 -> task.times().pullStopped() != null
                    ? TEXTS.get("image pulled, secrets read")
                    : task.times().pullStarted() != null ? TEXTS.get("pulling the image") : "";
            case 4 -> {
                Integer code = task.containers().isEmpty() ? null : task.containers().getFirst().exitCode();
                yield !task.stopped() ? "" : code == null ? TEXTS.get("no exit code") : TEXTS.get("exit code {0}", code);
            }
            default -> "";
        };
    }

    private static String took(EcsTask task, int state, Instant now) {
        EcsTask.Times t = task.times();
        Instant end = t.executionStopped() != null ? t.executionStopped() : t.stopping() != null ? t.stopping() : now;
        return switch (state) {
            case 0 -> between(t.created(), t.pullStarted() != null ? t.pullStarted() : task.stopped() ? t.stopping() : now);
            case 1 -> between(t.pullStarted(), t.pullStopped() != null ? t.pullStopped() : now);
            case 2 -> between(t.pullStopped(), t.started() != null ? t.started() : now);
            case 3 -> between(t.started(), end);
            default -> "";
        };
    }

    private static String between(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null
                ? ""
                : Words.tenths(Duration.between(from, to).isNegative() ? Duration.ZERO : Duration.between(from, to));
    }

    /// The line over the queue.
    String queue() {
        if (run == null || run.task() == null) {
            return reached
                    ? TEXTS.get("Who waits is shown from the first second on.")
                    : TEXTS.get("Not connected: connect first, and who waits is shown from the first second on.");
        }
        if (run.locks() == null || !run.locksSay().isEmpty()) {
            return run.locksSay();
        }
        Locks.View view = run.locks();
        List<Locks.Session> own = view.of(Locks.Role.MIGRATION);
        int behind = view.of(Locks.Role.BEHIND).size();
        Optional<Locks.Session> waiting = own.stream().filter(s -> s.waits() != null).findFirst();
        if (run.task().stopped()) {
            return view.own() == 0
                    ? TEXTS.get("The task has stopped; no session of it is left in the database.")
                    : stillThere(view.own(), behind);
        }
        String first = own.isEmpty()
                ? TEXTS.get("The migration has no session that waits, holds or runs")
                : waiting.map(s -> TEXTS.get("The migration waits for {0} since {1} s", s.waits(), s.waited().toSeconds()))
                        .orElseGet(() -> TEXTS.get("The migration waits for nobody"));
        return behind == 0
                ? TEXTS.get("{0}; nobody waits behind it.", first)
                : TEXTS.get("{0}; the longest behind it has waited {1} s.", first, view.longest().toSeconds());
    }

    private static String stillThere(int own, int behind) {
        if (behind == 0) {
            return own == 1
                    ? TEXTS.get("The task has stopped, and {0} of its sessions is still there.", own)
                    : TEXTS.get("The task has stopped, and {0} of its sessions are still there.", own);
        }
        return own == 1
                ? TEXTS.get("The task has stopped, and {0} of its sessions is still there, with {1} waiting behind: cancel what it runs.",
                        own, behind)
                : TEXTS.get("The task has stopped, and {0} of its sessions are still there, with {1} waiting behind: cancel what it runs.",
                        own, behind);
    }

    /// What is armed, or what it did and when.
    String limit(Instant now, ZoneId zone) {
        if (run == null || run.limit() == null) {
            return "";
        }
        return run.fired() == null || run.firedAt() == null
                ? TEXTS.get("limit {0}", run.limit().words())
                : Words.both(run.firedAt(), now, zone) + ": " + run.fired();
    }
}
