package dev.howdah.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.drill.postgres.EndpointSocketFactory;
import dev.howdah.drill.postgres.Password;
import dev.howdah.drill.world.EcsSeed;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// From an account without a database to one with the blog's tables in it, by the calls of the chapter and with a real server.
final class FromNothingTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void theChapterLeadsFromAnEmptyAccountToAMigratedDatabase() throws Exception {
        try (Drill drill = Drill.start(DrillOptions.standard().withEmptyAccount(), _ -> {
        });
                RdsClient rds = Clients.of(drill).rds();
                Ec2Client ec2 = Clients.of(drill).ec2();
                EcsClient ecs = Clients.of(drill).ecs();
                IamClient iam = Clients.of(drill).iam();
                SecretsManagerClient secrets = Clients.of(drill).secrets()) {
            drill.awaitReady();
            assertThat(rds.describeDBInstances().dbInstances()).isEmpty();
            assertThat(rds.describeDBSubnetGroups().dbSubnetGroups()).isEmpty();
            assertThat(secrets.listSecrets().secretList()).isEmpty();
            assertThat(drill.certificateAuthority()).as("a shell can be told it at once").exists();

            String vpc = ec2.describeVpcs().vpcs().getFirst().vpcId();
            List<String> subnets = ec2.describeSubnets(r -> r.filters(named("blog-db-a", "blog-db-c"))).subnets().stream()
                    .map(Subnet::subnetId).toList();
            rds.createDBSubnetGroup(r -> r.dbSubnetGroupName("blog-db-subnets").dbSubnetGroupDescription("Blog API DB subnets")
                    .subnetIds(subnets));
            String group = ec2.createSecurityGroup(r -> r.groupName("blog-rds").description("RDS allow from Fargate").vpcId(vpc)).groupId();
            DBInstance asked = rds
                    .createDBInstance(r -> r.dbInstanceIdentifier("blog-db").dbInstanceClass("db.t4g.small").engine("postgres")
                            .engineVersion("16.4").allocatedStorage(20).storageType("gp3").masterUsername("blog_admin")
                            .manageMasterUserPassword(true).dbName("blogdb").vpcSecurityGroupIds(group).dbSubnetGroupName("blog-db-subnets")
                            .multiAZ(true).publiclyAccessible(false).backupRetentionPeriod(7).deletionProtection(true)
                            .enablePerformanceInsights(true).storageEncrypted(true).autoMinorVersionUpgrade(true))
                    .dbInstance();
            assertThat(asked.dbInstanceStatus()).isEqualTo("creating");
            assertThat(asked.endpoint()).isNull();
            assertThat(asked.masterUserSecret().secretStatus()).isEqualTo("creating");
            DBInstance made = available(rds, "blog-db");
            assertThat(made.engineVersion()).as("what really runs").isEqualTo("16.15");
            assertThat(made.endpoint().port()).isEqualTo(5432);
            assertThat(made.secondaryAvailabilityZone()).isEqualTo("ap-northeast-2c");
            assertThat(made.latestRestorableTime()).isNotNull();
            assertThat(made.masterUserSecret().secretStatus()).isEqualTo("active");
            assertThat(rds.describeDBSnapshots(r -> r.dbInstanceIdentifier("blog-db").snapshotType("automated")).dbSnapshots()).hasSize(1);

            String password = password(secrets, made);
            JsonWire wire = JsonWire.of(drill);
            String hop = hop(ecs);
            try (PlainClient shut = PlainClient.open(wire, hop, made.endpoint().address(), 5432).awaitReady()) {
                int local = shut.listen();
                assertThatThrownBy(() -> connect(drill, made, local, password)).as("nobody is let in yet").isInstanceOf(SQLException.class);
            }
            String fargate = ec2.describeSecurityGroups(r -> r.filters(f -> f.name("group-name").values("blog-fargate"))).securityGroups()
                    .getFirst().groupId();
            ec2.authorizeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(p -> p.ipProtocol("tcp").fromPort(5432).toPort(5432)
                    .userIdGroupPairs(g -> g.groupId(fargate))));
            try (PlainClient open = PlainClient.open(wire, hop, made.endpoint().address(), 5432).awaitReady();
                    Connection blog = connect(drill, made, open.listen(), password)) {
                assertThat(ask(blog, "SELECT 1")).isEqualTo("1");
                assertThat(ask(blog, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")).as("an empty database").isEqualTo("0");
                assertThat(ask(blog, "SELECT rolsuper::text || pg_has_role('rds_superuser', 'member') FROM pg_roles WHERE rolname = user"))
                        .isEqualTo("falsetrue");
            }

            String secret = made.masterUserSecret().secretArn();
            String definition = migration(ecs, made.endpoint().address(), secret);
            Task refused = ended(ecs, run(ec2, ecs, definition, fargate));
            assertThat(refused.stopCodeAsString()).isEqualTo("TaskFailedToStart");
            assertThat(refused.stoppedReason()).contains("ResourceInitializationError", "AccessDeniedException", secret);
            assertThat(decision(iam, secret)).isEqualTo("implicitDeny");
            iam.putRolePolicy(r -> r.roleName("blog-execution").policyName("read-password").policyDocument(
                    "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"secretsmanager:GetSecretValue\",\"Resource\":\""
                            + secret + "\"}}"));
            assertThat(decision(iam, secret)).isEqualTo("allowed");
            Task done = ended(ecs, run(ec2, ecs, definition, fargate));
            assertThat(done.stoppedReason()).isEqualTo("Essential container in task exited");
            assertThat(done.containers().getFirst().exitCode()).isZero();
            try (Connection blog = connect(drill, made, Objects.requireNonNull(drill.world().home().servers("blog-db")).port(), password)) {
                assertThat(ask(blog, "SELECT string_agg(tablename, ' ' ORDER BY tablename) FROM pg_tables WHERE schemaname = 'public'"))
                        .isEqualTo("alembic_version authors comments flyway_schema_history posts");
                assertThat(ask(blog, "SELECT version_num FROM alembic_version")).as("that of the newest image").isEqualTo("8c2e5d7f9a1b");
                assertThat(ask(blog, "SELECT count(*) FROM pg_indexes WHERE tablename = 'posts'")).isEqualTo("3");
            }
        }
    }

