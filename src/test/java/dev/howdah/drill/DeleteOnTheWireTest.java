package dev.howdah.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.drill.world.DrillClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.RdsException;

/// Deletions, copies, shares and tags as RDS has them, on descriptions without servers. Bad inputs: protected, unknown and busy
/// instances, final snapshots missing, doubled and unsound, snapshots that are automated, unfinished or not there, accounts that are
/// none, keys that are disabled, tag keys that are AWS's own.
final class DeleteOnTheWireTest {
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
    void aProtectedInstanceStaysAndTheRulesOfTheLastSnapshotHold() {
        refused("InvalidParameterCombination", r -> r.skipFinalSnapshot(true));
        assertThatThrownBy(() -> delete(r -> r.skipFinalSnapshot(true))).hasMessageContaining("Cannot delete protected DB Instance");
        unprotect();
        refused("InvalidParameterCombination", _ -> {
        });
        refused("InvalidParameterCombination", r -> r.skipFinalSnapshot(true).finalDBSnapshotIdentifier("x"));
        refused("InvalidParameterValue", r -> r.finalDBSnapshotIdentifier("x--y"));
        refused("DBInstanceNotFound", r -> r.dbInstanceIdentifier("nope").skipFinalSnapshot(true));
        refused("MissingParameter", r -> r.dbInstanceIdentifier(null).skipFinalSnapshot(true));
        rds.createDBSnapshot(r -> r.dbInstanceIdentifier("blog-db").dbSnapshotIdentifier("taken"));
        assertThatThrownBy(() -> delete(r -> r.skipFinalSnapshot(true))).as("it is backing up")
                .isInstanceOf(InvalidDbInstanceStateException.class);
        clock.advance(Duration.ofMinutes(1));
        assertThatThrownBy(() -> delete(r -> r.finalDBSnapshotIdentifier("taken"))).isInstanceOf(DbSnapshotAlreadyExistsException.class);
        assertThat(instance("blog-db").dbInstanceStatus()).isEqualTo("available");
        try (var viewer = Clients.of(drill).as("AKIDDRILLVIEWER00000").rds()) {
            assertThatThrownBy(() -> viewer.deleteDBInstance(r -> r.dbInstanceIdentifier("blog-db").skipFinalSnapshot(true)))
                    .hasMessageContaining("not authorized to perform: rds:DeleteDBInstance");
        }
    }

    @Test
    void itGoesWithItsBackupsAndTheFinalSnapshotStays() {
        unprotect();
        String secret = instance("blog-db").masterUserSecret().secretArn();
        assertThat(delete(r -> r.finalDBSnapshotIdentifier("blog-final")).dbInstanceStatus()).isEqualTo("deleting");
        refused("InvalidDBInstanceState", r -> r.skipFinalSnapshot(true));
        clock.advance(Duration.ofMinutes(1));
        assertThatThrownBy(() -> instance("blog-db")).isInstanceOf(DbInstanceNotFoundException.class);
        List<DBSnapshot> left = rds.describeDBSnapshots(r -> r.dbInstanceIdentifier("blog-db")).dbSnapshots();
        assertThat(left).hasSize(1);
        assertThat(left.getFirst().dbSnapshotIdentifier()).isEqualTo("blog-final");
        assertThat(left.getFirst().status()).isEqualTo("available");
        assertThat(left.getFirst().tagList()).extracting(t -> t.key()).contains("Project");
        assertThat(backups("blog-db")).isEmpty();
        assertThat(drill.world().home().secret(secret)).isNull();
        assertThat(rds.describeEvents(r -> r.sourceType("db-instance").sourceIdentifier("blog-db")).events()).extracting(e -> e.message())
                .endsWith("DB instance deleted");
        rds.restoreDBInstanceFromDBSnapshot(r -> r.dbInstanceIdentifier("blog-db").dbSnapshotIdentifier("blog-final")
                .dbSubnetGroupName("blog-db-subnets"));
        clock.advance(Duration.ofMinutes(1));
        assertThat(instance("blog-db").dbInstanceStatus()).as("the name is free again").isEqualTo("available");
    }

