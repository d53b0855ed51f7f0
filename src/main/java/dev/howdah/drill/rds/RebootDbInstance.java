package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.io.IOException;
import java.time.Instant;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RebootDBInstance.html>
///
/// A reboot also applies what waits for one. With ForceFailover the standby takes over: RDS tells the start, the cause, the
/// restart and the end, and its zone columns follow minutes later
/// (<https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.Failover.html>).
final class RebootDbInstance implements Operation {
    private static final String WAITING = "pending-reboot";
    private static final String REBOOTING = "rebooting";
    private final World world;

    RebootDbInstance(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "RebootDBInstance";
    }

    @Override
    public String resource(Call call) {
        return world.region(call.region()).arn("db", Listing.name(call.input().text("DBInstanceIdentifier", "*")));
    }

    @Override
    public Struct answer(Call call) {
        Region region = world.region(call.region());
        String id = Listing.name(call.input().need("DBInstanceIdentifier"));
        boolean failover = call.input().flag("ForceFailover");
        DbInstance before = region.instance(id);
        if (before == null) {
            throw RdsErrors.noInstance(id);
        }
        if (failover && !before.placement().multiAz()) {
            throw ApiError.invalidCombination("A force failover reboot is not supported for DB instance " + id
                    + " because it is not a Multi-AZ deployment.");
        }
        if (!region.leaveAvailable(id, REBOOTING)) {
            throw RdsErrors.instanceState("DB instance " + id + " is not in available state.");
        }
        if (failover) {
            failover(region, before);
        } else {
            restart(region, before);
        }
        return new Struct().put("DBInstance", DbInstanceShape.of(region, before.withStatus(REBOOTING), world.clock().now()));
    }

    private void restart(Region region, DbInstance before) {
        String id = before.id();
        Instant started = world.clock().now();
        region.tell(started, "db-instance", id, "DB instance shutdown.", "availability");
        world.work("reboot-" + id, region.servers(id), s -> restart(s, before), world.pace().reboot(), at -> {
            region.tell(at, "db-instance", id, "DB instance restarted.", "availability");
            back(region, id);
        }, _ -> region.change(id, i -> i.withStatus("failed")));
    }

    /// With the parameters of its group, if they wait for a restart.
    private static void restart(DataPlane servers, DbInstance db) throws IOException, InterruptedException {
        DbInstance.Endpoint endpoint = db.endpoint();
        if (db.engine().parameterStatus().equals(WAITING) && endpoint != null) {
            servers.reconfigure(endpoint.address(), db.engine().parameterGroup());
        } else {
            servers.reboot();
        }
    }

    private void failover(Region region, DbInstance before) {
        String id = before.id();
        Instant started = world.clock().now();
        DataPlane servers = region.servers(id);
        if (servers != null && !servers.standbyReady()) {
            region.tell(started, "db-instance", id,
                    "Abandoning user requested failover since a failover recently occurred on the database instance.", "failover");
            world.clock().after(world.pace().settle(), _ -> region.change(id, i -> i.withStatus(DbInstance.AVAILABLE)));
            return;
        }
        region.tell(started, "db-instance", id, "Multi-AZ instance failover started.", "failover");
        region.tell(started.plusMillis(1), "db-instance", id, "The user requested a failover of the DB instance.", "failover");
        world.work("failover-" + id, servers, s -> {
            s.failover();
            if (before.engine().parameterStatus().equals(WAITING)) {
                restart(s, before);
            }
        }, world.pace().failover(), at -> {
            region.tell(at, "db-instance", id, "DB instance restarted.", "availability");
            region.tell(at.plusMillis(1), "db-instance", id, "Multi-AZ instance failover completed.", "failover");
            back(region, id);
            world.clock().after(world.pace().zoneLag(), _ -> region.change(id, DbInstance::withZonesSwapped));
        }, _ -> region.change(id, i -> i.withStatus("failed")));
    }

    /// Available again, with what waited for a restart in force, or on its way.
    private void back(Region region, String id) {
        region.change(id, db -> {
            var engine = db.engine();
            return db.withStatus(DbInstance.AVAILABLE)
                    .withEngine(engine.parameterStatus().equals(WAITING) ? engine.withParameterStatus("in-sync") : engine);
        });
        new Modification(world, region).applyPending(id);
    }
}
