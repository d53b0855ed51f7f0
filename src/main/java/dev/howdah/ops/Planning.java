package dev.howdah.ops;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.rds.RdsWatch;
import dev.howdah.aws.rds.RdsWrite;
import dev.howdah.journal.Journal;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Environment;
import dev.howdah.model.Failover;
import dev.howdah.model.Identity;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.model.RdsEvent;
import dev.howdah.model.Sentences;
import dev.howdah.model.Snapshot;
import dev.howdah.model.Status;
import dev.howdah.task.Time;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes one plan from fresh reads of one account.
final class Planning {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyyMMdd-HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Duration RECENT = Duration.ofMinutes(10);
    private static final int LONGEST_NAME = 255;
    private final AwsAccount account;
    private final Environment environment;
    private final Journal journal;
    private final Time time;

    Planning(AwsAccount account, Environment environment, Journal journal, Time time) {
        this.account = account;
        this.environment = environment;
        this.journal = journal;
        this.time = time;
    }

    /// What was read, all of it now.
    private record Facts(Identity identity, Instance instance, Optional<List<RdsEvent>> events, Optional<Snapshot> snapshot) {
        Plan.Basis basis() {
            return new Plan.Basis(instance.status(), instance.placement().multiAz(), instance.resourceId(),
                    snapshot.map(Snapshot::status).orElse(null),
                    events.stream().flatMap(List::stream).map(RdsEvent::at).max(Comparator.naturalOrder()).orElse(null));
        }
    }

    /// @param scope as the operator named it
    /// @throws Problem.Thrown when there is no such instance or snapshot, or it cannot be read
    Plan plan(AwsScope scope, Request request) throws InterruptedException {
        Facts facts = facts(request);
        var guards = new ArrayList<Guard>();
        guards.add(rightAccount(facts.identity(), request.target()));
        if (facts.instance().kind() != Instance.Kind.POSTGRES) {
            guards.add(new Guard.Block(request.target().id() + " is " + facts.instance().kind().label() + ". "
                    + facts.instance().kind().notOffered(), "use the AWS console for it"));
        }
        var setting = new Plan.Setting(scope, account.scope().profile(), facts.identity(), environment,
                account.endpoint("rds").orElse(null));
        return switch (request) {
            case Request.TakeSnapshot take -> takeSnapshot(take, facts, guards, setting);
            case Request.Reboot reboot -> reboot(reboot, facts, guards, setting);
            case Request.Failover failover -> failover(failover, facts, guards, setting);
            case Request.DeleteSnapshot delete -> deleteSnapshot(delete, facts, guards, setting);
        };
    }

    /// The state now, and who asks, to hold a plan against.
    Plan.Basis basis(Plan plan) throws InterruptedException {
        Facts facts = facts(plan.request());
        if (!facts.identity().account().equals(plan.setting().operator().account())
                || !facts.identity().arn().equals(plan.setting().operator().arn())) {
            throw new Problem.Thrown(new Problem.Misconfigured("credentials", new Problem.Source("sts:GetCallerIdentity", null,
                    "the plan was made as " + plan.setting().operator().arn() + ", and they are those of " + facts.identity().arn()
                            + " now")),
                    null);
        }
        return facts.basis();
    }

    private Facts facts(Request request) throws InterruptedException {
        RdsWatch rds = account.rdsWatch();
        Identity identity = account.identity();
        Instance instance = rds.instance(request.target()).orElseThrow(() -> missing("DB instance " + request.target().id()));
        Optional<Snapshot> snapshot = Optional.empty();
        if (request instanceof Request.DeleteSnapshot(var _, var name)) {
            snapshot = Optional.of(rds.snapshot(name).orElseThrow(() -> missing("snapshot " + name)));
        }
        return new Facts(identity, instance, events(rds, request.target()), snapshot);
    }

