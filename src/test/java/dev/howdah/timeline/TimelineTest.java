package dev.howdah.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.insights.Span;
import dev.howdah.journal.Chain;
import dev.howdah.journal.Confirmation;
import dev.howdah.journal.Entry;
import dev.howdah.journal.Intent;
import dev.howdah.journal.Journal;
import dev.howdah.journal.Purpose;
import dev.howdah.journal.Statement;
import dev.howdah.model.AlarmChange;
import dev.howdah.model.AwsScope;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.RdsEvent;
import dev.howdah.model.TrailEvent;
import dev.howdah.timeline.Mark.Clock;
import dev.howdah.timeline.Mark.Kind;
import dev.howdah.timeline.Mark.Weight;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happened, each thing once and in order. Bad inputs tried: a failover whose end was never told, an end without a beginning, an alarm
/// that began before what was read, gaps in the load, no processors, the same mark twice, a mark that ends before it begins, a clock that is
/// off, no words.
final class TimelineTest {
    private static Mark one(List<Mark> marks, Kind kind) {
        List<Mark> found = marks.stream().filter(m -> m.kind() == kind).toList();
        assertThat(found).as(kind + " of " + marks).hasSize(1);
        return found.getFirst();
    }

    @Test
    void aFailoverIsOneMarkOfItsEvents() {
        List<Mark> marks = FromEvents.of(Incident.events(), "blog-db", Incident.SPAN.to());
        Mark failover = one(marks, Kind.FAILOVER);
        assertThat(failover.title()).isEqualTo("Multi-AZ failover, over after 38 s");
        assertThat(failover.at()).isEqualTo(Incident.at(20, 5));
        assertThat(failover.until()).isEqualTo(Incident.at(20, 43));
        assertThat(failover.weight()).isEqualTo(Weight.TROUBLE);
        assertThat(failover.detail().lines()).containsExactly(
                "2026-11-29 03:20:03 UTC  The user requested a failover of the DB instance.",
                "2026-11-29 03:20:05 UTC  Multi-AZ instance failover started.",
                "2026-11-29 03:20:43 UTC  Multi-AZ instance failover completed");
        assertThat(marks.stream().filter(m -> m.kind() == Kind.EVENT).map(Mark::title)).containsExactlyInAnyOrder("DB instance restarted",
                "Backing up DB instance", "db-snapshot blog-db-after: Manual snapshot created");
        assertThat(marks.stream().filter(m -> m.title().startsWith("DB instance restarted")).findFirst().orElseThrow().weight())
                .isEqualTo(Weight.RELIEF);
    }

    @Test
    void aFailoverWithoutItsEndGoesOnOrWasNeverTold() {
        List<RdsEvent> begun = List.of(Incident.event(20, 5, "Multi-AZ instance failover started.", "failover"));
        Mark going = one(FromEvents.of(begun, "blog-db", Incident.at(21, 0)), Kind.FAILOVER);
        assertThat(going.going()).isTrue();
        assertThat(going.title()).endsWith("going on");
        Mark lost = one(FromEvents.of(begun, "blog-db", Incident.at(59, 0)), Kind.FAILOVER);
        assertThat(lost.going()).isFalse();
        assertThat(lost.title()).endsWith("its end was never told");
        List<RdsEvent> onlyEnd = List.of(Incident.event(20, 43, "Multi-AZ instance failover completed", "failover"));
        assertThat(one(FromEvents.of(onlyEnd, "blog-db", Incident.at(59, 0)), Kind.EVENT).title())
                .isEqualTo("Multi-AZ instance failover completed");
    }

    @Test
    void storageThatRunsOutAndAShutdownAreTrouble() {
        assertThat(one(FromEvents.of(List.of(Incident.event(1, 0, "The free storage capacity is low", "low storage")), "blog-db",
                Incident.at(2, 0)), Kind.EVENT).weight()).isEqualTo(Weight.TROUBLE);
        assertThat(one(FromEvents.of(List.of(Incident.event(1, 0, "DB instance shutdown", "availability")), "blog-db",
                Incident.at(2, 0)), Kind.EVENT).weight()).isEqualTo(Weight.TROUBLE);
    }

