package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Blueprint;
import dev.howdah.drill.world.ChapterSeed;
import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.Network;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.SubnetGroup;
import dev.howdah.drill.world.World;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A new instance from its request to its first backup, whether it begins empty or from another one's data.
final class Building {
    static final String CREATING = "creating";
    private static final Logger LOG = Logger.getLogger(Building.class.getName());
    private final World world;
    private final Region region;
    private final @Nullable Builder builder;
    private final String meanwhile;
    private final @Nullable String told;

    /// Builds the servers of the new instance, and returns when they answer.
    @FunctionalInterface
    interface Builder {
        DataPlane build(Blueprint plan, Consumer<String> progress) throws IOException;
    }

    /// @param builder null where there is nothing but a description
    /// @param meanwhile its status between the endpoint's appearance and the first backup
    /// @param told the event of a restore when it is done, `%s` for the new instance's name; null for none
    Building(World world, Region region, @Nullable Builder builder, String meanwhile, @Nullable String told) {
        this.world = world;
        this.region = region;
        this.builder = builder;
        this.meanwhile = meanwhile;
        this.told = told;
    }

    /// Takes the name and answers with the instance as it is then, or refuses.
    ///
    /// @param besides what comes into being with it, in the same moment
    Struct begin(DbInstance wished, int port, Map<String, String> tags, Runnable besides) {
        String id = wished.id();
        Instant now = world.clock().now();
        synchronized (region) {
            quota(wished);
            if (!region.create(wished, now.plus(world.pace().settle()))) {
                throw RdsErrors.instanceExists(id);
            }
            region.tag(region.arn("db", id), tags);
            besides.run();
        }
        run(wished, port);
        return new Struct().put("DBInstance", DbInstanceShape.of(region, wished, now));
    }

    private void quota(DbInstance wished) {
        if (region.instances().size() >= region.mostInstances()) {
            throw ApiError.of(400, "InstanceQuotaExceeded", "DB Instance quota exceeded");
        }
        if (region.storage() + wished.storage().gib() > region.mostStorage()) {
            throw ApiError.of(400, "StorageQuotaExceeded",
                    "The request cannot be completed because it would exceed the allowed storage quota");
        }
    }

    /// Where it is put.
    ///
    /// @param usual the zone that is taken where none is asked for, if the group has it; null for any
    static DbInstance.Placement placement(Region region, Input input, SubnetGroup group, @Nullable String usual) {
        Network network = region.network();
        List<String> zones = network.zones(group.subnetIds());
        String asked = input.text("AvailabilityZone");
        boolean multiAz = input.flag("MultiAZ");
        if (asked != null && multiAz) {
            throw ApiError.invalidCombination("Requesting a specific availability zone is not valid for Multi-AZ instances.");
        }
        if (asked != null && !asked.matches(region.name() + "[a-d]")) {
            throw ApiError.invalidValue("Invalid Availability Zone: " + asked);
        }
        if (asked != null && !zones.contains(asked)) {
            throw ApiError.of(400, "InvalidVPCNetworkStateFault",
                    "DB subnet group " + group.name() + " has no subnet in Availability Zone " + asked + ".");
        }
        String zone = asked != null ? asked : usual != null && zones.contains(usual) ? usual : zones.getFirst();
        if (network.subnets().stream().filter(s -> group.subnetIds().contains(s.id()) && s.zone().equals(zone))
                .allMatch(s -> s.free() < 1)) {
            throw ApiError.of(400, "InvalidSubnet",
                    "The subnets of DB subnet group " + group.name() + " have no free address in " + zone + ".");
        }
        boolean isPublic = input.has("PubliclyAccessible")
                ? input.flag("PubliclyAccessible")
                : network.gateways().stream().anyMatch(g -> g.vpcId().equals(group.vpcId()));
        return new DbInstance.Placement(zone, multiAz ? Wishes.standbyZone(region, group, zone) : null, multiAz, group.name(),
                groups(region, input, group.vpcId()), isPublic);
    }

    /// The default group of the VPC lets nobody in whom it does not hold.
    private static List<String> groups(Region region, Input input, String vpc) {
        List<String> sent = input.texts("VpcSecurityGroupIds");
        Network.SecurityGroup usual = region.network().defaultGroup(vpc);
        return sent.isEmpty() ? usual == null ? List.of() : List.of(usual.id()) : Wishes.securityGroups(region, sent, vpc);
    }

    /// Somewhere in the week, the same for the same name, and not in the backup window.
    static String weekly(String id, String daily) {
        List<String> days = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
        int place = Math.floorMod(id.hashCode(), 7 * 24);
        int hour = place % 24;
        if (Math.floorMod(hour - Integer.parseInt(daily.substring(0, 2)) + 1, 24) < 3) {
            hour = (hour + 6) % 24;
        }
        String day = days.get(place / 24);
        return String.format("%s:%02d:10-%s:%02d:40", day, hour, day, hour);
    }

    private void run(DbInstance db, int port) {
        String id = db.id();
        Builder own = builder;
        var plan = new Blueprint(ChapterSeed.address(id), db.placement().zone(), db.placement().secondaryZone(),
                db.engine().parameterGroup(), db.storage().gib());
        List<DataPlane> built = new ArrayList<>();
        world.work("build-" + id, own == null ? null : () -> {
            DataPlane plane = own.build(plan, step -> LOG.log(Level.FINE, "{0}: {1}", new Object[]{id, step}));
            // from here on the account stops it, also when the drill ends before the usual time has passed
            DbInstance now = region.instance(id);
            if (now != null && now.resourceId().equals(db.resourceId()) && region.serve(id, plane)) {
                built.add(plane);
            } else {
                plane.close();
            }
        }, world.pace().restore(), at -> open(db, port, built.isEmpty() ? null : built.getFirst(), at),
                _ -> region.change(id,
                        i -> i.status().equals(CREATING) ? i.withStatus(told == null ? "failed" : "restore-error") : i));
    }

    /// The endpoint is there; what was asked for is applied; then the first backup is taken.
    private void open(DbInstance db, int port, @Nullable DataPlane plane, Instant at) {
        String id = db.id();
        region.change(id, i -> {
            DbInstance next = i.withEndpoint(new DbInstance.Endpoint(ChapterSeed.address(id), port));
            next = plane == null ? next : next.withEngine(next.engine().running(plane.serverVersion(), plane.certificateEnds()));
            return i.status().equals(CREATING) ? next.withStatus(meanwhile) : i;
        });
        DbInstance now = region.instance(id);
        if (now == null || !now.status().equals(meanwhile) || !now.resourceId().equals(db.resourceId())) {
            return;
        }
        region.wire(id, at);
        region.tell(at, "db-instance", id, "DB instance created", "creation");
        if (told != null) {
            region.tell(at.plusMillis(1), "db-instance", id, String.format(told, id), "restoration");
        }
        world.clock().after(world.pace().settle(), _ -> new FirstBackup(world, region).take(id));
    }
}
