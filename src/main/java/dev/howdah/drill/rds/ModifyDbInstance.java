package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html>
///
/// Which change happens at once whatever is asked, which takes a while, and which waits for the window or a reboot unless
/// ApplyImmediately is sent, is as in the table "Settings for DB instances" of the user guide (USER_ModifyInstance.Settings).
/// ApplyImmediately also applies all that waited before.
final class ModifyDbInstance implements Operation {
    private static final Set<String> READY = Set.of(DbInstance.AVAILABLE, "storage-optimization", "storage-full",
            "incompatible-parameters");
    private final World world;

    ModifyDbInstance(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "ModifyDBInstance";
    }

    @Override
    public String resource(Call call) {
        return world.region(call.region()).arn("db", Listing.name(call.input().text("DBInstanceIdentifier", "*")));
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        Region region = world.region(call.region());
        String id = Listing.name(input.need("DBInstanceIdentifier"));
        boolean immediately = input.flag("ApplyImmediately");
        DbInstance db = region.instance(id);
        if (db == null) {
            throw RdsErrors.noInstance(id);
        }
        if (db.cluster() != null) {
            throw ApiError.invalidCombination("The DB instance " + id + " is a member of a cluster. Modify the cluster instead.");
        }
        if (!READY.contains(db.status())) {
            throw RdsErrors.instanceState("Database instance is not in available state.");
        }
        Change change = new ChangeReader(world, region, db, input).read();
        String name = change.deferred().get(Pending.NAME);
        if (name != null && immediately && !region.promise(name)) {
            throw RdsErrors.instanceExists(name);
        }
        Map<String, String> pending = new LinkedHashMap<>(db.pending());
        pending.putAll(change.deferred());
        Map<String, String> shown = new LinkedHashMap<>(pending);
        if (change.resetsPassword()) {
            shown.put(Pending.PASSWORD, "");
        }
        region.change(id, i -> change.atOnce().apply(i).withPending(Map.copyOf(shown)));
        if (input.has("VpcSecurityGroupIds")) {
            region.wire(id, world.clock().now());
        }
        var modification = new Modification(world, region);
        modification.start(id, change.steps(), immediately ? pending : Map.of());
        if (!immediately && !pending.isEmpty()) {
            modification.awaitWindow(db);
        }
        DbInstance answered = region.instance(id);
        return new Struct().put("DBInstance", DbInstanceShape.of(region, answered == null ? db : answered, world.clock().now()));
    }

    /// The steps that an empty list stands for: nothing takes a while.
    static final List<Step> NOTHING = List.of();
}