    @Test
    void anAlarmIsOneMarkUntilSomethingElse() {
        Mark mark = one(FromAlarms.of(Incident.alarms(), Incident.standing("OK")), Kind.ALARM);
        assertThat(mark.title()).isEqualTo("blog-db-cpu: ALARM for 11 min");
        assertThat(mark.until()).isEqualTo(Incident.at(25, 0));
        Mark still = one(FromAlarms.of(List.of(), Incident.standing("ALARM")), Kind.ALARM);
        assertThat(still.going()).as("it began before what was read").isTrue();
        assertThat(still.at()).isEqualTo(Incident.at(14, 0));
        Mark open = one(FromAlarms.of(Incident.alarms().subList(1, 2), Incident.standing("ALARM")), Kind.ALARM);
        assertThat(open.going()).as("once, though both tell it").isTrue();
        Mark end = one(FromAlarms.of(List.of(new AlarmChange("a", Incident.at(1, 0), "ALARM", "OK", null)), List.of()), Kind.ALARM);
        assertThat(end.weight()).isEqualTo(Weight.RELIEF);
        assertThat(FromAlarms.of(List.of(new AlarmChange("a", Incident.at(1, 0), "INSUFFICIENT_DATA", "OK", null)), List.of())).isEmpty();
    }

    @Test
    void deploymentsTasksAndWhatTheSchedulerTold() {
        List<Mark> marks = FromEcs.of(List.of(Incident.service("COMPLETED")), Incident.told(),
                List.of(Incident.task(1, "EssentialContainerExited")));
        Mark deployment = one(marks, Kind.DEPLOYMENT);
        assertThat(deployment.title()).isEqualTo("blog-api: deployment of blog-api:14, complete after 42 s");
        List<Mark> tasks = marks.stream().filter(m -> m.kind() == Kind.TASK).toList();
        assertThat(tasks).extracting(Mark::title).containsExactly("blog-api has started 2 tasks: (task a) (task b).",
                "blog-api was unable to place a task because no container instance met all of its requirements.",
                "Task 01234567 of blog-migrate:3 stopped: migrate exited with 1");
        assertThat(tasks).extracting(Mark::weight).containsExactly(Weight.PLAIN, Weight.TROUBLE, Weight.TROUBLE);
        assertThat(one(FromEcs.of(List.of(), List.of(), List.of(Incident.task(0, "EssentialContainerExited"))), Kind.TASK).weight())
                .isEqualTo(Weight.PLAIN);
        assertThat(one(FromEcs.of(List.of(), List.of(), List.of(Incident.task(null, "TaskFailedToStart"))), Kind.TASK).weight())
                .isEqualTo(Weight.TROUBLE);
        assertThat(one(FromEcs.of(List.of(Incident.service("FAILED")), List.of(), List.of()), Kind.DEPLOYMENT).weight())
                .isEqualTo(Weight.TROUBLE);
        assertThat(one(FromEcs.of(List.of(Incident.service("IN_PROGRESS")), List.of(), List.of()), Kind.DEPLOYMENT).going()).isTrue();
    }

    @Test
    void callsOfOthersAreToldAndOwnOnesStandInTheJournal(@TempDir Path folder) throws IOException {
        var journal = new Journal(folder, () -> Incident.at(20, 0));
        var intent = journal.open(
                new Purpose("p", "failover", new AwsScope(null, "ap-northeast-2"), Incident.BLOG, "PRODUCTION", "aws rds reboot", Map.of()),
                new Confirmation("p", "on-call", Incident.at(20, 0), "typed blog-db"));
        intent.sent("rds:RebootDBInstance", Map.of("request", "r-own"));
        intent.outcome(Intent.Result.DONE, "It failed over.", Duration.ofSeconds(45));
        List<Entry> entries = Chain.read(folder).entries();
        List<Mark> marks = FromTrail.of(List.of(called("RebootDBInstance", "r-own", null), called("ModifyDBInstance", "r-2", null),
                called("DeleteDBInstance", null, "AccessDenied")), entries);
        assertThat(marks).extracting(Mark::title).containsExactly("rds:ModifyDBInstance by ops-admin",
                "rds:DeleteDBInstance by ops-admin, refused: AccessDenied");
        Mark change = one(FromJournal.of(entries, Incident.BLOG), Kind.CHANGE);
        assertThat(change.title()).isEqualTo("failover blog-db: done, by on-call");
        assertThat(change.detail()).contains("It failed over.", "confirmed: typed blog-db", "aws rds reboot");
        assertThat(FromJournal.of(entries, new InstanceRef("210987654321", "ap-northeast-2", "blog-db"))).isEmpty();
    }

