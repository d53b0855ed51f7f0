package dev.howdah.timeline;

import dev.howdah.insights.Dimension;
import dev.howdah.insights.LoadChart;
import dev.howdah.insights.Span;
import dev.howdah.model.Alarm;
import dev.howdah.model.AlarmChange;
import dev.howdah.model.EcsEvent;
import dev.howdah.model.EcsService;
import dev.howdah.model.EcsTask;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.LoadLine;
import dev.howdah.model.RdsEvent;
import dev.howdah.model.Series;
import dev.howdah.timeline.Mark.Clock;
import dev.howdah.timeline.Mark.Kind;
import dev.howdah.timeline.Mark.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A night, told by all who tell of it: a migration that blocks, an alarm, a failover that did not help, a session that was ended, a
/// deployment that went back.
public final class Incident {
    public static final InstanceRef BLOG = new InstanceRef("123456789012", "ap-northeast-2", "blog-db");
    public static final Instant START = Instant.parse("2026-11-29T03:00:00Z");
    public static final Span SPAN = new Span(START, START.plus(Duration.ofHours(1)));
    public static final String CANARY = "hunter2-CANARY";

    private Incident() {}

    public static Instant at(int minute, int second) {
        return START.plusSeconds(minute * 60L + second);
    }

    public static List<RdsEvent> events() {
        return List.of(event(20, 3, "The user requested a failover of the DB instance.", "failover", "notification"),
                event(20, 5, "Multi-AZ instance failover started.", "failover"),
                event(20, 43, "Multi-AZ instance failover completed", "failover"),
                event(20, 31, "DB instance restarted", "availability"),
                event(2, 0, "Backing up DB instance", "backup"),
                new RdsEvent(at(55, 0), "db-snapshot", "blog-db-after", null, List.of("creation"), "Manual snapshot created"));
    }

    static RdsEvent event(int minute, int second, String message, String... categories) {
        return new RdsEvent(at(minute, second), "db-instance", "blog-db", BLOG.arn(), List.of(categories), message);
    }

    public static List<AlarmChange> alarms() {
        return List.of(new AlarmChange("blog-db-cpu", at(25, 0), "ALARM", "OK", "below"),
                new AlarmChange("blog-db-cpu", at(14, 0), "OK", "ALARM", "5 datapoints were greater than the threshold"));
    }

    public static List<Alarm> standing(String state) {
        return List.of(new Alarm("blog-db-cpu", "CPUUtilization", state, null, at(14, 0)));
    }

    public static EcsService service(String rollout) {
        return new EcsService("blog-cluster", "blog-api", "arn:aws:ecs:x:1:service/blog-cluster/blog-api", "blog-api:14",
                new EcsService.Network(List.of(), List.of(), false), "FARGATE", List.of(), null, 2, 2,
                List.of(new EcsService.Deployment("ecs-svc/77", "PRIMARY",
                        "arn:aws:ecs:ap-northeast-2:123456789012:task-definition/blog-api:14", rollout, null, 2, 2, 0, at(30, 0))),
                List.of(), true);
    }

    public static List<EcsEvent> told() {
        return List.of(new EcsEvent(at(30, 42), "blog-cluster", "blog-api",
                "(service blog-api) (deployment ecs-svc/77) deployment completed."),
                new EcsEvent(at(30, 4), "blog-cluster", "blog-api", "(service blog-api) has started 2 tasks: (task a) (task b)."),
                new EcsEvent(at(31, 0), "blog-cluster", "blog-api",
                        "(service blog-api) was unable to place a task because no container instance met all of its requirements."));
    }

    public static EcsTask task(@Nullable Integer exit, String code) {
        return new EcsTask("blog-cluster", "arn:aws:ecs:ap-northeast-2:123456789012:task/blog-cluster/0123456789abcdef",
                "arn:aws:ecs:ap-northeast-2:123456789012:task-definition/blog-migrate:3", EcsTask.STOPPED, EcsTask.STOPPED, null, null,
                Map.of(), new EcsTask.Times(at(10, 0), null, null, at(10, 5), at(16, 0), at(16, 1), at(16, 2)), code,
                "Essential container in task exited",
                List.of(new EcsTask.Container("migrate", null, null, exit, null)));
    }

    /// @param above how many sessions were at work in the minutes 10 to 16
    public static LoadChart load(double above) {
        List<Series.Point> points = new ArrayList<>();
        for (int minute = 0; minute < 60; minute++) {
            if (minute != 40) {
                points.add(new Series.Point(at(minute, 0), minute >= 10 && minute < 17 ? above : 0.5));
            }
        }
        return LoadChart.of(List.of(new LoadLine(null, points), new LoadLine(Map.of("db.wait_event.name", "Lock:relation"), points)),
                Dimension.WAIT, SPAN, 60);
    }

    public static Mark change(int minute, int second, int seconds, String title) {
        return new Mark(at(minute, second), at(minute, second + seconds), false, Kind.CHANGE, Weight.ACT, Clock.HERE, title,
                "confirmed: typed blog-db\naws rds reboot-db-instance --db-instance-identifier blog-db --force-failover",
                FromJournal.SOURCE);
    }

    public static Note note(int minute, @Nullable Stage stage, String text) {
        return new Note("n" + minute, at(minute, 0), "on-call", stage, text);
    }

    /// All of it.
    public static List<Mark> marks(List<Note> notes) {
        List<Mark> all = new ArrayList<>(FromEvents.of(events(), "blog-db", SPAN.to()));
        all.addAll(FromAlarms.of(alarms(), standing("OK")));
        all.addAll(FromEcs.of(List.of(service("COMPLETED")), told(), List.of(task(1, "EssentialContainerExited"))));
        all.addAll(FromLoad.of(load(7.4), 2));
        all.add(change(20, 1, 45, "failover blog-db: done, by on-call"));
        all.add(change(17, 0, 1, "signal-session blog-db: done, by on-call"));
        all.add(new Mark(at(15, 30), at(15, 31), false, Kind.STATEMENT, Weight.ACT, Clock.HERE,
                "select * from users where email = 'x' and pass = '" + CANARY + "' — 1 row, 0.8 s",
                "blog as app, by on-call, backend 4711", FromJournal.SOURCE));
        all.add(new Mark(at(10, 7), at(17, 0), false, Kind.LOCKS, Weight.TROUBLE, Clock.HERE,
                "12 sessions waited for locks behind process 77", "for AccessExclusiveLock on table posts", "this console: pg_locks"));
        notes.forEach(n -> all.add(n.mark()));
        return all;
    }

    public static Postmortem postmortem(java.time.ZoneId zone) {
        List<Note> notes = List.of(note(19, null, "app was deployed with postgres://app:" + CANARY + "@blog-db/blog, password=" + CANARY),
                note(45, Stage.RESOLVED, "error rate is normal <again> | really"));
        Timeline timeline = Timeline.of(SPAN, marks(notes), Duration.ZERO);
        return new Postmortem(BLOG, "PRODUCTION", timeline, notes,
                List.of(new Told(FromEvents.SOURCE, 6, at(59, 58), null),
                        new Told(FromLoad.SOURCE, 0, null, "AWS refused pi:GetResourceMetrics.")),
                load(7.4), 2, zone, at(60, 0), "on-call");
    }
}