    @Test
    void backupsThatAreRetainedCanBeRestoredFrom() {
        unprotect();
        String resource = instance("blog-db").dbiResourceId();
        delete(r -> r.skipFinalSnapshot(true).deleteAutomatedBackups(false));
        clock.advance(Duration.ofMinutes(1));
        DBInstanceAutomatedBackup kept = backups("blog-db").getFirst();
        assertThat(kept.status()).isEqualTo("retained");
        assertThat(kept.dbiResourceId()).isEqualTo(resource);
        assertThat(rds.describeDBInstanceAutomatedBackups(r -> r.filters(f -> f.name("status").values("retained")))
                .dbInstanceAutomatedBackups()).hasSize(1);
        assertThat(rds.describeDBSnapshots(r -> r.dbiResourceId(resource).snapshotType("automated")).dbSnapshots()).isNotEmpty();
        assertThatThrownBy(() -> rds.restoreDBInstanceToPointInTime(r -> r.sourceDbiResourceId(resource).targetDBInstanceIdentifier("back")
                .restoreTime(NOON.plusSeconds(30)))).hasMessageContaining("later than");
        rds.restoreDBInstanceToPointInTime(
                r -> r.sourceDBInstanceAutomatedBackupsArn(kept.dbInstanceAutomatedBackupsArn()).targetDBInstanceIdentifier("back")
                        .restoreTime(kept.restoreWindow().latestTime()));
        clock.advance(Duration.ofMinutes(1));
        assertThat(instance("back").tagList()).extracting(t -> t.key()).contains("Project");
    }

    @Test
    void aMemberOfAClusterIsNotDeletedRestoredOrModifiedByItself() throws IOException {
        try (Drill fleet = Drill.start(DrillOptions.standard().withoutServers().withFleet(12).withClock(DrillClock.stoppedAt(NOON)), _ -> {
        }); RdsClient client = Clients.of(fleet).rds()) {
            String member = "events-prod-cluster-instance-1";
            assertCode("InvalidDBClusterStateFault", () -> client.deleteDBInstance(r -> r.dbInstanceIdentifier(member)
                    .skipFinalSnapshot(true)));
            assertCode("InvalidDBInstanceState", () -> client.restoreDBInstanceToPointInTime(r -> r.sourceDBInstanceIdentifier(member)
                    .targetDBInstanceIdentifier("x").useLatestRestorableTime(true)));
            assertCode("InvalidParameterCombination", () -> client.modifyDBInstance(r -> r.dbInstanceIdentifier(member).multiAZ(true)));
        }
    }

    @Test
    void aCloneIsDeletedWhileItIsMade() {
        rds.restoreDBInstanceToPointInTime(r -> r.sourceDBInstanceIdentifier("blog-db").targetDBInstanceIdentifier("clone")
                .useLatestRestorableTime(true));
        clock.advance(Duration.ofSeconds(2));
        refused("InvalidDBInstanceState", r -> r.dbInstanceIdentifier("clone").finalDBSnapshotIdentifier("early"));
        delete(r -> r.dbInstanceIdentifier("clone").skipFinalSnapshot(true));
        clock.advance(Duration.ofMinutes(2));
        assertThatThrownBy(() -> instance("clone")).isInstanceOf(DbInstanceNotFoundException.class);
    }