    private static TrailEvent called(String name, @Nullable String request, @Nullable String error) {
        return new TrailEvent("e-" + name, Incident.at(20, 1), "rds.amazonaws.com", name, "ops-admin", List.of("blog-db"), error, request);
    }

    @Test
    void statementsStandOnceAndOneWithoutAnAnswerSaysSo(@TempDir Path folder) throws IOException {
        var journal = new Journal(folder, () -> Incident.at(15, 0));
        var session = new Statement.Session("on-call", "blog-db", Incident.BLOG.account(), Incident.BLOG.region(), "blog", "app", 4711);
        journal.statements(List.of(
                new Statement(Incident.at(15, 0), null, session, Statement.Phase.BEFORE, "UPDATE posts SET n = ?", true, 0, "",
                        Duration.ZERO),
                new Statement(Incident.at(15, 2), null, session, Statement.Phase.AFTER, "UPDATE posts SET n = ?", true, 7, "00000",
                        Duration.ofSeconds(2)),
                new Statement(Incident.at(15, 3), null, session, Statement.Phase.AFTER, "SELECT ?", true, 0, "57014",
                        Duration.ofMillis(40)),
                new Statement(Incident.at(15, 4), null, session, Statement.Phase.BEFORE, "DELETE FROM posts", true, 0, "", Duration.ZERO)));
        List<Mark> marks = FromJournal.of(Chain.read(folder).entries(), Incident.BLOG);
        assertThat(marks).extracting(Mark::title).containsExactly("UPDATE posts SET n = ? — 7 rows, 2.0 s",
                "SELECT ? — SQLSTATE 57014, 0.0 s",
                "DELETE FROM posts — no answer is known");
        assertThat(marks.getFirst().at()).isEqualTo(Incident.at(15, 0));
    }

    @Test
    void loadAboveTheProcessorsIsFoundAndAGapEndsIt() {
        Mark mark = one(FromLoad.of(Incident.load(7.4), 2), Kind.LOAD);
        assertThat(mark.at()).isEqualTo(Incident.at(10, 0));
        assertThat(mark.until()).isEqualTo(Incident.at(17, 0));
        assertThat(mark.title()).isEqualTo("Load up to 7.4 sessions at work, above 2 vCPU for 7 min");
        assertThat(mark.detail()).startsWith("on average: Lock:relation 7.4");
        assertThat(FromLoad.of(Incident.load(1.9), 2)).isEmpty();
        assertThat(FromLoad.of(Incident.load(7.4), 0)).as("without processors nothing is too much").isEmpty();
        assertThat(FromLoad.of(Incident.load(0.6), 0.4)).as("minute 40 is a gap").hasSize(2);
    }

