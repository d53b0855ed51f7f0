package dev.howdah.ui.secrets;

import dev.howdah.model.Problem;
import dev.howdah.model.SecretState;
import dev.howdah.model.SecretVersion;
import dev.howdah.model.Sentences;
import dev.howdah.ops.posture.Rotations;
import dev.howdah.posture.Holding;
import dev.howdah.posture.Part;
import dev.howdah.ui.kit.Inert;
import dev.howdah.ui.kit.Texts;
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
    private static final Texts TEXTS = Texts.of(SecretsState.class);
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
            notices.add(TEXTS.get(
                    "Whether {0} use this instance is not known: their secrets could not be read. Their tasks are not among these.",
                    String.join(", ", held.undecided())));
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
                ? TEXTS.get("{0} of {1} stale", old, holding.holders().size())
                : unknown > 0 || state == null
                        ? TEXTS.get("unknown")
                        : near ? TEXTS.get("rotates soon") : holding.holders().isEmpty() ? TEXTS.get("no task") : TEXTS.get("current");
        return new Row(holding.arn(), Inert.line(holding.name(), 120), holding.managed() ? TEXTS.get("by RDS") : TEXTS.get("own"), word,
                tone,
                rotates(holding.state(), next, now),
                holding.current().map(SecretVersion::created).map(t -> Words.ago(t, now)).orElse(TEXTS.get("not known")),
                outlook(holding, next, now, zone), versions(holding, now), tasks(holding, now), restarts(holding));
    }

    private static String rotates(Part<SecretState> state, @Nullable Instant next, Instant now) {
        return switch (state) {
            case Part.Unread<SecretState>(var why) -> TEXTS.get("not known: {0}", why);
            case Part.Read<SecretState>(var s) when !s.rotates() -> TEXTS.get("not by itself");
            case Part.Read<SecretState>(var s) when next == null ->
                s.everyDays() == null ? TEXTS.get("yes") : TEXTS.get("every {0} d", s.everyDays());
            case Part.Read<SecretState> _ when next.isBefore(now) -> TEXTS.get("was due {0}", Words.ago(next, now));
            case Part.Read<SecretState> _ -> TEXTS.get("in {0}", Words.duration(Duration.between(now, next)));
        };
    }

    /// What the next rotation, or the last one, does to the tasks that hold it.
    private static String outlook(Holding holding, @Nullable Instant next, Instant now, ZoneId zone) {
        List<Holding.Holder> old = holding.with(Holding.Grip.OLD);
        boolean pending = holding.versions() instanceof Part.Read<List<SecretVersion>>(var all)
                && all.stream().anyMatch(v -> v.stages().contains(SecretVersion.PENDING) && !v.current());
        String waits = pending ? " " + TEXTS.get("A version is AWSPENDING: a rotation is under way, or stuck.") : "";
        if (!old.isEmpty()) {
            int all = holding.holders().size();
            String hold = holding.current().map(SecretVersion::created)
                    .map(t -> TEXTS.get("{0} of {1} tasks hold a password that is not valid any more since {2}.", old.size(), all,
                            Words.both(t, now, zone)))
                    .orElseGet(() -> TEXTS.get("{0} of {1} tasks hold a password that is not valid any more.", old.size(), all));
            return hold + " " + TEXTS.get("Their open connections go on; each new one fails with 28P01, password authentication failed. "
                    + "A rolling restart gives them the current one.") + waits;
        }
        if (holding.holders().isEmpty()) {
            return TEXTS.get("No running task of this instance's services was given it.") + waits;
        }
        if (!holding.with(Holding.Grip.UNKNOWN).isEmpty()) {
            return (holding.versions() instanceof Part.Unread<List<SecretVersion>>(var why)
                    ? TEXTS.get("What its tasks hold is not known: {0}.", why)
                    : TEXTS.get("What its tasks hold is not known: when they began was not told.")) + waits;
        }
        int holders = holding.holders().size();
        if (next == null) {
            return (holders == 1
                    ? TEXTS.get("It changes when somebody changes it; then the task that holds it must be started anew.")
                    : TEXTS.get("It changes when somebody changes it; then the {0} tasks that hold it must be started anew.", holders))
                    + waits;
        }
        String then = holders == 1
                ? TEXTS.get("from then on the task that holds it can open no new connection until started anew.")
                : TEXTS.get("from then on the {0} tasks that hold it can open no new connection until started anew.", holders);
        return (next.isBefore(now)
                ? TEXTS.get("Its rotation was due on {0}, and can come at any time: {1}", day(next), then)
                : TEXTS.get("In {0}, in the course of {1}, it rotates: {2}", Words.duration(Duration.between(now, next)), day(next), then))
                + waits;
    }

    private static String day(Instant at) {
        return at.toString().substring(0, 10);
    }

    private static List<Version> versions(Holding holding, Instant now) {
        return holding.versions() instanceof Part.Read<List<SecretVersion>>(var all)
                ? all.stream()
                        .map(v -> new Version(shortened(v.id()),
                                v.stages().isEmpty() ? TEXTS.get("none") : String.join(", ", v.stages().stream().sorted().toList()),
                                v.current() ? Tone.GOOD : v.stages().contains(SecretVersion.PENDING) ? Tone.WARN : Tone.NEUTRAL,
                                v.created() == null ? TEXTS.get("not told") : Words.ago(v.created(), now), count(holding, v)))
                        .toList()
                : List.of();
    }

    private static String count(Holding holding, SecretVersion version) {
        long count = holding.holders().stream().filter(h -> version.equals(h.version())).map(h -> h.task().arn()).distinct().count();
        return count == 0 ? "–" : count == 1 ? TEXTS.get("1 task") : TEXTS.get("{0} tasks", count);
    }

    private static List<Task> tasks(Holding holding, Instant now) {
        return holding.holders().stream().map(h -> {
            Instant began = h.task().times().created();
            return new Task(shortened(h.task().id()), h.service().name(), h.variable(),
                    began == null ? TEXTS.get("not told") : Words.ago(began, now),
                    h.version() == null ? TEXTS.get("not known") : shortened(h.version().id()), switch (h.grip()) {
                        case CURRENT -> TEXTS.get("current");
                        case OLD -> TEXTS.get("stale");
                        case UNKNOWN -> TEXTS.get("unknown");
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
