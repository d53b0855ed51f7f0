package dev.howdah.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.drill.world.DrillClock;
import dev.howdah.drill.world.Pace;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.InvalidDbSnapshotStateException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.SourceType;

/// What RDS says and does, seen by the real SDK, with a clock that the test turns.
final class RdsOnTheWireTest {
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
    void blogDbIsTheChaptersInstance() {
        DBInstance db = instance("blog-db");
        assertThat(db.multiAZ()).isTrue();
        assertThat(db.dbInstanceClass()).isEqualTo("db.t4g.small");
        assertThat(db.storageType()).isEqualTo("gp3");
        assertThat(db.allocatedStorage()).isEqualTo(20);
        assertThat(db.storageEncrypted()).isTrue();
        assertThat(db.kmsKeyId()).startsWith("arn:aws:kms:ap-northeast-2:123456789012:key/");
        assertThat(db.deletionProtection()).isTrue();
        assertThat(db.publiclyAccessible()).isFalse();
        assertThat(db.backupRetentionPeriod()).isEqualTo(7);
        assertThat(db.performanceInsightsEnabled()).isTrue();
        assertThat(db.copyTagsToSnapshot()).isTrue();
        assertThat(db.engineVersion()).isEqualTo("16.15");
        assertThat(db.endpoint().address()).isEqualTo("blog-db.cx0drill2hdh.ap-northeast-2.rds.amazonaws.com");
        assertThat(db.dbSubnetGroup().subnets()).extracting(s -> s.subnetAvailabilityZone().name())
                .containsExactly("ap-northeast-2a", "ap-northeast-2c");
        assertThat(db.dbParameterGroups().getFirst().dbParameterGroupName()).isEqualTo("blog-pg16");
        assertThat(db.pendingModifiedValues()).isNotNull();
        assertThat(db.dbiResourceId()).matches("db-[A-Z2-7]{26}");
        assertThat(db.latestRestorableTime()).isBetween(NOON.minusSeconds(600), NOON);
    }

    @Test
    void legacyDbDoesEverythingWrong() {
        DBInstance db = instance("legacy-db");
        assertThat(db.publiclyAccessible()).isTrue();
        assertThat(db.storageEncrypted()).isFalse();
        assertThat(db.multiAZ()).isFalse();
        assertThat(db.backupRetentionPeriod()).isEqualTo(1);
        assertThat(db.storageType()).isEqualTo("gp2");
        assertThat(db.autoMinorVersionUpgrade()).isFalse();
        assertThat(db.caCertificateIdentifier()).isEqualTo("rds-ca-2019");
        assertThat(db.certificateDetails().validTill()).isBefore(NOON.plus(Duration.ofDays(30)));
        assertThat(rds.describePendingMaintenanceActions().pendingMaintenanceActions().getFirst().resourceIdentifier())
                .endsWith(":legacy-db");
    }

    @Test
    void instancesAreFoundByIdArnAndFilter() {
        String arn = instance("blog-db").dbInstanceArn();
        assertThat(instance(arn).dbInstanceIdentifier()).isEqualTo("blog-db");
        assertThat(instance("BLOG-DB").dbInstanceIdentifier()).isEqualTo("blog-db");
        assertThat(rds.describeDBInstances(r -> r.filters(f -> f.name("engine").values("postgres"))).dbInstances()).hasSize(2);
        assertThat(rds.describeDBInstances(r -> r.filters(f -> f.name("dbi-resource-id").values(instance("blog-db").dbiResourceId())))
                .dbInstances()).hasSize(1);
    }

