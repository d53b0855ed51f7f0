package dev.howdah.ops;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.ecs.EcsWrite;
import dev.howdah.aws.network.NetworkWrite;
import dev.howdah.aws.images.ImageReads;
import dev.howdah.aws.rds.LaterSettings;
import dev.howdah.aws.rds.RdsWatch;
import dev.howdah.aws.rds.RdsWrite;
import dev.howdah.journal.Journal;
import dev.howdah.lint.Report;
import dev.howdah.lint.Review;
import dev.howdah.model.AutomatedBackup;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Configuration;
import dev.howdah.model.EcsDefinition;
import dev.howdah.model.EcsService;
import dev.howdah.model.EcsTask;
import dev.howdah.model.Environment;
import dev.howdah.model.Failover;
import dev.howdah.model.Hardening;
import dev.howdah.model.Identity;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.model.RdsEvent;
import dev.howdah.model.Sentences;
import dev.howdah.model.Snapshot;
import dev.howdah.model.Status;
import dev.howdah.ops.activity.LockTree;
import dev.howdah.ops.activity.LockWait;
import dev.howdah.ops.compare.Doors;
import dev.howdah.ops.compare.Repairs;
import dev.howdah.ops.compare.Rows;
import dev.howdah.ops.compare.Script;
import dev.howdah.ops.migrate.Locks;
import dev.howdah.ops.migrate.Sight;
import dev.howdah.ops.migrate.SqlFiles;
import dev.howdah.ops.restore.Parity;
import dev.howdah.sql.session.Signal;
import dev.howdah.sql.session.SqlSession;
import dev.howdah.task.Time;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
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
    private static final Plan.Step SAMPLING = new Plan.Step("Look each tenth of a second what they lock", "pg_locks");
    private final AwsAccount account;
    private final Environment environment;
    private final Journal journal;
    private final Time time;
    private final Repairs repairs;
    private final Sight sight;

    Planning(AwsAccount account, Environment environment, Journal journal, Time time, Repairs repairs, Sight sight) {
        this.sight = sight;
        this.repairs = repairs;
        this.account = account;
        this.environment = environment;
        this.journal = journal;
        this.time = time;
    }

    /// What was read, all of it now.
    ///
    /// @param holder who has the name that is to be given
    private record Facts(Identity identity, Instance instance, Optional<List<RdsEvent>> events, Optional<Snapshot> snapshot,
            Optional<Instance> holder) {
        Plan.Basis basis() {
            return new Plan.Basis(instance.status(), instance.placement().multiAz(), instance.resourceId(),
                    snapshot.map(Snapshot::status).orElse(null), holder.map(h -> String.valueOf(h.status())).orElse(null),
                    events.stream().flatMap(List::stream).map(RdsEvent::at).max(Comparator.naturalOrder()).orElse(null),
                    instance.pending());
        }
    }

    /// @param scope as the operator named it
    /// @throws Problem.Thrown when there is no such instance or snapshot, or it cannot be read
    Plan plan(AwsScope scope, Request request) throws InterruptedException {
        if (request instanceof Request.SignalSession signal) {
            return signal(signal, scope);
        }
        if (request instanceof Request.Create create) {
            return new CreatePlanning(account, environment, journal, time).plan(scope, create);
        }
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
            case Request.CopySnapshot copy -> copySnapshot(copy, facts, guards, setting);
            case Request.ShareSnapshot share -> shareSnapshot(share, facts, guards, setting);
            case Request.RestoreToTime restore -> restoreToTime(restore, facts, guards, setting);
            case Request.RestoreSnapshot restore -> restoreSnapshot(restore, facts, guards, setting);
            case Request.CarryOver carry -> carryOver(carry, facts, guards, setting);
            case Request.Rename rename -> rename(rename, facts, guards, setting);
            case Request.Protection protection -> protection(protection, facts, guards, setting);
            case Request.Harden harden -> harden(harden, facts, guards, setting);
            case Request.Grow grow -> grow(grow, facts, guards, setting);
            case Request.ShutOut shut -> shutOut(shut, facts, guards, setting);
            case Request.LetNothingOut out -> letNothingOut(out, facts, guards, setting);
            case Request.NarrowPorts narrow -> narrowPorts(narrow, facts, guards, setting);
            case Request.SetParameters set -> setParameters(set, facts, guards, setting);
            case Request.MoveBackups move -> moveBackups(move, facts, guards, setting);
            case Request.ChooseWindow choose -> chooseWindow(choose, facts, guards, setting);
            case Request.ApplyWaiting apply -> applyWaiting(apply, facts, guards, setting);
            case Request.DeleteInstance delete -> deleteInstance(delete, facts, guards, setting);
            case Request.RestartService restart -> restartService(restart, facts, guards, setting);
            case Request.RepairRows repair -> repairRows(repair, facts, guards, setting);
            case Request.UndoRepair undo -> undoRepair(undo, facts, guards, setting);
            case Request.RunMigration run -> run(run, facts, guards, setting);
            case Request.Rehearse rehearse -> rehearse(rehearse, facts, guards, setting);
            case Request.StopTask stop -> stop(stop, facts, guards, setting);
            case Request.SignalSession signal -> throw new IllegalStateException(signal.title() + " is planned without AWS");
            case Request.Create create -> throw new IllegalStateException(create.title() + " is planned where there is no instance");
            case Request.RollOut roll -> rollOut(roll, facts, guards, setting);
        };
    }

    /// The state now, and who asks, to hold a plan against.
    Plan.Basis basis(Plan plan) throws InterruptedException {
        if (plan.request() instanceof Request.SignalSession) {
            // by pid and start: nothing else of it can move
            return plan.basis();
        }
        if (plan.write() instanceof Change.Create(var creation)) {
            return new CreatePlanning(account, environment, journal, time).basis(plan, creation);
        }
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
        InstanceRef about = request instanceof Request.Rehearse r && r.of() == Request.Rehearse.Copy.THERE ? r.touches() : request.target();
        Instance instance = rds.instance(about).orElseThrow(() -> missing("DB instance " + about.id()));
        Optional<Snapshot> snapshot = Optional.empty();
        String named = switch (request) {
            case Request.DeleteSnapshot(var _, var name) -> name;
            case Request.CopySnapshot(var _, var name) -> name;
            case Request.ShareSnapshot(var _, var name, var _, var _) -> name;
            case Request.RestoreSnapshot(var _, var name, var _) -> name;
            default -> null;
        };
        if (named != null) {
            snapshot = Optional.of(rds.snapshot(named).orElseThrow(() -> missing("snapshot " + named)));
        }
        String wanted = switch (request) {
            case Request.RestoreToTime(var _, var _, var copy) -> copy;
            case Request.RestoreSnapshot(var _, var _, var copy) -> copy;
            case Request.Rename(var _, var to, var _) -> to;
            case Request.Rehearse r when r.of() != Request.Rehearse.Copy.THERE -> r.copy();
            default -> null;
        };
        Optional<Instance> holder = wanted == null || !Names.good(wanted)
                ? Optional.empty()
                : rds.instance(new InstanceRef(request.target().account(), request.target().region(), wanted));
        return new Facts(identity, instance, events(rds, request.target()), snapshot, holder);
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

    private Plan reboot(Request.Reboot request, Facts facts, List<Guard> guards, Plan.Setting setting) throws InterruptedException {
        guards.add(status(facts.instance(), List.of("available")));
        facts.instance().parameterGroups().stream().filter(g -> "pending-reboot".equals(g.applyStatus()))
                .map(g -> new Guard.Warn("The reboot also puts the waiting settings of parameter group " + g.name() + " in force."))
                .forEach(guards::add);
        recentFailover(facts, guards, "RDS abandons another one that comes too soon.");
        guards.addAll(new Surroundings(account, request.target(), repairs).guards());
        return plan(request, facts, guards, setting,
                List.of(new Plan.Step("Reboot " + request.target().id() + " in place", "rds:RebootDBInstance"),
                        new Plan.Step("Watch until it is available again", "rds:DescribeDBInstances, rds:DescribeEvents")),
                new Plan.Consequences("Every connection to " + request.target().id() + " drops, and what is not committed is rolled back.",
                        expected(request, "a minute or a few, longer after many writes (crash recovery)",
                                "Amazon RDS User Guide, USER_RebootInstance"),
                        "Nothing.", "None is needed; settings that come into force stay."),
                Plan.Grade.SECOND_KEY, new RdsWrite.Reboot(request.target(), false));
    }

    private Plan failover(Request.Failover request, Facts facts, List<Guard> guards, Plan.Setting setting) throws InterruptedException {
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
        recentFailover(facts, guards, "RDS abandons another one that comes too soon.");
        guards.addAll(new Surroundings(account, request.target(), repairs).guards());
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

    private Plan copySnapshot(Request.CopySnapshot request, Facts facts, List<Guard> guards, Plan.Setting setting)
            throws InterruptedException {
        Snapshot snapshot = facts.snapshot().orElseThrow();
        ofTarget(request.target(), snapshot, guards);
        guards.add(snapshot.available()
                ? new Guard.Pass("The snapshot of " + snapshot.createdAt() + " is available.")
                : new Guard.Block("The snapshot's status is " + snapshot.status() + ".", "wait until it is available"));
        guards.add(quota());
        String name = freeName(request.snapshot().replaceFirst("^rds:", ""), "copy");
        return plan(request, facts, guards, setting,
                List.of(new Plan.Step("Copy " + request.snapshot() + " to the manual snapshot " + name, "rds:CopyDBSnapshot"),
                        new Plan.Step("Watch it until it is available", "rds:DescribeDBSnapshots")),
                new Plan.Consequences("Nothing but the new snapshot: the instance and " + request.snapshot() + " are not touched."
                        + " It has the tags and the key of " + request.snapshot() + ".",
                        expected(request, "minutes to hours, by how much it holds", "observed; AWS states none"),
                        "Backup storage beyond the free allowance is billed per GiB-month until it is deleted; it never expires by itself.",
                        "Delete the copy."),
                Plan.Grade.KEY, new RdsWrite.CopySnapshot(request.target(), request.snapshot(), name));
    }

    private Plan shareSnapshot(Request.ShareSnapshot request, Facts facts, List<Guard> guards, Plan.Setting setting)
            throws InterruptedException {
        Snapshot snapshot = facts.snapshot().orElseThrow();
        ofTarget(request.target(), snapshot, guards);
        guards.add("manual".equals(snapshot.type())
                ? new Guard.Pass("It is a manual snapshot.")
                : new Guard.Block("It is of type " + snapshot.type() + ", which cannot be shared.", "copy it, and share the copy"));
        guards.add(snapshot.available()
                ? new Guard.Pass("It is available.")
                : new Guard.Block("Its status is " + snapshot.status() + ".", "wait until it is available"));
        if (!request.with().matches("\\d{12}")) {
            guards.add(new Guard.Block("'" + request.with() + "' is no account.", "an account's id has 12 digits"));
        } else if (request.with().equals(request.target().account())) {
            guards.add(new Guard.Block("That is the account that it is in.", "name the other account"));
        } else {
            List<String> now = account.rdsWatch().sharedWith(request.snapshot());
            if (now.contains(request.with()) == request.on()) {
                guards.add(new Guard.Block(request.with() + (request.on() ? " may restore it already." : " may not restore it."),
                        "close this; nothing is to be done"));
            }
            guards.add(now.contains("all")
                    ? new Guard.Warn("It is public: everybody with an AWS account can restore it.")
                    : new Guard.Pass(now.isEmpty() ? "It is shared with nobody." : "It is shared with " + String.join(", ", now) + "."));
        }
        if (request.on() && !Boolean.FALSE.equals(snapshot.encrypted())) {
            guards.add(new Guard.Warn("It is " + (snapshot.encrypted() == null ? "perhaps " : "") + "encrypted: " + request.with()
                    + " also has to be allowed its KMS key. What is encrypted with the AWS managed key cannot be shared at all."));
        }
        String holds = "all data of " + request.target().id() + " at " + snapshot.createdAt();
        return plan(request, facts, guards, setting,
                List.of(new Plan.Step(request.title(), "rds:ModifyDBSnapshotAttribute"),
                        new Plan.Step("Watch until AWS tells it so", "rds:DescribeDBSnapshotAttributes")),
                new Plan.Consequences(request.on()
                        ? "Whoever may restore snapshots in account " + request.with() + " can read " + holds + "."
                        : "Account " + request.with() + " can restore it no more. What it has restored or copied stays with it.",
                        expected(request, "seconds", "observed; AWS states none"), "Nothing.",
                        request.on() ? "Take it back; what was restored or copied meanwhile cannot be taken back." : "Share it again."),
                request.on() ? Plan.Grade.NAME : Plan.Grade.SECOND_KEY,
                new RdsWrite.ShareSnapshot(request.target(), request.snapshot(), request.with(), request.on()));
    }

    private static void ofTarget(InstanceRef target, Snapshot snapshot, List<Guard> guards) {
        if (!target.id().equals(snapshot.instanceId())) {
            guards.add(new Guard.Block("It is a snapshot of " + snapshot.instanceId() + ".", "choose it there"));
        }
    }

    private Plan restoreToTime(Request.RestoreToTime request, Facts facts, List<Guard> guards, Plan.Setting setting)
            throws InterruptedException {
        Parity parity = Parity.toTime(configuration(request.target()));
        guards.add(freeForInstance(request.copy(), facts));
        guards.add(inWindow(request));
        guards.add(instances());
        return restored(request, request.copy(), facts, guards, setting, parity,
                new Plan.Step(
                        "Restore " + request.target().id() + " as it was at " + request.at() + " to the new instance " + request.copy(),
                        "rds:RestoreDBInstanceToPointInTime"),
                "the snapshot's restore and the replay of the write-ahead log since: tens of minutes to hours",
                new RdsWrite.RestoreToTime(request.target(), request.at(), request.copy(), parity.sent()));
    }

    private Plan restoreSnapshot(Request.RestoreSnapshot request, Facts facts, List<Guard> guards, Plan.Setting setting)
            throws InterruptedException {
        Parity parity = Parity.fromSnapshot(configuration(request.target()));
        Snapshot snapshot = facts.snapshot().orElseThrow();
        guards.add(freeForInstance(request.copy(), facts));
        guards.add(snapshot.available()
                ? new Guard.Pass("The snapshot of " + snapshot.createdAt() + " is available.")
                : new Guard.Block("The snapshot's status is " + snapshot.status() + ".", "wait until it is available"));
        if (!request.target().id().equals(snapshot.instanceId())) {
            guards.add(new Guard.Block("It is a snapshot of " + snapshot.instanceId() + ".", "choose it there"));
        }
        guards.add(instances());
        return restored(request, request.copy(), facts, guards, setting, parity,
                new Plan.Step("Restore " + request.snapshot() + " to the new instance " + request.copy(),
                        "rds:RestoreDBInstanceFromDBSnapshot"),
                "minutes to an hour, by how much it holds",
                new RdsWrite.RestoreSnapshot(request.target(), request.snapshot(), request.copy(), parity.sent()));
    }

    private Plan restored(Request request, String copy, Facts facts, List<Guard> guards, Plan.Setting setting, Parity parity,
            Plan.Step first, String takes, RdsWrite write) throws InterruptedException {
        String source = request.target().id();
        guards.addAll(new Preflight(account, facts.instance()).guards());
        recentFailover(facts, guards, "the newest second that can be had may stand still for some minutes.");
        guards.addAll(new Surroundings(account, request.target(), repairs).tasks());
        guards.add(new Guard.Pass(parity.kept() + " settings that RDS would not give it are carried over."));
        if (Boolean.TRUE.equals(facts.instance().security().deletionProtection())) {
            guards.add(new Guard.Warn("Deletion protection is carried over too: to delete " + copy + " later, turn it off first."));
        }
        guards.add(new Guard.Warn(
                "Terraform does not know " + copy
                        + ". While it is only looked at, leave it so: no apply touches it. Keep prevent_destroy on "
                        + source + ", and do not add restore_to_point_in_time to it: taking that away later plans a replacement."));
        var steps = new ArrayList<>(List.of(first, new Plan.Step("Watch it until it is available", "rds:DescribeDBInstances")));
        if (!parity.later().isEmpty()) {
            steps.add(new Plan.Step("Then, asked for on its own: the settings that no restore can be told", "rds:ModifyDBInstance"));
        }
        steps.add(new Plan.Step("Then look at it: connect to " + copy + " and compare; swap the names only after that",
                "asked for on its own"));
        return plan(request, facts, guards, parity.rows(), setting, steps,
                new Plan.Consequences(source + " is not touched, and nothing connects to " + copy + " until somebody is sent there.",
                        expected(request, takes, "Amazon RDS User Guide, USER_PIT"),
                        "What " + source + " costs, once more, from now until " + copy + " is deleted.",
                        "Delete " + copy + ". " + source + " stays as it is."),
                Plan.Grade.NAME, new Change.Rds(write));
    }

    private Plan carryOver(Request.CarryOver request, Facts facts, List<Guard> guards, Plan.Setting setting) throws InterruptedException {
        Configuration source = configuration(new InstanceRef(request.target().account(), request.target().region(), request.source()));
        LaterSettings left = Parity.left(source, configuration(request.target()));
        guards.add(status(facts.instance(), List.of("available")));
        if (left.isEmpty()) {
            guards.add(new Guard.Block("It has all settings of " + request.source() + " already.", "close this; nothing is to be done"));
        }
        if (!facts.instance().pending().isEmpty()) {
            guards.add(new Guard.Warn("What waits for the maintenance window comes into force too: "
                    + String.join(", ", facts.instance().pending().keySet()) + "."));
        }
        return plan(request, facts, guards, List.of(), setting,
                List.of(new Plan.Step("Set " + Parity.words(left), "rds:ModifyDBInstance"),
                        new Plan.Step("Watch until it is available and nothing waits", "rds:DescribeDBInstances")),
                new Plan.Consequences("Only " + request.target().id() + ". None of these settings needs a restart.",
                        expected(request, "a few minutes", "observed; AWS states none"),
                        "Performance Insights beyond 7 days and Enhanced Monitoring are billed as on " + request.source() + ".",
                        "Set them back by hand."),
                Plan.Grade.KEY, new Change.Rds(new RdsWrite.Modify(request.target(), left)));
    }

    private Plan rename(Request.Rename request, Facts facts, List<Guard> guards, Plan.Setting setting) throws InterruptedException {
        String id = request.target().id();
        guards.add(status(facts.instance(), List.of("available")));
        guards.add(freeForInstance(request.to(), facts));
        guards.addAll(new Surroundings(account, request.target(), repairs).guards());
        if (!facts.instance().pending().isEmpty()) {
            guards.add(new Guard.Warn("What waits for the maintenance window comes into force too: "
                    + String.join(", ", facts.instance().pending().keySet()) + "."));
        }
        String then = request.then();
        List<Plan.Way> ways = List.of();
        if (then != null) {
            Optional<Instance> heir = account.rdsWatch()
                    .instance(new InstanceRef(request.target().account(), request.target().region(), then));
            if (heir.isPresent()) {
                ways = new SwapWays(account, facts.instance(), heir.get())
                        .ways(expected(request, "a few minutes", "Amazon RDS User Guide, USER_RenameInstance"));
            }
            guards.add(heir.filter(h -> "available".equals(h.status())).isPresent()
                    ? new Guard.Pass(then + " is available to take the name " + id + ".")
                    : new Guard.Block(then + (heir.isEmpty() ? " is not there." : " is " + heir.get().status() + "."),
                            "wait until it is available"));
            guards.add(new Guard.Warn("Compare " + then + " with " + id + " first: what was written to " + id
                    + " since the restore's time is not in it."));
        }
        guards.add(new Guard.Warn(then == null
                ? "Terraform: until identifier = \"" + request.to()
                        + "\" stands in its aws_db_instance, the next apply may rename it back."
                : "Terraform (AWS provider 5 or later) holds this instance by its resource id, and the next apply would rename it back. "
                        + "After the swap: "
                        + "terraform state rm 'aws_db_instance.<name>', then terraform import 'aws_db_instance.<name>' " + id
                        + "; identifier stays " + id + ", and plan must show no replacement before anybody applies."));
        var steps = new ArrayList<>(List.of(new Plan.Step("Rename " + id + " to " + request.to(), "rds:ModifyDBInstance"),
                new Plan.Step("Watch until it is available under its new name", "rds:DescribeDBInstances")));
        if (then != null) {
            steps.add(new Plan.Step("Then, asked for on its own: rename " + then + " to " + id, "rds:ModifyDBInstance"));
        }
        return plan(request, facts, guards, List.of(), setting, steps,
                new Plan.Consequences("It reboots: every connection to " + id + " drops. The name " + id
                        + " stops resolving at once; the new one may take ten minutes. Replicas, resource id, tags and the managed secret go with"
                        + " the instance; alarms, events and metrics stay with the name.",
                        expected(request, "a few minutes, then up to ten for the name", "Amazon RDS User Guide, USER_RenameInstance"),
                        "Nothing.", "Rename it back, when the name is still free."),
                Plan.Grade.NAME, new Change.Rds(new RdsWrite.Rename(request.target(), request.to()))).with(ways);
    }

    private Plan protection(Request.Protection request, Facts facts, List<Guard> guards, Plan.Setting setting) {
        String id = request.target().id();
        guards.add(status(facts.instance(), List.of("available", "storage-optimization")));
        if (Boolean.valueOf(request.on()).equals(facts.instance().security().deletionProtection())) {
            guards.add(new Guard.Block("Deletion protection is " + (request.on() ? "on" : "off") + " already.",
                    "close this; nothing is to be done"));
        }
        if (!request.on()) {
            guards.add(lost(request.target()));
        }
        return plan(request, facts, guards, setting,
                List.of(new Plan.Step(request.title(), "rds:ModifyDBInstance"),
                        new Plan.Step("Watch until AWS tells it so", "rds:DescribeDBInstances")),
                new Plan.Consequences(request.on()
                        ? id + " cannot be deleted until it is turned off again. Nothing is restarted."
                        : "From then on anybody with rds:DeleteDBInstance can delete " + id + ". Nothing is restarted or deleted by this.",
                        expected(request, "seconds", "observed; AWS states none"), "Nothing.",
                        "Turn it " + (request.on() ? "off" : "on") + " again."),
                request.on() ? Plan.Grade.KEY : Plan.Grade.NAME, new RdsWrite.Protect(request.target(), request.on()));
    }

    private Plan harden(Request.Harden request, Facts facts, List<Guard> guards, Plan.Setting setting) {
        Instance db = facts.instance();
        String id = request.target().id();
        guards.add(status(db, List.of("available", "storage-optimization")));
        guards.addAll(Hardened.guards(request.what(), db));
        Integer allocated = db.storage().allocatedGib();
        return plan(request, facts, guards, setting,
                List.of(new Plan.Step(request.title(), "rds:ModifyDBInstance"),
                        new Plan.Step("Watch until AWS tells it so and " + id + " is available", "rds:DescribeDBInstances")),
                new Plan.Consequences(Hardened.radius(request.what(), id),
                        expected(request, Hardened.takes(request.what()), "Amazon RDS User Guide, Settings for DB instances"),
                        Hardened.cost(request.what()), Hardened.back(request.what(), db)),
                Plan.Grade.NAME, new RdsWrite.Harden(request.target(), request.what(),
                        request.what() == Hardening.STORAGE_AUTOSCALING && allocated != null ? Hardening.ceiling(allocated) : null));
    }

    private Plan grow(Request.Grow request, Facts facts, List<Guard> guards, Plan.Setting setting) {
        Instance db = facts.instance();
        String id = request.target().id();
        guards.add(status(db, List.of("available", "storage-full")));
        guards.addAll(Grown.guards(db));
        int gib = Grown.target(db);
        Integer limit = Grown.limit(db);
        return plan(request, facts, guards, setting,
                List.of(new Plan.Step("Give " + id + " " + gib + " GiB of storage", "rds:ModifyDBInstance"),
                        new Plan.Step("Watch until AWS tells it so and " + id + " is available", "rds:DescribeDBInstances")),
                new Plan.Consequences(
                        "Sessions of " + id + " are not interrupted. I/O may be slower for hours, while storage is optimized.",
                        expected(request, "minutes; its optimization goes on for hours",
                                "Amazon RDS User Guide, Increasing DB instance storage capacity"),
                        "Each GiB more is billed from then on.",
                        "None: storage never shrinks. Less of it is only had by a new instance and moving what it holds."),
                Plan.Grade.NAME, new RdsWrite.Grow(request.target(), gib, limit));
    }

    private Plan shutOut(Request.ShutOut request, Facts facts, List<Guard> guards, Plan.Setting setting) throws InterruptedException {
        Shutting shutting = Shutting.of(account, repairs, request, facts.instance());
        guards.addAll(shutting.guards());
        String group = request.group();
        return plan(request, facts, guards, List.of(), atEc2(setting),
                List.of(new Plan.Step("Take " + (request.rules().size() == 1 ? "the rule" : request.rules().size() + " rules") + " out of "
                        + group, "ec2:RevokeSecurityGroupIngress"),
                        new Plan.Step("Watch until " + group + " is listed without " + (request.rules().size() == 1 ? "it" : "them"),
                                "ec2:DescribeSecurityGroupRules")),
                new Plan.Consequences("Whoever comes in by this and by nothing else cannot connect any more, to " + request.target().id()
                        + " and to whatever else has " + group
                        + ". Open connections end at once where everybody is let in and everything let out, because AWS does not track"
                        + " those; others go on until they end.",
                        expected(request, "seconds", "observed; AWS states none"), "Nothing.",
                        "Let them in again: " + shutting.back() + "."),
                Plan.Grade.NAME, new Change.Network(new NetworkWrite.Shut(request.target(), group, request.rules())));
    }

    private Plan.Setting atEc2(Plan.Setting setting) {
        return new Plan.Setting(setting.scope(), setting.profile(), setting.operator(), environment, account.endpoint("ec2").orElse(null));
    }

    private Plan letNothingOut(Request.LetNothingOut request, Facts facts, List<Guard> guards, Plan.Setting setting)
            throws InterruptedException {
        var ways = new WaysOut(account, request, facts.instance());
        guards.addAll(ways.guards());
        String group = request.group();
        return plan(request, facts, guards, List.of(), atEc2(setting),
                List.of(new Plan.Step("Take " + (request.rules().size() == 1 ? "the rule" : request.rules().size() + " rules")
                        + " to everywhere out of " + group, "ec2:RevokeSecurityGroupEgress"),
                        new Plan.Step("Watch until " + group + " is listed without " + (request.rules().size() == 1 ? "it" : "them"),
                                "ec2:DescribeSecurityGroupRules")),
                new Plan.Consequences("What " + request.target().id() + " and whatever else has " + group
                        + " opens by itself ends: foreign servers, dblink, logical subscriptions, extensions that call out. Answers to whoever "
                        + "comes in go on as before.",
                        expected(request, "seconds", "observed; AWS states none"), "Nothing.", "Let it out again: " + ways.back() + "."),
                Plan.Grade.NAME, new Change.Network(new NetworkWrite.LetNothingOut(request.target(), group, request.rules())));
    }

    private Plan narrowPorts(Request.NarrowPorts request, Facts facts, List<Guard> guards, Plan.Setting setting)
            throws InterruptedException {
        Narrowing narrowing = Narrowing.of(account, request, facts.instance());
        guards.addAll(narrowing.guards());
        String group = request.group();
        return plan(request, facts, guards, List.of(), atEc2(setting),
                List.of(new Plan.Step("Narrow " + (request.rules().size() == 1 ? "the rule" : request.rules().size() + " rules") + " of "
                        + group + " to tcp " + narrowing.port(), "ec2:ModifySecurityGroupRules"),
                        new Plan.Step("Watch until " + group + " is listed so", "ec2:DescribeSecurityGroupRules")),
                new Plan.Consequences("Who comes to port " + narrowing.port() + " still comes. Every other port that they open is shut, on "
                        + request.target().id() + " and on whatever else has " + group + ".",
                        expected(request, "seconds", "observed; AWS states none"), "Nothing.",
                        "Widen them again: " + narrowing.back() + "."),
                Plan.Grade.NAME,
                new Change.Network(new NetworkWrite.Narrow(request.target(), group, narrowing.rules(), narrowing.port())));
    }

    private Plan setParameters(Request.SetParameters request, Facts facts, List<Guard> guards, Plan.Setting setting)
            throws InterruptedException {
        Tuning tuning = Tuning.of(account, repairs, request, facts.instance());
        guards.add(status(facts.instance(), List.of("available", "storage-optimization")));
        guards.addAll(tuning.guards());
        return plan(request, facts, guards, setting,
                List.of(new Plan.Step(request.title(), "rds:ModifyDBParameterGroup"),
                        new Plan.Step(tuning.atOnce()
                                ? "Watch until AWS has applied it"
                                : "Watch until AWS says that it waits for a reboot", "rds:DescribeDBParameters, rds:DescribeDBInstances")),
                new Plan.Consequences(tuning.radius(), expected(request, "a minute or two", "observed; AWS states none"), "Nothing.",
                        "Put the values of now back: " + tuning.back() + "."),
                Plan.Grade.NAME,
                new RdsWrite.SetParameters(request.target(), request.group(), request.values(), tuning.atOnce()));
    }

    private Plan moveBackups(Request.MoveBackups request, Facts facts, List<Guard> guards, Plan.Setting setting) {
        Instance db = facts.instance();
        String id = request.target().id();
        String now = db.backup().windowUtc();
        guards.add(status(db, List.of("available", "storage-optimization")));
        guards.add(request.window().equals(now)
                ? new Guard.Block("Backups are taken at that time already.", "close this; nothing is to be done")
                : new Guard.Pass("From " + (now == null ? "an unknown time" : now) + " to " + request.window() + " UTC."));
        if (Boolean.FALSE.equals(db.placement().multiAz())) {
            guards.add(new Guard.Warn("It is Single-AZ: at that time of each day it stands still for seconds to minutes."));
        }
        return plan(request, facts, guards, setting,
                List.of(new Plan.Step(request.title(), "rds:ModifyDBInstance"),
                        new Plan.Step("Watch until AWS tells it so and " + id + " is available", "rds:DescribeDBInstances")),
                new Plan.Consequences("When backups of " + id
                        + " begin. Nothing is restarted; today's may be taken twice, or a day's only in the night after.",
                        expected(request, "seconds", "Amazon RDS User Guide, Settings for DB instances"), "Nothing.",
                        now == null ? "Move it again." : "Move it back to " + now + " UTC."),
                Plan.Grade.NAME, new RdsWrite.MoveBackups(request.target(), request.window()));
    }

    private Plan chooseWindow(Request.ChooseWindow request, Facts facts, List<Guard> guards, Plan.Setting setting)
            throws InterruptedException {
        guards.addAll(Chosen.guards(account, request, facts.instance()));
        return plan(request, facts, guards, setting,
                List.of(new Plan.Step(request.title(), "rds:ApplyPendingMaintenanceAction"),
                        new Plan.Step("Watch until AWS tells it so", "rds:DescribePendingMaintenanceActions")),
                new Plan.Consequences(Chosen.radius(request, facts.instance()),
                        expected(request, "seconds, and then the window", "Amazon RDS User Guide, Maintaining a DB instance"), "Nothing.",
                        "Until the window begins: aws rds apply-pending-maintenance-action --resource-identifier " + request.resource()
                                + " --apply-action " + request.action() + " --opt-in-type undo-opt-in --region "
                                + request.target().region() + "."),
                Plan.Grade.NAME, new RdsWrite.ChooseWindow(request.target(), request.resource(), request.action()));
    }

    private Plan applyWaiting(Request.ApplyWaiting request, Facts facts, List<Guard> guards, Plan.Setting setting) {
        Instance db = facts.instance();
        String id = request.target().id();
        guards.add(status(db, List.of("available", "storage-optimization")));
        guards.addAll(Waiting.guards(db));
        return plan(request, facts, guards, setting,
                List.of(new Plan.Step(request.title(), "rds:ModifyDBInstance"),
                        new Plan.Step("Watch until nothing waits and " + id + " is available", "rds:DescribeDBInstances")),
                new Plan.Consequences(Waiting.radius(db),
                        expected(request, "minutes; a change of storage or zones may take hours",
                                "Amazon RDS User Guide, Settings for DB instances"),
                        "By what waits: a larger class, more storage and a standby cost more from then on.",
                        "None in one call: each setting has to be set back, and takes as long."),
                Plan.Grade.NAME, new RdsWrite.ApplyWaiting(request.target()));
    }

    private Plan deleteInstance(Request.DeleteInstance request, Facts facts, List<Guard> guards, Plan.Setting setting)
            throws InterruptedException {
        String id = request.target().id();
        guards.add(lost(request.target()));
        guards.add(status(facts.instance(), List.of("available")));
        guards.add(Boolean.FALSE.equals(facts.instance().security().deletionProtection())
                ? new Guard.Pass("Deletion protection is off.")
                : new Guard.Block(
                        "Deletion protection is " + (facts.instance().security().deletionProtection() == null ? "unknown" : "on") + ".",
                        "turn it off first, which is a decision of its own"));
        guards.add(quota());
        guards.add(new Guard.Warn(
                "Whether somebody is connected to it is not looked at here: see its Overview, and what is stopped stays stopped."));
        String last = freeName(id, "final");
        return plan(request, facts, guards, setting,
                List.of(new Plan.Step("Take the final snapshot " + last + ", then delete " + id, "rds:DeleteDBInstance"),
                        new Plan.Step("Watch until it is gone and the snapshot is available",
                                "rds:DescribeDBInstances, rds:DescribeDBSnapshots")),
                new Plan.Consequences(
                        "Every connection to " + id
                                + " drops, and its name stops resolving. Its resource id, endpoint and managed secret are gone"
                                + " for good. Its automated backups are kept until their retention ends.",
                        expected(request, "minutes, by how much changed since the last snapshot", "observed; AWS states none"),
                        "The instance is no longer billed; the final snapshot and the kept backups are.",
                        "Restore " + last + " with the aws line or in the AWS console: always a new instance."),
                Plan.Grade.NAME, new RdsWrite.DeleteInstance(request.target(), last));
    }

    private Plan repairRows(Request.RepairRows request, Facts facts, List<Guard> guards, Plan.Setting setting) {
        String id = request.target().id();
        guards.add(status(facts.instance(), List.of("available", "storage-optimization")));
        guards.add(madeOf(request.target(), request.copy()));
        var copy = new InstanceRef(request.target().account(), request.target().region(), request.copy());
        Repairs.Found found = repairs.find(request.target(), copy, request.tables(), request.missing(), request.changed());
        return switch (found) {
            case Repairs.Found.Not(var why, var fix) -> {
                guards.add(new Guard.Block(why, fix));
                yield repair(request, facts, guards, setting, new Change.Repair(request.target(), Map.of(),
                        new Script("", List.of(), List.of()), ""), "Nothing is compared yet.");
            }
            case Repairs.Found.Ready(var rows, var where) -> {
                look(request, rows, guards);
                yield repair(request, facts, guards, setting,
                        new Change.Repair(request.target(), where, rows.script(), repairs.planned(rows.script())),
                        "Take it back from here, as long as it is wanted: what is put back is deleted again and what is set back is set again, "
                                + "where nobody has written to it since. Rows of " + id + " that are overwritten are kept for that.");
            }
        };
    }

    private static void look(Request.RepairRows request, Rows rows, List<Guard> guards) {
        if (rows.script().forward().isEmpty()) {
            guards.add(
                    new Guard.Block("No row of these tables is to be brought back.", "compare the tables, and choose those that differ"));
        }
        rows.sums().forEach((table, sum) -> {
            if (sum.added() > 0) {
                guards.add(new Guard.Pass(rows(sum.added(), table, "is new since, and stays.", "are new since, and stay.")));
            }
            if (sum.changed() > 0) {
                guards.add(request.changed()
                        ? new Guard.Warn(rows(sum.changed(), table, "was changed since, and is set back, rightly changed or not.",
                                "were changed since, and are set back all of them: also those that were changed rightly."))
                        : new Guard.Pass(rows(sum.changed(), table, "was changed since, and stays as it is.",
                                "were changed since, and stay as they are.")));
            }
            if (sum.missing() > 0 && request.missing()) {
                guards.add(new Guard.Warn(rows(sum.missing(), table, "was deleted since, and comes back, rightly deleted or not.",
                        "were deleted since, and come back all of them: also those that were deleted rightly.")));
            }
        });
        rows.parents().forEach(parent -> guards.add(new Guard.Warn("The rows point to " + parent
                + ", which is not repaired: if a row that they point to is gone there, nothing is changed at all.")));
        rows.triggers().forEach(trigger -> guards.add(new Guard.Warn("The trigger " + trigger + " fires for each row.")));
    }

    private static String rows(long count, String table, String one, String more) {
        return count + (count == 1 ? " row of " : " rows of ") + table + " " + (count == 1 ? one : more);
    }

    private Plan undoRepair(Request.UndoRepair request, Facts facts, List<Guard> guards, Plan.Setting setting) {
        guards.add(status(facts.instance(), List.of("available", "storage-optimization")));
        Map<String, String> where = Map.of();
        var script = new Script("", List.of(), List.of());
        Optional<Doors.Opened> opened = repairs.open(request.target());
        if (opened.isEmpty()) {
            guards.add(new Guard.Block("There is no session with " + request.target().id() + ": connect to it first.",
                    "connect, then plan again"));
        } else {
            try (Doors.Opened door = opened.get()) {
                where = door.where();
            }
            try {
                script = repairs.undoing(request.repair(), where.getOrDefault("DBNAME", ""));
                guards.add(new Guard.Pass("The before-image is there: " + repairs.before(request.repair()) + "."));
            } catch (IOException | IllegalArgumentException e) {
                guards.add(new Guard.Block("The before-image of the repair cannot be read: " + e.getMessage(),
                        "bring it back to " + repairs.before(request.repair())));
            }
        }
        return repair(request, facts, guards, setting,
                new Change.Repair(request.target(), where, script, script.forward().isEmpty() ? "" : repairs.planned(script)),
                "Repair again from the copy, while it is there.");
    }

    private Plan repair(Request request, Facts facts, List<Guard> guards, Plan.Setting setting, Change.Repair write, String back) {
        var steps = new ArrayList<Plan.Step>();
        write.script().sums().forEach((what, rows) -> steps.add(new Plan.Step(what + ": " + rows + " rows", "SQL")));
        steps.add(new Plan.Step("Commit: all of it, or nothing", "COMMIT"));
        return plan(request, facts, guards, List.of(), setting, steps,
                new Plan.Consequences(
                        "Only these tables of " + request.target().id()
                                + ". It is one transaction: nobody sees half of it, and who wants to write"
                                + " to the same rows waits until it ends. A row that somebody writes to before that is left as it is.",
                        expected(request, "seconds to minutes, by how many rows", "observed; nothing states it"), "Nothing at AWS.", back),
                Plan.Grade.NAME, write);
    }

    private Guard madeOf(InstanceRef live, String copy) {
        try {
            return journal.copies(live).contains(copy)
                    ? new Guard.Pass(copy + " was restored from " + live.id() + ", by the journal of this machine.")
                    : new Guard.Warn("That " + copy + " was restored from " + live.id() + " is not in the journal of this machine.");
        } catch (IOException e) {
            return new Guard.Warn("The journal cannot be read, so whether " + copy + " was restored from " + live.id() + " is unknown.");
        }
    }

    /// Only what lost is let go from here: a copy, or what a swap of this journal put aside.
    private Guard lost(InstanceRef ref) {
        try {
            return journal.aside(ref)
                    ? new Guard.Pass("It is a copy, or was put aside by a swap, by the journal of this machine.")
                    : new Guard.Block(ref.id() + " is neither a copy nor put aside by a swap, by the journal of this machine.",
                            "if it is meant, delete it in the AWS console");
        } catch (IOException e) {
            return new Guard.Block("The journal cannot be read, so whether " + ref.id() + " is a copy is unknown: " + e.getMessage(),
                    "mend the journal: howdah journal verify");
        }
    }

    private Plan run(Request.RunMigration request, Facts facts, List<Guard> guards, Plan.Setting setting) throws InterruptedException {
        guards.add(status(facts.instance(), List.of("available", "storage-optimization")));
        var migration = new MigrationPlanning(account, time, facts.instance(), facts.identity(), sight, journal);
        EcsWrite.RunTask write = migration.write(request, environment.guardedAsProduction(), guards);
        return plan(request, facts, guards, List.of(), setting,
                List.of(new Plan.Step("Run " + request.definition() + " once in " + request.cluster(), "ecs:RunTask"),
                        new Plan.Step("Watch the task, its log and who waits behind it, until it has stopped",
                                "ecs:DescribeTasks, logs:GetLogEvents"),
                        new Plan.Step(request.limit() == null
                                ? "Nobody is cancelled by itself: no limit is armed"
                                : "Arm the limit: at " + request.limit().words() + " behind it this console cancels the migration's own "
                                        + "sessions, and nobody else's, each with a permit of its own. Confirming this plan is the leave for it",
                                "pg_cancel_backend"),
                        new Plan.Step("Keep what ECS forgets in an hour", "the journal"),
                        new Plan.Step("Then, asked for on its own: roll " + request.service() + " out", "ecs:UpdateService")),
                new Plan.Consequences(migration.blastRadius(request),
                        expected(request, "seconds to hours, by what its statements lock and write",
                                "what it migrates; nobody can tell before"),
                        "Fargate bills the task by the second.",
                        "None by itself: what a migration committed stays. Restore to a second before it, or run a migration that takes it back."),
                Plan.Grade.NAME, new Change.Ecs(write));
    }

    private Plan rehearse(Request.Rehearse request, Facts facts, List<Guard> guards, Plan.Setting setting) throws InterruptedException {
        List<SqlFiles.Statement> statements = statements(request.sql(), guards);
        String image = "";
        if (!request.definition().isEmpty()
                && account.images().look(account.tasks().definition(request.definition()).essential()
                        .image()) instanceof ImageReads.Look.There(var digest, var _)) {
            image = digest;
        }
        return request.of() == Request.Rehearse.Copy.THERE
                ? rehearseThere(request, facts, guards, setting, statements, image)
                : rehearseAnew(request, facts, guards, setting, statements, image);
    }

    /// What is applied, as the server is given it; empty when something stands against it.
    private static List<SqlFiles.Statement> statements(SqlFiles.Sources sql, List<Guard> guards) throws InterruptedException {
        var review = new Review(16, true);
        sql.review(review);
        Report report = review.report();
        try {
            List<SqlFiles.Statement> statements = sql.statements();
            guards.add(!report.problems().isEmpty()
                    ? new Guard.Block(report.problems().size() + " places of the SQL cannot be read, such as "
                            + report.problems().getFirst().file() + ":" + report.problems().getFirst().line() + ".", "correct the SQL")
                    : statements.isEmpty()
                            ? new Guard.Block("There is no statement in the SQL.", "name the SQL that the migration runs")
                            : new Guard.Pass(counted(statements.size(), "statement") + " of " + counted(sql.files().size(), "file") + "."));
            return statements;
        } catch (IllegalArgumentException e) {
            guards.add(new Guard.Block(e.getMessage() + ": only psql runs that.", "rehearse it with psql on a copy"));
            return List.of();
        }
    }

    private static String counted(int many, String what) {
        return many + " " + what + (many == 1 ? "" : "s");
    }

    private static Guard.Warn colder() {
        return new Guard.Warn(
                "A copy is colder than its source, and nobody else works on it: what a statement has to wait for there is not "
                        + "in the figures.");
    }

    private Plan rehearseThere(Request.Rehearse request, Facts facts, List<Guard> guards, Plan.Setting setting,
            List<SqlFiles.Statement> statements, String image) {
        InstanceRef copy = request.touches();
        guards.add(status(facts.instance(), List.of("available", "storage-optimization")));
        guards.add(copyOnly(request));
        Map<String, String> where = Map.of();
        try (Doors.Opened door = repairs.open(copy).orElse(null)) {
            where = door == null ? Map.of() : door.where();
        }
        guards.add(where.isEmpty()
                ? new Guard.Block("There is no session with " + copy.id() + ".", "connect to it, then plan again")
                : new Guard.Pass(copy.id() + " is reached."));
        guards.add(colder());
        return plan(request, facts, guards, List.of(), setting,
                List.of(applying(request, statements), SAMPLING,
                        new Plan.Step("Then, asked for on its own: delete " + copy.id(), "rds:DeleteDBInstance")),
                new Plan.Consequences(copy.id() + " is changed for good, and " + request.target().id() + " is not touched.",
                        expected(request, "what the migration will take, and more on a cold copy", "what it migrates"),
                        "The copy is billed until it is deleted.", "None: restore another copy."),
                Plan.Grade.SECOND_KEY, new Change.Rehearse(copy, where, request.sql(), statements, image, null, "", null));
    }

    private static Plan.Step applying(Request.Rehearse request, List<SqlFiles.Statement> statements) {
        return new Plan.Step("Apply " + counted(statements.size(), "statement") + " to " + request.copy() + ", each file in a transaction",
                SqlSession.WRITE);
    }

    private Plan rehearseAnew(Request.Rehearse request, Facts facts, List<Guard> guards, Plan.Setting setting,
            List<SqlFiles.Statement> statements, String image) throws InterruptedException {
        String source = request.target().id();
        String id = request.copy();
        boolean removed = request.of() == Request.Rehearse.Copy.REMOVED;
        guards.add(freeForInstance(id, facts));
        Instant latest = account.rdsWatch().restorable(request.target()).map(AutomatedBackup::latest).orElse(null);
        guards.add(latest == null
                ? new Guard.Block("It cannot be restored to a time: RDS keeps no automated backups of it, or does not tell of any.",
                        "restore a snapshot of it, and rehearse on that copy")
                : new Guard.Pass("The copy has what " + source + " held " + words(Duration.between(latest, time.now())) + " ago."));
        guards.add(instances());
        if (removed) {
            guards.add(quota());
        }
        guards.addAll(new Preflight(account, facts.instance()).guards());
        guards.add(colder());
        String mark = UUID.randomUUID().toString();
        String last = removed ? freeName(id, "final") : "";
        var make = new RdsWrite.RestoreToTime(request.target(), null, id,
                Parity.toTime(configuration(request.target())).sent().passing(Rehearsing.MARK, mark));
        var steps = new ArrayList<>(List.of(
                new Plan.Step("Restore " + source + " as it was last backed up to the new instance " + id + ", without deletion protection",
                        "rds:RestoreDBInstanceToPointInTime"),
                new Plan.Step("Watch it until it is available, then connect to it", "rds:DescribeDBInstances, ssm:StartSession"),
                applying(request, statements), SAMPLING));
        steps.add(removed
                ? new Plan.Step("However it went, also when it is cancelled or this console dies: take the final snapshot " + last
                        + ", then delete " + id + ", if it is the instance that the first step made, by its resource id and its tag "
                        + Rehearsing.MARK, "rds:DeleteDBInstance")
                : new Plan.Step("Keep " + id + ", as asked", "nothing is sent"));
        return plan(request, facts, guards, List.of(), setting, steps,
                new Plan.Consequences(source + " is not touched, and nothing but this console connects to " + id + ".",
                        expected(request,
                                "a restore, what the migration will take, more on a cold copy, and a deletion: tens of minutes to hours",
                                "Amazon RDS User Guide, USER_PIT"),
                        removed
                                ? "What " + source + " costs, once more, until " + id
                                        + " is deleted; then its final snapshot and kept backups."
                                : "What " + source + " costs, once more, from now until somebody deletes " + id + ".",
                        removed ? "None is needed." : "Delete " + id + "."),
                Plan.Grade.NAME, new Change.Rehearse(request.touches(), Map.of(), request.sql(), statements, image, make, mark,
                        removed ? new RdsWrite.DeleteInstance(request.touches(), last) : null));
    }

    /// What is rehearsed is written: only on what this journal knows to be a copy.
    private Guard copyOnly(Request.Rehearse request) {
        String id = request.copy();
        String source = request.target().id();
        try {
            return !id.equals(source) && journal.copies(request.target()).contains(id)
                    ? new Guard.Pass(id + " was restored from " + source + ", by the journal of this machine.")
                    : new Guard.Block("That " + id + " is a copy of " + source + " is not in the journal of this machine.",
                            "restore a copy from here, and rehearse on that");
        } catch (IOException e) {
            return new Guard.Block("The journal cannot be read, so whether " + id + " is a copy of " + source + " is unknown.",
                    "mend the journal first");
        }
    }

    private Plan stop(Request.StopTask request, Facts facts, List<Guard> guards, Plan.Setting setting) throws InterruptedException {
        Optional<EcsTask> task = account.tasks().task(request.cluster(), request.task());
        guards.add(task.isEmpty()
                ? new Guard.Block("ECS knows no such task any more.", "close this; nothing is to be done")
                : task.get().stopped()
                        ? new Guard.Block("The task has stopped already.", "close this; nothing is to be done")
                        : new Guard.Pass("The task is " + task.get().status() + "."));
        guards.add(
                new Guard.Warn("A session that waits for a lock or runs a long statement may outlive the task: cancel it first, while it "
                        + "can be found by the task's address."));
        return plan(request, facts, guards, List.of(), setting,
                List.of(new Plan.Step(request.title() + ": SIGTERM, and SIGKILL after its stopTimeout (30 s unless set)", "ecs:StopTask"),
                        new Plan.Step("Watch until it has stopped", "ecs:DescribeTasks")),
                new Plan.Consequences("What the migration has committed stays; what it has not is rolled back when its session ends.",
                        expected(request, "up to a minute", "Amazon ECS API reference, StopTask"), "Nothing.",
                        "None: run the migration again. Whether it can be, depends on what it has committed."),
                Plan.Grade.SECOND_KEY, new Change.Ecs(
                        new EcsWrite.StopTask(request.target(), request.cluster(), request.task(),
                                "Stopped by " + facts.identity().shortName())));
    }

    /// Whom to ask AWS for is looked up, and nothing else: a session must be got rid of also when AWS does not answer.
    private Plan signal(Request.SignalSession request, AwsScope scope) throws InterruptedException {
        var guards = new ArrayList<Guard>();
        Identity identity;
        try {
            identity = account.identity();
            guards.add(rightAccount(identity, request.target()));
        } catch (Problem.Thrown e) {
            identity = new Identity(request.target().account(), System.getProperty("user.name", "unknown") + ", whom AWS did not confirm",
                    "");
            guards.add(new Guard.Warn("AWS does not say who you are; the session can be reached all the same. "
                    + Sentences.happened(e.problem())));
        }
        Seen seen = sessions(request);
        Optional<Locks.Session> session = seen.all.stream().filter(s -> s.pid() == request.pid() && s.began().equals(request.began()))
                .findFirst();
        guards.add(session.<Guard>map(s -> new Guard.Pass("It is there, " + s.state() + ": " + s.query()))
                .or(() -> seen.trouble)
                .orElse(new Guard.Block("There is no such session any more, or no way to " + request.target().id() + ".",
                        "look at the sessions again")));
        if (!request.terminate() && session.filter(s -> s.state().startsWith("idle in transaction")).isPresent()) {
            guards.add(new Guard.Warn("It is idle in a transaction: a cancel does nothing to it; end the session instead."));
        }
        if (session.filter(s -> s.query().contains("(to prevent wraparound)")).isPresent()) {
            guards.add(new Guard.Warn("It is an autovacuum that prevents wraparound: it comes again."));
        }
        Signal how = request.terminate() ? Signal.TERMINATE : Signal.CANCEL;
        var setting = new Plan.Setting(scope, account.scope().profile(), identity, environment, account.endpoint("rds").orElse(null));
        return new Plan(UUID.randomUUID().toString(), request, setting,
                List.of(new Plan.Step(request.title() + " (" + request.what() + ")", how.function())), List.copyOf(guards), List.of(),
                new Plan.Consequences((request.terminate()
                        ? "The session ends, what it has not committed is rolled back, and its application sees a lost connection. "
                        : "Its statement ends with an error, and its transaction fails: until its ROLLBACK it keeps its locks. The session "
                                + "stays. ")
                        + (seen.trouble.isEmpty() ? freed(request.pid(), seen.all) : "Who waits behind it is not known."),
                        new Plan.Expectation("at once, longer when much is to be rolled back", "PostgreSQL manual, functions-admin"),
                        "Nothing.", "None: whoever ran it runs it again."),
                request.terminate() ? Plan.Grade.SECOND_KEY : Plan.Grade.KEY,
                new Change.SignalOne(request.target(), request.pid(), request.began(), how),
                new Plan.Basis(null, null, null, null, null, null, Map.of()), time.now());
    }

    private record Seen(List<Locks.Session> all, Optional<Guard> trouble) {}

    /// A server that is too busy to tell its sessions has the most need of a signal, which looks at the process and its start itself.
    private Seen sessions(Request.SignalSession request) {
        try {
            return new Seen(sight.sessions(request.target()).orElse(List.of()), Optional.empty());
        } catch (Problem.Thrown e) {
            return new Seen(List.of(), Optional.of(new Guard.Warn("The server did not tell its sessions just now. It signals pid "
                    + request.pid() + " only if that is still the one of " + request.began() + ". " + Sentences.happened(e.problem()))));
        }
    }

    /// Who goes on when a session lets go of what it holds.
    private static String freed(int pid, List<Locks.Session> all) {
        LockTree.Freed freed = LockTree.freedBy(pid, all.stream().filter(s -> s.waits() != null)
                .map(s -> new LockWait(s.pid(), s.blockers(), "", "", null, Map.of())).toList());
        return freed.all() == 0
                ? "Nobody waits behind it."
                : "Frees " + freed.direct() + " that wait for it alone"
                        + (freed.all() > freed.direct()
                                ? ", and " + (freed.all() - freed.direct()) + " behind these as they finish."
                                : ".");
    }

    private Plan rollOut(Request.RollOut request, Facts facts, List<Guard> guards, Plan.Setting setting) throws InterruptedException {
        EcsService service = account.tasks().service(request.cluster(), request.service())
                .orElseThrow(() -> missing("service " + request.service()));
        EcsDefinition definition = account.tasks().definition(request.definition());
        String now = EcsDefinition.last(service.definition());
        guards.add(now.equals(definition.name())
                ? new Guard.Block(request.service() + " has " + now + " already.", "close this; nothing is to be done")
                : new Guard.Pass(request.service() + " has " + now + " now."));
        guards.add(definition.active()
                ? new Guard.Pass(definition.name() + " is active.")
                : new Guard.Block(definition.name() + " is not active any more.", "choose another revision"));
        guards.add(MigrationPlanning.registry(account, definition.essential().image()));
        EcsService.Deployment going = service.primary();
        if (going != null && "IN_PROGRESS".equals(going.rollout())) {
            guards.add(
                    new Guard.Warn("A deployment of " + EcsDefinition.last(going.definition()) + " is in progress; this one takes over."));
        }
        guards.add(new Guard.Warn("While its tasks are replaced, the code of " + now + " and of " + definition.name()
                + " both have to work on the schema as "
                + (request.migration().isEmpty() ? "it is now." : request.migration() + " left it.")));
        return plan(request, facts, guards, List.of(), setting,
                List.of(new Plan.Step("Give " + request.service() + " the revision " + definition.name(), "ecs:UpdateService"),
                        new Plan.Step("Watch its deployment until it is complete", "ecs:DescribeServices")),
                new Plan.Consequences(
                        "Every task of " + request.service() + " is replaced, a few at a time; each begins with new connections.",
                        expected(request, "minutes, by how fast its tasks become healthy", "observed; AWS states none"),
                        "For some minutes more tasks run than usual.", "Roll it out to " + now + " again. The schema stays as it is."),
                Plan.Grade.NAME,
                new Change.Ecs(new EcsWrite.RollOut(request.target(), request.cluster(), request.service(), definition.arn(),
                        service.definition())));
    }

    private Plan restartService(Request.RestartService request, Facts facts, List<Guard> guards, Plan.Setting setting)
            throws InterruptedException {
        String name = request.service();
        EcsService service = account.tasks().service(request.cluster(), name).orElseThrow(() -> missing("service " + name));
        Integer desired = service.desired();
        guards.add(desired == null || desired == 0
                ? new Guard.Block(name + " is to run no task.", "set its desired count first, in its own tool")
                : new Guard.Pass(
                        name + " runs " + service.running() + " of " + desired + " tasks of " + EcsDefinition.last(service.definition())
                                + "."));
        EcsService.Deployment now = service.primary();
        if (now != null && "IN_PROGRESS".equals(now.rollout())) {
            guards.add(new Guard.Warn("A deployment is in progress; this one takes over."));
        }
        guards.add("available".equals(facts.instance().status())
                ? new Guard.Pass(request.target().id() + " is available: new tasks find it.")
                : new Guard.Warn(request.target().id() + " is " + facts.instance().status() + ": new tasks may not come up while it is."));
        return plan(request, facts, guards, List.of(), setting,
                List.of(new Plan.Step("Have " + name + " deployed anew, with the revision that it has", "ecs:UpdateService"),
                        new Plan.Step("Watch its deployment until it is complete", "ecs:DescribeServices")),
                new Plan.Consequences(
                        "Every task of " + name
                                + " is replaced, new ones first: requests are served meanwhile. What only a task's memory holds"
                                + " is lost. New tasks read their secrets anew and begin with new connections.",
                        expected(request, "minutes, by how fast its tasks become healthy", "observed; AWS states none"),
                        "For some minutes more tasks run than usual.",
                        "None is needed: it runs the revision that it ran. If the new tasks do not come up, the old ones stay."),
                Plan.Grade.SECOND_KEY,
                new Change.Ecs(new EcsWrite.Restart(request.target(), request.cluster(), name, now == null ? "" : now.id())));
    }

    private Configuration configuration(InstanceRef ref) throws InterruptedException {
        return account.rdsWatch().configuration(ref).orElseThrow(() -> missing("DB instance " + ref.id()));
    }

    private static Guard freeForInstance(String name, Facts facts) {
        if (!Names.good(name)) {
            return new Guard.Block("'" + name + "' cannot be an instance's name.", Names.RULE);
        }
        return facts.holder().isPresent()
                ? new Guard.Block("There is an instance " + name + " already; it is " + facts.holder().get().status() + ".",
                        "choose another name")
                : new Guard.Pass("The name " + name + " is free.");
    }

    private Guard inWindow(Request.RestoreToTime request) throws InterruptedException {
        Optional<AutomatedBackup> kept = account.rdsWatch().restorable(request.target());
        Instant earliest = kept.map(AutomatedBackup::earliest).orElse(null);
        Instant latest = kept.map(AutomatedBackup::latest).orElse(null);
        if (earliest == null || latest == null) {
            return new Guard.Block("It cannot be restored to a time: RDS keeps no automated backups of it, or does not tell of any.",
                    "restore from a snapshot");
        }
        Instant first = earliest.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        Instant last = latest.truncatedTo(ChronoUnit.SECONDS);
        if (request.at().isBefore(first) || request.at().isAfter(last)) {
            return new Guard.Block(
                    "It can be restored to any second from " + first + " to " + last + ", and " + request.at() + " is not one.",
                    "the nearest is " + (request.at().isBefore(first) ? first : last)
                            + (request.at().isAfter(last) ? "; a later one comes within five minutes" : ""));
        }
        return new Guard.Pass(request.at() + " is " + words(Duration.between(request.at(), time.now())) + " ago and can be had.");
    }

    private Guard instances() throws InterruptedException {
        return quota("DBInstances", "DB instances", "delete one, or ask for more at Service Quotas");
    }

    private Plan plan(Request request, Facts facts, List<Guard> guards, Plan.Setting setting, List<Plan.Step> steps,
            Plan.Consequences consequences, Plan.Grade grade, RdsWrite write) {
        return plan(request, facts, guards, List.of(), setting, steps, consequences, grade, new Change.Rds(write));
    }

    private Plan plan(Request request, Facts facts, List<Guard> guards, List<Parity.Row> settings, Plan.Setting setting,
            List<Plan.Step> steps, Plan.Consequences consequences, Plan.Grade grade, RdsWrite write) {
        return plan(request, facts, guards, settings, setting, steps, consequences, grade, new Change.Rds(write));
    }

    private Plan plan(Request request, Facts facts, List<Guard> guards, List<Parity.Row> settings, Plan.Setting setting,
            List<Plan.Step> steps, Plan.Consequences consequences, Plan.Grade grade, Change write) {
        Plan.Grade graded = environment.guardedAsProduction() ? Plan.Grade.NAME : grade;
        return new Plan(UUID.randomUUID().toString(), request, setting, List.copyOf(steps), List.copyOf(guards), settings, consequences,
                graded, write,
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

    /// @param meaning what a failover of a moment ago means for what is planned
    private void recentFailover(Facts facts, List<Guard> guards, String meaning) {
        if (facts.events().isEmpty()) {
            guards.add(new Guard.Warn("Its events cannot be read: whether it has just failed over is unknown."));
            return;
        }
        Optional<Failover> last = Failover.of(facts.events().get()).stream().findFirst();
        Instant now = time.now();
        boolean recent = last.map(f -> f.startedAt().isAfter(now.minus(RECENT))).orElse(false);
        guards.add(recent
                ? new Guard.Warn("It failed over " + words(Duration.between(last.orElseThrow().startedAt(), now))
                        + " ago: " + meaning)
                : new Guard.Pass("It has not failed over in the last 10 minutes."));
    }

    private Guard quota() throws InterruptedException {
        return quota("ManualSnapshots", "manual snapshots", "delete old ones, or ask for more at Service Quotas");
    }

    private Guard quota(String name, String what, String fix) throws InterruptedException {
        try {
            Optional<RdsWatch.Quota> quota = account.rdsWatch().quota(name);
            if (quota.isEmpty()) {
                return new Guard.Warn("How many " + what + " the account may still have is unknown.");
            }
            RdsWatch.Quota of = quota.get();
            return of.used() >= of.max()
                    ? new Guard.Block("The account has " + of.used() + " of " + of.max() + " " + what + " in this region.", fix)
                    : new Guard.Pass(of.used() + " of " + of.max() + " " + what + " are used.");
        } catch (Problem.Thrown e) {
            return new Guard.Warn("How many " + what + " the account may still have is unknown: " + Sentences.happened(e.problem()));
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
