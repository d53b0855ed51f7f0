package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.world.ChapterSeed;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.Ids;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.SubnetGroup;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Reads a CreateDBInstance request and refuses what RDS refuses, before anything has happened.
final class NewInstance {
    private static final Set<String> RESERVED = Set.of("admin", "all", "analyse", "analyze", "and", "any", "create", "default", "grant",
            "group", "none", "order", "primary", "public", "rdsadmin", "rdsrepladmin", "rdstopmgr", "select", "session_user", "table", "to",
            "user", "where", "with");
    private static final String WORD = "[A-Za-z][A-Za-z0-9_]{0,62}";
    private final Region region;
    private final Input input;
    private final boolean served;
    private final Instant now;
    private final boolean managed;
    private final String password;

    /// @param served whether real servers will stand behind it: then there is one major version
    NewInstance(Region region, Input input, boolean served, Instant now) {
        this.region = region;
        this.input = input;
        this.served = served;
        this.now = now;
        managed = input.flag("ManageMasterUserPassword");
        password = credentials();
    }

    /// Whether RDS keeps the master user's password in a secret of its own.
    boolean managed() {
        return managed;
    }

    /// The master user's.
    String password() {
        return password;
    }

    DbInstance read(String id) {
        DbInstance.Engine engine = engine();
        Wishes.networkType(input);
        Wishes.optionGroup(input, engine);
        elsewhere();
        String subnets = input.text("DBSubnetGroupName");
        if (subnets == null && region.subnetGroup("default") == null) {
            throw ApiError.of(400, "InvalidSubnet",
                    "No default subnet detected in VPC. Please contact AWS Support to recreate the default Subnets.");
        }
        SubnetGroup group = Wishes.subnetGroup(region, subnets == null ? "default" : subnets);
        DbInstance.Placement placement = Building.placement(region, input, group, null);
        DbInstance.Storage storage = storage();
        Integer days = input.integer("BackupRetentionPeriod");
        String daily = Wishes.backupWindow(input.text("PreferredBackupWindow", daily(id)));
        String weekly = Wishes.maintenanceWindow(input.text("PreferredMaintenanceWindow", Building.weekly(id, daily)));
        Wishes.windowsApart(daily, weekly);
        var backup = new DbInstance.Backup(Wishes.retention(days == null ? 1 : days), daily, input.flag("CopyTagsToSnapshot"),
                input.flag("DeletionProtection"));
        var upkeep = new DbInstance.Upkeep(weekly, !input.has("AutoMinorVersionUpgrade") || input.flag("AutoMinorVersionUpgrade"),
                input.flag("EnableIAMDatabaseAuthentication"),
                Wishes.lifecycle(input.text("EngineLifecycleSupport", DbInstance.Upkeep.EXTENDED)));
        return new DbInstance(id, new Ids((id + now + region.name()).hashCode()).resource("db-"), now, Building.CREATING, engine, placement,
                storage, backup, upkeep, insight(engine), null, Map.of(), null);
    }

    private DbInstance.Engine engine() {
        String name = input.need("Engine").toLowerCase(Locale.ROOT);
        if (!name.equals("postgres")) {
            throw ApiError.invalidValue("Invalid DB engine: " + name);
        }
        String license = input.text("LicenseModel", "postgresql-license");
        if (!license.equals("postgresql-license")) {
            throw ApiError.invalidCombination("Invalid license model '" + license + "' for engine 'postgres'. Valid license models are: "
                    + "postgresql-license.");
        }
        String version = version(input.text("EngineVersion", served ? ChapterSeed.VERSION : DescribeDbEngineVersions.DEFAULT));
        String user = word("MasterUsername", input.need("MasterUsername"));
        String database = input.text("DBName");
        var plain = new DbInstance.Engine(name, version, Wishes.instanceClass(input.need("DBInstanceClass")), user,
                database == null || database.isEmpty() ? null : word("DBName", database), "", "in-sync",
                Wishes.authority(input.text("CACertificateIdentifier", "rds-ca-rsa2048-g1")), now.plusSeconds(365L * 86_400));
        return plain.withParameterGroup(
                Wishes.parameterGroup(region, input.text("DBParameterGroupName", "default." + plain.family()), plain), "in-sync");
    }

    /// `16` means its newest minor version.
    private String version(String wished) {
        String found = DescribeDbEngineVersions.named(wished);
        if (found == null) {
            throw ApiError.invalidCombination("Cannot find version " + wished + " for postgres");
        }
        String major = ChapterSeed.VERSION.substring(0, ChapterSeed.VERSION.indexOf('.') + 1);
        if (served && !found.startsWith(major)) {
            throw ApiError.invalidCombination("Cannot find version " + wished + " for postgres: the drill's servers are PostgreSQL "
                    + ChapterSeed.VERSION + ", so ask for " + major + "x");
        }
        return found;
    }

