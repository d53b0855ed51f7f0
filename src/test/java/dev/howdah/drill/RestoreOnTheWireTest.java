package dev.howdah.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.drill.world.DrillClock;
import dev.howdah.drill.world.Fault;
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
import software.amazon.awssdk.services.rds.model.InsufficientDbInstanceCapacityException;
import software.amazon.awssdk.services.rds.model.InvalidRestoreException;
import software.amazon.awssdk.services.rds.model.KmsKeyNotAccessibleException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeRequest;

/// What a restore gives and refuses, seen by the real SDK, on descriptions without servers and a clock that the test turns.
/// Bad inputs: names taken, unsound and too long; sources missing, doubled, too young and without backups; times before, after and
/// missing; classes, groups, zones, ports, sizes, IOPS, keys and tags that may not be.
final class RestoreOnTheWireTest {
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
    void whatIsNotSentIsNotInherited() {
        DBInstance answer = restore(_ -> {
        });
        assertThat(answer.dbInstanceStatus()).isEqualTo("creating");
        assertThat(answer.endpoint()).isNull();
        assertThat(answer.latestRestorableTime()).isNull();
        assertThatThrownBy(() -> instance("clone")).as("reads see it a moment later").isInstanceOf(DbInstanceNotFoundException.class);
        assertThatThrownBy(() -> restore(_ -> {
        })).as("but its name is taken").isInstanceOf(DbInstanceAlreadyExistsException.class);
        DBInstance clone = settled("clone");
        DBInstance source = instance("blog-db");
        assertThat(clone.vpcSecurityGroups()).extracting(g -> g.vpcSecurityGroupId())
                .containsExactly(defaultGroup());
        assertThat(clone.dbSubnetGroup().dbSubnetGroupName()).isEqualTo("default");
        assertThat(clone.dbParameterGroups().getFirst().dbParameterGroupName()).isEqualTo("default.postgres16");
        assertThat(clone.multiAZ()).isFalse();
        assertThat(clone.secondaryAvailabilityZone()).isNull();
        assertThat(clone.deletionProtection()).isFalse();
        assertThat(clone.iamDatabaseAuthenticationEnabled()).isFalse();
        assertThat(clone.maxAllocatedStorage()).isNull();
        assertThat(clone.copyTagsToSnapshot()).isFalse();
        assertThat(clone.performanceInsightsEnabled()).isFalse();
        assertThat(clone.publiclyAccessible()).as("its VPC has a way to the internet").isTrue();
        assertThat(clone.masterUserSecret()).isNull();
        assertThat(clone.enabledCloudwatchLogsExports()).isEmpty();
        assertThat(clone.autoMinorVersionUpgrade()).isTrue();
        assertThat(clone.caCertificateIdentifier()).isEqualTo("rds-ca-rsa2048-g1");
        assertThat(clone.preferredMaintenanceWindow()).isNotEqualTo(source.preferredMaintenanceWindow());
        assertThat(clone.dbiResourceId()).isNotEqualTo(source.dbiResourceId());
        // and this is
        assertThat(clone.engineVersion()).isEqualTo(source.engineVersion());
        assertThat(clone.dbInstanceClass()).isEqualTo(source.dbInstanceClass());
        assertThat(clone.allocatedStorage()).isEqualTo(source.allocatedStorage());
        assertThat(clone.kmsKeyId()).isEqualTo(source.kmsKeyId());
        assertThat(clone.backupRetentionPeriod()).isEqualTo(source.backupRetentionPeriod());
        assertThat(clone.preferredBackupWindow()).isEqualTo(source.preferredBackupWindow());
        assertThat(clone.endpoint().port()).isEqualTo(source.endpoint().port());
        assertThat(clone.masterUsername()).isEqualTo(source.masterUsername());
        assertThat(clone.tagList()).extracting(t -> t.key()).contains("Project", "Environment", "howdah:metadata-only");
    }

