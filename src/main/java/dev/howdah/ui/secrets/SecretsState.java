package dev.howdah.ui.secrets;

import dev.howdah.model.Problem;
import dev.howdah.model.SecretState;
import dev.howdah.model.SecretVersion;
import dev.howdah.model.Sentences;
import dev.howdah.ops.posture.Rotations;
import dev.howdah.posture.Holding;
import dev.howdah.posture.Part;
import dev.howdah.ui.kit.Inert;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the Secrets screen shows, in words.
///
/// @param trouble why there is no newer reading; null when there is
/// @param notices what is missing in this one
/// @param read when; null before the first
public record SecretsState(@Nullable String trouble, List<String> notices, boolean busy, List<Row> rows, @Nullable Instant read) {
    /// RDS says the day of a rotation, and it comes in the course of that day.
    private static final Duration SOON = Duration.ofDays(2);
    private static final int SHORT = 8;

    /// One secret.
    ///
    /// @param kept who keeps it
    /// @param rotates when it is another
    /// @param outlook what that means for those that hold it
    /// @param restart services with tasks that hold an old version, then the others
    public record Row(String arn, String name, String kept, String word, Tone tone, String rotates, String current, String outlook,
            List<Version> versions, List<Task> tasks, List<Restart> restart) {}

    /// @param held how many tasks hold it
    public record Version(String id, String stages, Tone tone, String created, String held) {}

    public record Task(String id, String service, String variable, String began, String version, String word, Tone tone) {}

    /// A rolling restart that can be planned.
    ///
    /// @param needed whether any of its tasks holds an old version
    public record Restart(String cluster, String service, boolean needed) {}

    /// @param zone local time zone, beside UTC
    public static SecretsState of(Rotations.State from, Instant now, ZoneId zone) {
        String trouble = from.held().problem().map(Sentences::of).orElse(null);
        Rotations.Held held = from.held().value().orElse(null);
        if (held == null) {
            return new SecretsState(trouble, List.of(), from.reading(), List.of(), null);
        }
        var notices = new ArrayList<String>();
        if (!held.undecided().isEmpty()) {
            notices.add("Whether " + String.join(", ", held.undecided())
                    + " use this instance is not known: their secrets could not be read. Their tasks are not among these.");
        }
        from.problems().stream().map((Problem p) -> Sentences.happened(p)).distinct().forEach(notices::add);
        List<Row> rows = held.secrets().stream().map(h -> row(h, now, zone)).toList();
        return new SecretsState(trouble, List.copyOf(notices), from.reading(), rows, from.held().asOf().orElse(null));
    }

    private static Row row(Holding holding, Instant now, ZoneId zone) {
        SecretState state = holding.state() instanceof Part.Read<SecretState>(var read) ? read : null;
        int old = holding.with(Holding.Grip.OLD).size();
        int unknown = holding.with(Holding.Grip.UNKNOWN).size();
        Instant next = state == null || !state.rotates() ? null : state.nextRotation();
        boolean near = next != null && Duration.between(now, next).compareTo(SOON) < 0 && !holding.holders().isEmpty();
        Tone tone = old > 0
                ? Tone.BAD
                : unknown > 0 || state == null ? Tone.UNKNOWN : near ? Tone.WARN : holding.holders().isEmpty() ? Tone.NEUTRAL : Tone.GOOD;
        String word = old > 0
                ? old + " of " + holding.holders().size() + " stale"
                : unknown > 0 || state == null ? "unknown" : near ? "rotates soon" : holding.holders().isEmpty() ? "no task" : "current";
        return new Row(holding.arn(), Inert.line(holding.name(), 120), holding.managed() ? "by RDS" : "own", word, tone,
                rotates(holding.state(), next, now),
                holding.current().map(SecretVersion::created).map(t -> Words.ago(t, now)).orElse("not known"),
                outlook(holding, next, now, zone), versions(holding, now), tasks(holding, now), restarts(holding));
    }

    private static String rotates(Part<SecretState> state, @Nullable Instant next, Instant now) {
        return switch (state) {
            case Part.Unread<SecretState>(var why) -> "not known: " + why;
            case Part.Read<SecretState>(var s) when !s.rotates() -> "not by itself";
            case Part.Read<SecretState>(var s) when next == null -> s.everyDays() == null ? "yes" : "every " + s.everyDays() + " d";
            case Part.Read<SecretState> _ when next.isBefore(now) -> "was due " + Words.ago(next, now);
            case Part.Read<SecretState> _ -> "in " + Words.duration(Duration.between(now, next));
        };
    }

