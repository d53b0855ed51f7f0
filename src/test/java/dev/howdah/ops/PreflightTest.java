package dev.howdah.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.DbSnapshot;
import dev.howdah.drill.world.Fault;
import dev.howdah.drill.world.Region;
import dev.howdah.model.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a restore is looked at for before it is asked for. Bad inputs tried: a parameter group that is gone and one of another
/// family, a subnet group in one zone only, storage used up, a key that RDS cannot use, reads that are denied.
final class PreflightTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;
    @SuppressWarnings("NullAway.Init")
    private static Drill drill;
    @SuppressWarnings("NullAway.Init")
    private static Operations operations;
    @SuppressWarnings("NullAway.Init")
    private static DbInstance usual;

    @BeforeAll
    static void start() throws IOException {
        drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {});
        operations = Bench.operations(drill, folder, Environment.STAGING, new Bench.Hasty(false));
        usual = Objects.requireNonNull(region().instance("blog-db"));
    }

    @AfterAll
    static void stop() {
        operations.close();
        drill.close();
    }

    @AfterEach
    void mend() {
        drill.faults().clear();
        region().put(usual);
        region().quotas(40, 100_000);
    }

    @Test
    void whatFitsPasses() throws Exception {
        assertThat(plan().guards()).filteredOn(Guard.Pass.class::isInstance).extracting(Guard::text)
                .anyMatch(t -> t.startsWith("Subnet group blog-db-subnets has free addresses (ap-northeast-2a: "))
                .anyMatch(t -> t.equals("Parameter group blog-pg16 is of family postgres16."))
                .anyMatch(t -> t.startsWith("20 GiB are needed, and ")).anyMatch(t -> t.startsWith("It is encrypted"));
        assertThat(plan().block()).isEmpty();
    }

    @Test
    void whatDoesNotFitIsBlockedWithWhatToDo() throws Exception {
        blocked(i -> i.withEngine(i.engine().withParameterGroup("gone-pg", "in-sync")), "gone-pg is not there any more", "make it again");
        blocked(i -> i.withEngine(i.engine().withVersion("17.6")), "is of family postgres16, and the engine is 17.6", "postgres17");
        blocked(i -> i.withStatus("inaccessible-encryption-credentials"), "cannot use its KMS key", "enable the key");
        region().put(new dev.howdah.drill.world.SubnetGroup("one-zone", "", dev.howdah.drill.world.NetworkSeed.VPC,
                java.util.List.of(dev.howdah.drill.world.NetworkSeed.DB_A)));
        blocked(i -> i.withPlacement(new DbInstance.Placement("ap-northeast-2a", "ap-northeast-2c", true, "one-zone",
                i.placement().securityGroups(), false)), "in 1 zones, and Multi-AZ wants two", "add a subnet");
        region().quotas(40, region().storage() + 19);
        blocked(i -> i, "20 GiB are needed, and 19 GiB", "Service Quotas");
    }

    @Test
    void whatCannotBeReadIsAWarning() throws Exception {
        drill.faults().set("ec2:DescribeSubnets", 1, new Fault.Deny());
        drill.faults().set("rds:DescribeDBParameterGroups", 1, new Fault.Deny());
        Plan plan = plan();
        assertThat(plan.block()).isEmpty();
        assertThat(plan.guards()).filteredOn(Guard.Warn.class::isInstance).extracting(Guard::text)
                .anyMatch(t -> t.equals("Whether the subnets have addresses left is unknown: Not allowed: ec2:DescribeSubnets."))
                .anyMatch(t -> t.equals("Whether the parameter group is there is unknown: Not allowed: rds:DescribeDBParameterGroups."));
    }

    @Test
    void beforeARestartItIsLookedAtWhoIsHit() throws Exception {
        for (Request request : java.util.List.of(new Request.Reboot(Bench.BLOG), new Request.Failover(Bench.BLOG),
                new Request.Rename(Bench.BLOG, "blog-db-away", null))) {
            assertThat(texts(request)).contains("No task runs on its own: no migration is in progress.", "It has no read replicas.",
                    "Long transactions are not looked at: there is no session with blog-db (Ctrl+T).");
        }
        drill.faults().set("ecs:ListClusters", 1, new Fault.Deny());
        assertThat(texts(new Request.Reboot(Bench.BLOG)))
                .contains("Whether a migration is in progress is unknown: Not allowed: ecs:ListClusters.");
    }

    @Test
    void theWaysOfASwapAreSetSideBySide() throws Exception {
        Plan plan = operations.plan(Bench.SCOPE, new Request.Rename(Bench.BLOG, "blog-db-old", "legacy-db"));
        assertThat(plan.ways()).extracting(Plan.Way::name).containsExactly("By name (this plan)", "By secret (by hand)",
                "By DNS name (by hand)");
        assertThat(plan.ways().getFirst().gap()).contains("Two reboots", "a few minutes");
        assertThat(plan.ways().getFirst().breaks()).contains(usual.resourceId(), "rds-db:connect");
        assertThat(plan.ways().getFirst().restart()).contains("blog-api", "blog-worker");
        assertThat(plan.ways().get(1).restart()).contains("legacy-db.", "blog-api is given ");
        assertThat(plan.ways().toString()).as("no suffix of Secrets Manager, no key").doesNotContain(":url", "::");
        assertThat(operations.plan(Bench.SCOPE, new Request.Rename(Bench.BLOG, "blog-db-old", null)).ways()).isEmpty();
        drill.faults().set("ecs:ListServices", 1, new Fault.Deny());
        assertThat(operations.plan(Bench.SCOPE, new Request.Rename(Bench.BLOG, "blog-db-old", "legacy-db")).ways().get(1).gap())
                .isEqualTo("Unknown: which services there are cannot be read: Not allowed: ecs:ListServices.");
    }

    @Test
    void whoMayBeGivenASnapshotIsLookedAt() throws Exception {
        region().put(new DbSnapshot("mine", usual, "manual", "available", 100, Instant.now(), Instant.now()));
        region().put(new DbSnapshot("rds:its-own", usual, "automated", "available", 100, Instant.now(), Instant.now()));
        region().share("mine", java.util.Set.of("210987654321"));
        assertThat(block("mine", "12345", true)).contains("'12345' is no account.");
        assertThat(block("mine", Bench.BLOG.account(), true)).contains("That is the account that it is in.");
        assertThat(block("mine", "210987654321", true)).contains("210987654321 may restore it already.");
        assertThat(block("mine", "310987654321", false)).contains("310987654321 may not restore it.");
        assertThat(block("rds:its-own", "310987654321", true)).contains("It is of type automated, which cannot be shared.");
        assertThat(block("mine", "310987654321", true)).isEmpty();
        assertThat(texts(new Request.ShareSnapshot(Bench.BLOG, "mine", "310987654321", true)))
                .contains("It is shared with 210987654321.").anyMatch(t -> t.contains("also has to be allowed its KMS key"));
        Plan copy = operations.plan(Bench.SCOPE, new Request.CopySnapshot(Bench.BLOG, "rds:its-own"));
        assertThat(copy.command()).matches(".* --target-db-snapshot-identifier its-own-copy-\\d{8}-\\d{4} --copy-tags .*");
    }

    private static java.util.Optional<String> block(String snapshot, String with, boolean on) throws InterruptedException {
        return operations.plan(Bench.SCOPE, new Request.ShareSnapshot(Bench.BLOG, snapshot, with, on)).block().map(Guard::text);
    }

    private static java.util.List<String> texts(Request request) throws InterruptedException {
        return operations.plan(Bench.SCOPE, request).guards().stream().map(Guard::text).toList();
    }

    private static void blocked(UnaryOperator<DbInstance> change, String why, String fix) throws InterruptedException {
        region().put(change.apply(usual));
        assertThat(plan().guards()).filteredOn(Guard.Block.class::isInstance).as(why)
                .anySatisfy(g -> assertThat(((Guard.Block) g).text() + " " + ((Guard.Block) g).fix()).contains(why, fix));
    }

    private static Plan plan() throws InterruptedException {
        return operations.plan(Bench.SCOPE,
                new Request.RestoreToTime(Bench.BLOG, Instant.now().minusSeconds(600).truncatedTo(ChronoUnit.SECONDS), "blog-copy"));
    }

    private static Region region() {
        return drill.world().region(drill.region());
    }
}