    @Test
    void wrongInputMeetsAwsCodes() {
        assertThatThrownBy(() -> instance("nope")).isInstanceOf(DbInstanceNotFoundException.class)
                .extracting(e -> ((RdsException) e).statusCode()).isEqualTo(404);
        assertCode("InvalidParameterValue", () -> rds.describeDBInstances(r -> r.marker("zzz")));
        assertCode("InvalidParameterValue", () -> rds.describeDBInstances(r -> r.maxRecords(19)));
        assertCode("InvalidParameterValue", () -> rds.describeDBInstances(r -> r.filters(f -> f.name("colour").values("red"))));
        assertCode("InvalidParameterValue",
                () -> rds.createDBSnapshot(r -> r.dbInstanceIdentifier("blog-db").dbSnapshotIdentifier("a--b")));
        assertCode("MissingParameter", () -> rds.createDBSnapshot(r -> r.dbInstanceIdentifier("blog-db")));
        assertCode("InvalidParameterCombination", () -> rds.describeEvents(r -> r.sourceIdentifier("blog-db")));
        assertCode("DBProxyNotFoundFault", () -> rds.describeDBProxies(r -> r.dbProxyName("blog-proxy")));
        assertCode("DBParameterGroupNotFound", () -> rds.describeDBParameters(r -> r.dbParameterGroupName("nope")));
        assertCode("DBSubnetGroupNotFoundFault", () -> rds.describeDBSubnetGroups(r -> r.dbSubnetGroupName("nope")));
        assertCode("DBClusterNotFoundFault", () -> rds.describeDBClusters(r -> r.dbClusterIdentifier("nope")));
        assertCode("InvalidAction", () -> rds.stopDBInstance(r -> r.dbInstanceIdentifier("blog-db")));
    }

    @Test
    void aSnapshotIsSeenLateCreatesAndTurnsAvailable() {
        assertThat(rds.createDBSnapshot(r -> r.dbInstanceIdentifier("blog-db").dbSnapshotIdentifier("Pre-Deploy-1")).dbSnapshot().status())
                .isEqualTo("creating");
        assertThatThrownBy(() -> snapshot("pre-deploy-1")).isInstanceOf(DbSnapshotNotFoundException.class);
        assertThat(instance("blog-db").dbInstanceStatus()).isEqualTo("backing-up");
        clock.advance(Duration.ofSeconds(2));
        DBSnapshot creating = snapshot("pre-deploy-1");
        assertThat(creating.status()).isEqualTo("creating");
        assertThat(creating.percentProgress()).isBetween(1, 99);
        assertThat(creating.snapshotCreateTime()).isNull();
        assertThatThrownBy(() -> rds.deleteDBSnapshot(r -> r.dbSnapshotIdentifier("pre-deploy-1")))
                .isInstanceOf(InvalidDbSnapshotStateException.class);
        assertThatThrownBy(() -> rds.createDBSnapshot(r -> r.dbInstanceIdentifier("blog-db").dbSnapshotIdentifier("second")))
                .isInstanceOf(InvalidDbInstanceStateException.class);
        clock.advance(Pace.BRISK.backup());
        DBSnapshot done = snapshot("pre-deploy-1");
        assertThat(done.status()).isEqualTo("available");
        assertThat(done.percentProgress()).isEqualTo(100);
        assertThat(done.snapshotCreateTime()).isEqualTo(NOON);
        assertThat(done.tagList()).extracting(t -> t.key()).contains("Project");
        assertThat(instance("blog-db").dbInstanceStatus()).isEqualTo("available");
        assertThat(messages(60)).containsSubsequence("Backing up DB instance", "Finished DB instance backup");
        assertThatThrownBy(() -> rds.createDBSnapshot(r -> r.dbInstanceIdentifier("blog-db").dbSnapshotIdentifier("pre-deploy-1")))
                .isInstanceOf(DbSnapshotAlreadyExistsException.class);
    }