    @Test
    void anAutomatedSnapshotIsKeptAsACopy() {
        String nightly = rds.describeDBSnapshots(r -> r.dbInstanceIdentifier("blog-db").snapshotType("automated")).dbSnapshots().getFirst()
                .dbSnapshotIdentifier();
        DBSnapshot source = snapshot(nightly);
        assertThat(rds.copyDBSnapshot(r -> r.sourceDBSnapshotIdentifier(nightly).targetDBSnapshotIdentifier("Kept").tags(t -> t.key("a")
                .value("b"))).dbSnapshot().status()).isEqualTo("creating");
        clock.advance(Duration.ofSeconds(2));
        assertThat(snapshot("kept").percentProgress()).isBetween(1, 99);
        assertCode("InvalidDBSnapshotState", () -> rds.copyDBSnapshot(r -> r.sourceDBSnapshotIdentifier("kept")
                .targetDBSnapshotIdentifier("again")));
        clock.advance(Duration.ofMinutes(1));
        DBSnapshot copy = snapshot("kept");
        assertThat(copy.status()).isEqualTo("available");
        assertThat(copy.snapshotType()).isEqualTo("manual");
        assertThat(copy.sourceDBSnapshotIdentifier()).isEqualTo(source.dbSnapshotArn());
        assertThat(copy.originalSnapshotCreateTime()).isEqualTo(source.snapshotCreateTime());
        assertThat(copy.snapshotCreateTime()).isEqualTo(NOON);
        assertThat(copy.tagList()).extracting(t -> t.key()).containsExactly("a");
        assertCode("DBSnapshotAlreadyExists", () -> rds.copyDBSnapshot(r -> r.sourceDBSnapshotIdentifier(source.dbSnapshotArn())
                .targetDBSnapshotIdentifier("kept")));
        assertCode("DBSnapshotNotFound",
                () -> rds.copyDBSnapshot(r -> r.sourceDBSnapshotIdentifier("nope").targetDBSnapshotIdentifier("x")));
        assertCode("DBSnapshotNotFound", () -> rds.copyDBSnapshot(r -> r.sourceDBSnapshotIdentifier(
                source.dbSnapshotArn().replace("ap-northeast-2", "us-east-1")).targetDBSnapshotIdentifier("x")));
        assertCode("InvalidParameterValue", () -> rds.copyDBSnapshot(r -> r.sourceDBSnapshotIdentifier("kept")
                .targetDBSnapshotIdentifier("9x")));
        drill.world().home().key(source.kmsKeyId(), false);
        assertCode("KMSKeyNotAccessibleFault", () -> rds.copyDBSnapshot(r -> r.sourceDBSnapshotIdentifier("kept")
                .targetDBSnapshotIdentifier("x")));
    }

    @Test
    void theQuotaOfManualSnapshotsHoldsForCopiesToo() {
        String nightly = rds.describeDBSnapshots(r -> r.dbInstanceIdentifier("blog-db")).dbSnapshots().getFirst().dbSnapshotIdentifier();
        for (int i = 0; i < 100; i++) {
            String name = "copy-" + i;
            rds.copyDBSnapshot(r -> r.sourceDBSnapshotIdentifier(nightly).targetDBSnapshotIdentifier(name));
        }
        assertCode("SnapshotQuotaExceeded", () -> rds.copyDBSnapshot(r -> r.sourceDBSnapshotIdentifier(nightly)
                .targetDBSnapshotIdentifier("one-more")));
        assertCode("SnapshotQuotaExceeded", () -> rds.createDBSnapshot(r -> r.dbInstanceIdentifier("blog-db")
                .dbSnapshotIdentifier("one-more")));
    }

    @Test
    void aManualSnapshotIsSharedAndNoLonger() {
        rds.createDBSnapshot(r -> r.dbInstanceIdentifier("blog-db").dbSnapshotIdentifier("mine"));
        assertCode("InvalidDBSnapshotState", () -> share(r -> r.valuesToAdd("210987654321")));
        clock.advance(Duration.ofMinutes(1));
        assertThat(rds.describeDBSnapshotAttributes(r -> r.dbSnapshotIdentifier("mine")).dbSnapshotAttributesResult().dbSnapshotAttributes()
                .getFirst().attributeValues()).isEmpty();
        share(r -> r.valuesToAdd("210987654321", "333333333333"));
        assertThat(shares()).containsExactly("210987654321", "333333333333");
        share(r -> r.valuesToRemove("333333333333"));
        assertThat(shares()).containsExactly("210987654321");
        assertCode("InvalidParameterValue", () -> share(r -> r.valuesToAdd("all")));
        assertCode("InvalidParameterValue", () -> share(r -> r.valuesToAdd("bob")));
        assertCode("InvalidParameterValue", () -> share(r -> r.attributeName("colour").valuesToAdd("210987654321")));
        assertCode("DBSnapshotNotFound", () -> share(r -> r.dbSnapshotIdentifier("nope").valuesToAdd("210987654321")));
        assertCode("DBSnapshotNotFound", () -> rds.describeDBSnapshotAttributes(r -> r.dbSnapshotIdentifier("nope")));
        String nightly = rds.describeDBSnapshots(r -> r.dbInstanceIdentifier("blog-db").snapshotType("automated")).dbSnapshots().getFirst()
                .dbSnapshotIdentifier();
        assertCode("InvalidDBSnapshotState", () -> share(r -> r.dbSnapshotIdentifier(nightly).valuesToAdd("210987654321")));
        String[] many = java.util.stream.IntStream.range(0, 20).mapToObj(i -> String.format("4444%08d", i)).toArray(String[]::new);
        assertCode("SharedSnapshotQuotaExceeded", () -> share(r -> r.valuesToAdd(many)));
        assertThat(drill.requestLog().entries()).filteredOn(e -> e.operation().equals("ModifyDBSnapshotAttribute"))
                .allSatisfy(e -> assertThat(e.changes()).isTrue());
    }

