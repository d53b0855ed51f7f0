package dev.howdah.ui;

import dev.howdah.model.Alarm;
import dev.howdah.model.AutomatedBackup;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Certificate;
import dev.howdah.model.Fleet;
import dev.howdah.model.Identity;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Loaded;
import dev.howdah.model.PendingAction;
import dev.howdah.model.Problem;
import dev.howdah.model.RdsEvent;
import dev.howdah.model.Series;
import dev.howdah.model.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Fleets made by hand for the views: the same instance on a good night and on several bad ones.
public final class Night {
    public static final Instant NOW = Instant.parse("2026-11-22T10:51:31Z");
    public static final AwsScope SCOPE = new AwsScope("blog-prod", "ap-northeast-2");
    public static final InstanceRef BLOG = new InstanceRef("123456789012", "ap-northeast-2", "blog-db");
    public static final Problem REFUSED = new Problem.Unreachable("rds.ap-northeast-2.amazonaws.com", Problem.Unreachable.Kind.TIMEOUT,
            new Problem.Source("rds:DescribeDBInstances", null, "Client execution did not complete before the specified timeout"));

    private Night() {}

    public static Fleet good() {
        return fleet(instance("available"), events(true), metrics(0.4, 14, 38, 11.4, 0.0019));
    }

    /// A failover began 43 seconds ago and has not ended.
    public static Fleet failingOver() {
        return fleet(instance("rebooting"), events(false), metrics(2.8, 96, 187, 1.4, 0.031));
    }

    /// RDS gave it up; what CloudWatch has is of before.
    public static Fleet broken() {
        return fleet(instance("failed"), events(false), metrics(0.4, 14, 38, 11.4, 0.0019));
    }

    /// Every read fails now; everything was read three minutes ago.
    public static Fleet stale() {
        Fleet good = good();
        Fleet.Account a = good.accounts().getFirst();
        Fleet.Detail d = good.detail(BLOG);
        var account = new Fleet.Account(SCOPE, a.identity().failed(REFUSED), a.instances().failed(REFUSED), a.snapshots().failed(REFUSED),
                a.backups().failed(REFUSED), a.events().failed(REFUSED));
        return new Fleet(List.of(account),
                Map.of(BLOG, new Fleet.Detail(d.metrics().failed(REFUSED), d.pending(), d.certificates(), d.alarms())),
                NOW);
    }

    public static Fleet loading() {
        return new Fleet(List.of(Fleet.Account.unread(SCOPE)), Map.of(), NOW);
    }

    public static Fleet failed() {
        var problem = new Problem.SignIn(Problem.SignIn.Kind.EXPIRED, "blog-prod",
                new Problem.Source("sts:GetCallerIdentity", "0d5e0c1a",
                        "ExpiredToken: The security token included in the request is expired"));
        return new Fleet(
                List.of(new Fleet.Account(SCOPE, new Loaded.Failed<>(problem), new Loaded.Failed<>(problem), new Loaded.Failed<>(problem),
                        new Loaded.Failed<>(problem), new Loaded.Failed<>(problem))),
                Map.of(), NOW);
    }

    /// The account answers, and the instance is no longer in it.
    public static Fleet gone() {
        Fleet.Account a = good().accounts().getFirst();
        return new Fleet(List.of(new Fleet.Account(SCOPE, a.identity(), ready(List.of()), a.snapshots(), a.backups(), a.events())),
                Map.of(), NOW);
    }

    /// An emulator that sends hardly anything.
    public static Fleet sparse() {
        var bare = new Instance(BLOG, null, "quantum-entangling", new Instance.Engine("postgres", null, null), null,
                new Instance.Placement(null, null, null, null, null, null, null, List.of()), null,
                new Instance.Storage(null, null, null, null, null, null, null), new Instance.Backup(null, null, null, null),
                new Instance.Security(null, null, null, List.of(), null, null, null, null, null),
                new Instance.Insight(null, null, null, null, List.of()),
                new Instance.Maintenance(null, null), List.of(), Map.of(), Map.of(), null);
        return new Fleet(
                List.of(new Fleet.Account(SCOPE, ready(me()), ready(List.of(bare)), ready(List.of()), ready(List.of()), ready(List.of()))),
                Map.of(), NOW);
    }

    private static Fleet fleet(Instance instance, List<RdsEvent> events, Map<String, Series> metrics) {
        var account = new Fleet.Account(SCOPE, ready(me()), ready(List.of(instance)), ready(snapshots()),
                ready(List.of(new AutomatedBackup("blog-db",
                        instance.resourceId(), "active", Instant.parse("2026-11-15T03:00:00Z"), NOW.minusSeconds(216), 7))),
                ready(events));
        var detail = new Fleet.Detail(ready(metrics), ready(List.<PendingAction>of()),
                ready(List.of(new Certificate("rds-ca-rsa2048-g1", null, Instant.parse("2061-05-25T22:34:57Z")))), ready(List.<Alarm>of()));
        return new Fleet(List.of(account), Map.of(BLOG, detail), NOW);
    }

    private static Identity me() {
        return new Identity("123456789012", "arn:aws:sts::123456789012:assumed-role/Operator/ann", "AROA:ann");
    }

