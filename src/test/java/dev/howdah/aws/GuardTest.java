package dev.howdah.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.aws.rds.RdsWrite;
import dev.howdah.aws.rds.RdsWrites;
import dev.howdah.aws.session.AwsSession;
import dev.howdah.aws.session.AwsSettings;
import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.world.Fault;
import dev.howdah.journal.Confirmation;
import dev.howdah.journal.Journal;
import dev.howdah.journal.Permit;
import dev.howdah.journal.Purpose;
import dev.howdah.model.AwsScope;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;

/// Nothing that changes anything leaves the process without a permit that fits: held against what the drill's log says arrived.
/// Bad inputs tried: no permit, one for another action, instance, snapshot name, region, a reboot's permit for a failover, one that
/// was used, one from another thread, a call that no permit covers, an answer that never comes.
final class GuardTest {
    private static final InstanceRef BLOG = new InstanceRef("123456789012", "ap-northeast-2", "blog-db");
    private static final AwsScope SCOPE = new AwsScope(null, "ap-northeast-2");
    private static final RdsWrite SNAPSHOT = new RdsWrite.CreateSnapshot(BLOG, "blog-db-test", Map.of());
    private static final RdsWrite REBOOT = new RdsWrite.Reboot(BLOG, false);
    private static final RdsWrite FAILOVER = new RdsWrite.Reboot(BLOG, true);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Drill drill;
    @SuppressWarnings("NullAway.Init")
    private AwsSession session;
    @SuppressWarnings("NullAway.Init")
    private RdsWrites writes;

    @BeforeEach
    void start() throws IOException {
        drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {});
        session = new AwsSession(SCOPE, new AwsSettings(drill.variables()));
        writes = new RdsWrites(session);
    }

    @AfterEach
    void stop() {
        session.close();
        drill.close();
    }

    @Test
    void aFittingPermitLetsOneCallThrough() throws InterruptedException {
        assertThat(writes.send(permit(SNAPSHOT), SNAPSHOT)).containsEntry("status", "creating").hasEntrySatisfying("request",
                id -> assertThat(id).isNotBlank());
        assertThat(drill.requestLog().count("CreateDBSnapshot")).isEqualTo(1);
    }

    @Test
    void withoutAPermitNothingLeaves() {
        var rds = session.writer("rds", RdsClient.builder());
        assertThatThrownBy(() -> rds.rebootDBInstance(r -> r.dbInstanceIdentifier("blog-db"))).hasMessageContaining("there is no permit");
        assertNothingLeft();
    }

    @Test
    void aPermitForAnotherActionIsRefused() {
        refused(permit(REBOOT), SNAPSHOT, "not for rds:CreateDBSnapshot");
    }

    @Test
    void aPermitForAnotherResourceIsRefused() {
        refused(permit(SNAPSHOT), new RdsWrite.CreateSnapshot(BLOG, "blog-db-other", Map.of()), "blog-db-other");
        refused(permit(REBOOT), new RdsWrite.Reboot(new InstanceRef(BLOG.account(), BLOG.region(), "legacy-db"), false), "legacy-db");
    }

    @Test
    void aPermitForAnotherRegionIsRefused() {
        var elsewhere = new RdsWrite.Reboot(new InstanceRef(BLOG.account(), "us-east-1", "blog-db"), false);
        refused(permit(elsewhere), elsewhere, "not for arn:aws:rds:ap-northeast-2");
    }

    @Test
    void aRebootsPermitDoesNotFailOver() {
        refused(permit(REBOOT), FAILOVER, "with failover");
        refused(permit(FAILOVER), REBOOT, "with failover");
    }

    @Test
    void aPermitIsGoodOnce() throws InterruptedException {
        Permit permit = permit(SNAPSHOT);
        writes.send(permit, SNAPSHOT);
        assertThatThrownBy(() -> writes.send(permit, SNAPSHOT)).hasMessageContaining("has been used");
        assertThat(drill.requestLog().count("CreateDBSnapshot")).isEqualTo(1);
    }

    @Test
    void noPermitCoversWhatIsNotOnTheListOfWrites() {
        var rds = session.writer("rds", RdsClient.builder());
        assertThatThrownBy(() -> session.write(permit(REBOOT), "rds:StopDBInstance",
                () -> rds.stopDBInstance(r -> r.dbInstanceIdentifier("blog-db")))).hasMessageContaining("no permit covers it");
        assertNothingLeft();
    }

    @Test
    void noPermitCoversADeletionThatKeepsNothing() {
        var rds = session.writer("rds", RdsClient.builder());
        var delete = new RdsWrite.DeleteInstance(new dev.howdah.model.InstanceRef("123456789012", "ap-northeast-2", "legacy-db"), "last");
        for (int loss = 0; loss < 3; loss++) {
            Boolean skip = loss == 0 ? Boolean.TRUE : Boolean.FALSE;
            Boolean drop = loss == 1 ? Boolean.TRUE : loss == 2 ? null : Boolean.FALSE;
            assertThatThrownBy(() -> session.write(permit(delete), "rds:DeleteDBInstance",
                    () -> rds.deleteDBInstance(r -> r.dbInstanceIdentifier("legacy-db").finalDBSnapshotIdentifier("last")
                            .skipFinalSnapshot(skip).deleteAutomatedBackups(drop))))
                    .hasMessageContaining("keeping nothing");
        }
        assertNothingLeft();
    }

    @Test
    void repetitionsOfAThrottledCallShareThePermit() throws InterruptedException {
        drill.faults().set("rds:CreateDBSnapshot", 2, new Fault.Throttle());
        assertThat(writes.send(permit(SNAPSHOT), SNAPSHOT)).containsEntry("status", "creating");
        assertThat(drill.requestLog().count("CreateDBSnapshot")).isEqualTo(3);
    }

    @Test
    void aCallWithoutAnswerIsNeverRepeated() {
        for (Fault fault : new Fault[]{new Fault.Close(), new Fault.Http500(false), new Fault.Truncate()}) {
            drill.requestLog().clear();
            drill.faults().set("rds:CreateDBSnapshot", 1, fault);
            assertThatThrownBy(() -> writes.send(permit(SNAPSHOT), SNAPSHOT)).isInstanceOfSatisfying(Problem.Thrown.class,
                    e -> assertThat(e.problem()).isInstanceOfAny(Problem.Unreachable.class, Problem.BadAnswer.class));
            assertThat(drill.requestLog().count("CreateDBSnapshot")).as(fault.toString()).isEqualTo(1);
        }
    }

    private void refused(Permit permit, RdsWrite write, String why) {
        assertThatThrownBy(() -> writes.send(permit, write)).isInstanceOfSatisfying(Problem.Thrown.class, e -> {
            assertThat(e.problem()).isInstanceOf(Problem.Bug.class);
            assertThat(e).hasMessageContaining(why);
        });
        assertNothingLeft();
    }

    private void assertNothingLeft() {
        assertThat(drill.requestLog().entries()).isEmpty();
    }

    private Permit permit(RdsWrite write) {
        var purpose = new Purpose("plan", "test", SCOPE, BLOG, "DRILL", RdsWrites.command(write, SCOPE, null), Map.of());
        return new Journal(folder, InstantSource.system())
                .open(purpose, new Confirmation("plan", "arn:aws:iam::123456789012:user/ops-admin", Instant.now(), "test"))
                .permit(write.action(), write.resource());
    }
}