    /// Empty when they cannot be read: that stops no snapshot.
    private Optional<List<RdsEvent>> events(RdsWatch rds, InstanceRef ref) throws InterruptedException {
        try {
            return Optional.of(rds.events(ref, time.now().minus(Duration.ofHours(1))));
        } catch (Problem.Thrown e) {
            System.getLogger(Planning.class.getName()).log(System.Logger.Level.INFO, "no events for the plan: {0}",
                    Sentences.of(e.problem()));
            return Optional.empty();
        }
    }

    private static Problem.Thrown missing(String what) {
        return new Problem.Thrown(new Problem.Missing(what, new Problem.Source("rds:Describe", null, what + " not found")), null);
    }

    private static Guard rightAccount(Identity identity, InstanceRef target) {
        return identity.account().equals(target.account())
                ? new Guard.Pass("Signed in as " + identity.shortName() + " in account " + identity.account() + ".")
                : new Guard.Block("These credentials are of account " + identity.account() + ", and " + target.id() + " is in "
                        + target.account() + ".", "choose a profile of that account");
    }

    private Plan takeSnapshot(Request.TakeSnapshot request, Facts facts, List<Guard> guards, Plan.Setting setting)
            throws InterruptedException {
        Instance db = facts.instance();
        guards.add(status(db, List.of("available", "storage-optimization")));
        Boolean multiAz = db.placement().multiAz();
        guards.add(multiAz == null
                ? new Guard.Warn("Whether it is Multi-AZ is unknown: without a standby, I/O pauses for seconds to minutes.")
                : multiAz
                        ? new Guard.Pass("Multi-AZ: the snapshot is taken from the standby, and I/O does not pause.")
                        : new Guard.Warn("Single-AZ: I/O pauses for seconds to minutes while it begins."));
        guards.add(quota());
        String name = freeName(request.target().id(), request.reason());
        String pause = Boolean.TRUE.equals(multiAz) ? " Sessions are not interrupted." : " Sessions may stall while it begins.";
        return plan(request, facts, guards, setting,
                List.of(new Plan.Step("Create the manual snapshot " + name, "rds:CreateDBSnapshot"),
                        new Plan.Step("Watch it until it is available", "rds:DescribeDBSnapshots")),
                new Plan.Consequences(
                        request.target().id() + " is backing-up meanwhile, and modifications are refused." + pause,
                        expected(request, "seconds to hours, by how much changed since the last snapshot",
                                "Amazon RDS User Guide, USER_CreateSnapshot"),
                        "Backup storage beyond the free allowance is billed per GiB-month until it is deleted; it never expires by itself.",
                        "Delete the snapshot. Restoring from it always makes a new instance."),
                Plan.Grade.KEY, new RdsWrite.CreateSnapshot(request.target(), name, Map.of()));
    }

    private Plan reboot(Request.Reboot request, Facts facts, List<Guard> guards, Plan.Setting setting) {
        guards.add(status(facts.instance(), List.of("available")));
        facts.instance().parameterGroups().stream().filter(g -> "pending-reboot".equals(g.applyStatus()))
                .map(g -> new Guard.Warn("The reboot also puts the waiting settings of parameter group " + g.name() + " in force."))
                .forEach(guards::add);
        recentFailover(facts, guards);
        return plan(request, facts, guards, setting,
                List.of(new Plan.Step("Reboot " + request.target().id() + " in place", "rds:RebootDBInstance"),
                        new Plan.Step("Watch until it is available again", "rds:DescribeDBInstances, rds:DescribeEvents")),
                new Plan.Consequences("Every connection to " + request.target().id() + " drops, and what is not committed is rolled back.",
                        expected(request, "a minute or a few, longer after many writes (crash recovery)",
                                "Amazon RDS User Guide, USER_RebootInstance"),
                        "Nothing.", "None is needed; settings that come into force stay."),
                Plan.Grade.SECOND_KEY, new RdsWrite.Reboot(request.target(), false));
    }

