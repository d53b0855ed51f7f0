package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.Network;
import dev.howdah.drill.world.ParameterGroup;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.SubnetGroup;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a caller may wish for an instance, and RDS's refusals of what may not be, for restores and changes alike.
final class Wishes {
    private static final Pattern CLASS = Pattern
            .compile("db\\.(t3|t4g|m5|m6g|m6gd|m6i|m7g|m7i|r5|r6g|r6i|r7g|x2g)\\.(micro|small|medium|large|\\d{0,2}xlarge)");
    private static final Pattern DAILY = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)-([01]\\d|2[0-3]):([0-5]\\d)");
    private static final String DAY = "(mon|tue|wed|thu|fri|sat|sun)";
    private static final Pattern WEEKLY = Pattern
            .compile(DAY + ":([01]\\d|2[0-3]):([0-5]\\d)-" + DAY + ":([01]\\d|2[0-3]):([0-5]\\d)");
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Set<String> AUTHORITIES = Set.of("rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1", "rds-ca-ecc384-g1");
    private static final Set<String> LOGS = Set.of("postgresql", "upgrade", "iam-db-auth-error");
    private static final Set<Integer> INTERVALS = Set.of(0, 1, 5, 10, 15, 30, 60);
    private static final int ADVANCED_DAYS = 465;
    private static final SecureRandom RANDOM = new SecureRandom();
    /// What every password of a drill begins with, so that a search finds one that got where it should not be.
    private static final String MADE = "drill-password-";
    private static final int LEAST_PORT = 1150;
    private static final int MOST_DAYS = 35;
    private static final int MINUTES = 24 * 60;

    private Wishes() {}

    static String instanceClass(String wished) {
        if (!CLASS.matcher(wished).matches()) {
            throw ApiError.invalidValue("Invalid DB Instance class: " + wished);
        }
        return wished;
    }

    static int port(int wished) {
        if (wished < LEAST_PORT || wished > 65535) {
            throw ApiError.invalidValue("Invalid endpoint port " + wished + ". Valid port range for engine postgres is " + LEAST_PORT
                    + "-65535");
        }
        return wished;
    }

    static int retention(int days) {
        if (days < 0 || days > MOST_DAYS) {
            throw ApiError
                    .invalidValue("Invalid backup retention period: " + days + ". Retention period must be between 0 and " + MOST_DAYS);
        }
        return days;
    }

    static String authority(String ca) {
        if (!AUTHORITIES.contains(ca)) {
            throw ApiError.of(404, "CertificateNotFound", "The CA certificate " + ca + " was not found.");
        }
        return ca;
    }

    static List<String> logs(List<String> types, DbInstance.Engine engine) {
        for (String type : types) {
            if (!LOGS.contains(type)) {
                throw ApiError.invalidCombination("You cannot use the log types '" + type + "' with engine version " + engine.name() + " "
                        + engine.version() + ". For supported log types, see the documentation.");
            }
        }
        return types;
    }

    static String lifecycle(String wished) {
        if (!Set.of(DbInstance.Upkeep.EXTENDED, DbInstance.Upkeep.EXTENDED + "-disabled").contains(wished)) {
            throw ApiError.invalidValue("Invalid value for EngineLifecycleSupport: " + wished);
        }
        return wished;
    }

    static void networkType(Input input) {
        String type = input.text("NetworkType", "IPV4");
        if (!type.equals("IPV4")) {
            throw ApiError.of(400, "NetworkTypeNotSupported", "The network type " + type + " is not supported by the DB subnet group.");
        }
    }

    static void optionGroup(Input input, DbInstance.Engine engine) {
        String group = input.text("OptionGroupName");
        if (group != null && !group.equals(DbInstanceShape.optionGroup(engine))) {
            throw ApiError.of(404, "OptionGroupNotFoundFault", "Specified OptionGroupName: " + group + " not found.");
        }
    }

    /// A parameter group of the engine's family.
    static String parameterGroup(Region region, String name, DbInstance.Engine engine) {
        ParameterGroup group = region.parameterGroup(name.toLowerCase(java.util.Locale.ROOT));
        if (group == null) {
            throw RdsErrors.noParameterGroup(name);
        }
        if (!group.family().equals(engine.family())) {
            throw ApiError.invalidCombination("The parameter group " + group.name() + " with DBParameterGroupFamily " + group.family()
                    + " can't be used for this instance. Please use a parameter group with DBParameterGroupFamily " + engine.family());
        }
        return group.name();
    }

    static List<String> securityGroups(Region region, List<String> ids, String vpc) {
        for (String id : ids) {
            Network.SecurityGroup group = region.network().group(id);
            if (group == null) {
                throw ApiError.invalidValue("Invalid security group , groupId= " + id + ", groupName=.");
            }
            if (!group.vpcId().equals(vpc)) {
                throw ApiError
                        .invalidCombination("The DB instance and EC2 security group are in different VPCs. The DB instance is in " + vpc
                                + " and the EC2 security group is in " + group.vpcId());
            }
        }
        return List.copyOf(ids);
    }

    static SubnetGroup subnetGroup(Region region, String name) {
        SubnetGroup group = region.subnetGroup(name.toLowerCase(java.util.Locale.ROOT));
        if (group == null) {
            throw RdsErrors.noSubnetGroup(name);
        }
        return group;
    }

    /// The zone of a standby beside `zone`, or RDS's refusal.
    static String standbyZone(Region region, SubnetGroup group, String zone) {
        List<String> zones = region.network().zones(group.subnetIds());
        return zones.stream().filter(z -> !z.equals(zone)).findFirst().orElseThrow(() -> RdsErrors.fewZones(zones));
    }

    static Map<String, String> tags(Input input) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Input tag : input.structs("Tags")) {
            String key = tag.need("Key");
            if (key.startsWith("aws:") || key.startsWith("rds:")) {
                throw ApiError.invalidValue("Tag keys cannot start with 'aws:' or 'rds:': " + key);
            }
            tags.put(key, tag.text("Value", ""));
        }
        return tags;
    }

    static String password(String wished) {
        if (wished.length() < 8 || wished.length() > 128) {
            throw ApiError.invalidValue("The parameter MasterUserPassword is not a valid password because it is "
                    + (wished.length() < 8 ? "shorter than 8 characters." : "longer than 128 characters."));
        }
        if (!wished.chars().allMatch(c -> c > ' ' && c < 127 && "/@\"'".indexOf(c) < 0)) {
            throw ApiError.invalidValue("The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides "
                    + "'/', '@', '\"', ' ' may be used.");
        }
        return wished;
    }

    /// Days for which Performance Insights keeps what it saw.
    static int insightDays(int days) {
        if (days != 7 && days != 731 && (days % 31 != 0 || days < 31 || days > 23 * 31)) {
            throw ApiError.invalidValue("Invalid Performance Insights retention period: " + days
                    + ". Valid values are 7, month * 31 with 1 to 23 months, and 731.");
        }
        return days;
    }

    /// The mode of Database Insights; the advanced one wants Performance Insights for more than a year.
    static String insightMode(String mode, boolean performance, int days) {
        if (!Set.of("standard", "advanced").contains(mode)) {
            throw ApiError.invalidValue("Invalid value for DatabaseInsightsMode: " + mode);
        }
        if (mode.equals("advanced") && (!performance || days < ADVANCED_DAYS)) {
            throw ApiError
                    .invalidCombination("To enable the Advanced mode of Database Insights, modify your instance to enable Performance "
                            + "Insights and set the retention period for Performance Insights to at least " + ADVANCED_DAYS + " days.");
        }
        return mode;
    }

    /// Seconds between samples of Enhanced Monitoring; a role must write them.
    static int monitoring(int seconds, String role) {
        if (!INTERVALS.contains(seconds)) {
            throw ApiError.invalidValue("Invalid monitoring interval: " + seconds + ". Valid values are 0, 1, 5, 10, 15, 30, 60.");
        }
        if (seconds > 0 && role.isEmpty()) {
            throw ApiError.invalidCombination(
                    "A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0.");
        }
        return seconds;
    }

    /// A password as RDS makes it for a master user that it manages.
    static String managedPassword() {
        byte[] bytes = new byte[21];
        RANDOM.nextBytes(bytes);
        return MADE + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "#";
    }

    /// A daily window of at least half an hour.
    static String backupWindow(String wished) {
        var window = DAILY.matcher(wished);
        if (!window.matches()
                || length(minutes(window.group(1), window.group(2)), minutes(window.group(3), window.group(4)), MINUTES) < 30) {
            throw ApiError.invalidValue("Invalid backup window " + wished + ": must be hh24:mi-hh24:mi in UTC and at least 30 minutes.");
        }
        return wished;
    }

    /// A weekly window of at least half an hour.
    static String maintenanceWindow(String wished) {
        var window = WEEKLY.matcher(wished.toLowerCase(java.util.Locale.ROOT));
        if (!window.matches() || length(weekly(window.group(1), window.group(2), window.group(3)),
                weekly(window.group(4), window.group(5), window.group(6)), 7 * MINUTES) < 30) {
            throw ApiError.invalidValue(
                    "Invalid maintenance window " + wished + ": must be ddd:hh24:mi-ddd:hh24:mi in UTC and at least 30 minutes.");
        }
        return wished.toLowerCase(java.util.Locale.ROOT);
    }

    static void windowsApart(String daily, String weekly) {
        int[] backup = {start(daily.substring(0, 5)), start(daily.substring(6))};
        int from = DAYS.indexOf(weekly.substring(0, 3)) * MINUTES + start(weekly.substring(4, 9));
        int length = length(from, DAYS.indexOf(weekly.substring(10, 13)) * MINUTES + start(weekly.substring(14)), 7 * MINUTES);
        for (int minute = from; minute < from + length; minute++) {
            if (length(backup[0], minute % MINUTES, MINUTES) < length(backup[0], backup[1], MINUTES)) {
                throw ApiError.invalidValue("The backup window and maintenance window must not overlap.");
            }
        }
    }

    private static int start(String time) {
        return minutes(time.substring(0, 2), time.substring(3));
    }

    private static int minutes(String hours, String minutes) {
        return Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
    }

    private static int weekly(String day, String hours, String minutes) {
        return DAYS.indexOf(day) * MINUTES + minutes(hours, minutes);
    }

    private static int length(int from, int to, int around) {
        return Math.floorMod(to - from, around);
    }

    /// The storage that `input` asks for, on the ground of what there is.
    ///
    /// @param from what the source has, or the instance itself
    static DbInstance.Storage storage(DbInstance.Storage from, Input input) {
        String type = input.text("StorageType", from.type());
        int gib = gib(from, input.integer("AllocatedStorage"), type);
        Integer iops = input.integer("Iops");
        Integer throughput = input.integer("StorageThroughput");
        return switch (type) {
            case "gp2" -> {
                if (iops != null || throughput != null) {
                    throw ApiError.invalidCombination("You can't specify IOPS or storage throughput for storage type gp2.");
                }
                yield new DbInstance.Storage(type, gib, from.maxGib(), null, null, from.kmsKey());
            }
            case "gp3" -> gp3(from, gib, iops, throughput);
            case "io1", "io2" -> {
                Integer own = iops != null ? iops : from.type().startsWith("io") ? from.iops() : null;
                if (own == null) {
                    throw ApiError.invalidCombination("You must specify IOPS for storage type " + type + ".");
                }
                if (own < 1000 || own > 256_000 || throughput != null) {
                    throw ApiError.invalidCombination("Invalid iops value for engine name postgres and storage type " + type + ": " + own);
                }
                yield new DbInstance.Storage(type, gib, from.maxGib(), own, null, from.kmsKey());
            }
            case "standard" -> throw ApiError.of(400, "StorageTypeNotSupported",
                    "The magnetic storage type is not supported for new or restored DB instances.");
            default -> throw ApiError.invalidValue("Invalid storage type: " + type);
        };
    }

    private static int gib(DbInstance.Storage from, @Nullable Integer wished, String type) {
        int gib = wished == null ? from.gib() : wished;
        if (gib < from.gib()) {
            throw ApiError.invalidCombination(
                    "Invalid storage size for engine name postgres and storage type " + type + ": " + gib
                            + ". The storage size cannot be less than the current size of " + from.gib() + " GiB.");
        }
        if (gib < 20 || gib > 65_536) {
            throw ApiError.invalidCombination("Invalid storage size for engine name postgres and storage type " + type + ": " + gib);
        }
        return gib;
    }

    private static DbInstance.Storage gp3(DbInstance.Storage from, int gib, @Nullable Integer iops, @Nullable Integer throughput) {
        if (gib < 400) {
            if (iops != null || throughput != null) {
                throw ApiError.invalidCombination(
                        "You can't specify IOPS or storage throughput for engine postgres and a storage size less than 400.");
            }
            return new DbInstance.Storage("gp3", gib, from.maxGib(), 3000, 125, from.kmsKey());
        }
        boolean large = from.type().equals("gp3") && from.gib() >= 400;
        int ownIops = iops != null ? iops : large && from.iops() != null ? from.iops() : 12_000;
        int ownThroughput = throughput != null ? throughput : large && from.throughput() != null ? from.throughput() : 500;
        if (ownIops < 12_000 || ownIops > 64_000) {
            throw ApiError.invalidCombination("Invalid iops value for engine name postgres and storage type gp3: " + ownIops);
        }
        if (ownThroughput < 500 || ownThroughput > 4_000) {
            throw ApiError.invalidCombination("Invalid storage throughput value for engine name postgres and storage type gp3: "
                    + ownThroughput);
        }
        return new DbInstance.Storage("gp3", gib, from.maxGib(), ownIops, ownThroughput, from.kmsKey());
    }

    /// With another ceiling of autoscaling; null switches it off.
    static DbInstance.Storage upTo(DbInstance.Storage storage, @Nullable Integer ceiling) {
        if (ceiling != null && ceiling <= storage.gib()) {
            throw ApiError.invalidCombination("Max storage size must be greater than storage size");
        }
        return new DbInstance.Storage(storage.type(), storage.gib(), ceiling, storage.iops(), storage.throughput(), storage.kmsKey());
    }
}
