package dev.howdah.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.DbSnapshot;
import dev.howdah.drill.world.EcsSeed;
import dev.howdah.drill.world.Fault;
import dev.howdah.drill.world.Region;
import dev.howdah.journal.Chain;
import dev.howdah.model.Environment;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every way in which AWS refuses one of our calls: its own code and words are shown, with a sentence of ours before and a next step
/// behind, the journal has it, and the call went out once. Some refusals the drill makes of its own state, which turns between the
/// plan and the call; the rest it is told to make.
final class RefusalsTest {
    private static final InstanceRef LEGACY = new InstanceRef(Bench.BLOG.account(), Bench.BLOG.region(), "legacy-db");
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;
    @SuppressWarnings("NullAway.Init")
    private static Drill drill;
    @SuppressWarnings("NullAway.Init")
    private static Operations operations;
    /// What happens between the last look and the call.
    private static Runnable meanwhile = () -> {};

    @BeforeAll
    static void start() throws IOException {
        drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {});
        operations = Bench.operations(drill.variables(), folder, Environment.STAGING, new Bench.Hasty(true), at -> {
            if (at == Crossing.BEFORE_SEND) {
                meanwhile.run();
            }
        });
        region().put(snapshot("blog-db-old"));
        Bench.madeOf(folder, "legacy-db");
        Instant then = Instant.now().minusSeconds(3600);
        region().put(new DbSnapshot("blog-db-older", Objects.requireNonNull(region().instance("blog-db")), "manual", "available", 100,
                then, then));
    }

    @AfterAll
    static void stop() {
        operations.close();
        drill.close();
    }

    @BeforeEach
    void calm() {
        meanwhile = () -> {};
        drill.faults().clear();
    }

    private static Request toTime() {
        return new Request.RestoreToTime(Bench.BLOG, Instant.now().minusSeconds(600).truncatedTo(ChronoUnit.SECONDS), "blog-copy");
    }

    private static Request fromSnapshot() {
        return new Request.RestoreSnapshot(Bench.BLOG, "blog-db-old", "blog-copy");
    }

    /// The errors that the API models name for each call, with the words that AWS uses or, where none are documented, its own style.
    static Stream<Arguments> told() {
        var restore = List.of("AuthorizationNotFound", "DBParameterGroupNotFound", "DBSubnetGroupDoesNotCoverEnoughAZs",
                "InsufficientDBInstanceCapacity", "InvalidSubnet", "VpcEncryptionControlViolationException",
                "ProvisionedIopsNotAvailableInAZFault", "StorageTypeNotSupported", "OptionGroupNotFoundFault", "NetworkTypeNotSupported",
                "InstanceQuotaExceeded", "StorageQuotaExceeded", "BackupPolicyNotFoundFault", "DomainNotFoundFault", "CertificateNotFound",
                "KMSKeyNotAccessibleFault", "TenantDatabaseQuotaExceeded", "DBSecurityGroupNotFound", "InvalidVPCNetworkStateFault",
                "DBSubnetGroupNotFoundFault", "InvalidRestoreFault", "InvalidParameterValue", "InvalidParameterCombination");
        return Stream.of(
                codes(toTime(), restore, List.of("DBInstanceNotFound", "DBInstanceAutomatedBackupNotFound", "InvalidDBInstanceState",
                        "PointInTimeRestoreNotEnabled")),
                codes(fromSnapshot(), restore, List.of("DBSnapshotNotFound", "InvalidDBSnapshotState", "DBClusterSnapshotNotFoundFault")),
                codes(new Request.TakeSnapshot(Bench.BLOG, "x"), List.of("DBInstanceNotFound", "SnapshotQuotaExceeded",
                        "InvalidDBInstanceState", "KMSKeyNotAccessibleFault"), List.of()),
                codes(new Request.DeleteSnapshot(Bench.BLOG, "blog-db-old"), List.of("DBSnapshotNotFound", "InvalidDBSnapshotState"),
                        List.of()),
                codes(new Request.Reboot(Bench.BLOG),
                        List.of("DBInstanceNotFound", "InvalidDBInstanceState", "KMSKeyNotAccessibleFault"), List.of()),
                codes(new Request.Failover(Bench.BLOG), List.of("InvalidDBInstanceState", "InvalidParameterCombination"), List.of()),
                codes(new Request.CarryOver(new InstanceRef(Bench.BLOG.account(), Bench.BLOG.region(), "legacy-db"), "blog-db"),
                        List.of("InvalidDBInstanceState", "StorageQuotaExceeded", "InvalidParameterCombination",
                                "DBUpgradeDependencyFailure", "InvalidDBClusterStateFault", "InvalidDBSecurityGroupState"),
                        List.of()),
                codes(new Request.RestartService(Bench.BLOG, EcsSeed.CLUSTER, EcsSeed.API),
                        List.of("ServiceNotFoundException", "ServiceNotActiveException", "ClusterNotFoundException",
                                "InvalidParameterException", "PlatformTaskDefinitionIncompatibilityException", "ClientException",
                                "PlatformUnknownException", "NamespaceNotFoundException", "UnsupportedFeatureException"),
                        List.of()),
                codes(new Request.CopySnapshot(Bench.BLOG, "blog-db-old"),
                        List.of("DBSnapshotNotFound", "InvalidDBSnapshotState", "SnapshotQuotaExceeded", "KMSKeyNotAccessibleFault",
                                "CustomAvailabilityZoneNotFound"),
                        List.of()),
                codes(new Request.ShareSnapshot(Bench.BLOG, "blog-db-old", "210987654321", true),
                        List.of("DBSnapshotNotFound", "InvalidDBSnapshotState", "SharedSnapshotQuotaExceeded", "InvalidParameterValue"),
                        List.of()),
                codes(new Request.DeleteInstance(LEGACY),
                        List.of("DBInstanceNotFound", "InvalidDBInstanceState", "DBSnapshotAlreadyExists", "SnapshotQuotaExceeded",
                                "InvalidDBClusterStateFault", "DBInstanceAutomatedBackupQuotaExceeded", "KMSKeyNotAccessibleFault"),
                        List.of()),
                codes(new Request.Rename(Bench.BLOG, "blog-db-away", null), List.of("InvalidDBInstanceState", "DBInstanceNotFound"),
                        List.of()))
                .flatMap(s -> s);
    }

    private static Stream<Arguments> codes(Request request, List<String> codes, List<String> more) {
        return Stream.concat(codes.stream(), more.stream()).map(code -> Arguments.of(request.operation(), code, request));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void told(String operation, String code, Request request) throws Exception {
        String words = "The drill was told to answer " + operation + " so.";
        Plan plan = operations.plan(Bench.SCOPE, request);
        int status = code.matches(".*NotFound(Fault)?") ? 404 : 400;
        drill.faults().set(plan.write().action(), 1, new Fault.Refuse(status, code, words));
        refused(plan, code, words);
    }

    private static void refused(Plan plan, String code, String words) throws Exception {
        Refusal refusal = Refusal.of(code).orElseThrow();
        int before = Bench.changes(drill).size();
        assertThat(Bench.end(Bench.start(operations, plan))).isInstanceOfSatisfying(OpState.Failed.class,
                f -> assertThat(f.words()).startsWith(refusal.happened() + " AWS says: " + code + ": " + words).endsWith(refusal.next()));
        assertThat(Bench.changes(drill)).hasSize(before + 1);
        var last = Chain.read(folder).entries().getLast();
        assertThat(last.field("result")).isEqualTo("failed");
        assertThat(last.field("words")).contains(code, refusal.next());
    }

    /// What turns at AWS after the plan was held against it for the last time.
    private record Turn(Request request, String code, String words, BiConsumer<Region, DbInstance> turn) {}

    static Stream<Arguments> turned() {
        return Stream.of(
                new Turn(toTime(), "DBInstanceAlreadyExists", "DB instance already exists: blog-copy",
                        (r, db) -> r.put(copy(db, "blog-copy"))),
                new Turn(fromSnapshot(), "DBInstanceAlreadyExists", "DB instance already exists: blog-copy",
                        (r, db) -> r.put(copy(db, "blog-copy"))),
                new Turn(toTime(), "PointInTimeRestoreNotEnabled", "Point In Time Restore is not enabled for DB instance blog-db",
                        (r, _) -> r.change("blog-db", i -> i.withBackup(new DbInstance.Backup(0, i.backup().window(), true, true)))),
                new Turn(toTime(), "InstanceQuotaExceeded", "DB Instance quota exceeded", (r, _) -> r.quotas(1, 100_000)),
                new Turn(fromSnapshot(), "StorageQuotaExceeded", "The request cannot be completed because it would exceed the allowed",
                        (r, _) -> r.quotas(40, 10)),
                new Turn(toTime(), "KMSKeyNotAccessibleFault", "The specified KMS key [",
                        (r, db) -> r.key(Objects.requireNonNull(db.storage().kmsKey()), false)),
                new Turn(toTime(), "InvalidDBInstanceState", "DB instance blog-db is not in a state from which it can be restored",
                        (r, _) -> r.change("blog-db", i -> i.withStatus("deleting"))),
                new Turn(fromSnapshot(), "InvalidDBSnapshotState", "Cannot restore from the snapshot because it is not currently",
                        (r, _) -> r.changeSnapshot("blog-db-old", s -> s.with("copying", 10))),
                new Turn(fromSnapshot(), "DBSnapshotNotFound", "DBSnapshot blog-db-old not found.",
                        (r, _) -> r.removeSnapshot("blog-db-old")),
                new Turn(new Request.TakeSnapshot(Bench.BLOG, "x"), "InvalidDBInstanceState",
                        "Cannot create a snapshot because the database instance blog-db is not currently in the available state.",
                        (r, _) -> r.change("blog-db", i -> i.withStatus("modifying"))),
                new Turn(new Request.TakeSnapshot(Bench.BLOG, "x"), "SnapshotQuotaExceeded", "Cannot create more than 100 manual snapshots",
                        (r, _) -> {
                            for (int i = 0; i < 100; i++) {
                                r.put(snapshot("filler-" + i));
                            }
                        }),
                new Turn(new Request.DeleteSnapshot(Bench.BLOG, "blog-db-old"), "DBSnapshotNotFound", "DBSnapshot blog-db-old not found.",
                        (r, _) -> r.removeSnapshot("blog-db-old")),
                new Turn(new Request.CopySnapshot(Bench.BLOG, "blog-db-old"), "InvalidDBSnapshotState",
                        "Cannot copy the snapshot because it is not currently in the available state",
                        (r, _) -> r.changeSnapshot("blog-db-old", s -> s.with("copying", 10))),
                new Turn(new Request.CopySnapshot(Bench.BLOG, "blog-db-old"), "DBSnapshotNotFound", "DBSnapshot",
                        (r, _) -> r.removeSnapshot("blog-db-old")),
                new Turn(new Request.CopySnapshot(Bench.BLOG, "blog-db-old"), "SnapshotQuotaExceeded",
                        "Cannot create more than 100 manual snapshots", (r, _) -> {
                            for (int i = 0; i < 100; i++) {
                                r.put(snapshot("filler-" + i));
                            }
                        }),
                new Turn(new Request.CopySnapshot(Bench.BLOG, "blog-db-old"), "KMSKeyNotAccessibleFault", "The specified KMS key [",
                        (r, db) -> r.key(Objects.requireNonNull(db.storage().kmsKey()), false)),
                new Turn(new Request.ShareSnapshot(Bench.BLOG, "blog-db-old", "210987654321", true), "InvalidDBSnapshotState",
                        "The snapshot blog-db-old is not in the available state",
                        (r, _) -> r.changeSnapshot("blog-db-old", s -> s.with("copying", 10))),
                new Turn(new Request.ShareSnapshot(Bench.BLOG, "blog-db-old", "210987654321", true), "SharedSnapshotQuotaExceeded",
                        "A snapshot cannot be shared with more than 20 accounts",
                        (r, _) -> r.share("blog-db-old", IntStream.range(0, 20).mapToObj(i -> String.valueOf(300_000_000_000L + i))
                                .collect(Collectors.toSet()))),
                new Turn(new Request.DeleteInstance(LEGACY), "InvalidParameterCombination", "Cannot delete protected DB Instance",
                        (r, _) -> r.change("legacy-db",
                                i -> i.withBackup(new DbInstance.Backup(i.backup().days(), i.backup().window(), true, true)))),
                new Turn(new Request.DeleteInstance(LEGACY), "InvalidDBInstanceState", "",
                        (r, _) -> r.change("legacy-db", i -> i.withStatus("modifying"))),
                new Turn(new Request.DeleteInstance(LEGACY), "SnapshotQuotaExceeded", "", (r, _) -> {
                    for (int i = 0; i < 100; i++) {
                        r.put(snapshot("filler-" + i));
                    }
                }),
                new Turn(new Request.Failover(Bench.BLOG), "InvalidParameterCombination", "A force failover reboot is not supported",
                        (r, _) -> r.change("blog-db", i -> i.withPlacement(i.placement().withStandby(null)))),
                new Turn(new Request.Rename(Bench.BLOG, "blog-db-away", null), "InvalidDBInstanceState", "",
                        (r, _) -> r.change("blog-db", i -> i.withStatus("backing-up"))))
                .map(t -> Arguments.of(t.request().operation(), t.code(), t));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void turned(String operation, String code, Turn turn) throws Exception {
        Region region = region();
        DbInstance before = Objects.requireNonNull(region.instance("blog-db"));
        DbInstance legacy = Objects.requireNonNull(region.instance("legacy-db"));
        Plan plan = operations.plan(Bench.SCOPE, turn.request());
        meanwhile = () -> turn.turn().accept(region, before);
        try {
            refused(plan, code, turn.words());
        } finally {
            region.put(before);
            region.put(legacy);
            region.share("blog-db-old", Set.of());
            region.quotas(40, 100_000);
            region.removeInstance("blog-copy");
            region.key(Objects.requireNonNull(before.storage().kmsKey()), true);
            region.put(snapshot("blog-db-old"));
            for (int i = 0; i < 100; i++) {
                region.removeSnapshot("filler-" + i);
            }
        }
        assertThat(operation).isEqualTo(plan.request().operation());
    }

    @Test
    void throttledThreeTimesIsGivenUpAndSaysThatNothingWasChanged() throws Exception {
        Plan plan = operations.plan(Bench.SCOPE, new Request.Reboot(Bench.BLOG));
        drill.faults().set(plan.write().action(), 3, new Fault.Throttle());
        assertThat(Bench.end(Bench.start(operations, plan))).isInstanceOfSatisfying(OpState.Failed.class,
                f -> assertThat(f.words()).contains("is throttled", "Nothing was changed. Wait some seconds, then plan again."));
        assertThat(Objects.requireNonNull(region().instance("blog-db")).isAvailable()).isTrue();
    }

    @Test
    void aNameThatAStrangerTookIsNotTakenForOurs() throws Exception {
        Plan plan = operations.plan(Bench.SCOPE, new Request.TakeSnapshot(Bench.BLOG, "name"));
        String name = plan.command().replaceAll(".*--db-snapshot-identifier (\\S+).*", "$1");
        Instant then = Instant.now().minusSeconds(7200);
        meanwhile = () -> region()
                .put(new DbSnapshot(name, Objects.requireNonNull(region().instance("blog-db")), "manual", "available", 100,
                        then, then));
        try {
            refused(plan, "DBSnapshotAlreadyExists", "Cannot create the snapshot because a snapshot with the identifier " + name);
        } finally {
            region().removeSnapshot(name);
        }
    }

    private static Region region() {
        return drill.world().region(drill.region());
    }

    private static DbSnapshot snapshot(String id) {
        return new DbSnapshot(id, Objects.requireNonNull(region().instance("blog-db")), "manual", "available", 100, Instant.now(),
                Instant.now());
    }

    private static DbInstance copy(DbInstance of, String id) {
        return new DbInstance(id, "db-STRANGER", Instant.now().minusSeconds(7200), "available", of.engine(), of.placement(), of.storage(),
                of.backup(), of.upkeep(), of.insight(), of.endpoint(), of.pending(), null);
    }
}
