package dev.howdah.ops.timeline;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.ecs.EcsHappenings;
import dev.howdah.insights.Dimension;
import dev.howdah.insights.LoadChart;
import dev.howdah.insights.OwnLooks;
import dev.howdah.insights.Range;
import dev.howdah.insights.Span;
import dev.howdah.insights.Vcpus;
import dev.howdah.journal.Chain;
import dev.howdah.model.Alarm;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.LoadAnswer;
import dev.howdah.model.RdsEvent;
import dev.howdah.timeline.FromAlarms;
import dev.howdah.timeline.FromEcs;
import dev.howdah.timeline.FromEvents;
import dev.howdah.timeline.FromJournal;
import dev.howdah.timeline.FromLoad;
import dev.howdah.timeline.FromTrail;
import dev.howdah.timeline.Mark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads one source each, of one instance and one piece of time.
final class Sources {
    static final String OWN_LOOKS = "this console: pg_stat_activity";
    private static final int GROUPS = 7;
    /// Days that Performance Insights keeps for everybody.
    private static final int KEPT = 7;

    private Sources() {}

    /// Events of the instance alone: the poller of the fleet reads no other.
    static List<Mark> events(List<RdsEvent> events, InstanceRef ref, Instant now) {
        return FromEvents.of(events.stream().filter(e -> ref.id().equals(e.sourceId())).toList(), ref.id(), now);
    }

    static List<Mark> alarms(AwsAccount account, InstanceRef ref, Span span) throws InterruptedException {
        List<Alarm> standing = account.metrics().alarms(ref.id());
        // what began before is told by its end; a day is as long as somebody leaves an alarm alone
        Instant from = span.from().minus(Duration.ofDays(1));
        return FromAlarms.of(account.metrics().alarmChanges(standing.stream().map(Alarm::name).toList(), from, span.to()),
                standing);
    }

    /// Calls that name the instance, but for those of this machine's journal.
    static List<Mark> trail(AwsAccount account, Path folder, InstanceRef ref, Span span) throws IOException, InterruptedException {
        return FromTrail.of(account.trail().changes(ref.id(), span.from(), span.to()), Chain.read(folder).entries());
    }

    static List<Mark> tasks(AwsAccount account) throws InterruptedException {
        EcsHappenings.Happened happened = account.happenings().read();
        return FromEcs.of(happened.services(), happened.events(), happened.stopped());
    }

    static String withoutInsights(InstanceRef ref) {
        return "Performance Insights is off on " + ref.id() + ": no load is known.";
    }

    /// @param looks that this console took while Activity or the timeline was open
    static String withoutInsights(InstanceRef ref, int looks) {
        return looks == 0
                ? withoutInsights(ref)
                : "Performance Insights is off on " + ref.id() + ": the load is counted from " + looks
                        + " looks of this console's own, taken while Activity or the timeline is open.";
    }

    /// The load by our own looks, at most an hour back.
    static Load own(OwnLooks looks, Instance instance, Span span) {
        double vcpus = instance.instanceClass() == null ? 0 : Vcpus.of(instance.instanceClass()).orElse(0);
        Instant oldest = looks.oldest().orElse(span.to());
        int period = Range.period(span.length());
        long begin = Math.max(span.from().getEpochSecond(), oldest.getEpochSecond());
        Instant from = Instant.ofEpochSecond(Math.floorDiv(begin, period) * period);
        Instant to = Instant.ofEpochSecond(Math.ceilDiv(span.to().getEpochSecond(), period) * period);
        if (!from.isBefore(to) || looks.count() == 0) {
            return new Load(null, vcpus, List.of());
        }
        LoadChart chart = looks.chart(Dimension.WAIT, new Span(from, to), period, GROUPS);
        return new Load(chart, vcpus, FromLoad.of(chart, vcpus, OWN_LOOKS));
    }

    /// The load, and when it was too much.
    ///
    /// @param chart null where there is none
    record Load(@Nullable LoadChart chart, double vcpus, List<Mark> marks) {}

    /// @throws dev.howdah.model.Problem.Thrown when the service refuses
    static Load load(AwsAccount account, Instance instance, Span span, Instant now) throws InterruptedException {
        String id = instance.resourceId();
        double vcpus = instance.instanceClass() == null ? 0 : Vcpus.of(instance.instanceClass()).orElse(0);
        if (id == null) {
            return new Load(null, vcpus, List.of());
        }
        int period = Range.period(span.length());
        Integer kept = instance.insight().retentionDays();
        // a request that reaches beyond what is kept is refused as a whole
        long oldest = now.getEpochSecond() - (kept == null ? KEPT : kept) * 86_400L + period;
        Instant from = Instant
                .ofEpochSecond(Math.floorDiv(Math.max(oldest, span.from().getEpochSecond()), period) * period);
        if (!from.isBefore(span.to())) {
            return new Load(null, vcpus, List.of());
        }
        Instant to = Instant.ofEpochSecond(Math.ceilDiv(span.to().getEpochSecond(), period) * period);
        LoadAnswer answer = account.insights().load(id, Dimension.WAIT.group(), GROUPS, from, to, period);
        LoadChart chart = LoadChart.of(answer.lines(), Dimension.WAIT, new Span(answer.from(), answer.to()), period);
        Double told = answer.vcpus();
        double limit = told == null ? vcpus : told;
        return new Load(chart, limit, FromLoad.of(chart, limit));
    }

    /// @param folder of the console's state
    static List<Mark> journal(Path folder, InstanceRef ref) throws IOException {
        return FromJournal.of(Chain.read(folder).entries(), ref);
    }

    static List<Mark> here(Kept kept) throws IOException {
        var all = new ArrayList<>(kept.seen());
        kept.notes().forEach(n -> all.add(n.mark()));
        return all;
    }
}