    private Plan failover(Request.Failover request, Facts facts, List<Guard> guards, Plan.Setting setting) {
        Instance db = facts.instance();
        guards.add(status(db, List.of("available")));
        Boolean multiAz = db.placement().multiAz();
        if (Boolean.TRUE.equals(multiAz)) {
            guards.add(new Guard.Pass("Multi-AZ: there is a standby"
                    + (db.placement().secondaryAz() == null ? "." : " in " + db.placement().secondaryAz() + ".")));
        } else {
            guards.add(new Guard.Block(multiAz == null ? "Whether it is Multi-AZ is unknown." : "It is not Multi-AZ: there is no standby.",
                    multiAz == null ? "refresh, then plan again" : "reboot it in place, or restore from a backup"));
        }
        recentFailover(facts, guards);
        guards.add(new Guard.Warn("Whether the standby is ready is unknown: RDS tells it for no Multi-AZ instance."));
        return plan(request, facts, guards, setting,
                List.of(new Plan.Step("Reboot " + request.target().id() + " onto its standby", "rds:RebootDBInstance"),
                        new Plan.Step("Watch for the completing event and status available",
                                "rds:DescribeEvents, rds:DescribeDBInstances")),
                new Plan.Consequences(
                        "Every connection to " + request.target().id()
                                + " drops, what is not committed is lost, and writes fail until the standby has taken over."
                                + " Clients must look the name up again.",
                        expected(request, "60 to 120 s, longer after large transactions",
                                "Amazon RDS User Guide, Concepts.MultiAZ.Failover"),
                        "Nothing.", "Fail over once more, when this one has completed."),
                Plan.Grade.NAME, new RdsWrite.Reboot(request.target(), true));
    }

    private Plan deleteSnapshot(Request.DeleteSnapshot request, Facts facts, List<Guard> guards, Plan.Setting setting)
            throws InterruptedException {
        Snapshot snapshot = facts.snapshot().orElseThrow();
        guards.add("manual".equals(snapshot.type())
                ? new Guard.Pass("It is a manual snapshot.")
                : new Guard.Block("It is of type " + snapshot.type() + ", which only its own retention ends.", "leave it"));
        if (!request.target().id().equals(snapshot.instanceId())) {
            guards.add(new Guard.Block("It is a snapshot of " + snapshot.instanceId() + ".", "choose it there"));
        }
        guards.add(List.of("available", "failed").contains(String.valueOf(snapshot.status()))
                ? new Guard.Pass("Its status is " + snapshot.status() + ".")
                : new Guard.Block("Its status is " + snapshot.status() + ".", "wait until it is available"));
        List<Snapshot> all = account.rdsWatch().snapshots(request.target());
        long others = all.stream().filter(s -> !s.id().equals(request.snapshot()) && s.available()).count();
        guards.add(others == 0
                ? new Guard.Warn("It is the only snapshot of " + request.target().id() + ".")
                : new Guard.Pass(others + " other snapshots of " + request.target().id() + " remain."));
        return plan(request, facts, guards, setting,
                List.of(new Plan.Step("Delete " + request.snapshot(), "rds:DeleteDBSnapshot"),
                        new Plan.Step("Watch until it is gone", "rds:DescribeDBSnapshots")),
                new Plan.Consequences("The snapshot of " + (snapshot.createdAt() == null ? "an unknown time" : snapshot.createdAt())
                        + " is lost for good. The instance, its other snapshots and its automated backups are not touched.",
                        expected(request, "seconds to minutes", "observed; AWS states none"), "Its backup storage is no longer billed.",
                        "None: a deleted snapshot cannot be brought back."),
                Plan.Grade.NAME, new RdsWrite.DeleteSnapshot(request.target(), request.snapshot()));
    }

