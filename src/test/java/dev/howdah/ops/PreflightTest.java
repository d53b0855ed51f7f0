package dev.howdah.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.world.DbInstance;
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
