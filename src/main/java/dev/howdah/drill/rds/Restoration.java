package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Blueprint;
import dev.howdah.drill.world.ChapterSeed;
import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.Ids;
import dev.howdah.drill.world.Network;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.SubnetGroup;
import dev.howdah.drill.world.World;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A new instance from a backup, whichever kind. What was not sent is not inherited but for the little that RDS takes along
/// (<https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIT.html>): version, class, port, storage, encryption,
/// retention and window, and all that is in the data.
final class Restoration {
    private static final Logger LOG = Logger.getLogger(Restoration.class.getName());
    private static final String CREATING = "creating";
    private final World world;
    private final Region region;
    private final Source source;
    private int port;

    /// What a restore starts from.
    ///
    /// @param instance as it was then
    /// @param tags that the new instance gets when none are sent
    /// @param told the event when it is done; `%s` is the new instance's name
    /// @param builder builds its servers, or null where there is nothing but a description
    record Source(DbInstance instance, Map<String, String> tags, String told, @Nullable Builder builder) {}

    /// Builds the servers of the new instance, and returns when they answer.
    @FunctionalInterface
    interface Builder {
        DataPlane build(Blueprint plan, Consumer<String> progress) throws IOException;
    }

    Restoration(World world, Region region, Source source) {
        this.world = world;
        this.region = region;
        this.source = source;
    }

