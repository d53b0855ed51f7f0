package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceToPointInTime.html>
///
/// With servers behind the source the archived WAL is really replayed up to the time. The source may be there, or be what was
/// retained of a deleted instance.
final class RestoreDbInstanceToPointInTime implements Operation {
    private static final Set<String> NOT_FROM = Set.of("creating", "deleting", "restore-error", "incompatible-restore");
    private final World world;

    RestoreDbInstanceToPointInTime(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "RestoreDBInstanceToPointInTime";
    }

    @Override
    public String resource(Call call) {
        return world.region(call.region()).arn("db", Listing.name(call.input().text("TargetDBInstanceIdentifier", "*")));
    }

    /// @param kept where the instance itself is gone
    private record From(DbInstance instance, Region.@Nullable Retained kept) {}

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        Region region = world.region(call.region());
        String target = Identifiers.instance("TargetDBInstanceIdentifier", input.need("TargetDBInstanceIdentifier"));
        Instant time = input.time("RestoreTime");
        boolean latest = input.flag("UseLatestRestorableTime");
        if (time != null && latest) {
            throw ApiError.invalidCombination("You cannot specify both RestoreTime and UseLatestRestorableTime.");
        }
        if (time == null && !latest) {
            throw ApiError.invalidCombination("You must specify either RestoreTime or UseLatestRestorableTime.");
        }
        From from = source(region, input);
        DataPlane.Window window = window(region, from);
        Instant to = latest ? window.latest() : within(window, Objects.requireNonNull(time));
        return new Restoration(world, region, source(region, from, to)).begin(target, input);
    }

    private static From source(Region region, Input input) {
        List<String> sent = Stream.of("SourceDBInstanceIdentifier", "SourceDbiResourceId", "SourceDBInstanceAutomatedBackupsArn")
                .filter(n -> !input.text(n, "").isEmpty()).toList();
        if (sent.size() != 1) {
            throw ApiError.invalidCombination("You must specify exactly one of SourceDBInstanceIdentifier, SourceDbiResourceId and "
                    + "SourceDBInstanceAutomatedBackupsArn.");
        }
        String value = input.need(sent.getFirst());
        if (sent.getFirst().equals("SourceDBInstanceIdentifier")) {
            DbInstance db = region.instance(Listing.name(value));
            if (db == null) {
                throw RdsErrors.noInstance(Listing.name(value));
            }
            return new From(db, null);
        }
        for (DbInstance db : region.instances()) {
            if (db.resourceId().equals(value) || AutomatedBackups.arn(region, db).equals(value)) {
                return new From(db, null);
            }
        }
        return region.retained().stream()
                .filter(r -> r.instance().resourceId().equals(value) || AutomatedBackups.arn(region, r.instance()).equals(value))
                .findFirst().map(r -> new From(r.instance(), r)).orElseThrow(() -> RdsErrors.noBackup(value));
    }

    private DataPlane.Window window(Region region, From from) {
        DbInstance db = from.instance;
        if (from.kept != null) {
            return from.kept.window();
        }
        if (db.cluster() != null) {
            throw RdsErrors.instanceState("The DB instance " + db.id()
                    + " is a member of a cluster. Use RestoreDBClusterToPointInTime instead.");
        }
        if (NOT_FROM.contains(db.status())) {
            throw RdsErrors.instanceState("DB instance " + db.id() + " is not in a state from which it can be restored: " + db.status());
        }
        if (db.backup().days() == 0) {
            throw ApiError.of(400, "PointInTimeRestoreNotEnabled",
                    "Point In Time Restore is not enabled for DB instance " + db.id() + ": its backup retention period is 0.");
        }
        DataPlane.Window window = RestoreWindow.of(region, db, world.clock().now());
        if (window == null) {
            throw RdsErrors.instanceState("DB instance " + db.id() + " has no backup to restore from yet.");
        }
        return window;
    }

    private static Instant within(DataPlane.Window window, Instant time) {
        if (time.isAfter(window.latest())) {
            throw RdsErrors.restore("The specified instance cannot be restored to a time later than " + text(window.latest()));
        }
        if (time.isBefore(window.earliest())) {
            throw RdsErrors.restore("The specified instance cannot be restored to a time earlier than "
                    + text(window.earliest().plusMillis(999)));
        }
        return time;
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static Restoration.Source source(Region region, From from, Instant to) {
        DbInstance db = from.instance;
        DataPlane servers = from.kept == null ? region.servers(db.id()) : from.kept.servers();
        var tags = from.kept == null ? region.tags(region.arn("db", db.id())) : from.kept.tags();
        return new Restoration.Source(db, tags, "Restored from DB instance " + db.id() + " to %s.",
                servers == null ? null : (plan, progress) -> servers.restore(plan, to, progress));
    }
}