    @Test
    void whatIsSentIsTaken() {
        restore(r -> r.multiAZ(true).dbSubnetGroupName("blog-db-subnets").vpcSecurityGroupIds(NetworkSeed.SG_RDS)
                .dbParameterGroupName("blog-pg16").deletionProtection(true).enableIAMDatabaseAuthentication(true).maxAllocatedStorage(100)
                .copyTagsToSnapshot(true).publiclyAccessible(false).autoMinorVersionUpgrade(false).dbInstanceClass("db.t4g.medium")
                .allocatedStorage(30).enableCloudwatchLogsExports("postgresql").caCertificateIdentifier("rds-ca-ecc384-g1")
                .port(6432)
                .engineLifecycleSupport("open-source-rds-extended-support-disabled").tags(t -> t.key("why").value("drill")));
        DBInstance clone = settled("clone");
        assertThat(clone.multiAZ()).isTrue();
        assertThat(clone.availabilityZone()).isEqualTo("ap-northeast-2a");
        assertThat(clone.secondaryAvailabilityZone()).isEqualTo("ap-northeast-2c");
        assertThat(clone.dbParameterGroups().getFirst().dbParameterGroupName()).isEqualTo("blog-pg16");
        assertThat(clone.deletionProtection()).isTrue();
        assertThat(clone.iamDatabaseAuthenticationEnabled()).isTrue();
        assertThat(clone.maxAllocatedStorage()).isEqualTo(100);
        assertThat(clone.publiclyAccessible()).isFalse();
        assertThat(clone.dbInstanceClass()).isEqualTo("db.t4g.medium");
        assertThat(clone.allocatedStorage()).isEqualTo(30);
        assertThat(clone.enabledCloudwatchLogsExports()).containsExactly("postgresql");
        assertThat(clone.caCertificateIdentifier()).isEqualTo("rds-ca-ecc384-g1");
        assertThat(clone.endpoint().port()).isEqualTo(6432);
        assertThat(clone.engineLifecycleSupport()).endsWith("-disabled");
        assertThat(clone.tagList()).extracting(t -> t.key()).containsExactlyInAnyOrder("why", "howdah:metadata-only");
        try (var ec2 = Clients.of(drill).ec2()) {
            assertThat(ec2.describeNetworkInterfaces().networkInterfaces()).filteredOn(i -> i.groups().stream()
                    .anyMatch(g -> g.groupId().equals(NetworkSeed.SG_RDS))).as("blog-db's two and the clone's two").hasSize(4);
        }
    }

    @Test
    void statesAndEventsComeInAwsOrder() {
        restore(_ -> {
        });
        clock.advance(Duration.ofSeconds(1));
        assertThat(instance("clone").dbInstanceStatus()).isEqualTo("creating");
        clock.advance(Pace.BRISK.restore().minusSeconds(1));
        assertThat(instance("clone").dbInstanceStatus()).isEqualTo("modifying");
        assertThat(instance("clone").endpoint().address()).startsWith("clone.");
        clock.advance(Pace.BRISK.settle());
        assertThat(instance("clone").dbInstanceStatus()).isEqualTo("backing-up");
        assertThatThrownBy(() -> rds.createDBSnapshot(r -> r.dbInstanceIdentifier("clone").dbSnapshotIdentifier("early")))
                .isInstanceOf(RdsException.class);
        clock.advance(Pace.BRISK.backup());
        assertThat(instance("clone").dbInstanceStatus()).isEqualTo("available");
        assertThat(rds.describeEvents(r -> r.sourceType("db-instance").sourceIdentifier("clone")).events()).extracting(e -> e.message())
                .containsExactly("DB instance created", "Restored from DB instance blog-db to clone.", "Backing up DB instance",
                        "Finished DB instance backup");
        assertThat(rds.describeDBSnapshots(r -> r.dbInstanceIdentifier("clone")).dbSnapshots()).hasSize(1)
                .allSatisfy(s -> assertThat(s.snapshotType()).isEqualTo("automated"));
    }

    @Test
    void aSnapshotIsRestoredWithWhatItRemembers() {
        rds.createDBSnapshot(r -> r.dbInstanceIdentifier("blog-db").dbSnapshotIdentifier("kept"));
        assertCode("DBSnapshotNotFound", () -> rds.restoreDBInstanceFromDBSnapshot(r -> r.dbInstanceIdentifier("c").dbSnapshotIdentifier(
                "kept")));
        clock.advance(Duration.ofSeconds(1));
        assertCode("InvalidDBSnapshotState", () -> rds.restoreDBInstanceFromDBSnapshot(r -> r.dbInstanceIdentifier("c")
                .dbSnapshotIdentifier("kept")));
        clock.advance(Duration.ofMinutes(1));
        assertCode("DBSnapshotNotFound", () -> rds.restoreDBInstanceFromDBSnapshot(r -> r.dbInstanceIdentifier("c").dbSnapshotIdentifier(
                "nope")));
        assertCode("DBInstanceAlreadyExists", () -> rds.restoreDBInstanceFromDBSnapshot(r -> r.dbInstanceIdentifier("blog-db")
                .dbSnapshotIdentifier("kept")));
        assertCode("DBClusterSnapshotNotFoundFault", () -> rds.restoreDBInstanceFromDBSnapshot(r -> r.dbInstanceIdentifier("c")
                .dbClusterSnapshotIdentifier("x")));
        rds.restoreDBInstanceFromDBSnapshot(r -> r.dbInstanceIdentifier("c").dbSnapshotIdentifier("kept")
                .dbSubnetGroupName("blog-db-subnets"));
        DBInstance clone = settled("c");
        assertThat(clone.tagList()).extracting(t -> t.key()).contains("Project", "howdah:metadata-only");
        assertThat(rds.describeEvents(r -> r.sourceType("db-instance").sourceIdentifier("c")).events()).extracting(e -> e.message())
                .startsWith("DB instance created", "Restored from snapshot kept.");
    }

