package dev.howdah.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.session.AwsSettings;
import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.model.Environment;
import dev.howdah.model.InstanceRef;
import dev.howdah.ops.create.Blueprint;
import dev.howdah.ops.create.Survey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A database where there is none: what is read for it, and what stands against a bad place.
final class CreatingTest {
    private static final InstanceRef SHOP = new InstanceRef(Bench.BLOG.account(), Bench.BLOG.region(), "shop-db");
    @SuppressWarnings("NullAway.Init")
    private static Drill drill;
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeAll
    static void start() throws IOException {
        drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {});
    }

    @AfterAll
    static void stop() {
        drill.close();
    }

    private static Blueprint survey(String instance) throws InterruptedException {
        try (var account = new AwsAccount(Bench.SCOPE, new AwsSettings(drill.variables()))) {
            return Survey.of(account, instance, "blog-api");
        }
    }

    private Plan plan(InstanceRef ref, Map<String, String> otherwise) throws InterruptedException {
        try (var operations = Bench.operations(drill, folder, Environment.PRODUCTION, new Bench.Hasty(false))) {
            return operations.plan(Bench.SCOPE, new Request.Create(ref, survey(ref.id()).with(otherwise)));
        }
    }

    @Test
    void whatTheAccountHasIsTheDefault() throws InterruptedException {
        Blueprint of = survey("shop-db");
        assertThat(of.place().subnets()).hasSize(2);
        assertThat(of.place().group()).isEqualTo("shop-rds");
        assertThat(of.database().version()).isEqualTo("17.11");
        assertThat(of.database().user()).isEqualTo("shop_admin");
        assertThat(of.tasks().role()).isEqualTo("blog-execution");
        assertThat(Blueprint.of(of.fields())).as("the journal keeps all of it").isEqualTo(of);
    }

    @Test
    void thePlanNamesEachStepItsWayBackAndItsLine() throws InterruptedException {
        Plan plan = plan(SHOP, Map.of());
        assertThat(plan.block()).isEmpty();
        assertThat(plan.grade()).isEqualTo(Plan.Grade.NAME);
        assertThat(plan.name()).isEqualTo("shop-db");
        assertThat(plan.steps()).hasSize(Creation.Stage.values().length).allSatisfy(s -> assertThat(s.what()).contains("Way back: "));
        assertThat(plan.guards()).map(Guard::text).contains("None of the subnets has a route to an internet gateway.");
        assertThat(plan.command()).contains("aws rds create-db-subnet-group --db-subnet-group-name shop-db-subnets",
                "DB_GROUP=$(aws ec2 create-security-group", "--group-id \"$DB_GROUP\"", "--manage-master-user-password",
                "--no-publicly-accessible", "--deletion-protection", "--multi-az", "--storage-encrypted", "aws iam put-role-policy",
                "\\\"Resource\\\":\\\"$DB_SECRET\\\"", "$DB_SECRET:password::", "\\\"family\\\":\\\"blog-api-migrate\\\"",
                "aws ecs update-service --cluster blog-cluster --service blog-api --task-definition \"$DB_TASK\"")
                .doesNotContain("--master-user-password ", "sg-rds");
        assertThat(Bench.changes(drill)).isEmpty();
    }

    @Test
    void aBadPlaceAndWhatIsNotOnOfferStandAgainstIt() throws InterruptedException {
        String subnets = survey("shop-db").place().subnets().getFirst();
        assertThat(blocks(SHOP, Map.of("subnets", subnets))).anySatisfy(b -> assertThat(b).contains("RDS wants two zones at least"));
        assertThat(blocks(SHOP, Map.of("version", "16.99"))).contains("PostgreSQL 16.99 is not on offer.");
        assertThat(blocks(SHOP, Map.of("class", "db.x1.huge"))).anySatisfy(b -> assertThat(b).contains("db.x1.huge is not on offer"));
        assertThat(blocks(SHOP, Map.of("group", "sg-rds"))).anySatisfy(b -> assertThat(b).contains("cannot begin with 'sg-'"));
        assertThat(blocks(SHOP, Map.of("role", "other"))).anySatisfy(b -> assertThat(b).contains("and not other"));
        assertThat(blocks(SHOP, Map.of("days", "0"))).contains("Automated backups are kept for 1 to 35 days.");
        assertThat(blocks(SHOP, Map.of("subnet-group", "blog-db-subnets")))
                .contains("There is a DB subnet group blog-db-subnets already, which this plan did not make.");
        assertThat(blocks(Bench.BLOG, Map.of())).contains("There is a DB instance blog-db already, which this plan did not make.");
    }

    private java.util.List<String> blocks(InstanceRef ref, Map<String, String> otherwise) throws InterruptedException {
        return plan(ref, otherwise).guards().stream().filter(Guard.Block.class::isInstance).map(Guard::text).toList();
    }
}