    @Test
    void aManualSnapshotIsDeletedAndAnAutomatedOneIsNot() {
        rds.createDBSnapshot(r -> r.dbInstanceIdentifier("blog-db").dbSnapshotIdentifier("gone-soon"));
        clock.advance(Duration.ofMinutes(1));
        rds.deleteDBSnapshot(r -> r.dbSnapshotIdentifier("gone-soon"));
        clock.advance(Duration.ofSeconds(5));
        assertThatThrownBy(() -> snapshot("gone-soon")).isInstanceOf(DbSnapshotNotFoundException.class);
        String nightly = rds.describeDBSnapshots(r -> r.dbInstanceIdentifier("blog-db").snapshotType("automated")).dbSnapshots().getFirst()
                .dbSnapshotIdentifier();
        assertThat(nightly).startsWith("rds:blog-db-2026-11-");
        assertThatThrownBy(() -> rds.deleteDBSnapshot(r -> r.dbSnapshotIdentifier(nightly)))
                .isInstanceOf(InvalidDbSnapshotStateException.class);
    }

    @Test
    void aFailoverTellsStartCauseRestartAndEndAndItsZonesFollowLate() {
        assertThat(rds.rebootDBInstance(r -> r.dbInstanceIdentifier("blog-db").forceFailover(true)).dbInstance().dbInstanceStatus())
                .isEqualTo("rebooting");
        assertThatThrownBy(() -> rds.rebootDBInstance(r -> r.dbInstanceIdentifier("blog-db")))
                .isInstanceOf(InvalidDbInstanceStateException.class);
        clock.advance(Pace.BRISK.failover());
        DBInstance back = instance("blog-db");
        assertThat(back.dbInstanceStatus()).isEqualTo("available");
        assertThat(back.availabilityZone()).isEqualTo("ap-northeast-2a");
        clock.advance(Pace.BRISK.zoneLag());
        assertThat(instance("blog-db").availabilityZone()).isEqualTo("ap-northeast-2c");
        assertThat(instance("blog-db").secondaryAvailabilityZone()).isEqualTo("ap-northeast-2a");
        assertThat(messages(60)).containsExactly("Multi-AZ instance failover started.", "The user requested a failover of the DB instance.",
                "DB instance restarted.", "Multi-AZ instance failover completed.");
        assertThat(events(60)).filteredOn(e -> e.message().startsWith("Multi-AZ")).allSatisfy(e -> assertThat(e.eventCategories())
                .containsExactly("failover"));
    }

    @Test
    void aRebootAppliesWhatWaitsForOne() {
        assertThat(instance("legacy-db").dbParameterGroups().getFirst().parameterApplyStatus()).isEqualTo("pending-reboot");
        assertCode("InvalidParameterCombination", () -> rds.rebootDBInstance(r -> r.dbInstanceIdentifier("legacy-db").forceFailover(true)));
        rds.rebootDBInstance(r -> r.dbInstanceIdentifier("legacy-db"));
        clock.advance(Pace.BRISK.reboot());
        assertThat(instance("legacy-db").dbInstanceStatus()).isEqualTo("available");
        assertThat(instance("legacy-db").dbParameterGroups().getFirst().parameterApplyStatus()).isEqualTo("in-sync");
    }

    @Test
    void eventsAreOfTheLastHourUnlessToldOtherwise() {
        assertThat(events(null)).isEmpty();
        assertThat(events(20160)).hasSize(14).isSortedAccordingTo((a, b) -> a.date().compareTo(b.date()));
        assertThat(rds.describeEvents(r -> r.duration(20160).eventCategories("failover")).events()).isEmpty();
        assertThat(rds.describeEvents(r -> r.startTime(NOON.minus(Duration.ofHours(20))).endTime(NOON.minus(Duration.ofHours(17)))
                .sourceType(SourceType.DB_INSTANCE).sourceIdentifier("blog-db")).events()).hasSize(2);
        assertCode("InvalidParameterValue", () -> rds.describeEvents(r -> r.duration(20161)));
        assertCode("InvalidParameterValue", () -> rds.describeEvents(r -> r.startTime(NOON.minus(Duration.ofDays(20)))));
        assertCode("InvalidParameterCombination",
                () -> rds.describeEvents(r -> r.startTime(NOON.minusSeconds(5)).endTime(NOON.minusSeconds(10))));
    }