    @Test
    void theSourceMayBeNamedInThreeWays() {
        DBInstance blog = instance("blog-db");
        rds.restoreDBInstanceToPointInTime(r -> r.sourceDbiResourceId(blog.dbiResourceId()).targetDBInstanceIdentifier("one")
                .restoreTime(NOON.minusSeconds(3600)));
        String backup = rds.describeDBInstanceAutomatedBackups(r -> r.dbInstanceIdentifier("blog-db")).dbInstanceAutomatedBackups()
                .getFirst()
                .dbInstanceAutomatedBackupsArn();
        rds.restoreDBInstanceToPointInTime(r -> r.sourceDBInstanceAutomatedBackupsArn(backup).targetDBInstanceIdentifier("two")
                .restoreTime(NOON.minusSeconds(3600)));
        assertThat(settled("one").engineVersion()).isEqualTo(settled("two").engineVersion());
    }

    @Test
    void sourcesTimesAndNamesAreChecked() {
        assertThatThrownBy(() -> restore(r -> r.sourceDBInstanceIdentifier("nope"))).isInstanceOf(DbInstanceNotFoundException.class);
        refused("DBInstanceAlreadyExists", r -> r.targetDBInstanceIdentifier("BLOG-DB"));
        refused("InvalidParameterValue", r -> r.targetDBInstanceIdentifier("1st"));
        refused("InvalidParameterValue", r -> r.targetDBInstanceIdentifier("a--b"));
        refused("InvalidParameterValue", r -> r.targetDBInstanceIdentifier("a".repeat(64)));
        refused("MissingParameter", r -> r.targetDBInstanceIdentifier(null));
        refused("InvalidParameterCombination", r -> r.sourceDBInstanceIdentifier(null));
        refused("InvalidParameterCombination", r -> r.sourceDbiResourceId("db-X"));
        refused("DBInstanceAutomatedBackupNotFound", r -> r.sourceDBInstanceIdentifier(null).sourceDbiResourceId("db-X"));
        refused("InvalidParameterCombination", r -> r.useLatestRestorableTime(null));
        refused("InvalidParameterCombination", r -> r.restoreTime(NOON.minusSeconds(3600)));
        refused("InvalidRestoreFault", r -> r.useLatestRestorableTime(null).restoreTime(NOON.minus(Duration.ofDays(8))));
        assertThatThrownBy(() -> restore(r -> r.useLatestRestorableTime(null).restoreTime(NOON.plusSeconds(1))))
                .isInstanceOf(InvalidRestoreException.class).hasMessageContaining("later than 2026-11-24T11:5");
        restore(_ -> {
        });
        refused("InvalidDBInstanceState", r -> r.sourceDBInstanceIdentifier("clone").targetDBInstanceIdentifier("second"));
    }

    @Test
    void settingsAreChecked() {
        refused("InvalidParameterValue", r -> r.dbInstanceClass("db.huge"));
        refused("DBSubnetGroupNotFoundFault", r -> r.dbSubnetGroupName("nope"));
        refused("DBParameterGroupNotFound", r -> r.dbParameterGroupName("nope"));
        refused("InvalidParameterCombination", r -> r.dbParameterGroupName("default.postgres15"));
        refused("OptionGroupNotFoundFault", r -> r.optionGroupName("mine"));
        refused("InvalidParameterValue", r -> r.vpcSecurityGroupIds("sg-0"));
        refused("InvalidParameterCombination", r -> r.multiAZ(true).availabilityZone("ap-northeast-2a"));
        refused("InvalidParameterValue", r -> r.availabilityZone("us-east-1a"));
        refused("InvalidVPCNetworkStateFault", r -> r.availabilityZone("ap-northeast-2b"));
        refused("InvalidParameterValue", r -> r.port(80));
        refused("CertificateNotFound", r -> r.caCertificateIdentifier("rds-ca-2019"));
        refused("NetworkTypeNotSupported", r -> r.networkType("DUAL"));
        refused("InvalidParameterCombination", r -> r.enableCloudwatchLogsExports("audit"));
        refused("InvalidParameterCombination", r -> r.iops(3000).storageThroughput(125));
        refused("InvalidParameterCombination", r -> r.allocatedStorage(10));
        refused("InvalidParameterCombination", r -> r.allocatedStorage(21));
        refused("InvalidParameterCombination", r -> r.maxAllocatedStorage(20));
        refused("InvalidParameterCombination", r -> r.allocatedStorage(400).iops(3000));
        refused("InvalidParameterCombination", r -> r.storageType("io1"));
        refused("StorageTypeNotSupported", r -> r.storageType("standard"));
        refused("InvalidParameterValue", r -> r.storageType("floppy"));
        refused("InvalidParameterCombination", r -> r.engine("mysql"));
        refused("InvalidParameterCombination", r -> r.manageMasterUserPassword(true));
        refused("InvalidParameterValue", r -> r.tags(t -> t.key("aws:mine").value("x")));
        refused("DomainNotFoundFault", r -> r.domain("d-1"));
        assertThat(rds.describeDBInstances().dbInstances()).as("nothing half done").hasSize(2);
        restore(r -> r.allocatedStorage(400));
        DBInstance large = settled("clone");
        assertThat(large.iops()).isEqualTo(12_000);
        assertThat(large.storageThroughput()).isEqualTo(500);
    }