    private Plan plan(Request request, Facts facts, List<Guard> guards, Plan.Setting setting, List<Plan.Step> steps,
            Plan.Consequences consequences, Plan.Grade grade, RdsWrite write) {
        Plan.Grade graded = environment.guardedAsProduction() ? Plan.Grade.NAME : grade;
        return new Plan(UUID.randomUUID().toString(), request, setting, steps, List.copyOf(guards), consequences, graded, write,
                facts.basis(), time.now());
    }

    private static Guard status(Instance db, List<String> good) {
        String status = db.status();
        if (status != null && good.contains(status)) {
            return new Guard.Pass("Its status is " + status + ".");
        }
        return new Guard.Block("Its status is " + (status == null ? "unknown" : status) + ". " + Status.words(status),
                "wait until it is available, then plan again");
    }

    private void recentFailover(Facts facts, List<Guard> guards) {
        if (facts.events().isEmpty()) {
            guards.add(new Guard.Warn("Its events cannot be read: whether it has just failed over is unknown."));
            return;
        }
        Optional<Failover> last = Failover.of(facts.events().get()).stream().findFirst();
        Instant now = time.now();
        boolean recent = last.map(f -> f.startedAt().isAfter(now.minus(RECENT))).orElse(false);
        guards.add(recent
                ? new Guard.Warn("It failed over " + words(Duration.between(last.orElseThrow().startedAt(), now))
                        + " ago: RDS abandons another one that comes too soon.")
                : new Guard.Pass("It has not failed over in the last 10 minutes."));
    }

    private Guard quota() throws InterruptedException {
        try {
            Optional<RdsWatch.Quota> quota = account.rdsWatch().quota("ManualSnapshots");
            if (quota.isEmpty()) {
                return new Guard.Warn("How many manual snapshots the account may still take is unknown.");
            }
            RdsWatch.Quota of = quota.get();
            return of.used() >= of.max()
                    ? new Guard.Block("The account has " + of.used() + " of " + of.max() + " manual snapshots in this region.",
                            "delete old ones, or ask for more at Service Quotas")
                    : new Guard.Pass(of.used() + " of " + of.max() + " manual snapshots are used.");
        } catch (Problem.Thrown e) {
            return new Guard.Warn("How many manual snapshots the account may still take is unknown: " + Sentences.happened(e.problem()));
        }
    }

    /// `<id>-<reason>-<yyyyMMdd-HHmm>` in UTC, with a number after it when that is taken.
    private String freeName(String id, String reason) throws InterruptedException {
        String word = reason.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String end = "-" + MINUTE.format(time.now());
        String start = id + (word.isEmpty() ? "" : "-" + word);
        start = start.substring(0, Math.min(start.length(), LONGEST_NAME - end.length() - 4)).replaceAll("-+$", "");
        String name = start + end;
        for (int number = 2; account.rdsWatch().snapshot(name).isPresent(); number++) {
            name = start + end + "-" + number;
        }
        return name;
    }

    /// From the journal's own history where there is one, else what the documentation says.
    private Plan.Expectation expected(Request request, String stated, String source) {
        try {
            List<Duration> took = journal.took(request.operation(), request.target());
            if (took.isEmpty()) {
                return new Plan.Expectation(stated, source);
            }
            List<Duration> recent = took.subList(Math.max(0, took.size() - 5), took.size());
            Duration least = recent.stream().min(Comparator.naturalOrder()).orElseThrow();
            Duration most = recent.stream().max(Comparator.naturalOrder()).orElseThrow();
            String range = words(least).equals(words(most)) ? words(least) : words(least) + " to " + words(most);
            return new Plan.Expectation(range, "the last " + recent.size() + " from here, by the journal");
        } catch (IOException e) {
            return new Plan.Expectation(stated, source + "; the journal's own history cannot be read: " + e.getMessage());
        }
    }

    static String words(Duration d) {
        long s = d.toSeconds();
        @Nullable
        String minutes = s < 60 ? null : s / 60 + " min";
        return minutes == null ? s + " s" : s % 60 == 0 ? minutes : minutes + " " + s % 60 + " s";
    }
}