    @Test
    void tagsAreAddedAndListed() {
        String arn = instance("blog-db").dbInstanceArn();
        rds.addTagsToResource(r -> r.resourceName(arn).tags(t -> t.key("owner").value("on call & co")));
        assertThat(rds.listTagsForResource(r -> r.resourceName(arn)).tagList()).anySatisfy(t -> {
            assertThat(t.key()).isEqualTo("owner");
            assertThat(t.value()).isEqualTo("on call & co");
        });
        assertThatThrownBy(() -> rds.listTagsForResource(r -> r.resourceName(arn + "x"))).isInstanceOf(DbInstanceNotFoundException.class);
    }

    @Test
    void theRestoreWindowIsTheRetentionPeriod() {
        var backups = rds.describeDBInstanceAutomatedBackups(r -> r.dbInstanceIdentifier("blog-db")).dbInstanceAutomatedBackups();
        assertThat(backups).hasSize(1);
        assertThat(backups.getFirst().restoreWindow().earliestTime()).isEqualTo(NOON.minus(Duration.ofDays(7)));
        assertThat(backups.getFirst().restoreWindow().latestTime()).isEqualTo(instance("blog-db").latestRestorableTime());
        assertCode("DBInstanceAutomatedBackupNotFound", () -> rds.describeDBInstanceAutomatedBackups(r -> r.dbInstanceIdentifier("nope")));
    }

    @Test
    void theRestOfTheReadSideAnswers() {
        assertThat(rds.describeDBParametersPaginator(r -> r.dbParameterGroupName("blog-pg16").maxRecords(20)).parameters())
                .hasSizeGreaterThan(35)
                .filteredOn(p -> "user".equals(p.source())).hasSize(4);
        assertThat(rds.describeDBParameterGroups().dbParameterGroups()).extracting(g -> g.dbParameterGroupName()).contains("blog-pg16",
                "default.postgres16");
        assertThat(rds.describeDBEngineVersions(r -> r.engine("postgres").engineVersion("16.4")).dbEngineVersions().getFirst()
                .validUpgradeTarget()).extracting(t -> t.engineVersion()).contains("16.15", "17.11");
        assertThat(rds.describeOrderableDBInstanceOptions(r -> r.engine("postgres").dbInstanceClass("db.t4g.small"))
                .orderableDBInstanceOptions()).isNotEmpty();
        assertThat(rds.describeCertificates().defaultCertificateForNewLaunches()).isEqualTo("rds-ca-rsa2048-g1");
        assertThat(rds.describeAccountAttributes().accountQuotas()).extracting(q -> q.accountQuotaName()).contains("ManualSnapshots");
        assertThat(rds.describeDBProxies(_ -> {
        }).dbProxies()).isEmpty();
        assertThat(rds.describeDBLogFiles(r -> r.dbInstanceIdentifier("blog-db")).describeDBLogFiles()).isEmpty();
        assertThat(rds.describeDBSubnetGroups(r -> r.dbSubnetGroupName("blog-db-subnets")).dbSubnetGroups().getFirst().subnets())
                .hasSize(2);
    }

    private DBInstance instance(String id) {
        return rds.describeDBInstances(r -> r.dbInstanceIdentifier(id)).dbInstances().getFirst();
    }

    private DBSnapshot snapshot(String id) {
        return rds.describeDBSnapshots(r -> r.dbSnapshotIdentifier(id)).dbSnapshots().getFirst();
    }

    private List<Event> events(Integer minutes) {
        return rds.describeEvents(r -> r.sourceType(SourceType.DB_INSTANCE).sourceIdentifier("blog-db").duration(minutes)).events();
    }

    private List<String> messages(Integer minutes) {
        return events(minutes).stream().map(Event::message).toList();
    }

    private static void assertCode(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RdsException.class,
                e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }
}
