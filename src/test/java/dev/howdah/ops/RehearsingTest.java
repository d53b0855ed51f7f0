package dev.howdah.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.Fault;
import dev.howdah.drill.world.Region;
import dev.howdah.journal.Chain;
import dev.howdah.journal.Entry;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Environment;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.ops.compare.Doors;
import dev.howdah.ops.compare.Repairs;
import dev.howdah.ops.migrate.SqlFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The copy of a rehearsal goes again, and nothing else does. Tried: no way to the copy, a cancel while it is restored, a copy that is to be
/// kept, a refused deletion, another instance under its name, a copy without its mark, deletion protection turned on meanwhile, a copy
/// that somebody else deletes, a restore that is refused, a name that is taken, a source without backups, SQL without a statement.
final class RehearsingTest {
    private static final String COPY = "blog-db-rehearsal";
    private static Drill drill;
    private static Thread hurry;
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;
    @SuppressWarnings("NullAway.Init")
    private Operations operations;
    /// Happens when the copy is there and a way to it is wanted.
    private Runnable meanwhile = () -> {};
    private final AtomicReference<InstanceRef> left = new AtomicReference<>();
    private int before;

    @BeforeAll
    static void start() throws IOException {
        drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {});
        hurry = Thread.ofVirtual().start(() -> {
            while (!Thread.interrupted()) {
                drill.world().clock().advance(Duration.ofSeconds(3));
                LockSupport.parkNanos(Duration.ofMillis(30).toNanos());
            }
        });
    }

    @AfterAll
    static void stop() throws InterruptedException {
        hurry.interrupt();
        hurry.join();
        drill.close();
    }

    @BeforeEach
    void open() {
        before = Bench.changes(drill).size();
        operations = Bench.operations(drill.variables(), folder, Environment.PRODUCTION, new Bench.Hasty(false), new Repairs(new Doors() {
            @Override
            public Optional<Opened> open(InstanceRef ref, Duration statement) {
                return Optional.empty();
            }

            @Override
            public Optional<String> reach(AwsScope scope, Instance instance) {
                meanwhile.run();
                return Optional.of("nobody is at home.");
            }

            @Override
            public void leave(InstanceRef ref) {
                left.set(ref);
            }
        }, folder), _ -> {});
    }

    @AfterEach
    void close() {
        operations.close();
        drill.faults().clear();
        region().removeInstance(COPY);
    }

    @Test
    void aRehearsalThatFailsRemovesItsCopyUnderItsOneConfirmation() throws Exception {
        Plan plan = plan(Request.Rehearse.Copy.REMOVED);
        assertThat(plan.block()).isEmpty();
        assertThat(plan.grade()).isEqualTo(Plan.Grade.NAME);
        assertThat(plan.name()).isEqualTo(COPY);
        assertThat(plan.command().lines()).satisfiesExactly(
                l -> assertThat(l).startsWith("aws rds restore-db-instance-to-point-in-time ").contains("--no-deletion-protection",
                        "Key=howdah:rehearsal,Value="),
                l -> assertThat(l).startsWith("aws rds wait db-instance-available --db-instance-identifier " + COPY),
                l -> assertThat(l).startsWith("psql \"host=$(aws rds describe-db-instances "),
                l -> assertThat(l).startsWith("aws rds delete-db-instance --db-instance-identifier " + COPY)
                        .contains("--no-skip-final-snapshot", "--final-db-snapshot-identifier " + COPY + "-final-",
                                "--no-delete-automated-backups"));
        assertThat(plan.steps()).anyMatch(s -> s.what().startsWith("However it went, also when it is cancelled or this console dies: "));
        OpState end = Bench.end(Bench.start(operations, plan));
        assertThat(end).isInstanceOfSatisfying(OpState.Failed.class, f -> assertThat(f.words())
                .startsWith("There is no way to " + COPY + ": nobody is at home. " + COPY + " is deleted. Its final snapshot " + COPY
                        + "-final-"));
        assertThat(changes()).containsExactly("RestoreDBInstanceToPointInTime", "DeleteDBInstance");
        assertThat(region().instance(COPY)).isNull();
        assertThat(left.get()).as("the way was closed first").isEqualTo(copy());
        Chain chain = Chain.read(folder);
        assertThat(chain.bad()).isEmpty();
        assertThat(chain.entries().stream().filter(e -> e.kind() == Entry.Kind.INTENT).toList()).extracting(e -> e.field("operation"))
                .containsExactly("rehearse", "restore-to-time", "delete-instance");
        assertThat(chain.entries().stream().filter(e -> e.kind() == Entry.Kind.PERMIT).toList()).extracting(e -> e.field("action"))
                .containsExactly("rds:RestoreDBInstanceToPointInTime", "rds:DeleteDBInstance");
        assertThat(chain.entries().stream().filter(e -> e.kind() == Entry.Kind.INTENT).toList()).extracting(e -> e.field("plan"))
                .containsOnly(plan.id());
    }

    @Test
    void whoCancelsWhileItIsRestoredIsRidOfTheCopyToo() throws Exception {
        Running running = Bench.start(operations, plan(Request.Rehearse.Copy.REMOVED));
        assertThat(running.cancels()).isTrue();
        await(() -> region().instance(COPY) != null && running.state().get() instanceof OpState.Watching w
                && w.step().startsWith("Restoring"));
        running.unwatch();
        assertThat(Bench.end(running)).isInstanceOfSatisfying(OpState.Failed.class,
                f -> assertThat(f.words()).startsWith("It was cancelled, ").contains(COPY + " is deleted."));
        assertThat(region().instance(COPY)).isNull();
        try (var next = Bench.operations(drill, folder, Environment.PRODUCTION, new Bench.Hasty(false))) {
            assertThat(next.resume()).as("nothing is open").isEmpty();
        }
    }

    @Test
    void aCopyThatIsToBeKeptIsKeptAndSaidToBeBilled() throws Exception {
        Plan plan = plan(Request.Rehearse.Copy.KEPT);
        assertThat(plan.command()).doesNotContain("delete-db-instance");
        assertThat(Bench.end(Bench.start(operations, plan))).isInstanceOfSatisfying(OpState.Failed.class,
                f -> assertThat(f.words()).endsWith(COPY + " is kept, and billed until it is deleted."));
        assertThat(changes()).containsExactly("RestoreDBInstanceToPointInTime");
        assertThat(region().instance(COPY)).isNotNull();
        assertThat(plan(Request.Rehearse.Copy.REMOVED).block()).as("its name is taken now")
                .hasValueSatisfying(b -> assertThat(b.text()).contains("There is an instance " + COPY + " already"));
    }

    @Test
    void aDeletionThatIsRefusedForNowIsAskedForAgain() throws Exception {
        meanwhile = () -> drill.faults().set("rds:DeleteDBInstance", 2,
                new Fault.Refuse(400, "InvalidDBInstanceState", "A backup has just begun."));
        assertThat(Bench.end(Bench.start(operations, plan(Request.Rehearse.Copy.REMOVED)))).isInstanceOfSatisfying(OpState.Failed.class,
                f -> assertThat(f.words()).contains(COPY + " is deleted."));
        assertThat(changes()).containsExactly("RestoreDBInstanceToPointInTime", "DeleteDBInstance", "DeleteDBInstance", "DeleteDBInstance");
        assertThat(region().instance(COPY)).isNull();
    }

    @Test
    void whatIsNotItsCopyIsLeftAlone() throws Exception {
        var turns = new LinkedHashMap<String, Runnable>();
        turns.put(COPY + " is another instance than the one that this rehearsal made, and was left alone.", () -> {
            DbInstance mine = Objects.requireNonNull(region().instance(COPY));
            var tags = region().tags(region().arn("db", COPY));
            region().put(
                    new DbInstance(COPY, "db-SOMEBODYELSES", Instant.now(), "available", mine.engine(), mine.placement(), mine.storage(),
                            mine.backup(), mine.upkeep(), mine.insight(), mine.endpoint(), mine.pending(), null));
            region().tag(region().arn("db", COPY), tags);
        });
        turns.put("is another instance than the one that this rehearsal made", () -> region().untag(region().arn("db", COPY),
                List.of(Rehearsing.MARK)));
        turns.put("Somebody has turned deletion protection of " + COPY + " on, so it was left alone.",
                () -> region().change(COPY, i -> i.withBackup(new DbInstance.Backup(i.backup().days(), i.backup().window(), true, true))));
        turns.put(COPY + " is incompatible-restore: RDS deletes it only without a final snapshot",
                () -> region().change(COPY, i -> i.withStatus("incompatible-restore")));
        for (var turn : turns.entrySet()) {
            meanwhile = turn.getValue();
            int sent = Bench.changes(drill).size();
            assertThat(Bench.end(Bench.start(operations, plan(Request.Rehearse.Copy.REMOVED)))).isInstanceOfSatisfying(OpState.Failed.class,
                    f -> assertThat(f.words()).contains(turn.getKey()));
            assertThat(Bench.changes(drill).subList(sent, Bench.changes(drill).size())).containsExactly("RestoreDBInstanceToPointInTime");
            region().removeInstance(COPY);
        }
        meanwhile = () -> region().removeInstance(COPY);
        assertThat(Bench.end(Bench.start(operations, plan(Request.Rehearse.Copy.REMOVED)))).isInstanceOfSatisfying(OpState.Failed.class,
                f -> assertThat(f.words()).endsWith("No copy is left."));
    }

    @Test
    void whatCannotBeRehearsedIsSaidBeforehand() throws Exception {
        Plan plan = plan(Request.Rehearse.Copy.REMOVED);
        drill.faults().set("rds:RestoreDBInstanceToPointInTime", 1, new Fault.Refuse(400, "InstanceQuotaExceeded", "quota"));
        assertThat(Bench.end(Bench.start(operations, plan))).isInstanceOfSatisfying(OpState.Failed.class,
                f -> assertThat(f.words()).contains("InstanceQuotaExceeded").endsWith("No copy is left."));
        DbInstance db = Objects.requireNonNull(region().instance("blog-db"));
        region().change("blog-db", i -> i.withBackup(new DbInstance.Backup(0, i.backup().window(), true, true)));
        try {
            assertThat(plan(Request.Rehearse.Copy.REMOVED).guards()).filteredOn(Guard.Block.class::isInstance).extracting(Guard::text)
                    .anyMatch(t -> t.startsWith("It cannot be restored to a time"));
        } finally {
            region().put(db);
        }
        for (String name : List.of("a--b", "-x", "blog-db", "", "x".repeat(64))) {
            assertThat(operations.plan(Bench.SCOPE, new Request.Rehearse(Bench.BLOG, name, Request.Rehearse.Copy.REMOVED, SQL, "")).block())
                    .as(name).isPresent();
        }
        var nothing = new SqlFiles.Sources(List.of(new SqlFiles.Source("a.sql", "-- nothing")), "0");
        assertThat(operations.plan(Bench.SCOPE, new Request.Rehearse(Bench.BLOG, COPY, Request.Rehearse.Copy.REMOVED, nothing, "")).block())
                .hasValueSatisfying(b -> assertThat(b.text()).isEqualTo("There is no statement in the SQL."));
    }

    private static final SqlFiles.Sources SQL = new SqlFiles.Sources(
            List.of(new SqlFiles.Source("V1__a.sql", "ALTER TABLE posts ADD COLUMN a int;")), "0123");

    private Plan plan(Request.Rehearse.Copy of) throws InterruptedException {
        return operations.plan(Bench.SCOPE, new Request.Rehearse(Bench.BLOG, COPY, of, SQL, ""));
    }

    private List<String> changes() {
        List<String> all = Bench.changes(drill);
        return all.subList(before, all.size());
    }

    private static InstanceRef copy() {
        return new InstanceRef(Bench.BLOG.account(), Bench.BLOG.region(), COPY);
    }

    private static Region region() {
        return drill.world().region(drill.region());
    }

    private static void await(java.util.function.BooleanSupplier what) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!what.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }
}
