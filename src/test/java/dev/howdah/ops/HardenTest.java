package dev.howdah.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.session.AwsSettings;
import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.world.BadSeed;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.DrillClock;
import dev.howdah.drill.world.EcsSeed;
import dev.howdah.drill.world.Fault;
import dev.howdah.model.Environment;
import dev.howdah.model.Hardening;
import dev.howdah.model.IngressRule;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.ops.posture.FactsReader;
import dev.howdah.posture.Finding;
import dev.howdah.posture.Mend;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;
import dev.howdah.posture.checks.Checks;
import dev.howdah.task.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each automatic fix, as its check offers it, goes through plan, confirmation and watch, and turns its check green on a fresh read.
/// Bad inputs tried: a setting that is in force, a standby where there is one zone, the wrong name typed, an instance that is gone.
final class HardenTest {
    private static final InstanceRef FORUM = new InstanceRef("123456789012", "ap-northeast-2", BadSeed.FORUM);
    private static final InstanceRef LEGACY = new InstanceRef("123456789012", "ap-northeast-2", "legacy-db");
    private DrillClock clock;
    private Drill drill;
    private Operations operations;
    private AwsAccount account;
    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        clock = DrillClock.stoppedAt(Instant.now().truncatedTo(ChronoUnit.SECONDS));
        drill = Drill.start(DrillOptions.standard().withoutServers().withBadInstance().withClock(clock), _ -> {});
        operations = Bench.operations(drill, folder, Environment.STAGING, new Turned());
        account = new AwsAccount(Bench.SCOPE, new AwsSettings(drill.variables()));
    }

    @AfterEach
    void stop() {
        account.close();
        operations.close();
        drill.close();
    }

    @Test
    void eachSettingTurnsItsCheckGreen() throws Exception {
        Map<InstanceRef, List<String>> checks = Map.of(LEGACY, List.of("retention", "multi-az"), FORUM,
                List.of("copy-tags", "minor-upgrades", "not-public", "insights", "iam-authentication", "storage-autoscaling",
                        "log-exports", "storage-type", "authority"));
        var tried = EnumSet.noneOf(Hardening.class);
        for (var each : checks.entrySet()) {
            InstanceRef ref = each.getKey();
            Map<String, Verdict> before = verdicts(ref);
            for (String check : each.getValue()) {
                tried.add(mend(ref, check, (Verdict.Bad) before.get(check)));
            }
            Map<String, Verdict> after = verdicts(ref);
            assertThat(each.getValue()).allSatisfy(check -> assertThat(after.get(check)).as(check).isInstanceOf(Verdict.Good.class));
        }
        assertThat(tried).isEqualTo(EnumSet.allOf(Hardening.class));
        assertThat(Bench.changes(drill)).hasSize(Hardening.values().length).containsOnly("ModifyDBInstance");
    }

    /// Applies the plan that a check offers.
    private Hardening mend(InstanceRef ref, String check, Verdict.Bad bad) throws Exception {
        Hardening what = ((Mend.Setting) Objects.requireNonNull(bad.mend())).what();
        Plan plan = operations.plan(Bench.SCOPE, new Request.Harden(ref, what));
        assertThat(plan.block()).as(check).isEmpty();
        assertThat(plan.grade()).as(check).isEqualTo(Plan.Grade.NAME);
        assertThat(plan.name()).isEqualTo(ref.id());
        assertThat(plan.command()).startsWith("aws rds modify-db-instance --db-instance-identifier " + ref.id());
        assertThat(plan.command().contains("--apply-immediately")).as(check).isEqualTo(what.immediately());
        assertThat(plan.consequences().wayBack()).isNotBlank();
        assertThatThrownBy(() -> plan.confirmed("blog-db", Instant.now())).isInstanceOf(IllegalArgumentException.class);
        assertThat(Bench.end(Bench.start(operations, plan))).as(check).isInstanceOf(OpState.Done.class);
        settled(ref);
        return what;
    }

    /// A change of storage or backups goes on for a while in which RDS takes no other.
    private void settled(InstanceRef ref) throws InterruptedException {
        for (int i = 0; !"available".equals(account.rdsWatch().instance(ref).orElseThrow().status()); i++) {
            assertThat(i).as(ref.id() + " becomes available").isLessThan(100);
            clock.advance(Duration.ofSeconds(1));
        }
    }

    /// Whoever waits turns the drill's clock.
    private final class Turned implements Time {
        @Override
        public Instant now() {
            return clock.now();
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration howLong) {
            clock.advance(howLong);
        }
    }

    @Test
    void protectionAndNewTasksHavePlansOfTheirOwn() throws Exception {
        Map<String, Verdict> before = verdicts(FORUM);
        assertThat(((Verdict.Bad) before.get("deletion-protection")).mend()).isEqualTo(new Mend.Protect());
        assertThat(((Verdict.Bad) before.get("stale-secret")).mend()).isEqualTo(new Mend.Restart(EcsSeed.CLUSTER, BadSeed.SERVICE));
        assertThat(((Verdict.Bad) before.get("parameters-in-sync")).mend()).isEqualTo(new Mend.Reboot());
        for (Request request : List.of(new Request.Protection(FORUM, true), new Request.Reboot(FORUM))) {
            assertThat(Bench.end(Bench.start(operations, operations.plan(Bench.SCOPE, request)))).as(request.title())
                    .isInstanceOf(OpState.Done.class);
        }
        Map<String, Verdict> after = verdicts(FORUM);
        assertThat(after.get("deletion-protection")).isInstanceOf(Verdict.Good.class);
        assertThat(after.get("parameters-in-sync")).isInstanceOf(Verdict.Good.class);
    }

    /// A disk that is nearly full.
    @Test
    void moreStorageTurnsItsCheckGreen() throws Exception {
        var bad = (Verdict.Bad) verdicts(FORUM).get("storage-left");
        assertThat(bad.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(bad.mend()).isEqualTo(new Mend.Grow());
        int had = account.rdsWatch().instance(FORUM).orElseThrow().storage().allocatedGib();
        var request = new Request.Grow(FORUM);
        Plan plan = operations.plan(Bench.SCOPE, request);
        assertThat(plan.block()).isEmpty();
        assertThat(plan.grade()).isEqualTo(Plan.Grade.NAME);
        assertThat(plan.command()).startsWith("aws rds modify-db-instance --db-instance-identifier forum-db")
                .contains("--allocated-storage " + Hardening.more(had), "--apply-immediately").doesNotContain("--max-allocated-storage");
        assertThat(bad.command().orElseThrow()).contains("--allocated-storage " + Hardening.more(had));
        assertThat(plan.guards()).extracting(Guard::text).contains("From " + had + " to " + Hardening.more(had) + " GiB.")
                .anySatisfy(t -> assertThat(t).contains("It buys time")).anySatisfy(t -> assertThat(t).contains("DBInstanceClass"));
        assertThat(plan.consequences().wayBack()).contains("storage never shrinks");
        Running run = Bench.start(operations, plan);
        assertThat(run.title()).isEqualTo("Give forum-db more storage");
        assertThat(Bench.end(run)).isInstanceOfSatisfying(OpState.Done.class,
                done -> assertThat(done.words()).contains("it has " + Hardening.more(had) + " GiB"));
        assertThat(operations.plan(Bench.SCOPE, request).block()).as("while it is optimized").isPresent();
        settled(FORUM);
        clock.advance(Duration.ofMinutes(5));
        assertThat(verdicts(FORUM).get("storage-left")).isInstanceOf(Verdict.Good.class);
        assertThat(Bench.changes(drill)).containsExactly("ModifyDBInstance");
        // six hours have to pass, which RDS says and nobody else knows
        assertThat(Bench.end(Bench.start(operations, operations.plan(Bench.SCOPE, request)))).isInstanceOfSatisfying(OpState.Failed.class,
                failed -> assertThat(failed.toString()).contains("previous storage change is being optimized"));
    }

    /// A limit of growing by itself that would lie below what there then is.
    @Test
    void theLimitOfGrowingByItselfMovesWithIt() throws Exception {
        Instance.Storage storage = account.rdsWatch().instance(Bench.BLOG).orElseThrow().storage();
        assertThat(storage.maxAllocatedGib()).as("grows by itself").isGreaterThan(Hardening.more(storage.allocatedGib()));
        assertThat(operations.plan(Bench.SCOPE, new Request.Grow(Bench.BLOG)).command()).doesNotContain("--max-allocated-storage");
        drill.world().home().change("blog-db", i -> i.withStorage(
                new DbInstance.Storage(i.storage().type(), 80, 100, i.storage().iops(), i.storage().throughput(), i.storage().kmsKey())));
        Plan plan = operations.plan(Bench.SCOPE, new Request.Grow(Bench.BLOG));
        assertThat(plan.command()).contains("--allocated-storage 120", "--max-allocated-storage 240");
        assertThat(plan.guards()).extracting(Guard::text)
                .contains("It grows by itself up to 100 GiB, which would not be more than it then has: that limit moves to 240 GiB.");
        assertThat(Bench.end(Bench.start(operations, plan))).isInstanceOf(OpState.Done.class);
        assertThat(account.rdsWatch().instance(Bench.BLOG).orElseThrow().storage())
                .satisfies(s -> assertThat(s.allocatedGib()).isEqualTo(120)).satisfies(s -> assertThat(s.maxAllocatedGib()).isEqualTo(240));
        drill.world().home().change("blog-db", i -> i.withStorage(
                new DbInstance.Storage(i.storage().type(), 65_000, null, i.storage().iops(), i.storage().throughput(),
                        i.storage().kmsKey())));
        assertThat(operations.plan(Bench.SCOPE, new Request.Grow(Bench.BLOG)).guards())
                .anySatisfy(g -> assertThat(g.text()).contains("RDS gives 65536 at most"));
    }

    /// The world first; who is let in by a group stays.
    @Test
    void anAddressRangeIsShutOut() throws Exception {
        var bad = (Verdict.Bad) verdicts(FORUM).get("ingress-sources");
        var mend = (Mend.Shut) Objects.requireNonNull(bad.mend());
        assertThat(bad.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(mend.words()).isEqualTo("Shut out 0.0.0.0/0");
        var request = new Request.ShutOut(FORUM, mend.group(), mend.rules(), mend.ranges());
        Plan plan = operations.plan(Bench.SCOPE, request);
        assertThat(plan.block()).isEmpty();
        assertThat(plan.grade()).isEqualTo(Plan.Grade.NAME);
        assertThat(plan.command()).startsWith("aws ec2 revoke-security-group-ingress --group-id " + mend.group())
                .contains(mend.rules().getFirst());
        assertThat(bad.command().orElseThrow()).contains(mend.rules().getFirst());
        assertThat(plan.guards()).extracting(Guard::text).anySatisfy(t -> assertThat(t).contains("lets in 0.0.0.0/0 to "))
                .anySatisfy(t -> assertThat(t).contains("No security group is let in to port 5432"))
                .anySatisfy(t -> assertThat(t).contains("No other DB instance has the group"))
                .anySatisfy(t -> assertThat(t).contains("Who is connected now is not looked at"));
        assertThat(plan.consequences().wayBack()).contains("aws ec2 authorize-security-group-ingress --group-id " + mend.group(),
                "IpRanges=[{CidrIp=0.0.0.0/0}]");
        Running run = Bench.start(operations, plan);
        assertThat(run.title()).isEqualTo("Shut 0.0.0.0/0 out of forum-db");
        assertThat(Bench.end(run)).isInstanceOfSatisfying(OpState.Done.class,
                done -> assertThat(done.words()).contains("0.0.0.0/0 cannot come in by " + mend.group()));
        assertThat(Bench.changes(drill)).containsExactly("RevokeSecurityGroupIngress");
        assertThat(verdicts(FORUM).get("ingress-sources")).isNotInstanceOf(Verdict.Bad.class);
        assertThat(operations.plan(Bench.SCOPE, request).block())
                .hasValueSatisfying(b -> assertThat(b.text()).isEqualTo("Not all of these rules are there any more."));
    }

    /// A rule that goes between the plan and the call, and an answer that does not come.
    @Test
    void whatIsShutMeanwhileAndWhatIsNotAnswered() throws Exception {
        var mend = (Mend.Shut) Objects.requireNonNull(((Verdict.Bad) verdicts(FORUM).get("ingress-sources")).mend());
        var request = new Request.ShutOut(FORUM, mend.group(), mend.rules(), mend.ranges());
        drill.faults().set("ec2:RevokeSecurityGroupIngress", 1, new Fault.LoseAnswer());
        assertThat(Bench.end(Bench.start(operations, operations.plan(Bench.SCOPE, request)))).isInstanceOf(OpState.Done.class);
        drill.faults().clear();
        List<IngressRule> group = account.network().ingress(List.of(mend.group()));
        assertThat(group).noneMatch(IngressRule::ofTheWorld);
    }

    /// Each is one call, told by its check as a plan, and none of them is a setting of the instance.
    @Test
    void rulesParametersAndWindowsAreMendedByPlan() throws Exception {
        Map<String, Verdict> before = verdicts(FORUM);
        var ports = (Mend.Narrow) mend(before, "ingress-ports");
        var out = (Mend.LetNothingOut) mend(before, "egress");
        var tls = (Mend.Parameters) mend(before, "force-ssl");
        var vacuum = (Mend.Parameters) mend(before, "risky-parameters");
        var window = (Mend.MoveBackups) mend(before, "backup-window");
        assertThat(mend(before, "pending-changes")).isEqualTo(new Mend.ApplyWaiting());
        assertThat(List.of(ports.words(), out.words(), tls.words(), vacuum.words())).containsExactly("Open only the port",
                "Let nothing out", "Set rds.force_ssl", "Set autovacuum");
        assertThat(window.words()).matches("Move backups to \\d\\d:00 UTC");
        done(new Request.NarrowPorts(FORUM, ports.group(), ports.rules()),
                "aws ec2 modify-security-group-rules --group-id " + ports.group(),
                "aws ec2 modify-security-group-rules --group-id " + ports.group() + " --security-group-rules '[{\"SecurityGroupRuleId\":\""
                        + ports.rules().getFirst() + "\",\"SecurityGroupRule\":{\"IpProtocol\":\"tcp\",\"FromPort\":0,\"ToPort\":65535,"
                        + "\"CidrIpv4\":\"0.0.0.0/0\",\"Description\":\"to make it work\"}}]'");
        done(new Request.LetNothingOut(FORUM, out.group(), out.rules()),
                "aws ec2 revoke-security-group-egress --security-group-rule-ids " + out.rules().getFirst(),
                "aws ec2 authorize-security-group-egress --group-id " + out.group() + " --ip-permissions 'IpProtocol=-1,"
                        + "IpRanges=[{CidrIp=0.0.0.0/0}]'");
        done(new Request.SetParameters(FORUM, tls.group(), tls.values()),
                "aws rds modify-db-parameter-group --db-parameter-group-name forum-pg13",
                "aws rds modify-db-parameter-group --db-parameter-group-name forum-pg13 --parameters ParameterName=rds.force_ssl,"
                        + "ParameterValue=0,ApplyMethod=immediate");
        done(new Request.SetParameters(FORUM, vacuum.group(), vacuum.values()), "aws rds modify-db-parameter-group", "ParameterValue=0");
        done(new Request.MoveBackups(FORUM, window.window()), "aws rds modify-db-instance --db-instance-identifier forum-db",
                "Move it back to 12:00-12:30 UTC.");
        done(new Request.ApplyWaiting(FORUM), "aws rds modify-db-instance --db-instance-identifier forum-db --apply-immediately",
                "None in one call");
        var forced = (Mend.ChooseWindow) mend(before, "pending-maintenance");
        assertThat(forced.words()).isEqualTo("Choose the next window");
        done(new Request.ChooseWindow(FORUM, forced.resource(), forced.action()),
                "aws rds apply-pending-maintenance-action --resource-identifier " + forced.resource(),
                "--apply-action system-update --opt-in-type undo-opt-in");
        Map<String, Verdict> after = verdicts(FORUM);
        assertThat(List.of("pending-maintenance", "ingress-ports", "egress", "force-ssl", "risky-parameters", "backup-window",
                "pending-changes"))
                .allSatisfy(check -> assertThat(after.get(check)).as(check).isInstanceOf(Verdict.Good.class));
        assertThat(Bench.changes(drill)).containsExactly("ModifySecurityGroupRules", "RevokeSecurityGroupEgress",
                "ModifyDBParameterGroup", "ModifyDBParameterGroup", "ModifyDBInstance", "ModifyDBInstance",
                "ApplyPendingMaintenanceAction");
        assertThat(drill.world().home().network().rules()).filteredOn(r -> r.id().equals(ports.rules().getFirst())).singleElement()
                .satisfies(r -> assertThat(r.description()).isEqualTo("to make it work"));
    }

    private static Mend mend(Map<String, Verdict> verdicts, String check) {
        return Objects.requireNonNull(((Verdict.Bad) verdicts.get(check)).mend(), check);
    }

    /// Plans, confirms and watches to the end; a second plan of the same is refused.
    private void done(Request request, String command, String back) throws Exception {
        Plan plan = operations.plan(Bench.SCOPE, request);
        assertThat(plan.block()).as(request.title()).isEmpty();
        assertThat(plan.grade()).isEqualTo(Plan.Grade.NAME);
        assertThat(plan.command()).startsWith(command);
        assertThat(plan.consequences().wayBack()).contains(back);
        Running run = Bench.start(operations, plan);
        assertThat(run.title()).isEqualTo(request.title());
        assertThat(Bench.end(run)).as(request.title()).isInstanceOf(OpState.Done.class);
        settled(FORUM);
        assertThat(operations.plan(Bench.SCOPE, request).block()).as("again: " + request.title()).isPresent();
    }

    /// An answer that does not come, what changed between the plan and the call, and what cannot be asked for.
    @Test
    void whatGoesWrongWithRulesParametersAndWindows() throws Exception {
        var ports = (Mend.Narrow) mend(verdicts(FORUM), "ingress-ports");
        drill.faults().set("rds:ModifyDBParameterGroup", 1, new Fault.LoseAnswer());
        assertThat(Bench.end(Bench.start(operations, operations.plan(Bench.SCOPE,
                new Request.SetParameters(FORUM, "forum-pg13", Map.of("rds.force_ssl", "1")))))).isInstanceOf(OpState.Done.class);
        drill.faults().set("ec2:ModifySecurityGroupRules", 1, new Fault.LoseAnswer());
        assertThat(Bench.end(Bench.start(operations, operations.plan(Bench.SCOPE,
                new Request.NarrowPorts(FORUM, ports.group(), ports.rules()))))).isInstanceOf(OpState.Done.class);
        drill.faults().clear();
        Plan waiting = operations.plan(Bench.SCOPE, new Request.ApplyWaiting(FORUM));
        Bench.waits(drill, BadSeed.FORUM, Map.of("DBInstanceClass", "db.t4g.micro", "EngineVersion", "14.12"));
        assertThat(Bench.end(Bench.start(operations, waiting))).isInstanceOfSatisfying(OpState.Moved.class,
                moved -> assertThat(moved.words()).contains("something else waits for its maintenance window"));
        assertThat(operations.plan(Bench.SCOPE, new Request.ApplyWaiting(FORUM)).guards()).extracting(Guard::text)
                .anySatisfy(t -> assertThat(t).contains("An engine version cannot be taken back"))
                .anySatisfy(t -> assertThat(t).contains("It is Single-AZ: it is away for minutes"));
        Bench.waits(drill, BadSeed.FORUM, Map.of("DBInstanceIdentifier", "other", "BackupRetentionPeriod", "0"));
        assertThat(blocks(new Request.ApplyWaiting(FORUM))).anySatisfy(t -> assertThat(t).contains("A new name waits too"))
                .anySatisfy(t -> assertThat(t).contains("Backups are to be switched off"));
        assertThat(blocks(new Request.SetParameters(LEGACY, "default.postgres13", Map.of("rds.force_ssl", "1"))))
                .containsExactly("A default parameter group cannot be changed.");
        assertThat(blocks(new Request.SetParameters(LEGACY, "forum-pg13", Map.of("rds.force_ssl", "1"))))
                .containsExactly("legacy-db does not have the group forum-pg13 any more.");
        assertThat(blocks(new Request.SetParameters(FORUM, "forum-pg13", Map.of("no_such", "1"))))
                .contains("forum-pg13 has no parameter no_such.");
        assertThat(blocks(new Request.NarrowPorts(FORUM, ports.group(), List.of("sgr-0")))).containsExactly(
                "Not all of these rules are there any more.");
        assertThat(blocks(new Request.LetNothingOut(FORUM, ports.group(), List.of("sgr-0")))).containsExactly(
                "Not all of these rules are there any more.");
        assertThat(blocks(new Request.ChooseWindow(FORUM, "arn:aws:rds:ap-northeast-2:123456789012:db:forum-db", "db-upgrade")))
                .containsExactly("db-upgrade does not wait for forum-db any more.");
        assertThat(blocks(new Request.MoveBackups(FORUM, "12:00-12:30"))).containsExactly("Backups are taken at that time already.");
    }

    /// What needs a restart waits for it, and the next step is offered.
    @Test
    void aStaticParameterWaitsForItsReboot() throws Exception {
        Plan plan = operations.plan(Bench.SCOPE, new Request.SetParameters(Bench.BLOG, "blog-pg16", Map.of("max_connections", "200")));
        assertThat(plan.block()).isEmpty();
        assertThat(plan.command()).contains("ApplyMethod=pending-reboot");
        assertThat(plan.consequences().blastRadius()).contains("wait until the instance is rebooted");
        assertThat(Bench.end(Bench.start(operations, plan))).isInstanceOfSatisfying(OpState.Done.class, done -> {
            assertThat(done.words()).contains("It comes into force when blog-db is rebooted.");
            assertThat(done.next()).contains(new Request.Reboot(Bench.BLOG));
        });
        assertThat(((Verdict.Bad) verdicts(Bench.BLOG).get("parameters-in-sync")).mend()).isEqualTo(new Mend.Reboot());
    }

    private List<String> blocks(Request request) throws InterruptedException {
        return operations.plan(Bench.SCOPE, request).guards().stream().filter(Guard.Block.class::isInstance).map(Guard::text).toList();
    }

    @Test
    void whatCannotBeIsRefusedBefore() throws Exception {
        assertThat(operations.plan(Bench.SCOPE, new Request.Harden(Bench.BLOG, Hardening.COPY_TAGS)).block())
                .hasValueSatisfying(b -> assertThat(b.text()).isEqualTo("It is in force already."));
        assertThat(operations.plan(Bench.SCOPE, new Request.Harden(FORUM, Hardening.MULTI_AZ)).block())
                .hasValueSatisfying(b -> assertThat(b.text()).contains("1 zone only"));
        assertThat(operations.plan(Bench.SCOPE, new Request.Harden(FORUM, Hardening.RETENTION)).guards())
                .anySatisfy(g -> assertThat(g.text()).contains("comes into force too: DBInstanceClass"))
                .anySatisfy(g -> assertThat(g.text()).contains("From 0 days it is a short outage"));
        var gone = new InstanceRef(FORUM.account(), FORUM.region(), "nope");
        assertThatThrownBy(() -> operations.plan(Bench.SCOPE, new Request.Harden(gone, Hardening.COPY_TAGS)))
                .hasMessageContaining("nope");
        assertThat(Bench.changes(drill)).isEmpty();
    }

    private Map<String, Verdict> verdicts(InstanceRef ref) throws InterruptedException {
        var instance = account.rdsWatch().instance(ref).orElseThrow();
        return Checks.look(new FactsReader(account).read(instance, clock.now()).facts()).stream()
                .collect(Collectors.toMap(f -> f.check().id(), Finding::verdict));
    }
}
