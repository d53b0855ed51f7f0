package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstances.html>
final class DescribeDbInstances implements Operation {
    private final World world;

    DescribeDbInstances(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeDBInstances";
    }

    @Override
    public Struct answer(Call call) {
        Region region = world.region(call.region());
        Instant now = world.clock().now();
        return Listing.page(call, rows(region, call.input(), now), DbInstance::id, "DBInstances", "DBInstance",
                db -> DbInstanceShape.of(region, db, now));
    }

    private static List<DbInstance> rows(Region region, Input input, Instant now) {
        List<Input> filters = Listing.filters(input, "db-cluster-id", "db-instance-id", "dbi-resource-id", "domain", "engine");
        String id = input.text("DBInstanceIdentifier");
        List<DbInstance> all = region.seen(now);
        if (id != null && !id.isEmpty()) {
            String wanted = Listing.name(id);
            all = all.stream().filter(db -> db.id().equals(wanted) || db.resourceId().equalsIgnoreCase(wanted)).toList();
            if (all.isEmpty()) {
                throw RdsErrors.noInstance(wanted);
            }
        }
        return all.stream().filter(db -> Listing.passes(filters, values(db))).toList();
    }

    private static Map<String, String> values(DbInstance db) {
        String cluster = db.cluster();
        return Map.of("db-instance-id", db.id(), "dbi-resource-id", db.resourceId(), "engine", db.engine().name(), "db-cluster-id",
                cluster == null ? "" : cluster, "domain", "");
    }
}