    @Test
    void eachThingStandsOnceInOrderAndInsideItsSpan() {
        List<Mark> all = new ArrayList<>(Incident.marks(List.of()));
        int once = all.size();
        all.addAll(Incident.marks(List.of()));
        Timeline timeline = Timeline.of(Incident.SPAN, all, null);
        assertThat(timeline.marks()).hasSize(once).isSortedAccordingTo(java.util.Comparator.comparing(Mark::at));
        assertThat(timeline.clock()).isEmpty();
        Timeline part = Timeline.of(new Span(Incident.at(16, 30), Incident.at(17, 0)), all, null);
        assertThat(part.marks()).extracting(Mark::kind).as("what goes on through it is in it, what begins at its end is not")
                .containsExactlyInAnyOrder(Kind.LOAD, Kind.LOCKS, Kind.ALARM);
        assertThat(timeline.having("blog-API  unable", EnumSet.allOf(Kind.class))).hasSize(1);
        assertThat(timeline.having("", Set.of(Kind.NOTE))).isEmpty();
        assertThat(timeline.having("  ", EnumSet.allOf(Kind.class))).hasSize(once);
        assertThatThrownBy(() -> new Mark(Incident.at(2, 0), Incident.at(1, 0), false, Kind.NOTE, Weight.ACT, Clock.HERE, "", "", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatWasToldHereIsMovedToTheClockOfAws() {
        Mark here = Mark.point(Incident.at(5, 0), Kind.NOTE, Weight.ACT, Clock.HERE, "here", "", "note");
        Mark there = Mark.point(Incident.at(5, 10), Kind.EVENT, Weight.PLAIN, Clock.AWS, "there", "", "rds");
        Timeline behind = Timeline.of(Incident.SPAN, List.of(here, there), Duration.ofSeconds(42));
        assertThat(behind.marks()).extracting(Mark::title).containsExactly("there", "here");
        assertThat(behind.marks().getLast().at()).isEqualTo(Incident.at(5, 42));
        assertThat(behind.clock()).isEqualTo("This machine's clock is 42 s behind AWS's; what was told here was moved by that.");
        assertThat(Timeline.of(Incident.SPAN, List.of(here, there), Duration.ofSeconds(-90)).clock()).contains("1 min 30 s ahead of");
        Timeline same = Timeline.of(Incident.SPAN, List.of(here), Duration.ofMillis(1400));
        assertThat(same.clock()).isEmpty();
        assertThat(same.marks().getFirst().at()).isEqualTo(Incident.at(5, 0));
    }

    @Test
    void theSummaryIsReadOffWhatHappenedAndNotesCount() {
        Timeline timeline = Timeline.of(Incident.SPAN, Incident.marks(List.of()), null);
        Summary read = Summary.of(timeline, List.of());
        assertThat(read.rows()).extracting(Summary.Row::stage).containsExactly(Stage.values());
        assertThat(read.rows()).extracting(Summary.Row::at).containsExactly(Incident.at(10, 0), Incident.at(14, 0), Incident.at(15, 30),
                Incident.at(20, 46), Incident.at(31, 0));
        assertThat(read.rows().get(1).after()).isEqualTo(Duration.ofMinutes(4));
        assertThat(read.rows().get(1).told()).isEqualTo("alarm: blog-db-cpu: ALARM for 11 min");
        List<Note> notes = List.of(Incident.note(13, Stage.DETECTED, "customers call"), Incident.note(45, Stage.RESOLVED, "normal again"));
        Summary noted = Summary.of(Timeline.of(Incident.SPAN, Incident.marks(notes), null), notes);
        assertThat(noted.rows().get(1).at()).isEqualTo(Incident.at(13, 0));
        assertThat(noted.rows().get(1).told()).isEqualTo("noted: Detected: customers call (by on-call)");
        assertThat(noted.rows().get(4).at()).isEqualTo(Incident.at(45, 0));
    }

    @Test
    void whatNothingTellsIsUnknown() {
        Summary quiet = Summary.of(Timeline.of(Incident.SPAN, List.of(), null), List.of());
        assertThat(quiet.rows()).allSatisfy(r -> assertThat(r.at()).isNull());
        assertThat(quiet.rows().getFirst().told()).isEqualTo("no trouble is on the timeline");
        Mark going = new Mark(Incident.at(10, 0), null, true, Kind.LOCKS, Weight.TROUBLE, Clock.HERE, "9 wait", "", "here");
        Summary on = Summary.of(Timeline.of(Incident.SPAN, List.of(going), null), List.of());
        assertThat(on.rows().getLast().at()).isNull();
        assertThat(on.rows().getLast().told()).isEqualTo("not over: locks: 9 wait");
        assertThat(on.rows().get(2).told()).isEqualTo("nobody did anything from here");
        assertThat(on.rows().get(1).told()).isEqualTo("no alarm told it, and nobody engaged");
    }

    @Test
    void timesHaveTwoZonesAndLengthsTwoUnits() {
        Instant at = Incident.at(0, 7);
        assertThat(Moments.utc(at)).isEqualTo("2026-11-29 03:00:07");
        assertThat(Moments.local(at, java.time.ZoneId.of("Asia/Seoul"))).isEqualTo("2026-11-29 12:00:07");
        assertThat(Moments.words(Duration.ofMillis(450))).isEqualTo("0.5 s");
        assertThat(Moments.words(Duration.ofSeconds(217))).isEqualTo("3 min 37 s");
        assertThat(Moments.words(Duration.ofMinutes(302))).isEqualTo("5 h 2 min");
        assertThat(Moments.words(Duration.ofHours(76))).isEqualTo("3 d 4 h");
    }
}
