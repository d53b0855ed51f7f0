package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.DbSnapshot;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBSnapshots.html>
final class DescribeDbSnapshots implements Operation {
    private static final Set<String> TYPES = Set.of("automated", "manual", "shared", "public", "awsbackup");
    private final World world;

    DescribeDbSnapshots(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeDBSnapshots";
    }

    @Override
    public String resource(Call call) {
        String snapshot = call.input().text("DBSnapshotIdentifier");
        return world.region(call.region()).arn("snapshot", snapshot == null ? "*" : snapshot);
    }

    @Override
    public Struct answer(Call call) {
        Region region = world.region(call.region());
        return Listing.page(call, rows(region, call.input(), world.clock().now()), DbSnapshot::id, "DBSnapshots", "DBSnapshot",
                s -> DbSnapshotShape.of(region, s));
    }

    private static List<DbSnapshot> rows(Region region, Input input, Instant now) {
        List<Input> filters = Listing.filters(input, "db-instance-id", "db-snapshot-id", "dbi-resource-id", "snapshot-type", "engine");
        Predicate<DbSnapshot> wanted = s -> !s.visibleAt().isAfter(now);
        String instance = input.text("DBInstanceIdentifier");
        if (instance != null && !instance.isEmpty()) {
            String id = Listing.name(instance);
            wanted = wanted.and(s -> s.source().id().equals(id));
        }
        String resource = input.text("DbiResourceId");
        if (resource != null) {
            wanted = wanted.and(s -> s.source().resourceId().equals(resource));
        }
        wanted = wanted.and(type(input.text("SnapshotType", "")));
        String snapshot = input.text("DBSnapshotIdentifier");
        if (snapshot != null && !snapshot.isEmpty()) {
            return one(region, Listing.name(snapshot), wanted);
        }
        return region.snapshots().stream().filter(wanted).filter(s -> filters.isEmpty() || Listing.passes(filters, values(s))).toList();
    }

    private static List<DbSnapshot> one(Region region, String id, Predicate<DbSnapshot> wanted) {
        DbSnapshot found = region.snapshot(id);
        if (found == null || !wanted.test(found)) {
            throw RdsErrors.noSnapshot(id);
        }
        return List.of(found);
    }

    private static Predicate<DbSnapshot> type(String type) {
        if (type.isEmpty()) {
            return _ -> true;
        }
        if (!TYPES.contains(type)) {
            throw ApiError.invalidValue("Unknown snapshot type: " + type);
        }
        return s -> s.type().equals(type);
    }

    private static Map<String, String> values(DbSnapshot s) {
        return Map.of("db-instance-id", s.source().id(), "db-snapshot-id", s.id(), "dbi-resource-id", s.source().resourceId(),
                "snapshot-type", s.type(), "engine", s.source().engine().name());
    }
}