    @Test
    void keysQuotasAndCapacityAreChecked() {
        String key = instance("blog-db").kmsKeyId();
        drill.world().home().key(key, false);
        assertThatThrownBy(() -> restore(_ -> {
        })).isInstanceOf(KmsKeyNotAccessibleException.class);
        drill.world().home().key(key, true);
        drill.faults().set("rds:RestoreDBInstanceToPointInTime", 1,
                new Fault.Refuse(400, "InsufficientDBInstanceCapacity", "Cannot restore: no capacity."));
        assertThatThrownBy(() -> restore(_ -> {
        })).isInstanceOf(InsufficientDbInstanceCapacityException.class);
        drill.faults().set("rds:RestoreDBInstanceToPointInTime", 1, new Fault.LoseAnswer());
        assertThatThrownBy(() -> restore(_ -> {
        })).as("the answer is lost").isNotInstanceOf(RdsException.class);
        assertThat(settled("clone").dbInstanceStatus()).as("the work is done all the same").isEqualTo("available");
        drill.world().home().quotas(40, 59);
        refused("StorageQuotaExceeded", r -> r.targetDBInstanceIdentifier("more"));
        drill.world().home().quotas(3, 100_000);
        refused("InstanceQuotaExceeded", r -> r.targetDBInstanceIdentifier("more"));
    }

    @Test
    void whoMayNotRestoreIsToldSo() {
        for (String key : new String[]{"AKIDDRILLVIEWER00000", "AKIDDRILLNORESTORES0"}) {
            try (var other = Clients.of(drill).as(key).rds()) {
                assertThatThrownBy(() -> other.restoreDBInstanceToPointInTime(r -> r.sourceDBInstanceIdentifier("blog-db")
                        .targetDBInstanceIdentifier("clone").useLatestRestorableTime(true)))
                        .hasMessageContaining("is not authorized to perform: rds:RestoreDBInstanceToPointInTime on resource: "
                                + "arn:aws:rds:ap-northeast-2:123456789012:db:clone");
            }
        }
        assertThat(drill.world().home().instance("clone")).isNull();
        assertThat(drill.requestLog().entries()).filteredOn(e -> e.operation().startsWith("Restore")).isNotEmpty()
                .allSatisfy(e -> assertThat(e.changes()).isTrue());
    }

    private DBInstance restore(Consumer<RestoreDbInstanceToPointInTimeRequest.Builder> more) {
        return rds.restoreDBInstanceToPointInTime(r -> more.accept(
                r.sourceDBInstanceIdentifier("blog-db").targetDBInstanceIdentifier("clone").useLatestRestorableTime(true)
                        .dbSubnetGroupName(null)))
                .dbInstance();
    }

    private void refused(String code, Consumer<RestoreDbInstanceToPointInTimeRequest.Builder> bad) {
        assertCode(code, () -> restore(bad));
    }

    private DBInstance settled(String id) {
        clock.advance(Duration.ofMinutes(2));
        return instance(id);
    }

    private String defaultGroup() {
        try (var ec2 = Clients.of(drill).ec2()) {
            return ec2.describeSecurityGroups(r -> r.groupNames("default")).securityGroups().getFirst().groupId();
        }
    }

    private DBInstance instance(String id) {
        return rds.describeDBInstances(r -> r.dbInstanceIdentifier(id)).dbInstances().getFirst();
    }

    private static void assertCode(String code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RdsException.class,
                e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }
}
