package dev.howdah.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.howdah.drill.world.DrillClock;
import dev.howdah.drill.world.NetworkSeed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Tag;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// What the account refuses, and in which words, of all that a database needs around it. Without servers: nothing here runs.
final class GroundworkOnTheWireTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final String ROLE = "blog-execution";
    private static DrillClock clock;
    private static Drill drill;
    private static RdsClient rds;
    private static Ec2Client ec2;
    private static EcsClient ecs;
    private static IamClient iam;
    private static SecretsManagerClient secrets;

    @BeforeAll
    static void start() throws Exception {
        clock = DrillClock.stoppedAt(NOON);
        drill = Drill.start(DrillOptions.standard().withoutServers().withClock(clock).withEmptyAccount(), _ -> {
        });
        Clients clients = Clients.of(drill);
        rds = clients.rds();
        ec2 = clients.ec2();
        ecs = clients.ecs();
        iam = clients.iam();
        secrets = clients.secrets();
        rds.createDBSubnetGroup(
                r -> r.dbSubnetGroupName("there").dbSubnetGroupDescription("d").subnetIds(NetworkSeed.DB_A, NetworkSeed.DB_C)
                        .tags(t -> t.key("by").value("a test")));
    }

    @AfterAll
    static void stop() {
        List.of(rds, ec2, ecs, iam, secrets).forEach(c -> c.close());
        drill.close();
    }

    private static String refusal(ThrowingCallable call) {
        AwsServiceException refused = catchThrowableOfType(AwsServiceException.class, call);
        assertThat(refused).as("refused").isNotNull();
        return refused.awsErrorDetails().errorCode() + ": " + refused.awsErrorDetails().errorMessage();
    }

    // ---- RDS

    static Stream<Arguments> instances() {
        return Stream.of(of("InvalidParameterValue", b -> b.dbInstanceIdentifier("Blog--db")),
                of("InvalidParameterValue", b -> b.engine("mysql")),
                of("InvalidParameterValue", b -> b.masterUsername("rdsadmin")), of("InvalidParameterValue", b -> b.dbName("1blog")),
                of("InvalidParameterValue", b -> b.masterUserPassword("short")),
                of("InvalidParameterValue", b -> b.masterUserPassword("with a space in it")),
                of("InvalidParameterValue", b -> b.masterUserPassword(null)),
                of("InvalidParameterCombination", b -> b.manageMasterUserPassword(true)),
                of("InvalidParameterCombination", b -> b.engineVersion("9.6.1")),
                of("InvalidParameterCombination", b -> b.allocatedStorage(5)),
                of("InvalidParameterCombination", b -> b.iops(3000)),
                of("InvalidParameterCombination", b -> b.maxAllocatedStorage(20)),
                of("InvalidParameterCombination", b -> b.kmsKeyId("arn:aws:kms:ap-northeast-2:123456789012:key/x").storageEncrypted(false)),
                of("InvalidParameterCombination", b -> b.monitoringInterval(60)),
                of("InvalidParameterCombination", b -> b.multiAZ(true).availabilityZone("ap-northeast-2a")),
                of("InvalidParameterValue", b -> b.backupRetentionPeriod(36)),
                of("InvalidParameterValue", b -> b.dbInstanceClass("db.t9.huge")),
                of("InvalidParameterValue", b -> b.vpcSecurityGroupIds("sg-00000000000000000")),
                of("DBSubnetGroupNotFoundFault", b -> b.dbSubnetGroupName("elsewhere")),
                of("InvalidSubnet", b -> b.dbSubnetGroupName(null)), of("DBParameterGroupNotFound", b -> b.dbParameterGroupName("none")),
                of("InvalidParameterCombination", b -> b.dbParameterGroupName("default.postgres17")),
                of("InvalidParameterValue", b -> b.preferredBackupWindow("03:00-04:00").preferredMaintenanceWindow("mon:03:30-mon:04:30")),
                of("CertificateNotFound", b -> b.caCertificateIdentifier("rds-ca-2019")),
                of("StorageTypeNotSupported", b -> b.storageType("standard")));
    }

    private static Arguments of(String code, Consumer<CreateDbInstanceRequest.Builder> change) {
        return Arguments.of(code, change);
    }

    private static CreateDbInstanceRequest.Builder sound(String id) {
        return CreateDbInstanceRequest.builder().dbInstanceIdentifier(id).engine("postgres").engineVersion("16.4")
                .dbInstanceClass("db.t4g.small").allocatedStorage(20).storageType("gp3").masterUsername("blog_admin")
                .masterUserPassword("S3cr3t-r4nd0m-32-bytes-...").dbName("blogdb").dbSubnetGroupName("there").storageEncrypted(true);
    }

    @ParameterizedTest
    @MethodSource("instances")
    void anInstanceIsRefusedBeforeAnythingHappens(String code, Consumer<CreateDbInstanceRequest.Builder> change) {
        CreateDbInstanceRequest.Builder request = sound("refused");
        change.accept(request);
        assertThat(refusal(() -> rds.createDBInstance(request.build()))).startsWith(code + ": ");
        assertThat(drill.world().home().instance("refused")).isNull();
        assertThat(secrets.listSecrets().secretList()).noneMatch(s -> s.name().startsWith("rds!"));
    }

    @Test
    void anInstanceGoesThroughItsStatesAndHoldsItsGroupsAsLongAsItIsThere() {
        String group = group("holds");
        DBInstance made = rds.createDBInstance(sound("brief").masterUserPassword(null).manageMasterUserPassword(true)
                .masterUserSecretKmsKeyId("arn:aws:kms:ap-northeast-2:123456789012:key/own").vpcSecurityGroupIds(group).multiAZ(true)
                .publiclyAccessible(false).enableCloudwatchLogsExports("postgresql")
                .tags(Tag.builder().key("a").value("b").build()).build()).dbInstance();
        assertThat(made.dbInstanceStatus()).isEqualTo("creating");
        assertThat(made.preferredBackupWindow()).isNotEmpty();
        assertThat(refusal(() -> rds.createDBInstance(sound("BRIEF").build()))).isEqualTo(
                "DBInstanceAlreadyExists: DB instance already exists: brief");
        assertThat(refusal(() -> ec2.deleteSecurityGroup(r -> r.groupId(group)))).startsWith("DependencyViolation");
        clock.advance(Duration.ofSeconds(60));
        DBInstance there = rds.describeDBInstances(r -> r.dbInstanceIdentifier("brief")).dbInstances().getFirst();
        assertThat(there.dbInstanceStatus()).isEqualTo("available");
        assertThat(there.tagList()).contains(Tag.builder().key("a").value("b").build());
        assertThat(there.multiAZ()).isTrue();
        assertThat(there.enabledCloudwatchLogsExports()).containsExactly("postgresql");
        String secret = there.masterUserSecret().secretArn();
        assertThat(there.masterUserSecret().kmsKeyId()).endsWith("key/own");
        assertThat(refusal(() -> secrets.putSecretValue(r -> r.secretId(secret).secretString("{}")))).contains("managed by rds");
        assertThat(refusal(() -> rds.deleteDBSubnetGroup(r -> r.dbSubnetGroupName("there")))).startsWith("InvalidDBSubnetGroupState")
                .contains("brief is still using it");
        assertThat(ec2.describeNetworkInterfaces(r -> r.filters(f -> f.name("group-id").values(group))).networkInterfaces()).hasSize(2);
        rds.deleteDBInstance(r -> r.dbInstanceIdentifier("brief").skipFinalSnapshot(true));
        clock.advance(Duration.ofSeconds(60));
        ec2.deleteSecurityGroup(r -> r.groupId(group));
        assertThat(secrets.listSecrets().secretList()).noneMatch(s -> s.arn().equals(secret));
    }

    @Test
    void aSubnetGroupWantsSubnetsOfTwoZones() {
        assertThat(rds.listTagsForResource(r -> r.resourceName("arn:aws:rds:ap-northeast-2:123456789012:subgrp:there")).tagList())
                .containsExactly(Tag.builder().key("by").value("a test").build());
        assertThat(refusal(() -> subnetGroup("there", NetworkSeed.DB_A, NetworkSeed.DB_C))).isEqualTo(
                "DBSubnetGroupAlreadyExists: The DB subnet group 'there' already exists.");
        assertThat(refusal(() -> subnetGroup("narrow", NetworkSeed.DB_A, NetworkSeed.APP_A))).startsWith(
                "DBSubnetGroupDoesNotCoverEnoughAZs").contains("ap-northeast-2a.");
        assertThat(refusal(() -> subnetGroup("unknown", NetworkSeed.DB_A, "subnet-0"))).isEqualTo(
                "InvalidSubnet: Some input subnets in :[subnet-0] are invalid.");
        assertThat(refusal(() -> subnetGroup("default", NetworkSeed.DB_A, NetworkSeed.DB_C))).startsWith("InvalidParameterValue");
        assertThat(refusal(() -> rds.deleteDBSubnetGroup(r -> r.dbSubnetGroupName("none")))).startsWith("DBSubnetGroupNotFoundFault");
        subnetGroup("Short-Lived", NetworkSeed.DB_A, NetworkSeed.DB_C);
        rds.deleteDBSubnetGroup(r -> r.dbSubnetGroupName("short-lived"));
        assertThat(rds.describeDBSubnetGroups().dbSubnetGroups()).hasSize(1);
    }

    private static void subnetGroup(String name, String... subnets) {
        rds.createDBSubnetGroup(r -> r.dbSubnetGroupName(name).dbSubnetGroupDescription("d").subnetIds(subnets));
    }

    // ---- EC2

    private static String group(String name) {
        return ec2.createSecurityGroup(r -> r.groupName(name).description("d").vpcId(NetworkSeed.VPC)).groupId();
    }

    @Test
    void aGroupsNameIsItsOwnAndDoesNotBeginLikeAnId() {
        String id = group("once");
        assertThat(refusal(() -> group("once"))).isEqualTo(
                "InvalidGroup.Duplicate: The security group 'once' already exists for VPC '" + NetworkSeed.VPC + "'");
        assertThat(refusal(() -> group("sg-rds"))).startsWith("InvalidParameterValue").contains("sg-*");
        assertThat(refusal(() -> group("default"))).startsWith("InvalidParameterValue");
        assertThat(refusal(() -> group("ü"))).startsWith("InvalidParameterValue");
        assertThat(refusal(() -> ec2.createSecurityGroup(r -> r.groupName("x").description("d").vpcId("vpc-0")))).startsWith(
                "InvalidVpcID.NotFound");
        assertThat(refusal(() -> ec2.createSecurityGroup(r -> r.groupName("dry").description("d").vpcId(NetworkSeed.VPC).dryRun(true))))
                .startsWith("DryRunOperation");
        assertThat(refusal(() -> Clients.of(drill).as("AKIDDRILLVIEWER00000").ec2()
                .createSecurityGroup(r -> r.groupName("v").description("d").vpcId(NetworkSeed.VPC)))).startsWith("UnauthorizedOperation");
        assertThat(refusal(() -> ec2.deleteSecurityGroup(r -> r.groupId(NetworkSeed.SG_FARGATE)))).startsWith("DependencyViolation");
        assertThat(refusal(() -> ec2.deleteSecurityGroup(r -> r.groupId("sg-0")))).startsWith("InvalidGroup.NotFound");
        ec2.deleteSecurityGroup(r -> r.groupId(id));
        assertThat(ec2.describeSecurityGroups().securityGroups())
                .noneMatch(g -> g.groupName().equals("once") || g.groupName().equals("dry"));
    }

    @Test
    void whereAVpcHasAddressesOfIpv6AGroupLetsOutToThemToo() {
        var network = drill.world().home().network();
        drill.world().home().network(network.withIpv6());
        try {
            assertThat(ec2.describeVpcs().vpcs().getFirst().ipv6CidrBlockAssociationSet()).singleElement()
                    .satisfies(a -> assertThat(a.ipv6CidrBlock()).endsWith("/56"));
            String id = group("both");
            List<SecurityGroupRule> own = ec2.describeSecurityGroupRules(r -> r.filters(f -> f.name("group-id").values(id)))
                    .securityGroupRules();
            assertThat(own).hasSize(2).allMatch(SecurityGroupRule::isEgress).anyMatch(r -> "0.0.0.0/0".equals(r.cidrIpv4()))
                    .anyMatch(r -> "::/0".equals(r.cidrIpv6()));
            assertThat(ec2.revokeSecurityGroupEgress(r -> r.groupId(id).securityGroupRuleIds(
                    own.stream().map(SecurityGroupRule::securityGroupRuleId).toList())).revokedSecurityGroupRules()).hasSize(2);
            ec2.deleteSecurityGroup(r -> r.groupId(id));
        } finally {
            drill.world().home().network(network);
        }
    }

    @Test
    void rulesComeAndGoByWhatTheySayAndByTheirIds() {
        String id = group("rules");
        IpPermission in = IpPermission.builder().ipProtocol("6").fromPort(5432).toPort(5432)
                .userIdGroupPairs(g -> g.groupId(NetworkSeed.SG_FARGATE).description("tasks")).ipv6Ranges(r -> r.cidrIpv6("::/0")).build();
        assertThat(ec2.authorizeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(in)).securityGroupRules()).hasSize(2);
        assertThat(refusal(() -> ec2.authorizeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(in)))).startsWith(
                "InvalidPermission.Duplicate");
        assertThat(refusal(() -> ec2.authorizeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(
                p -> p.ipProtocol("tcp").fromPort(6).toPort(5).ipRanges(c -> c.cidrIp("10.0.0.0/8"))))))
                .startsWith("InvalidParameterValue");
        assertThat(refusal(() -> ec2.authorizeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(
                p -> p.ipProtocol("tcp").fromPort(5).toPort(5).ipRanges(c -> c.cidrIp("10.0.0.0/33")))))).contains("malformed");
        assertThat(refusal(() -> ec2.authorizeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(
                p -> p.ipProtocol("tcp").fromPort(5).toPort(5).userIdGroupPairs(g -> g.groupId("sg-0")))))).startsWith(
                        "InvalidGroup.NotFound");
        IpPermission all = IpPermission.builder().ipProtocol("-1").ipRanges(r -> r.cidrIp("0.0.0.0/0")).build();
        assertThat(ec2.revokeSecurityGroupEgress(r -> r.groupId(id).ipPermissions(all)).revokedSecurityGroupRules()).hasSize(1);
        assertThat(refusal(() -> ec2.revokeSecurityGroupEgress(r -> r.groupId(id).ipPermissions(all)))).startsWith(
                "InvalidPermission.NotFound");
        ec2.authorizeSecurityGroupEgress(r -> r.groupId(id).ipPermissions(all));
        List<SecurityGroupRule> own = ec2.describeSecurityGroupRules(r -> r.filters(f -> f.name("group-id").values(id)))
                .securityGroupRules();
        assertThat(own).hasSize(3).anyMatch(r -> "::/0".equals(r.cidrIpv6())).anyMatch(r -> r.isEgress()).anyMatch(
                r -> r.referencedGroupInfo() != null && r.ipProtocol().equals("tcp") && "tasks".equals(r.description()));
        List<String> inbound = own.stream().filter(r -> !r.isEgress()).map(SecurityGroupRule::securityGroupRuleId).toList();
        ec2.revokeSecurityGroupIngress(r -> r.groupId(id).securityGroupRuleIds(inbound));
        assertThat(refusal(() -> ec2.revokeSecurityGroupIngress(r -> r.groupId(id).securityGroupRuleIds(inbound)))).startsWith(
                "InvalidSecurityGroupRuleId.NotFound");
        ec2.deleteSecurityGroup(r -> r.groupId(id));
    }

    // ---- Secrets Manager

    @Test
    void aRandomPasswordHasTheCharactersThatAreAskedFor() {
        assertThat(secrets.getRandomPassword().randomPassword()).hasSize(32);
        assertThat(secrets.getRandomPassword(r -> r.passwordLength(40L).excludePunctuation(true)).randomPassword())
                .matches("[A-Za-z0-9]{40}").matches(".*[a-z].*").matches(".*[A-Z].*").matches(".*[0-9].*");
        assertThat(secrets.getRandomPassword(r -> r.passwordLength(3L).excludeLowercase(true).excludeUppercase(true)
                .excludePunctuation(true).excludeCharacters("12345678").includeSpace(true).requireEachIncludedType(false)).randomPassword())
                .matches("[09 ]{3}");
        assertThat(refusal(() -> secrets.getRandomPassword(r -> r.passwordLength(0L)))).startsWith("InvalidParameterException");
        assertThat(refusal(() -> secrets.getRandomPassword(r -> r.passwordLength(4097L)))).startsWith("InvalidParameterException");
        assertThat(refusal(() -> secrets.getRandomPassword(r -> r.passwordLength(3L)))).contains("required character types");
        assertThat(refusal(() -> secrets.getRandomPassword(r -> r.excludeLowercase(true).excludeUppercase(true).excludeNumbers(true)
                .excludePunctuation(true)))).contains("no characters left");
    }

    @Test
    void aSecretIsMadeOnceAndItsValuesFollowEachOther() {
        String token = "00000000-1111-2222-3333-444444444444";
        String arn = secrets.createSecret(r -> r.name("blog-api/db").secretString("one").clientRequestToken(token)).arn();
        assertThat(secrets.createSecret(r -> r.name("blog-api/db").secretString("one").clientRequestToken(token)).arn()).isEqualTo(arn);
        assertThat(refusal(() -> secrets.createSecret(r -> r.name("blog-api/db").secretString("two").clientRequestToken(token))))
                .startsWith(
                        "ResourceExistsException");
        assertThat(refusal(() -> secrets.createSecret(r -> r.name("no good").secretString("x")))).startsWith("InvalidParameterException");
        assertThat(secrets.putSecretValue(r -> r.secretId(arn).secretString("two")).versionStages()).containsExactly("AWSCURRENT");
        assertThat(secrets.getSecretValue(r -> r.secretId("blog-api/db")).secretString()).isEqualTo("two");
        assertThat(secrets.getSecretValue(r -> r.secretId(arn).versionStage("AWSPREVIOUS")).secretString()).isEqualTo("one");
        secrets.putSecretValue(r -> r.secretId(arn).secretString("next").versionStages("AWSPENDING"));
        assertThat(secrets.getSecretValue(r -> r.secretId(arn)).secretString()).isEqualTo("two");
        secrets.updateSecret(r -> r.secretId(arn).description("of the blog").secretString("three"));
        assertThat(secrets.describeSecret(r -> r.secretId(arn)).description()).isEqualTo("of the blog");
        assertThat(refusal(() -> secrets.deleteSecret(r -> r.secretId(arn).recoveryWindowInDays(6L)))).startsWith(
                "InvalidParameterException");
        assertThat(secrets.deleteSecret(r -> r.secretId(arn).recoveryWindowInDays(7L)).deletionDate()).isEqualTo(
                clock.now().plus(Duration.ofDays(7)));
        assertThat(refusal(() -> secrets.getSecretValue(r -> r.secretId(arn)))).startsWith("InvalidRequestException");
        assertThat(refusal(() -> secrets.createSecret(r -> r.name("blog-api/db").secretString("x")))).startsWith("InvalidRequestException");
        assertThat(secrets.listSecrets().secretList()).noneMatch(s -> s.arn().equals(arn));
        assertThat(secrets.listSecrets(r -> r.includePlannedDeletion(true)).secretList()).anyMatch(s -> s.arn().equals(arn));
        secrets.restoreSecret(r -> r.secretId(arn));
        assertThat(secrets.getSecretValue(r -> r.secretId(arn)).secretString()).isEqualTo("three");
        secrets.deleteSecret(r -> r.secretId(arn).forceDeleteWithoutRecovery(true));
        assertThat(refusal(() -> secrets.describeSecret(r -> r.secretId(arn)))).startsWith("ResourceNotFoundException");
    }

    // ---- IAM

    @Test
    void aRolesPoliciesAreReadAsTheyWereWrittenAndDecide() {
        String document = "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"secretsmanager:Get*\", "
                + "\"Resource\": \"arn:aws:secretsmanager:*:*:secret:a+b/*\"}, {\"Effect\": \"Deny\", \"Action\": \"*\", "
                + "\"Resource\": \"*/secret-x\"}]}";
        assertThat(iam.getRole(r -> r.roleName(ROLE)).role().arn()).isEqualTo("arn:aws:iam::123456789012:role/blog-execution");
        assertThat(refusal(() -> iam.getRole(r -> r.roleName("nobody")))).isEqualTo(
                "NoSuchEntity: The role with name nobody cannot be found.");
        iam.putRolePolicy(r -> r.roleName(ROLE).policyName("mine").policyDocument(document));
        assertThat(iam.listRolePolicies(r -> r.roleName(ROLE)).policyNames()).containsExactly("mine");
        assertThat(iam.getRolePolicy(r -> r.roleName(ROLE).policyName("mine")).policyDocument()).contains("%20", "a%2Bb")
                .doesNotContain("+");
        String secret = "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:a+b/c";
        assertThat(decision("secretsmanager:GetSecretValue", secret)).isEqualTo("allowed");
        assertThat(decision("secretsmanager:PutSecretValue", secret)).isEqualTo("implicitDeny");
        assertThat(decision("secretsmanager:GetSecretValue", secret + "/secret-x")).isEqualTo("explicitDeny");
        for (String broken : List.of("no json", "{}", document.replace("Allow", "allow"), document.replace("*/secret-x", "secret-x"),
                document.replace("secretsmanager:Get*", "Get"), document.replace("\"Action\": \"*\", ", ""))) {
            assertThat(refusal(() -> iam.putRolePolicy(r -> r.roleName(ROLE).policyName("broken").policyDocument(broken)))).as(broken)
                    .startsWith("MalformedPolicyDocument");
        }
        iam.deleteRolePolicy(r -> r.roleName(ROLE).policyName("mine"));
        assertThat(refusal(() -> iam.getRolePolicy(r -> r.roleName(ROLE).policyName("mine")))).startsWith("NoSuchEntity");
        assertThat(decision("secretsmanager:GetSecretValue", secret)).isEqualTo("implicitDeny");
    }

    private static String decision(String action, String resource) {
        return iam.simulatePrincipalPolicy(r -> r.policySourceArn("arn:aws:iam::123456789012:role/" + ROLE).actionNames(action)
                .resourceArns(resource)).evaluationResults().getFirst().evalDecisionAsString();
    }

    // ---- ECS

    @Test
    void aRevisionThatIsDeregisteredRunsNothingMore() {
        String arn = ecs.registerTaskDefinition(r -> r.family("once").tags(t -> t.key("k").value("v"))
                .containerDefinitions(c -> c.name("c").image("i").environment(e -> e.name("A").value("1")))).taskDefinition()
                .taskDefinitionArn();
        assertThat(ecs.describeTaskDefinition(r -> r.taskDefinition("once").includeWithStrings("TAGS")).tags()).anyMatch(
                t -> t.key().equals("k") && t.value().equals("v"));
        assertThat(refusal(() -> ecs.deregisterTaskDefinition(r -> r.taskDefinition("once")))).contains("Revision is missing");
        ecs.deregisterTaskDefinition(r -> r.taskDefinition(arn));
        assertThat(ecs.describeTaskDefinition(r -> r.taskDefinition("once:1")).taskDefinition().statusAsString()).isEqualTo("INACTIVE");
        assertThat(refusal(() -> ecs.runTask(r -> r.cluster("blog-cluster").taskDefinition("once:1"))))
                .contains("TaskDefinition is inactive");
        assertThat(ecs.listTaskDefinitions(r -> r.familyPrefix("once")).taskDefinitionArns()).isEmpty();
        assertThat(ecs.listTaskDefinitions(r -> r.familyPrefix("once").status("INACTIVE")).taskDefinitionArns()).containsExactly(arn);
    }

    @Test
    void aServiceDoesNotComeUpOnASecretThatItsRoleMayNotRead() {
        String secret = secrets.createSecret(r -> r.name("for-nobody").secretString("{\"password\":\"x\"}")).arn();
        String now = ecs.describeServices(r -> r.cluster("blog-cluster").services("blog-api")).services().getFirst().taskDefinition();
        var base = ecs.describeTaskDefinition(r -> r.taskDefinition(now)).taskDefinition();
        assertThat(base.containerDefinitions().getFirst().secrets()).isEmpty();
        String next = ecs.registerTaskDefinition(r -> r.family("blog-api").executionRoleArn(base.executionRoleArn())
                .containerDefinitions(base.containerDefinitions().getFirst().toBuilder()
                        .secrets(s -> s.name("PGPASSWORD").valueFrom(secret + ":password::")).build()))
                .taskDefinition().taskDefinitionArn();
        ecs.updateService(r -> r.cluster("blog-cluster").service("blog-api").taskDefinition(next));
        clock.advance(Duration.ofSeconds(30));
        var service = ecs.describeServices(r -> r.cluster("blog-cluster").services("blog-api")).services().getFirst();
        assertThat(service.events()).anyMatch(e -> e.message().contains("unable to place a task: ResourceInitializationError"));
        assertThat(service.taskDefinition()).as("the circuit breaker goes back").isEqualTo(now);
        secrets.deleteSecret(r -> r.secretId(secret).forceDeleteWithoutRecovery(true));
    }

    @Test
    void whatIsMadeIsInTheTrail() {
        String id = group("in-the-trail");
        assertThat(drill.world().trail().of("ap-northeast-2")).anyMatch(
                e -> e.name().equals("CreateSecurityGroup") && e.resources().equals(List.of("in-the-trail")) && e.error() == null);
        assertThat(refusal(() -> group("in-the-trail"))).startsWith("InvalidGroup.Duplicate");
        assertThat(drill.world().trail().of("ap-northeast-2")).anyMatch(e -> "InvalidGroup.Duplicate".equals(e.error()));
        assertThat(drill.requestLog().entries()).anyMatch(e -> e.operation().equals("CreateSecurityGroup") && e.changes());
        ec2.deleteSecurityGroup(r -> r.groupId(id));
        assertThat(JsonWire.of(drill).error("secretsmanager", "GetSecretValue", Map.of("SecretId", "none"))).isEqualTo(
                "ResourceNotFoundException");
    }
}
