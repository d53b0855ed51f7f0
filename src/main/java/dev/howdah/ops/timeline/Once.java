package dev.howdah.ops.timeline;

import dev.howdah.aws.AwsAccount;
import dev.howdah.fleet.EventHistory;
import dev.howdah.insights.LoadChart;
import dev.howdah.insights.Span;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.model.RdsEvent;
import dev.howdah.model.Sentences;
import dev.howdah.timeline.Mark;
import dev.howdah.timeline.Note;
import dev.howdah.timeline.Postmortem;
import dev.howdah.timeline.Timeline;
import dev.howdah.timeline.Told;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads every source once, for a command. What cannot be read is told in the post-mortem.
public final class Once {
    /// RDS keeps events for 14 days.
    private static final Duration EVENTS_KEPT = Duration.ofDays(14).minusMinutes(5);
    private final AwsAccount account;
    private final Path folder;
    private final Instance instance;
    private final InstanceRef ref;
    private final Span span;
    private final Instant now;
    private final List<Mark> marks = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();

    private Once(AwsAccount account, Path folder, Instance instance, Span span, Instant now) {
        this.account = account;
        this.folder = folder;
        this.instance = instance;
        this.ref = instance.ref();
        this.span = span;
        this.now = now;
    }

    private interface Read {
        List<Mark> marks() throws IOException, InterruptedException;
    }

    /// @param folder of the console's state
    /// @param environment the band's word
    /// @param by who asks
    public static Postmortem read(AwsAccount account, Path folder, Instance instance, String environment, Span span, ZoneId zone,
            Instant now,
            String by) throws InterruptedException {
        var once = new Once(account, folder, instance, span, now);
        var load = new Sources.Load[1];
        var kept = new Kept(folder, instance.ref());
        List<Note> notes = new ArrayList<>();
        once.part(Timelines.Source.EVENTS, () -> Sources.events(once.events(), once.ref, now));
        once.part(Timelines.Source.TRAIL, () -> Sources.trail(account, folder, once.ref, span));
        once.part(Timelines.Source.ALARMS, () -> Sources.alarms(account, once.ref, span));
        once.part(Timelines.Source.TASKS, () -> Sources.tasks(account));
        if (Boolean.FALSE.equals(instance.insight().performanceInsights())) {
            once.told.add(new Told(Timelines.Source.LOAD.words(), 0, now, Sources.withoutInsights(once.ref)));
        } else {
            once.part(Timelines.Source.LOAD, () -> {
                load[0] = Sources.load(account, instance, span, now);
                return load[0].marks();
            });
        }
        once.part(Timelines.Source.JOURNAL, () -> Sources.journal(folder, once.ref));
        once.part(Timelines.Source.HERE, () -> {
            notes.addAll(kept.notes());
            return Sources.here(kept);
        });
        @Nullable
        LoadChart chart = load[0] == null ? null : load[0].chart();
        return new Postmortem(once.ref, environment, Timeline.of(span, once.marks, account.behind().orElse(null)), notes, once.told, chart,
                load[0] == null ? 0 : load[0].vcpus(), zone, now, by);
    }

    private void part(Timelines.Source source, Read read) throws InterruptedException {
        try {
            List<Mark> some = read.marks();
            marks.addAll(some);
            told.add(new Told(source.words(), some.size(), now, null));
        } catch (Problem.Thrown e) {
            told.add(new Told(source.words(), 0, null, Sentences.of(e.problem())));
        } catch (IOException e) {
            told.add(new Told(source.words(), 0, null, "It cannot be read: " + e.getMessage()));
        }
    }

    /// What RDS tells, and what it told before.
    private List<RdsEvent> events() throws InterruptedException, IOException {
        var history = new EventHistory(folder, ref.account(), ref.region(), account.endpoint("rds").orElse(null));
        Instant oldest = now.minus(EVENTS_KEPT);
        Instant from = span.from().isBefore(oldest) ? oldest : span.from();
        return history.add(from.isBefore(now) ? account.rds().events(from, now) : List.of());
    }
}
