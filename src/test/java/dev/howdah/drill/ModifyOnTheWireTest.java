package dev.howdah.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.drill.world.DrillClock;
import dev.howdah.drill.world.NetworkSeed;
import dev.howdah.drill.world.Pace;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.PointInTimeRestoreNotEnabledException;
import software.amazon.awssdk.services.rds.model.RdsException;

/// What ModifyDBInstance changes at once, in a while, at the next restart or window, and what it refuses; on descriptions without
/// servers. Bad inputs: names taken and unsound, sizes, IOPS, windows that are malformed, short or overlap, passwords that are
/// short, long or hold a slash, groups and authorities that are not there, intervals, retention periods, log types.
final class ModifyOnTheWireTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private final DrillClock clock = DrillClock.stoppedAt(NOON);
    private Drill drill;
    private RdsClient rds;

    @BeforeEach
    void start() throws IOException {
        drill = Drill.start(DrillOptions.standard().withoutServers().withClock(clock), _ -> {
        });
        rds = Clients.of(drill).rds();
    }

    @AfterEach
    void stop() {
        rds.close();
        drill.close();
    }

    @Test
    void whatCostsNothingIsToldAtOnce() {
        DBInstance db = modify(r -> r.deletionProtection(false).backupRetentionPeriod(14).preferredBackupWindow("02:00-02:30")
                .preferredMaintenanceWindow("Tue:04:00-Tue:05:00").copyTagsToSnapshot(false).autoMinorVersionUpgrade(false)
                .publiclyAccessible(true).maxAllocatedStorage(200).vpcSecurityGroupIds(NetworkSeed.SG_LEGACY));
        assertThat(db.dbInstanceStatus()).isEqualTo("available");
        assertThat(db.deletionProtection()).isFalse();
        assertThat(db.backupRetentionPeriod()).isEqualTo(14);
        assertThat(db.preferredBackupWindow()).isEqualTo("02:00-02:30");
        assertThat(db.preferredMaintenanceWindow()).isEqualTo("tue:04:00-tue:05:00");
        assertThat(db.copyTagsToSnapshot()).isFalse();
        assertThat(db.publiclyAccessible()).isTrue();
        assertThat(db.maxAllocatedStorage()).isEqualTo(200);
        assertThat(db.vpcSecurityGroups().getFirst().vpcSecurityGroupId()).isEqualTo(NetworkSeed.SG_LEGACY);
        assertThat(modify(r -> r.maxAllocatedStorage(20)).maxAllocatedStorage()).as("the size itself switches it off").isNull();
    }

    @Test
    void insightMonitoringLogsAndIamTakeAWhile() {
        modify(r -> r.enablePerformanceInsights(true).performanceInsightsRetentionPeriod(465).databaseInsightsMode("advanced")
                .monitoringInterval(60).monitoringRoleArn("arn:aws:iam::123456789012:role/rds-monitoring")
                .cloudwatchLogsExportConfiguration(c -> c.enableLogTypes("postgresql", "upgrade")).enableIAMDatabaseAuthentication(false));
        clock.advance(Pace.BRISK.settle());
        assertThat(instance("blog-db").dbInstanceStatus()).isNotEqualTo("available");
        assertThatThrownBy(() -> modify(r -> r.monitoringInterval(0))).isInstanceOf(InvalidDbInstanceStateException.class);
        clock.advance(Pace.BRISK.modify());
        DBInstance db = instance("blog-db");
        assertThat(db.dbInstanceStatus()).isEqualTo("available");
        assertThat(db.databaseInsightsModeAsString()).isEqualTo("advanced");
        assertThat(db.performanceInsightsRetentionPeriod()).isEqualTo(465);
        assertThat(db.monitoringInterval()).isEqualTo(60);
        assertThat(db.monitoringRoleArn()).endsWith("rds-monitoring");
        assertThat(db.enabledCloudwatchLogsExports()).containsExactly("postgresql", "upgrade");
        assertThat(db.iamDatabaseAuthenticationEnabled()).isFalse();
        modify(r -> r.cloudwatchLogsExportConfiguration(c -> c.disableLogTypes("upgrade")));
        assertThat(after(Duration.ofSeconds(10)).enabledCloudwatchLogsExports()).containsExactly("postgresql");
    }

    @Test
    void whatWaitsIsToldAndARestartAppliesIt() {
        DBInstance db = modify(r -> r.dbInstanceClass("db.t4g.medium").allocatedStorage(21));
        assertThat(db.dbInstanceClass()).isEqualTo("db.t4g.small");
        assertThat(db.pendingModifiedValues().dbInstanceClass()).isEqualTo("db.t4g.medium");
        assertThat(db.pendingModifiedValues().allocatedStorage()).as("less than a tenth more is rounded up").isEqualTo(22);
        clock.advance(Duration.ofMinutes(5));
        assertThat(instance("blog-db").dbInstanceClass()).isEqualTo("db.t4g.small");
        rds.rebootDBInstance(r -> r.dbInstanceIdentifier("blog-db"));
        DBInstance after = after(Duration.ofMinutes(1));
        assertThat(after.dbInstanceClass()).isEqualTo("db.t4g.medium");
        assertThat(after.allocatedStorage()).isEqualTo(22);
        assertThat(after.pendingModifiedValues().dbInstanceClass()).isNull();
        assertCode("InvalidParameterCombination", () -> modify(r -> r.allocatedStorage(40).applyImmediately(true)));
        clock.advance(Duration.ofHours(6));
        modify(r -> r.allocatedStorage(40).applyImmediately(true));
        clock.advance(Pace.BRISK.settle().plus(Pace.BRISK.modify()));
        assertThat(instance("blog-db").dbInstanceStatus()).isEqualTo("storage-optimization");
        assertThat(after(Duration.ofMinutes(1)).allocatedStorage()).isEqualTo(40);
        assertThat(messages("blog-db")).contains("Applying modification to allocated storage",
                "Finished applying modification to allocated storage");
    }

    @Test
    void theMaintenanceWindowAppliesWhatWaits() {
        modify(r -> r.dbInstanceClass("db.t4g.medium"));
        clock.advance(Duration.between(NOON, Instant.parse("2026-11-29T18:59:00Z")));
        assertThat(instance("blog-db").dbInstanceClass()).isEqualTo("db.t4g.small");
        assertThat(after(Duration.ofMinutes(3)).dbInstanceClass()).isEqualTo("db.t4g.medium");
    }

    @Test
    void applyImmediatelyAlsoAppliesWhatWaitedBefore() {
        modify(r -> r.dbInstanceClass("db.t4g.medium").multiAZ(false));
        modify(r -> r.dbPortNumber(6432).applyImmediately(true));
        DBInstance db = after(Duration.ofMinutes(1));
        assertThat(db.endpoint().port()).isEqualTo(6432);
        assertThat(db.dbInstanceClass()).isEqualTo("db.t4g.medium");
        assertThat(db.multiAZ()).isFalse();
        assertThat(db.secondaryAvailabilityZone()).isNull();
        modify(r -> r.multiAZ(true).applyImmediately(true));
        assertThat(after(Duration.ofMinutes(1)).secondaryAvailabilityZone()).isEqualTo("ap-northeast-2c");
        assertThat(messages("blog-db")).contains("Finished applying modification to convert to a standard (Single-AZ) DB instance",
                "Applying modification to convert to a Multi-AZ DB instance");
    }

    @Test
    void aParameterGroupWaitsForARestart() {
        assertThat(modify(r -> r.dbParameterGroupName("default.postgres16")).dbParameterGroups().getFirst().parameterApplyStatus())
                .isEqualTo("applying");
        assertThat(after(Duration.ofSeconds(10)).dbParameterGroups().getFirst().parameterApplyStatus()).isEqualTo("pending-reboot");
        rds.rebootDBInstance(r -> r.dbInstanceIdentifier("blog-db"));
        assertThat(after(Duration.ofSeconds(10)).dbParameterGroups().getFirst().parameterApplyStatus()).isEqualTo("in-sync");
    }

    @Test
    void backupsAreSwitchedOffAndOnAgain() {
        modify(r -> r.backupRetentionPeriod(0).applyImmediately(true));
        assertThat(after(Duration.ofMinutes(1)).latestRestorableTime()).isNull();
        assertThat(rds.describeDBSnapshots(r -> r.dbInstanceIdentifier("blog-db").snapshotType("automated")).dbSnapshots()).isEmpty();
        assertThatThrownBy(() -> rds.restoreDBInstanceToPointInTime(r -> r.sourceDBInstanceIdentifier("blog-db")
                .targetDBInstanceIdentifier("d").useLatestRestorableTime(true))).isInstanceOf(PointInTimeRestoreNotEnabledException.class);
        modify(r -> r.backupRetentionPeriod(3).applyImmediately(true));
        clock.advance(Pace.BRISK.settle().plus(Pace.BRISK.modify()));
        assertThat(instance("blog-db").dbInstanceStatus()).isEqualTo("backing-up");
        assertThat(after(Duration.ofMinutes(1)).latestRestorableTime()).isNotNull();
    }

    @Test
    void aRenameMovesTheNameAndItsResourceStays() {
        String resource = instance("blog-db").dbiResourceId();
        String secret = instance("blog-db").masterUserSecret().secretArn();
        assertThat(modify(r -> r.newDBInstanceIdentifier("blog-db-old").applyImmediately(true)).pendingModifiedValues()
                .dbInstanceIdentifier()).isEqualTo("blog-db-old");
        assertThatThrownBy(() -> rds.restoreDBInstanceToPointInTime(r -> r.sourceDBInstanceIdentifier("legacy-db")
                .targetDBInstanceIdentifier("blog-db-old").useLatestRestorableTime(true)))
                .isInstanceOf(DbInstanceAlreadyExistsException.class);
        clock.advance(Pace.BRISK.settle());
        assertThat(instance("blog-db").dbInstanceStatus()).isEqualTo("renaming");
        clock.advance(Pace.BRISK.reboot());
        assertThatThrownBy(() -> instance("blog-db")).isInstanceOf(DbInstanceNotFoundException.class);
        DBInstance renamed = instance("blog-db-old");
        assertThat(renamed.dbInstanceStatus()).isEqualTo("rebooting");
        assertThat(renamed.endpoint().address()).startsWith("blog-db-old.");
        assertThat(renamed.dbiResourceId()).isEqualTo(resource);
        assertThat(renamed.masterUserSecret().secretArn()).isEqualTo(secret);
        assertThat(renamed.tagList()).extracting(t -> t.key()).contains("Project");
        assertThat(renamed.pendingModifiedValues().dbInstanceIdentifier()).isNull();
        assertThat(drill.world().home().resolves(renamed.endpoint().address(), clock.now())).isFalse();
        clock.advance(Pace.BRISK.naming());
        assertThat(instance("blog-db-old").dbInstanceStatus()).isEqualTo("available");
        assertThat(drill.world().home().resolves(renamed.endpoint().address(), clock.now())).isTrue();
        assertThat(messages("blog-db-old")).contains("DB instance restarted.");
        assertThat(rds.describeDBSnapshots(r -> r.dbiResourceId(resource)).dbSnapshots()).isNotEmpty();
    }

    @Test
    void passwordsAreResetAndManagedOnes() {
        assertCode("InvalidParameterCombination", () -> modify(r -> r.masterUserPassword("correct-horse")));
        assertCode("InvalidParameterCombination", () -> modify(r -> r.manageMasterUserPassword(false)));
        String before = instance("blog-db").masterUserSecret().secretArn();
        modify(r -> r.rotateMasterUserPassword(true).applyImmediately(true));
        assertThat(after(Duration.ofSeconds(10)).masterUserSecret().secretArn()).isEqualTo(before);
        assertThat(drill.world().home().secret(before).versions()).hasSize(2);
        assertThat(modify(r -> r.manageMasterUserPassword(false).masterUserPassword("correct-horse")).pendingModifiedValues()
                .masterUserPassword()).isEqualTo("****");
        clock.advance(Pace.BRISK.settle());
        assertThat(instance("blog-db").dbInstanceStatus()).isEqualTo("resetting-master-credentials");
        DBInstance db = after(Duration.ofSeconds(10));
        assertThat(db.masterUserSecret()).isNull();
        assertThat(db.pendingModifiedValues().masterUserPassword()).isNull();
        assertThat(messages("blog-db")).contains("Reset master credentials");
        modify(r -> r.manageMasterUserPassword(true));
        assertThat(after(Duration.ofSeconds(10)).masterUserSecret().secretArn()).contains(":secret:rds!db-").isNotEqualTo(before);
    }

    @Test
    void aDescriptionIsUpgraded() {
        assertCode("InvalidParameterCombination", () -> modify(r -> r.engineVersion("17.11")));
        assertCode("InvalidParameterCombination", () -> modify(r -> r.engineVersion("17.11").allowMajorVersionUpgrade(true)));
        assertCode("InvalidParameterCombination", () -> modify(r -> r.engineVersion("16.4")));
        modify(r -> r.engineVersion("17.11").allowMajorVersionUpgrade(true).dbParameterGroupName("default.postgres17")
                .applyImmediately(true));
        DBInstance db = after(Duration.ofMinutes(1));
        assertThat(db.engineVersion()).isEqualTo("17.11");
        assertThat(db.dbParameterGroups().getFirst().dbParameterGroupName()).isEqualTo("default.postgres17");
    }

    @Test
    void badWishesAreRefusedAndNothingHappens() {
        DBInstance before = instance("blog-db");
        refused("DBInstanceAlreadyExists", r -> r.newDBInstanceIdentifier("legacy-db"));
        refused("InvalidParameterValue", r -> r.newDBInstanceIdentifier("-x"));
        refused("InvalidParameterValue", r -> r.dbInstanceClass("huge"));
        refused("InvalidParameterCombination", r -> r.allocatedStorage(10));
        refused("InvalidParameterCombination", r -> r.iops(3000));
        refused("InvalidParameterCombination", r -> r.maxAllocatedStorage(19));
        refused("StorageTypeNotSupported", r -> r.storageType("standard"));
        refused("InvalidParameterValue", r -> r.backupRetentionPeriod(36));
        refused("InvalidParameterValue", r -> r.preferredBackupWindow("25:00-26:00"));
        refused("InvalidParameterValue", r -> r.preferredMaintenanceWindow("sun:19:00-sun:19:10"));
        refused("InvalidParameterValue", r -> r.preferredMaintenanceWindow("sun:18:10-sun:18:50"));
        refused("InvalidParameterValue", r -> r.vpcSecurityGroupIds("sg-0"));
        refused("DBParameterGroupNotFound", r -> r.dbParameterGroupName("nope"));
        refused("InvalidParameterCombination", r -> r.dbParameterGroupName("default.postgres17"));
        refused("OptionGroupNotFoundFault", r -> r.optionGroupName("nope"));
        refused("CertificateNotFound", r -> r.caCertificateIdentifier("rds-ca-2019"));
        refused("InvalidVPCNetworkStateFault", r -> r.dbSubnetGroupName("legacy-public"));
        refused("DBSubnetGroupNotFoundFault", r -> r.dbSubnetGroupName("nope"));
        refused("InvalidParameterValue", r -> r.dbPortNumber(22));
        refused("InvalidParameterValue", r -> r.monitoringInterval(7));
        refused("InvalidParameterCombination", r -> r.dbInstanceIdentifier("legacy-db").monitoringInterval(60));
        refused("InvalidParameterCombination", r -> r.databaseInsightsMode("advanced"));
        refused("InvalidParameterValue", r -> r.performanceInsightsRetentionPeriod(30));
        refused("InvalidParameterCombination", r -> r.cloudwatchLogsExportConfiguration(c -> c.enableLogTypes("audit")));
        refused("InvalidParameterCombination", r -> r.rotateMasterUserPassword(true));
        refused("InvalidParameterValue", r -> r.manageMasterUserPassword(false).masterUserPassword("short"));
        refused("InvalidParameterValue", r -> r.manageMasterUserPassword(false).masterUserPassword("with/slash/in/it"));
        refused("InvalidParameterValue", r -> r.manageMasterUserPassword(false).masterUserPassword("x".repeat(129)));
        refused("NetworkTypeNotSupported", r -> r.networkType("DUAL"));
        refused("DomainNotFoundFault", r -> r.domain("d-1"));
        refused("DBInstanceNotFound", r -> r.dbInstanceIdentifier("nope"));
        assertThat(instance("blog-db")).isEqualTo(before);
        for (String key : new String[]{"AKIDDRILLVIEWER00000", "AKIDDRILLNOMODIFIES0"}) {
            try (var other = Clients.of(drill).as(key).rds()) {
                assertThatThrownBy(() -> other.modifyDBInstance(r -> r.dbInstanceIdentifier("blog-db").deletionProtection(false)))
                        .hasMessageContaining("is not authorized to perform: rds:ModifyDBInstance on resource: "
                                + "arn:aws:rds:ap-northeast-2:123456789012:db:blog-db");
            }
        }
        assertThat(instance("blog-db").deletionProtection()).isTrue();
    }

    private DBInstance modify(Consumer<ModifyDbInstanceRequest.Builder> more) {
        return rds.modifyDBInstance(r -> more.accept(r.dbInstanceIdentifier("blog-db"))).dbInstance();
    }

    private void refused(String code, Consumer<ModifyDbInstanceRequest.Builder> bad) {
        assertCode(code, () -> modify(bad));
    }

    private DBInstance after(Duration more) {
        clock.advance(more);
        return instance("blog-db");
    }

    private java.util.List<String> messages(String id) {
        return rds.describeEvents(r -> r.sourceType("db-instance").sourceIdentifier(id).duration(20160)).events().stream()
                .map(e -> e.message()).toList();
    }

    private DBInstance instance(String id) {
        return rds.describeDBInstances(r -> r.dbInstanceIdentifier(id)).dbInstances().getFirst();
    }

    private static void assertCode(String code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RdsException.class,
                e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }
}