    private static String word(String parameter, String wished) {
        if (!wished.matches(WORD)) {
            throw ApiError.invalidValue(parameter + " must begin with a letter and contain only alphanumeric characters, at most 63.");
        }
        String lower = wished.toLowerCase(Locale.ROOT);
        if (RESERVED.contains(lower) || lower.startsWith("pg_") || lower.startsWith("rds_")) {
            throw ApiError.invalidValue(parameter + " " + wished + " cannot be used as it is a reserved word used by the engine");
        }
        return wished;
    }

    private String credentials() {
        String sent = input.text("MasterUserPassword");
        if (managed && sent != null) {
            throw ApiError.invalidCombination(
                    "You can't specify MasterUserPassword for an instance with ManageMasterUserPassword enabled.");
        }
        if (!managed && input.has("MasterUserSecretKmsKeyId")) {
            throw ApiError.invalidCombination(
                    "You can't specify MasterUserSecretKmsKeyId for an instance without ManageMasterUserPassword enabled.");
        }
        if (!managed && (sent == null || sent.isEmpty())) {
            throw ApiError.invalidValue("The parameter MasterUserPassword must be provided and must not be blank.");
        }
        return sent == null || managed ? Wishes.managedPassword() : Wishes.password(sent);
    }

    /// What belongs to other kinds of instances.
    private void elsewhere() {
        if (input.has("DBClusterIdentifier")) {
            throw RdsErrors.noCluster(input.text("DBClusterIdentifier", ""));
        }
        if (!input.texts("DBSecurityGroups").isEmpty()) {
            throw ApiError.invalidCombination("DB security groups are not supported for DB instances in a VPC. Use VpcSecurityGroupIds.");
        }
        if (input.has("CharacterSetName") || input.has("Timezone")) {
            throw ApiError.invalidCombination("CharacterSetName and Timezone are not supported for engine postgres.");
        }
        if (input.has("Domain")) {
            throw ApiError.of(404, "DomainNotFoundFault", "The domain " + input.text("Domain", "") + " was not found.");
        }
        if (!input.text("BackupTarget", "region").equals("region")) {
            throw ApiError.invalidValue("Invalid value for BackupTarget: " + input.text("BackupTarget", ""));
        }
    }

    private DbInstance.Storage storage() {
        if (input.integer("AllocatedStorage") == null) {
            throw ApiError.missing("AllocatedStorage");
        }
        boolean encrypted = input.flag("StorageEncrypted");
        String key = input.text("KmsKeyId");
        if (key != null && !encrypted) {
            throw ApiError.invalidCombination("You can't specify KmsKeyId for an instance that is not encrypted. Set StorageEncrypted.");
        }
        String own = !encrypted ? null : key == null ? ChapterSeed.key() : key;
        if (!region.keyWorks(own)) {
            throw RdsErrors.noKey(own);
        }
        String type = input.has("Iops") && !input.has("StorageType") ? "io1" : "gp3";
        return Wishes.upTo(Wishes.storage(new DbInstance.Storage(type, 0, null, null, null, own), input),
                input.integer("MaxAllocatedStorage"));
    }

    private DbInstance.Insight insight(DbInstance.Engine engine) {
        boolean performance = input.flag("EnablePerformanceInsights");
        Integer days = input.integer("PerformanceInsightsRetentionPeriod");
        if (days != null && !performance) {
            throw ApiError.invalidCombination(
                    "You can't specify PerformanceInsightsRetentionPeriod when EnablePerformanceInsights is false.");
        }
        int kept = Wishes.insightDays(days == null ? 7 : days);
        Integer interval = input.integer("MonitoringInterval");
        String role = input.text("MonitoringRoleArn", "");
        int seconds = Wishes.monitoring(interval == null ? 0 : interval, role);
        return new DbInstance.Insight(performance, kept,
                Wishes.insightMode(input.text("DatabaseInsightsMode", "standard"), performance, kept), seconds, seconds == 0 ? null : role,
                Wishes.logs(input.texts("EnableCloudwatchLogsExports"), engine));
    }

    /// Somewhere in the night of the region, the same for the same name.
    private static String daily(String id) {
        int hour = 13 + Math.floorMod(id.hashCode(), 8);
        return String.format("%02d:10-%02d:40", hour, hour);
    }
}