    @Test
    void tagsComeAndGo() {
        String arn = instance("blog-db").dbInstanceArn();
        rds.addTagsToResource(r -> r.resourceName(arn).tags(t -> t.key("owner").value("ops")));
        rds.removeTagsFromResource(r -> r.resourceName(arn).tagKeys("owner", "never-was"));
        assertThat(rds.listTagsForResource(r -> r.resourceName(arn)).tagList()).noneMatch(t -> t.key().equals("owner"));
        assertCode("MissingParameter", () -> rds.removeTagsFromResource(r -> r.resourceName(arn)));
        assertCode("DBInstanceNotFound", () -> rds.removeTagsFromResource(r -> r.resourceName(arn + "x").tagKeys("a")));
        assertCode("InvalidParameterValue", () -> rds.addTagsToResource(r -> r.resourceName(arn).tags(t -> t.key("rds:x").value("y"))));
        try (var viewer = Clients.of(drill).as("AKIDDRILLVIEWER00000").rds()) {
            assertThatThrownBy(() -> viewer.removeTagsFromResource(r -> r.resourceName(arn).tagKeys("Project")))
                    .hasMessageContaining("not authorized to perform: rds:RemoveTagsFromResource on resource: " + arn);
        }
    }

    private List<String> shares() {
        return rds.describeDBSnapshotAttributes(r -> r.dbSnapshotIdentifier("mine")).dbSnapshotAttributesResult().dbSnapshotAttributes()
                .getFirst().attributeValues();
    }

    private void share(Consumer<software.amazon.awssdk.services.rds.model.ModifyDbSnapshotAttributeRequest.Builder> more) {
        rds.modifyDBSnapshotAttribute(r -> more.accept(r.dbSnapshotIdentifier("mine").attributeName("restore")));
    }

    private void unprotect() {
        rds.modifyDBInstance(r -> r.dbInstanceIdentifier("blog-db").deletionProtection(false));
    }

    private List<DBInstanceAutomatedBackup> backups(String id) {
        return rds.describeDBInstanceAutomatedBackups().dbInstanceAutomatedBackups().stream()
                .filter(b -> b.dbInstanceIdentifier().equals(id)).toList();
    }

    private DBInstance delete(Consumer<DeleteDbInstanceRequest.Builder> more) {
        return rds.deleteDBInstance(r -> more.accept(r.dbInstanceIdentifier("blog-db"))).dbInstance();
    }

    private void refused(String code, Consumer<DeleteDbInstanceRequest.Builder> bad) {
        assertCode(code, () -> delete(bad));
    }

    private DBInstance instance(String id) {
        return rds.describeDBInstances(r -> r.dbInstanceIdentifier(id)).dbInstances().getFirst();
    }

    private DBSnapshot snapshot(String id) {
        return rds.describeDBSnapshots(r -> r.dbSnapshotIdentifier(id)).dbSnapshots().getFirst();
    }

    private static void assertCode(String code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RdsException.class,
                e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }
}