    /// The family of the migration: the image that is pushed and waits for a database, told where it is by libpq's variables.
    private static String migration(EcsClient ecs, String host, String secret) {
        Map<String, String> place = Map.of("PGHOST", host, "PGPORT", "5432", "PGDATABASE", "blogdb", "PGUSER", "blog_admin", "PGSSLMODE",
                "require");
        return ecs.registerTaskDefinition(r -> r.family("blog-api-migrate").requiresCompatibilities(Compatibility.FARGATE)
                .networkMode(NetworkMode.AWSVPC).cpu("256").memory("512").executionRoleArn("arn:aws:iam::123456789012:role/blog-execution")
                .taskRoleArn("arn:aws:iam::123456789012:role/blog-api-task").tags(t -> t.key("by").value("a test"))
                .containerDefinitions(c -> c.name("migrate").image("123456789012.dkr.ecr.ap-northeast-2.amazonaws.com/blog-api:v114")
                        .command("alembic", "upgrade", "head").essential(true)
                        .environment(place.entrySet().stream()
                                .map(v -> KeyValuePair.builder().name(v.getKey()).value(v.getValue()).build()).toList())
                        .secrets(v -> v.name("PGPASSWORD").valueFrom(secret + ":password::"))))
                .taskDefinition().taskDefinitionArn();
    }

    private static String run(Ec2Client ec2, EcsClient ecs, String definition, String group) {
        String subnet = ec2.describeSubnets(r -> r.filters(named("blog-app-a"))).subnets().getFirst().subnetId();
        return ecs.runTask(r -> r.cluster(EcsSeed.CLUSTER).taskDefinition(definition).launchType(LaunchType.FARGATE)
                .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets(subnet).securityGroups(group)))).tasks().getFirst()
                .taskArn();
    }

    private static Task ended(EcsClient ecs, String task) {
        Waiting.until("the task has stopped", PATIENCE, () -> task(ecs, task).lastStatus().equals("STOPPED"));
        return task(ecs, task);
    }

    private static Task task(EcsClient ecs, String arn) {
        return ecs.describeTasks(r -> r.cluster(EcsSeed.CLUSTER).tasks(arn)).tasks().getFirst();
    }

    private static String decision(IamClient iam, String secret) {
        return iam.simulatePrincipalPolicy(r -> r.policySourceArn("arn:aws:iam::123456789012:role/blog-execution")
                .actionNames("secretsmanager:GetSecretValue").resourceArns(secret)).evaluationResults().getFirst().evalDecisionAsString();
    }

    private static Filter named(String... names) {
        return Filter.builder().name("tag:Name").values(names).build();
    }

    private static DBInstance available(RdsClient rds, String id) {
        Waiting.until(id + " is available", PATIENCE, () -> instance(rds, id).dbInstanceStatus().equals("available"));
        return instance(rds, id);
    }

    /// As it is now; while reads do not see it yet, as it will be.
    private static DBInstance instance(RdsClient rds, String id) {
        try {
            return rds.describeDBInstances(r -> r.dbInstanceIdentifier(id)).dbInstances().getFirst();
        } catch (RdsException e) {
            return DBInstance.builder().dbInstanceStatus("").build();
        }
    }

    private static String hop(EcsClient ecs) {
        String arn = ecs.listTasks(r -> r.cluster(EcsSeed.CLUSTER).serviceName(EcsSeed.API)).taskArns().getFirst();
        Task task = ecs.describeTasks(r -> r.cluster(EcsSeed.CLUSTER).tasks(arn)).tasks().getFirst();
        return "ecs:" + EcsSeed.CLUSTER + "_" + arn.substring(arn.lastIndexOf('/') + 1) + "_" + task.containers().getFirst().runtimeId();
    }

    private static String password(SecretsManagerClient secrets, DBInstance of) {
        String text = secrets.getSecretValue(r -> r.secretId(of.masterUserSecret().secretArn())).secretString();
        assertThat(text).contains("\"username\": \"blog_admin\"").doesNotContain("host");
        return text.replaceFirst(".*\"password\": \"([^\"]+)\".*", "$1");
    }

    private static Connection connect(Drill drill, DBInstance to, int port, String password) throws SQLException {
        var properties = EndpointSocketFactory.properties(to.endpoint().address(), Objects.requireNonNull(drill.certificateAuthority()),
                "blog_admin", new Password(password));
        properties.setProperty("loginTimeout", "4");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/blogdb", properties);
    }

    private static String ask(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement(); var answer = statement.executeQuery(query)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
