package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.ChapterSeed;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.Ids;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A new instance from a backup, whichever kind. What was not sent is not inherited but for the little that RDS takes along
/// (<https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIT.html>): version, class, port, storage, encryption,
/// retention and window, and all that is in the data.
final class Restoration {
    private final World world;
    private final Region region;
    private final Source source;

    /// What a restore starts from.
    ///
    /// @param instance as it was then
    /// @param tags that the new instance gets when none are sent
    /// @param told the event when it is done; `%s` is the new instance's name
    /// @param builder builds its servers, or null where there is nothing but a description
    record Source(DbInstance instance, Map<String, String> tags, String told, Building.@Nullable Builder builder) {}

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
        int port = asked != null ? Wishes.port(asked) : endpoint == null ? 5432 : endpoint.port();
        return new Building(world, region, source.builder, "modifying", source.told).begin(wished, port, tags(input), () -> {
        });
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
        DbInstance.Placement placement = Building.placement(region, input,
                Wishes.subnetGroup(region, input.text("DBSubnetGroupName", "default")), from.placement().zone());
        DbInstance.Storage storage = storage(input);
        Integer days = input.integer("BackupRetentionPeriod");
        Instant now = world.clock().now();
        String weekly = Building.weekly(id, Wishes.backupWindow(input.text("PreferredBackupWindow", from.backup().window())));
        var backup = new DbInstance.Backup(Wishes.retention(days == null ? from.backup().days() : days),
                Wishes.backupWindow(input.text("PreferredBackupWindow", from.backup().window())), input.flag("CopyTagsToSnapshot"),
                input.flag("DeletionProtection"));
        var upkeep = new DbInstance.Upkeep(weekly, !input.has("AutoMinorVersionUpgrade") || input.flag("AutoMinorVersionUpgrade"),
                input.flag("EnableIAMDatabaseAuthentication"),
                Wishes.lifecycle(input.text("EngineLifecycleSupport", DbInstance.Upkeep.EXTENDED)));
        var insight = DbInstance.Insight.of(false).withLogs(Wishes.logs(input.texts("EnableCloudwatchLogsExports"), engine));
        return new DbInstance(id, new Ids((id + now + region.name()).hashCode()).resource("db-"), now, Building.CREATING, engine, placement,
                storage,
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
}