    /// What the next rotation, or the last one, does to the tasks that hold it.
    private static String outlook(Holding holding, @Nullable Instant next, Instant now, ZoneId zone) {
        List<Holding.Holder> old = holding.with(Holding.Grip.OLD);
        boolean pending = holding.versions() instanceof Part.Read<List<SecretVersion>>(var all)
                && all.stream().anyMatch(v -> v.stages().contains(SecretVersion.PENDING) && !v.current());
        String waits = pending ? " A version is AWSPENDING: a rotation is under way, or stuck." : "";
        if (!old.isEmpty()) {
            String since = holding.current().map(SecretVersion::created).map(t -> " since " + Words.both(t, now, zone)).orElse("");
            return old.size() + " of " + holding.holders().size() + " tasks hold a password that is not valid any more" + since
                    + ". Their open connections go on; each new one fails with 28P01, password authentication failed. A rolling restart "
                    + "gives them the current one." + waits;
        }
        if (holding.holders().isEmpty()) {
            return "No running task of this instance's services was given it." + waits;
        }
        if (!holding.with(Holding.Grip.UNKNOWN).isEmpty()) {
            return "What its tasks hold is not known: "
                    + (holding.versions() instanceof Part.Unread<List<SecretVersion>>(var why) ? why : "when they began was not told") + "."
                    + waits;
        }
        String tasks = holding.holders().size() == 1 ? "the task that holds it" : "the " + holding.holders().size() + " tasks that hold it";
        if (next == null) {
            return "It changes when somebody changes it; then " + tasks + " must be started anew." + waits;
        }
        return (next.isBefore(now)
                ? "Its rotation was due on " + day(next) + ", and can come at any time"
                : "In " + Words.duration(Duration.between(now, next)) + ", in the course of " + day(next) + ", it rotates")
                + ": from then on " + tasks + " can open no new connection until started anew." + waits;
    }

    private static String day(Instant at) {
        return at.toString().substring(0, 10);
    }

    private static List<Version> versions(Holding holding, Instant now) {
        return holding.versions() instanceof Part.Read<List<SecretVersion>>(var all)
                ? all.stream()
                        .map(v -> new Version(shortened(v.id()),
                                v.stages().isEmpty() ? "none" : String.join(", ", v.stages().stream().sorted().toList()),
                                v.current() ? Tone.GOOD : v.stages().contains(SecretVersion.PENDING) ? Tone.WARN : Tone.NEUTRAL,
                                v.created() == null ? "not told" : Words.ago(v.created(), now), count(holding, v)))
                        .toList()
                : List.of();
    }

    private static String count(Holding holding, SecretVersion version) {
        long count = holding.holders().stream().filter(h -> version.equals(h.version())).map(h -> h.task().arn()).distinct().count();
        return count == 0 ? "–" : count == 1 ? "1 task" : count + " tasks";
    }

    private static List<Task> tasks(Holding holding, Instant now) {
        return holding.holders().stream().map(h -> {
            Instant began = h.task().times().created();
            return new Task(shortened(h.task().id()), h.service().name(), h.variable(), began == null ? "not told" : Words.ago(began, now),
                    h.version() == null ? "not known" : shortened(h.version().id()), switch (h.grip()) {
                        case CURRENT -> "current";
                        case OLD -> "stale";
                        case UNKNOWN -> "unknown";
                    }, switch (h.grip()) {
                        case CURRENT -> Tone.GOOD;
                        case OLD -> Tone.BAD;
                        case UNKNOWN -> Tone.UNKNOWN;
                    });
        }).toList();
    }

    private static List<Restart> restarts(Holding holding) {
        var all = new LinkedHashSet<Restart>();
        holding.with(Holding.Grip.OLD).forEach(h -> all.add(new Restart(h.service().cluster(), h.service().name(), true)));
        holding.holders().stream().map(h -> new Restart(h.service().cluster(), h.service().name(), false))
                .filter(r -> !all.contains(new Restart(r.cluster(), r.service(), true))).forEach(all::add);
        return List.copyOf(all);
    }

    private static String shortened(String id) {
        return Words.shortened(Inert.line(id, 120), SHORT + 1);
    }
}