    /// Begins it and answers with the new instance, or refuses as RDS does.
    Struct begin(String id, Input input) {
        if (region.taken(id)) {
            throw RdsErrors.instanceExists(id);
        }
        DbInstance wished = wished(id, input);
        Integer asked = input.integer("Port");
        DbInstance.Endpoint endpoint = source.instance.endpoint();
        port = asked != null ? Wishes.port(asked) : endpoint == null ? 5432 : endpoint.port();
        Map<String, String> tags = tags(input);
        Instant now = world.clock().now();
        synchronized (region) {
            quota(wished);
            if (!region.create(wished, now.plus(world.pace().settle()))) {
                throw RdsErrors.instanceExists(id);
            }
            region.tag(region.arn("db", id), tags);
        }
        run(wished);
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

    private Map<String, String> tags(Input input) {
        Map<String, String> sent = Wishes.tags(input);
        Map<String, String> tags = new LinkedHashMap<>(sent.isEmpty() ? source.tags : sent);
        tags.keySet().removeIf(k -> k.startsWith("aws:") || k.equals(ChapterSeed.METADATA_ONLY));
        if (source.builder == null) {
            tags.put(ChapterSeed.METADATA_ONLY, "true");
        }
        return tags;
    }

    private DbInstance wished(String id, Input input) {
        DbInstance from = source.instance;
        DbInstance.Engine engine = engine(input);
        DbInstance.Placement placement = placement(input);
        DbInstance.Storage storage = storage(input);
        Integer days = input.integer("BackupRetentionPeriod");
        Instant now = world.clock().now();
        String weekly = weekly(id, Wishes.backupWindow(input.text("PreferredBackupWindow", from.backup().window())));
        var backup = new DbInstance.Backup(Wishes.retention(days == null ? from.backup().days() : days),
                Wishes.backupWindow(input.text("PreferredBackupWindow", from.backup().window())), input.flag("CopyTagsToSnapshot"),
                input.flag("DeletionProtection"));
        var upkeep = new DbInstance.Upkeep(weekly, !input.has("AutoMinorVersionUpgrade") || input.flag("AutoMinorVersionUpgrade"),
                input.flag("EnableIAMDatabaseAuthentication"),
                Wishes.lifecycle(input.text("EngineLifecycleSupport", DbInstance.Upkeep.EXTENDED)));
        var insight = DbInstance.Insight.of(false).withLogs(Wishes.logs(input.texts("EnableCloudwatchLogsExports"), engine));
        return new DbInstance(id, new Ids((id + now + region.name()).hashCode()).resource("db-"), now, CREATING, engine, placement, storage,
                backup, upkeep, insight, null, Map.of(), null);
    }

    private DbInstance.Engine engine(Input input) {
        DbInstance.Engine from = source.instance.engine();
        String engine = input.text("Engine", from.name());
        if (!engine.equals(from.name())) {
            throw ApiError.invalidCombination("The engine " + engine + " is not compatible with the source's engine " + from.name() + ".");
        }
        if (input.flag("ManageMasterUserPassword")) {
            throw ApiError.invalidCombination("ManageMasterUserPassword is not supported when restoring engine postgres.");
        }
        if (input.has("Domain")) {
            throw ApiError.of(404, "DomainNotFoundFault", "The domain " + input.text("Domain", "") + " was not found.");
        }
        if (!input.text("BackupTarget", "region").equals("region")) {
            throw ApiError.invalidValue("Invalid value for BackupTarget: " + input.text("BackupTarget", ""));
        }
        Wishes.networkType(input);
        Wishes.optionGroup(input, from);
        String group = Wishes.parameterGroup(region, input.text("DBParameterGroupName", "default." + from.family()), from);
        String ca = Wishes.authority(input.text("CACertificateIdentifier", "rds-ca-rsa2048-g1"));
        return from.withClass(Wishes.instanceClass(input.text("DBInstanceClass", from.instanceClass())))
                .withParameterGroup(group, "in-sync").withCa(ca, world.clock().now().plusSeconds(365L * 86_400));
    }

    private DbInstance.Placement placement(Input input) {
        SubnetGroup group = Wishes.subnetGroup(region, input.text("DBSubnetGroupName", "default"));
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
        String old = source.instance.placement().zone();
        String zone = asked != null ? asked : zones.contains(old) ? old : zones.getFirst();
        if (network.subnets().stream().filter(s -> group.subnetIds().contains(s.id()) && s.zone().equals(zone))
                .allMatch(s -> s.free() < 1)) {
            throw ApiError.of(400, "InvalidSubnet",
                    "The subnets of DB subnet group " + group.name() + " have no free address in " + zone + ".");
        }
        boolean isPublic = input.has("PubliclyAccessible")
                ? input.flag("PubliclyAccessible")
                : network.gateways().stream().anyMatch(g -> g.vpcId().equals(group.vpcId()));
        return new DbInstance.Placement(zone, multiAz ? Wishes.standbyZone(region, group, zone) : null, multiAz, group.name(),
                groups(input, group.vpcId()), isPublic);
    }

    /// The default group of the VPC lets nobody in whom it does not hold.
    private List<String> groups(Input input, String vpc) {
        List<String> sent = input.texts("VpcSecurityGroupIds");
        Network.SecurityGroup usual = region.network().defaultGroup(vpc);
        return sent.isEmpty() ? usual == null ? List.of() : List.of(usual.id()) : Wishes.securityGroups(region, sent, vpc);
    }

    private DbInstance.Storage storage(Input input) {
        DbInstance.Storage from = source.instance.storage();
        if (!region.keyWorks(from.kmsKey())) {
            throw RdsErrors.noKey(from.kmsKey());
        }
        DbInstance.Storage storage = Wishes.storage(from, input);
        if (storage.gib() > from.gib() && storage.gib() * 10L < from.gib() * 11L) {
            throw ApiError
                    .invalidCombination("Allocated storage of " + storage.gib() + " GiB must be at least 10 percent above the source's "
                            + from.gib() + " GiB.");
        }
        return Wishes.upTo(storage, input.integer("MaxAllocatedStorage"));
    }

    /// Somewhere in the week, the same for the same name, and not in the backup window.
    private static String weekly(String id, String daily) {
        List<String> days = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
        int place = Math.floorMod(id.hashCode(), 7 * 24);
        int hour = place % 24;
        if (Math.floorMod(hour - Integer.parseInt(daily.substring(0, 2)) + 1, 24) < 3) {
            hour = (hour + 6) % 24;
        }
        String day = days.get(place / 24);
        return String.format("%s:%02d:10-%s:%02d:40", day, hour, day, hour);
    }

    // ---- what happens then

    private void run(DbInstance db) {
        String id = db.id();
        Builder builder = source.builder;
        var plan = new Blueprint(ChapterSeed.address(id), db.placement().zone(), db.placement().secondaryZone(),
                db.engine().parameterGroup(), db.storage().gib());
        List<DataPlane> built = new ArrayList<>();
        world.work("restore-" + id, builder == null ? null : () -> {
            DataPlane plane = builder.build(plan, step -> LOG.log(Level.FINE, "{0}: {1}", new Object[]{id, step}));
            // from here on the account stops it, also when the drill ends before the usual time has passed
            if (region.serve(id, plane)) {
                built.add(plane);
            } else {
                plane.close();
            }
        }, world.pace().restore(), at -> open(db, built.isEmpty() ? null : built.getFirst(), at),
                _ -> region.change(id, i -> i.status().equals(CREATING) ? i.withStatus("restore-error") : i));
    }

    /// The endpoint is there; what was asked for is applied; then the first backup is taken.
    private void open(DbInstance db, @Nullable DataPlane plane, Instant at) {
        String id = db.id();
        region.change(id, i -> {
            DbInstance next = i.withEndpoint(new DbInstance.Endpoint(ChapterSeed.address(id), port));
            next = plane == null ? next : next.withEngine(next.engine().running(plane.serverVersion(), plane.certificateEnds()));
            return i.status().equals(CREATING) ? next.withStatus("modifying") : i;
        });
        DbInstance now = region.instance(id);
        if (now == null || !now.status().equals("modifying") || !now.resourceId().equals(db.resourceId())) {
            return;
        }
        region.wire(id, at);
        region.tell(at, "db-instance", id, "DB instance created", "creation");
        region.tell(at.plusMillis(1), "db-instance", id, String.format(source.told, id), "restoration");
        world.clock().after(world.pace().settle(), _ -> new FirstBackup(world, region).take(id));
    }
}
