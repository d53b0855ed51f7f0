package dev.howdah.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.world.DbSnapshot;
import dev.howdah.drill.world.Fault;
import dev.howdah.drill.world.Faults;
import dev.howdah.drill.world.Region;
import dev.howdah.journal.Chain;
import dev.howdah.journal.Confirmation;
import dev.howdah.journal.Entry;
import dev.howdah.model.Environment;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.task.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Plans, starts, watches and writes down, with the real SDK against a drill. Bad inputs tried: a blocked plan, a wrong name, a
/// confirmation of another plan, a plan twice, two at once, a state that moved, a taken name, a full quota (seen before and only by
/// AWS), no answer (begun and not begun), an expired token meanwhile, a denied call, a full disk, the wrong account, no such instance.
final class OperationsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Drill drill;
    @SuppressWarnings("NullAway.Init")
    private Operations operations;

    @BeforeEach
    void start() throws IOException {
        drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {});
        operations = operations(Environment.STAGING, new Bench.Hasty(false));
    }

    @AfterEach
    void stop() {
        operations.close();
        drill.close();
    }

    /// A server that is too busy to list its sessions is the one on which something has to be cancelled.
    @Test
    void aSessionIsSignalledThoughTheServerDoesNotTellItsSessions() throws Exception {
        try (Operations speechless = Bench.speechless(drill, folder, Environment.STAGING, new Bench.Hasty(false))) {
            Plan plan = speechless.plan(Bench.SCOPE,
                    new Request.SignalSession(Bench.BLOG, Bench.ONE.pid(), Bench.ONE.began(), false, "monthly report"));
            assertThat(plan.block()).isEmpty();
            assertThat(plan.guards()).anySatisfy(guard -> {
                assertThat(guard).isInstanceOf(Guard.Warn.class);
                assertThat(guard.text()).contains("did not tell its sessions", "pid " + Bench.ONE.pid(), String.valueOf(Bench.ONE.began()),
                        "statement timeout");
            });
            assertThat(plan.consequences().toString()).contains("Who waits behind it is not known.");
            assertThat(Bench.end(Bench.start(speechless, plan))).isInstanceOf(OpState.Done.class);
            Plan other = speechless.plan(Bench.SCOPE,
                    new Request.SignalSession(Bench.BLOG, Bench.ONE.pid(), Bench.ONE.began().plusSeconds(1), false, "its successor"));
            assertThat(Bench.end(Bench.start(speechless, other))).as("another one that has its number now")
                    .isNotInstanceOf(OpState.Done.class);
        }
        assertThat(operations.plan(Bench.SCOPE, new Request.SignalSession(Bench.BLOG, 1_000_000, Bench.ONE.began(), false, "gone")).block())
                .as("one that is not among those that are told").isPresent();
    }

    @Test
    void aSnapshotIsPlannedTakenWatchedAndWrittenDown() throws Exception {
        Plan plan = operations.plan(Bench.SCOPE, new Request.TakeSnapshot(Bench.BLOG, "before deploy!"));
        assertThat(plan.grade()).isEqualTo(Plan.Grade.KEY);
        assertThat(plan.block()).isEmpty();
        assertThat(plan.guards()).extracting(Guard::text).anySatisfy(t -> assertThat(t).contains("I/O does not pause"))
                .anySatisfy(t -> assertThat(t).contains("of 100 manual snapshots"));
        assertThat(plan.command()).matches("aws rds create-db-snapshot --db-snapshot-identifier blog-db-before-deploy-\\d{8}-\\d{4}"
                + " --db-instance-identifier blog-db --region ap-northeast-2 --endpoint-url http://127\\.0\\.0\\.1:\\d+");
        assertThat(plan.consequences().duration().source()).contains("User Guide");
        assertThat(Bench.changes(drill)).as("planning changes nothing").isEmpty();
        List<OpState> states = Bench.states(Bench.start(operations, plan));
        assertThat(states).anySatisfy(s -> assertThat(s).isInstanceOfSatisfying(OpState.Watching.class,
                w -> assertThat(w.percent()).isNotNull().isBetween(1, 99)));
        assertThat(states.getLast()).isInstanceOfSatisfying(OpState.Done.class,
                d -> assertThat(d.inverse()).containsInstanceOf(Request.DeleteSnapshot.class));
        assertThat(Bench.changes(drill)).containsExactly("CreateDBSnapshot");
        Chain chain = Chain.read(folder);
        assertThat(chain.bad()).isEmpty();
        assertThat(chain.entries()).extracting(Entry::kind).containsExactly(Entry.Kind.INTENT, Entry.Kind.PERMIT, Entry.Kind.SENT,
                Entry.Kind.OUTCOME);
        assertThat(chain.entries().getFirst().field("operator")).endsWith("user/ops-admin");
        assertThat(chain.entries().getLast().field("result")).isEqualTo("done");
        assertThat(operations.plan(Bench.SCOPE, new Request.TakeSnapshot(Bench.BLOG, "again")).consequences().duration().source())
                .contains("journal");
    }

    @Test
    void aTakenNameGetsANumber() throws InterruptedException {
        Region region = drill.world().region(drill.region());
        var request = new Request.TakeSnapshot(Bench.BLOG, "deploy");
        String name = snapshot(operations.plan(Bench.SCOPE, request));
        add(region, name, "available");
        add(region, name + "-2", "available");
        String next = snapshot(operations.plan(Bench.SCOPE, request));
        assertThat(next).startsWith("blog-db-deploy-");
        assertThat(next.equals(name + "-3") || !next.startsWith(name)).as("%s after %s", next, name).isTrue();
    }

    @Test
    void aFailoverIsSeenThroughToItsCompletingEventAndTheNextIsWarnedOf() throws Exception {
        Plan plan = operations.plan(Bench.SCOPE, new Request.Failover(Bench.BLOG));
        assertThat(plan.grade()).isEqualTo(Plan.Grade.NAME);
        assertThat(plan.guards()).filteredOn(Guard.Warn.class::isInstance).extracting(Guard::text)
                .anySatisfy(t -> assertThat(t).contains("standby is ready is unknown"));
        OpState end = Bench.end(Bench.start(operations, plan));
        assertThat(end).isInstanceOfSatisfying(OpState.Done.class, d -> assertThat(d.words()).contains("failover completed"));
        assertThat(Bench.changes(drill)).containsExactly("RebootDBInstance");
        assertThat(operations.plan(Bench.SCOPE, new Request.Failover(Bench.BLOG)).guards()).filteredOn(Guard.Warn.class::isInstance)
                .extracting(Guard::text).anySatisfy(t -> assertThat(t).contains("It failed over"));
    }

    @Test
    void aRebootTakesASecondKeyAndEndsAvailable() throws Exception {
        Plan plan = operations.plan(Bench.SCOPE, new Request.Reboot(Bench.BLOG));
        assertThat(plan.grade()).isEqualTo(Plan.Grade.SECOND_KEY);
        assertThat(plan.command()).contains("--no-force-failover");
        assertThat(Bench.end(Bench.start(operations, plan))).isInstanceOf(OpState.Done.class);
    }

    @Test
    void aSnapshotIsDeletedOnlyByItsTypedName() throws Exception {
        add(drill.world().region(drill.region()), "blog-db-old", "available");
        Plan plan = operations.plan(Bench.SCOPE, new Request.DeleteSnapshot(Bench.BLOG, "blog-db-old"));
        assertThat(plan.grade()).isEqualTo(Plan.Grade.NAME);
        assertThatThrownBy(() -> plan.confirmed("blog-db", Instant.now())).isInstanceOf(IllegalArgumentException.class);
        assertThat(Bench.end(Bench.start(operations, plan))).isInstanceOf(OpState.Done.class);
        assertThat(drill.world().region(drill.region()).snapshot("blog-db-old")).isNull();
    }

    @Test
    void onlyWhatLostIsDeletedAndNeverWithoutItsLastSnapshot() throws Exception {
        var region = drill.world().region(drill.region());
        var legacy = new InstanceRef(Bench.BLOG.account(), Bench.BLOG.region(), "legacy-db");
        for (InstanceRef ref : List.of(Bench.BLOG, legacy)) {
            assertThat(operations.plan(Bench.SCOPE, new Request.DeleteInstance(ref)).block())
                    .hasValueSatisfying(b -> assertThat(b.text()).contains("is neither a copy nor put aside by a swap"));
        }
        Bench.madeOf(folder, "legacy-db");
        Plan on = operations.plan(Bench.SCOPE, new Request.Protection(legacy, true));
        assertThat(on.grade()).isEqualTo(Plan.Grade.KEY);
        assertThat(on.command()).contains("--deletion-protection").doesNotContain("--apply-immediately");
        assertThat(Bench.end(Bench.start(operations, on))).isInstanceOf(OpState.Done.class);
        assertThat(operations.plan(Bench.SCOPE, new Request.DeleteInstance(legacy)).block())
                .hasValueSatisfying(b -> assertThat(b.text() + b.fix()).contains("Deletion protection is on", "a decision of its own"));
        Plan off = operations.plan(Bench.SCOPE, new Request.Protection(legacy, false));
        assertThat(off.grade()).isEqualTo(Plan.Grade.NAME);
        var done = (OpState.Done) Bench.end(Bench.start(operations, off));
        assertThat(done.inverse()).contains(new Request.Protection(legacy, true));
        Plan delete = operations.plan(Bench.SCOPE, done.next().orElseThrow());
        assertThat(delete.grade()).isEqualTo(Plan.Grade.NAME);
        assertThat(delete.command()).contains("--no-skip-final-snapshot", "--no-delete-automated-backups",
                "--final-db-snapshot-identifier legacy-db-final-");
        assertThat(Bench.end(Bench.start(operations, delete))).isInstanceOf(OpState.Done.class);
        assertThat(region.instance("legacy-db")).isNull();
        assertThat(region.snapshots()).anyMatch(s -> s.id().startsWith("legacy-db-final-") && s.isAvailable());
        assertThat(region.retained()).hasSize(1);
        assertThat(Bench.changes(drill)).containsExactly("ModifyDBInstance", "ModifyDBInstance", "DeleteDBInstance");
    }

    @Test
    void anAutomatedSnapshotIsNotDeleted() throws Exception {
        var automated = drill.world().region(drill.region()).snapshots().stream()
                .filter(s -> !s.isManual() && s.source().id().equals("blog-db")).findFirst().orElseThrow();
        Plan plan = operations.plan(Bench.SCOPE, new Request.DeleteSnapshot(Bench.BLOG, automated.id()));
        assertThat(plan.block()).hasValueSatisfying(b -> assertThat(b.text()).contains("automated"));
        assertThatThrownBy(() -> Bench.start(operations, plan)).hasMessageContaining("blocked");
    }

    @Test
    void everythingInProductionTakesTheTypedName() throws Exception {
        for (Environment environment : List.of(Environment.PRODUCTION, Environment.UNDECLARED)) {
            try (var production = operations(environment, new Bench.Hasty(false))) {
                Plan plan = production.plan(Bench.SCOPE, new Request.TakeSnapshot(Bench.BLOG, "x"));
                assertThat(plan.grade()).isEqualTo(Plan.Grade.NAME);
                assertThat(plan.name()).isEqualTo("blog-db");
                var weak = new Confirmation(plan.id(), plan.setting().operator().arn(), Instant.now(), "confirmed");
                assertThatThrownBy(() -> production.start(plan, weak)).hasMessageContaining("not of this plan");
            }
        }
        assertThat(Bench.changes(drill)).isEmpty();
    }

    @Test
    void whatIsNotMultiAzDoesNotFailOver() throws InterruptedException {
        drill.world().region(drill.region()).instances().stream().filter(i -> !i.placement().multiAz() && i.cluster() == null).findFirst()
                .ifPresentOrElse(single -> assertThat(planned(single.id()).block())
                        .hasValueSatisfying(b -> assertThat(b.text() + b.fix()).contains("no standby", "reboot it in place")),
                        () -> assertThat(drill.world().region(drill.region()).instances()).as("a Single-AZ instance").isEmpty());
    }

    private Plan planned(String id) {
        try {
            return operations.plan(Bench.SCOPE, new Request.Failover(new InstanceRef(Bench.BLOG.account(), Bench.BLOG.region(), id)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void whatIsBusyIsBlockedWithAReason() throws InterruptedException {
        drill.world().region(drill.region()).change("blog-db", i -> i.withStatus("modifying"));
        for (Request request : List.of(new Request.Failover(Bench.BLOG), new Request.Reboot(Bench.BLOG),
                new Request.TakeSnapshot(Bench.BLOG, "x"))) {
            assertThat(operations.plan(Bench.SCOPE, request).block())
                    .hasValueSatisfying(b -> assertThat(b.text()).contains("modifying", "A change is being applied"));
        }
    }

    @Test
    void aStateThatMovedGoesBackToThePlan() throws Exception {
        Plan plan = operations.plan(Bench.SCOPE, new Request.Failover(Bench.BLOG));
        drill.world().region(drill.region()).change("blog-db", i -> i.withStatus("backing-up"));
        assertThat(Bench.end(Bench.start(operations, plan))).isInstanceOfSatisfying(OpState.Moved.class,
                m -> assertThat(m.words()).contains("was available and is backing-up now"));
        assertThat(Bench.changes(drill)).isEmpty();
        assertThat(Chain.read(folder).entries()).isEmpty();
    }

    @Test
    void aPlanIsGoodOnceAndOneOperationRunsAtATime() throws Exception {
        Plan first = operations.plan(Bench.SCOPE, new Request.TakeSnapshot(Bench.BLOG, "one"));
        Plan second = operations.plan(Bench.SCOPE, new Request.Reboot(Bench.BLOG));
        Running running = Bench.start(operations, first);
        assertThatThrownBy(() -> Bench.start(operations, first)).hasMessageContaining("started already");
        assertThat(Bench.end(Bench.start(operations, second))).isInstanceOf(OpState.Moved.class);
        assertThat(Bench.end(running)).isInstanceOf(OpState.Done.class);
        assertThat(Bench.changes(drill)).containsExactly("CreateDBSnapshot");
    }

    @Test
    void aFullQuotaBlocksThePlan() throws InterruptedException {
        fill();
        assertThat(operations.plan(Bench.SCOPE, new Request.TakeSnapshot(Bench.BLOG, "x")).block())
                .hasValueSatisfying(b -> assertThat(b.text() + b.fix()).contains("of 100 manual snapshots", "delete old ones"));
    }

    @Test
    void aQuotaThatOnlyAwsSeesIsASentence() throws Exception {
        fill();
        drill.faults().set("rds:DescribeAccountAttributes", 1, new Fault.Deny());
        Plan plan = operations.plan(Bench.SCOPE, new Request.TakeSnapshot(Bench.BLOG, "x"));
        assertThat(plan.guards()).extracting(Guard::text).anySatisfy(t -> assertThat(t).contains("unknown", "DescribeAccountAttributes"));
        assertThat(Bench.end(Bench.start(operations, plan))).isInstanceOfSatisfying(OpState.Failed.class,
                f -> assertThat(f.words()).contains("SnapshotQuotaExceeded", "Cannot create more than 100 manual snapshots"));
        assertThat(Chain.read(folder).entries().getLast().field("result")).isEqualTo("failed");
    }

    @Test
    void noAnswerToACallThatBeganIsLookedUpAndNotSentAgain() throws Exception {
        drill.faults().set("rds:CreateDBSnapshot", 1, new Fault.Truncate());
        Plan plan = operations.plan(Bench.SCOPE, new Request.TakeSnapshot(Bench.BLOG, "x"));
        assertThat(Bench.end(Bench.start(operations, plan))).isInstanceOf(OpState.Done.class);
        assertThat(Bench.changes(drill)).containsExactly("CreateDBSnapshot");
    }

    @Test
    void noAnswerToACallThatDidNotBeginIsUnknownWithAWayToFindOut() throws Exception {
        try (var skipping = operations(Environment.STAGING, new Bench.Hasty(true))) {
            for (Request request : List.of(new Request.TakeSnapshot(Bench.BLOG, "x"), new Request.Failover(Bench.BLOG))) {
                drill.faults().clear();
                Plan plan = skipping.plan(Bench.SCOPE, request);
                drill.faults().set(plan.write().action(), 1, new Fault.Close());
                assertThat(Bench.end(Bench.start(skipping, plan))).isInstanceOfSatisfying(OpState.Unknown.class, u -> {
                    assertThat(u.words()).contains("No answer came");
                    assertThat(u.howToFindOut()).startsWith("aws rds describe-");
                });
            }
        }
        assertThat(Bench.changes(drill)).containsExactly("CreateDBSnapshot", "RebootDBInstance");
        assertThat(Chain.read(folder).entries()).filteredOn(e -> e.kind() == Entry.Kind.OUTCOME).extracting(e -> e.field("result"))
                .containsOnly("unknown");
    }

    @Test
    void aSessionThatEndsMeanwhilePausesTheWatchAndItGoesOn() throws Exception {
        Plan plan = operations.plan(Bench.SCOPE, new Request.TakeSnapshot(Bench.BLOG, "x"));
        drill.faults().set("rds:DescribeDBSnapshots", 3, new Fault.ExpireToken());
        List<OpState> states = Bench.states(Bench.start(operations, plan));
        assertThat(states).anySatisfy(s -> assertThat(s).isInstanceOfSatisfying(OpState.Paused.class, p -> assertThat(p.sent()).isTrue()));
        assertThat(states.getLast()).isInstanceOf(OpState.Done.class);
        assertThat(Bench.changes(drill)).as("nothing is done twice").containsExactly("CreateDBSnapshot");
    }

    @Test
    void aCallThatIsTurnedAwayWaitsForASignInLooksAgainAndIsCarriedOutOnce() throws Exception {
        Plan plan = operations.plan(Bench.SCOPE, new Request.TakeSnapshot(Bench.BLOG, "x"));
        drill.faults().set("rds:CreateDBSnapshot", 1, new Fault.ExpireToken());
        drill.faults().set("sts:GetCallerIdentity", 3, new Fault.ExpireToken());
        List<OpState> states = Bench.states(Bench.start(operations, plan));
        assertThat(states).anySatisfy(s -> assertThat(s).isInstanceOfSatisfying(OpState.Paused.class, p -> {
            assertThat(p.sent()).isFalse();
            assertThat(p.problem().kind()).isEqualTo(Problem.SignIn.Kind.EXPIRED);
        }));
        assertThat(states.getLast()).isInstanceOf(OpState.Done.class);
        assertThat(drill.world().region(drill.region()).snapshots().stream().filter(s -> s.id().contains("-x-"))).hasSize(1);
        assertThat(Chain.read(folder).entries()).filteredOn(e -> e.kind() == Entry.Kind.OUTCOME).extracting(e -> e.field("result"))
                .containsExactly("done");
    }

    @Test
    void aPlanThatMovedWhileNobodyWasSignedInIsNotSent() throws Exception {
        Plan plan = operations.plan(Bench.SCOPE, new Request.TakeSnapshot(Bench.BLOG, "x"));
        drill.faults().set("sts:GetCallerIdentity", Faults.ALWAYS, new Fault.ExpireToken());
        Running running = Bench.start(operations, plan);
        assertThat(running.state().await(s -> s instanceof OpState.Paused, Duration.ofSeconds(20))).isInstanceOf(OpState.Paused.class);
        var region = drill.world().region(drill.region());
        assertThat(region.leaveAvailable("blog-db", "storage-full")).isTrue();
        drill.faults().clear();
        assertThat(Bench.end(running)).isInstanceOfSatisfying(OpState.Moved.class, m -> assertThat(m.words()).contains("storage-full"));
        assertThat(Bench.changes(drill)).isEmpty();
    }

    @Test
    void whoeverDoesNotWantToSignInCancelsAndNothingWasChanged() throws Exception {
        Plan plan = operations.plan(Bench.SCOPE, new Request.Reboot(Bench.BLOG));
        drill.faults().set("*", Faults.ALWAYS, new Fault.ExpireToken());
        Running running = Bench.start(operations, plan);
        assertThat(running.state().await(s -> s instanceof OpState.Paused, Duration.ofSeconds(20))).isInstanceOf(OpState.Paused.class);
        running.unwatch();
        assertThat(Bench.end(running)).isInstanceOfSatisfying(OpState.NotSent.class,
                n -> assertThat(n.words()).contains("Nothing was changed"));
        assertThat(Bench.changes(drill)).isEmpty();
    }

    @Test
    void aDeniedCallFailsWithTheMissingAction() throws Exception {
        Plan plan = operations.plan(Bench.SCOPE, new Request.Reboot(Bench.BLOG));
        drill.faults().set("rds:RebootDBInstance", 1, new Fault.Deny());
        assertThat(Bench.end(Bench.start(operations, plan))).isInstanceOfSatisfying(OpState.Failed.class,
                f -> assertThat(f.words()).contains("rds:RebootDBInstance", "\"Effect\":\"Allow\""));
    }

    @Test
    void aFullDiskSendsNothingAndShowsTheCommand() throws Exception {
        assumeThat(Files.exists(Path.of("/dev/full"))).isTrue();
        Plan plan = operations.plan(Bench.SCOPE, new Request.Reboot(Bench.BLOG));
        Files.createSymbolicLink(folder.resolve("journal.jsonl"), Path.of("/dev/full"));
        assertThat(Bench.end(Bench.start(operations, plan))).isInstanceOfSatisfying(OpState.NotSent.class, n -> {
            assertThat(n.words()).contains("No space left", "nothing was sent", plan.command());
            assertThat(n.command()).isEqualTo(plan.command());
        });
        assertThat(Bench.changes(drill)).isEmpty();
    }

    @Test
    void anotherAccountsInstanceIsBlockedAndAMissingOneIsAProblem() throws InterruptedException {
        var foreign = new InstanceRef("999999999999", Bench.BLOG.region(), "blog-db");
        assertThat(operations.plan(Bench.SCOPE, new Request.Reboot(foreign)).block())
                .hasValueSatisfying(b -> assertThat(b.text()).contains("are of account 123456789012"));
        var gone = new InstanceRef(Bench.BLOG.account(), Bench.BLOG.region(), "nope-db");
        assertThatThrownBy(() -> operations.plan(Bench.SCOPE, new Request.Reboot(gone))).isInstanceOfSatisfying(Problem.Thrown.class,
                e -> assertThat(e.problem()).isInstanceOf(Problem.Missing.class));
    }

    @Test
    void whatNobodyWatchesIsWatchedAgainByTheNextStart() throws Exception {
        Plan plan = operations.plan(Bench.SCOPE, new Request.TakeSnapshot(Bench.BLOG, "x"));
        Running running = Bench.start(operations, plan);
        Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
        while (Bench.changes(drill).isEmpty() && Instant.now().isBefore(deadline)) {
            Time.SYSTEM.sleep(Duration.ofMillis(20));
        }
        running.unwatch();
        assertThat(Bench.end(running)).isInstanceOf(OpState.Unwatched.class);
        try (var next = operations(Environment.STAGING, new Bench.Hasty(false))) {
            assertThat(next.resume()).singleElement()
                    .satisfies(again -> assertThat(Bench.end(again)).isInstanceOf(OpState.Done.class));
        }
        assertThat(Bench.changes(drill)).containsExactly("CreateDBSnapshot");
    }

    @Test
    void whatWasSentElsewhereIsNotLookedForHere() throws Exception {
        Plan plan = operations.plan(Bench.SCOPE, new Request.TakeSnapshot(Bench.BLOG, "x"));
        Running running = Bench.start(operations, plan);
        Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
        while (Bench.changes(drill).isEmpty() && Instant.now().isBefore(deadline)) {
            Time.SYSTEM.sleep(Duration.ofMillis(20));
        }
        running.unwatch();
        Bench.end(running);
        try (Drill other = Drill.start(DrillOptions.standard().withoutServers(), _ -> {});
                var next = Bench.operations(other, folder, Environment.STAGING, new Bench.Hasty(false))) {
            assertThat(next.resume()).singleElement().satisfies(again -> assertThat(Bench.end(again)).isInstanceOfSatisfying(
                    OpState.Unknown.class,
                    u -> assertThat(u.words()).contains("It was sent to http://127.0.0.1:" + drill.endpoint().getPort())));
            assertThat(other.requestLog().entries()).isEmpty();
        }
    }

    @Test
    void otherCredentialsThanThoseOfThePlanSendNothing() throws Exception {
        Plan plan = operations.plan(Bench.SCOPE, new Request.Reboot(Bench.BLOG));
        var variables = new java.util.HashMap<>(drill.variables());
        variables.put("AWS_ACCESS_KEY_ID", "AKIDDRILLNOTASKHOPS0");
        try (var changed = Bench.operations(variables, folder, Environment.STAGING, new Bench.Hasty(false), _ -> {})) {
            assertThat(Bench.end(Bench.start(changed, plan))).isInstanceOfSatisfying(OpState.NotSent.class,
                    n -> assertThat(n.words()).contains("the plan was made as", "ops-no-task-sessions"));
        }
        assertThat(Bench.changes(drill)).isEmpty();
    }

    private Operations operations(Environment environment, Time time) {
        return Bench.operations(drill, folder, environment, time);
    }

    private static String snapshot(Plan plan) {
        return plan.command().replaceAll(".*--db-snapshot-identifier (\\S+).*", "$1");
    }

    private static void add(Region region, String id, String status) {
        region.put(new DbSnapshot(id, java.util.Objects.requireNonNull(region.instance("blog-db")), "manual", status, 100, Instant.now(),
                Instant.now()));
    }

    private void fill() {
        Region region = drill.world().region(drill.region());
        for (int i = 0; i < 100; i++) {
            add(region, "filler-" + i, "available");
        }
    }
}