    private static <T> Loaded<T> ready(T value) {
        return Loaded.ready(value, NOW.minusSeconds(2));
    }

    public static Instance instance(String status) {
        return new Instance(BLOG, "db-QZ3GK5J7HXWB2M4N6P8RTVYACD", status,
                new Instance.Engine("postgres", "16.15", "open-source-rds-extended-support"),
                "db.t4g.small",
                new Instance.Placement(true, "ap-northeast-2c", "ap-northeast-2a", null, null, "blog-db-subnets", "vpc-0a1b2c3d",
                        List.of(new Instance.Subnet("subnet-db-a", "ap-northeast-2a", "Active"),
                                new Instance.Subnet("subnet-db-c", "ap-northeast-2c", "Active"))),
                new Instance.Endpoint("blog-db.cx0drill2hdh.ap-northeast-2.rds.amazonaws.com", 5432),
                new Instance.Storage("gp3", 20, null, 3000, 125, true, "arn:aws:kms:ap-northeast-2:123456789012:key/1"),
                new Instance.Backup(7, "03:00-03:30", NOW.minusSeconds(216), true),
                new Instance.Security(false, true, false, List.of(new Instance.SecurityGroup("sg-rds", "active")), "blog_admin", null, null,
                        "rds-ca-rsa2048-g1", Instant.parse("2027-11-01T00:00:00Z")),
                new Instance.Insight(true, 7, "standard", 0, List.of("postgresql")), new Instance.Maintenance("sun:04:00-sun:04:30", true),
                List.of(new Instance.ParameterGroup("blog-pg16", "in-sync")), Map.of(), Map.of(), Instant.parse("2026-03-01T00:00:00Z"));
    }

    private static List<Snapshot> snapshots() {
        var list = new ArrayList<Snapshot>();
        for (int day = 15; day <= 22; day++) {
            list.add(new Snapshot("rds:blog-db-2026-11-" + day + "-03-02", "blog-db", null, "automated", "available", 100,
                    Instant.parse("2026-11-" + day + "T03:02:11Z"), 20, true));
        }
        list.add(new Snapshot("before-v118", "blog-db", null, "manual", "available", 100, Instant.parse("2026-11-18T09:11:00Z"), 20, true));
        list.add(new Snapshot("blog-db-pre-deploy-20261122-1020", "blog-db", null, "manual", "available", 100,
                Instant.parse("2026-11-22T10:20:44Z"), 20, true));
        return list;
    }

    private static List<RdsEvent> events(boolean completed) {
        var list = new ArrayList<RdsEvent>();
        Instant start = completed ? Instant.parse("2026-11-22T10:42:19Z") : NOW.minusSeconds(43);
        if (completed) {
            list.add(event(start.plusSeconds(40), "availability", "DB instance restarted."));
            list.add(event(start.plusSeconds(39), "failover", "Multi-AZ instance failover completed"));
        }
        list.add(event(start.plusSeconds(1), "failover", "The primary host of the RDS Multi-AZ instance is unhealthy."));
        list.add(event(start, "failover", "Multi-AZ instance failover started."));
        list.add(event(Instant.parse("2026-11-22T03:04:00Z"), "backup", "Finished DB Instance backup"));
        list.add(event(Instant.parse("2026-11-22T03:02:00Z"), "backup", "Backing up DB instance"));
        list.add(event(Instant.parse("2026-11-20T08:01:09Z"), "failover", "Multi-AZ instance failover completed"));
        list.add(event(Instant.parse("2026-11-20T08:00:02Z"), "failover", "The user requested a failover of the DB instance."));
        list.add(event(Instant.parse("2026-11-20T08:00:00Z"), "failover", "Multi-AZ instance failover started."));
        return list;
    }

    private static RdsEvent event(Instant at, String category, String message) {
        return new RdsEvent(at, "db-instance", "blog-db", BLOG.arn(), List.of(category), message);
    }

    private static Map<String, Series> metrics(double load, double cpu, double connections, double freeGib, double latency) {
        var map = new LinkedHashMap<String, Series>();
        map.put("DBLoad", series("DBLoad", "Count", load));
        map.put("CPUUtilization", series("CPUUtilization", "Percent", cpu));
        map.put("DatabaseConnections", series("DatabaseConnections", "Count", connections));
        map.put("FreeStorageSpace", series("FreeStorageSpace", "Bytes", freeGib * 1024 * 1024 * 1024));
        map.put("WriteLatency", series("WriteLatency", "Seconds", latency));
        return map;
    }

    private static Series series(String name, String unit, double last) {
        var points = new ArrayList<Series.Point>();
        for (int minute = 58; minute >= 1; minute--) {
            if (minute < 10 || minute > 13) {
                points.add(new Series.Point(NOW.minus(Duration.ofMinutes(minute)),
                        last * (1 + 0.25 * Math.sin(minute / 4.0)) * (minute > 20 ? 0.7 : 1)));
            }
        }
        points.add(new Series.Point(NOW.minusSeconds(50), last));
        return new Series(name, unit, points);
    }
}
