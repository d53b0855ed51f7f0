package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.Secret;
import dev.howdah.drill.world.SecretSeed;
import dev.howdah.drill.world.SubnetGroup;
import dev.howdah.drill.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Reads a ModifyDBInstance request and refuses what RDS refuses, before anything has happened.
final class ChangeReader {
    private static final Duration BETWEEN_STORAGE_CHANGES = Duration.ofHours(6);
    private final World world;
    private final Region region;
    private final DbInstance db;
    private final Input input;
    private final List<UnaryOperator<DbInstance>> atOnce = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, String> deferred = new LinkedHashMap<>();
    private boolean resetsPassword;

    ChangeReader(World world, Region region, DbInstance db, Input input) {
        this.world = world;
        this.region = region;
        this.db = db;
        this.input = input;
    }

    Change read() {
        Wishes.networkType(input);
        Wishes.optionGroup(input, db.engine());
        if (input.has("Domain")) {
            throw ApiError.of(404, "DomainNotFoundFault", "The domain " + input.text("Domain", "") + " was not found.");
        }
        name();
        machine();
        version();
        storage();
        backup();
        upkeep();
        place();
        insight();
        credentials();
        return new Change(i -> {
            DbInstance next = i;
            for (UnaryOperator<DbInstance> each : atOnce) {
                next = each.apply(next);
            }
            return next;
        }, List.copyOf(steps), Map.copyOf(deferred), resetsPassword);
    }

    private void name() {
        String wished = input.text("NewDBInstanceIdentifier");
        if (wished != null && !wished.isEmpty()) {
            String name = Identifiers.instance("NewDBInstanceIdentifier", wished);
            if (region.taken(name)) {
                throw RdsErrors.instanceExists(name);
            }
            deferred.put(Pending.NAME, name);
        }
    }

    private void machine() {
        String wished = input.text("DBInstanceClass");
        if (wished != null && !Wishes.instanceClass(wished).equals(db.engine().instanceClass())) {
            deferred.put(Pending.CLASS, wished);
        }
        if (input.has("MultiAZ") && input.flag("MultiAZ") != db.placement().multiAz()) {
            if (input.flag("MultiAZ")) {
                Wishes.standbyZone(region, Wishes.subnetGroup(region, db.placement().subnetGroup()), db.placement().zone());
            }
            deferred.put(Pending.MULTI_AZ, Boolean.toString(input.flag("MultiAZ")));
        }
        Integer port = input.integer("DBPortNumber");
        DbInstance.Endpoint endpoint = db.endpoint();
        if (port != null && endpoint != null && Wishes.port(port) != endpoint.port()) {
            deferred.put(Pending.PORT, port.toString());
        }
        String ca = input.text("CACertificateIdentifier");
        if (ca != null && !Wishes.authority(ca).equals(db.engine().ca())) {
            deferred.put(Pending.CA, ca);
        }
    }

    private void version() {
        String wished = input.text("EngineVersion");
        String group = input.text("DBParameterGroupName");
        DbInstance.Engine engine = db.engine();
        if (wished != null && !wished.equals(engine.version())) {
            DbInstance.Engine next = engine.withVersion(wished);
            if (region.servers(db.id()) != null || !DescribeDbEngineVersions.upgrades(engine.version(), wished)) {
                throw ApiError.invalidCombination("Cannot upgrade postgres from " + engine.version() + " to " + wished);
            }
            if (!next.family().equals(engine.family())) {
                if (!input.flag("AllowMajorVersionUpgrade")) {
                    throw ApiError.invalidCombination(
                            "The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.");
                }
                if (group == null && !engine.parameterGroup().startsWith("default.")) {
                    throw ApiError.invalidCombination("Current Parameter Group (" + engine.parameterGroup() + ") is non-default. You need "
                            + "to explicitly specify a new Parameter Group in this case (default or custom)");
                }
                deferred.put(Modification.GROUP, Wishes.parameterGroup(region, group == null ? "default." + next.family() : group, next));
            }
            deferred.put(Pending.VERSION, wished);
        } else if (group != null) {
            String found = Wishes.parameterGroup(region, group, engine);
            if (!found.equals(engine.parameterGroup())) {
                atOnce.add(i -> i.withEngine(i.engine().withParameterGroup(found, "applying")));
                steps.add(Step.of(DbInstance.AVAILABLE, i -> i.withEngine(i.engine().withParameterStatus("pending-reboot")))
                        .telling(null, "Updated to use DBParameterGroup " + found));
            }
        }
    }

    private void storage() {
        if (List.of(Pending.STORAGE, Pending.TYPE, Pending.IOPS, Pending.THROUGHPUT).stream().anyMatch(input::has)) {
            DbInstance.Storage from = db.storage();
            DbInstance.Storage wished = grown(from, Wishes.storage(from, input));
            boolean changes = wished.gib() != from.gib() || !wished.type().equals(from.type())
                    || !java.util.Objects.equals(wished.iops(), from.iops())
                    || !java.util.Objects.equals(wished.throughput(), from.throughput());
            Instant last = region.storageChanged(db.resourceId());
            if (changes && last != null && last.plus(BETWEEN_STORAGE_CHANGES).isAfter(world.clock().now())) {
                throw ApiError.invalidCombination("You can't currently modify the storage of this DB instance because the previous storage "
                        + "change is being optimized.");
            }
            if (changes && region.storage() - from.gib() + wished.gib() > region.mostStorage()) {
                throw ApiError.of(400, "StorageQuotaExceeded",
                        "The request cannot be completed because it would exceed the allowed storage quota");
            }
            defer(Pending.STORAGE, wished.gib(), from.gib());
            defer(Pending.TYPE, wished.type(), from.type());
            defer(Pending.IOPS, wished.iops(), from.iops());
            defer(Pending.THROUGHPUT, wished.throughput(), from.throughput());
        }
        Integer ceiling = input.integer("MaxAllocatedStorage");
        if (ceiling != null) {
            Integer next = ceiling == db.storage().gib() ? null : ceiling;
            Wishes.upTo(db.storage(), next);
            atOnce.add(i -> i.withStorage(Wishes.upTo(i.storage(), next)));
        }
    }

    /// What is less than ten percent more is rounded up to that.
    private static DbInstance.Storage grown(DbInstance.Storage from, DbInstance.Storage wished) {
        int least = (from.gib() * 11 + 9) / 10;
        return wished.gib() == from.gib() || wished.gib() >= least
                ? wished
                : new DbInstance.Storage(wished.type(), least, wished.maxGib(), wished.iops(), wished.throughput(), wished.kmsKey());
    }

    private void defer(String name, @Nullable Object wished, @Nullable Object now) {
        if (wished != null && !wished.equals(now)) {
            deferred.put(name, wished.toString());
        }
    }

    private void backup() {
        DbInstance.Backup old = db.backup();
        Integer days = input.integer(Pending.RETENTION);
        if (days != null && Wishes.retention(days) != old.days()) {
            if (days == 0 || old.days() == 0) {
                deferred.put(Pending.RETENTION, days.toString());
            } else {
                atOnce.add(i -> i.withBackup(new DbInstance.Backup(days, i.backup().window(), i.backup().copyTags(),
                        i.backup().deletionProtection())));
            }
        }
        String window = Wishes.backupWindow(input.text("PreferredBackupWindow", old.window()));
        boolean copies = input.has("CopyTagsToSnapshot") ? input.flag("CopyTagsToSnapshot") : old.copyTags();
        boolean guarded = input.has("DeletionProtection") ? input.flag("DeletionProtection") : old.deletionProtection();
        atOnce.add(i -> i.withBackup(new DbInstance.Backup(i.backup().days(), window, copies, guarded)));
    }

    private void upkeep() {
        DbInstance.Upkeep old = db.upkeep();
        String window = Wishes.maintenanceWindow(input.text("PreferredMaintenanceWindow", old.window()));
        if (input.has("PreferredMaintenanceWindow") || input.has("PreferredBackupWindow")) {
            Wishes.windowsApart(input.text("PreferredBackupWindow", db.backup().window()), window);
        }
        boolean minor = input.has("AutoMinorVersionUpgrade") ? input.flag("AutoMinorVersionUpgrade") : old.autoMinor();
        atOnce.add(i -> i.withUpkeep(new DbInstance.Upkeep(window, minor, i.upkeep().iamAuth(), i.upkeep().lifecycle())));
        if (input.has("EnableIAMDatabaseAuthentication") && input.flag("EnableIAMDatabaseAuthentication") != old.iamAuth()) {
            boolean iam = input.flag("EnableIAMDatabaseAuthentication");
            steps.add(Step.of("configuring-iam-database-auth", i -> i.withUpkeep(
                    new DbInstance.Upkeep(i.upkeep().window(), i.upkeep().autoMinor(), iam, i.upkeep().lifecycle()))));
        }
    }

    private void place() {
        String wished = input.text("DBSubnetGroupName");
        SubnetGroup own = Wishes.subnetGroup(region, db.placement().subnetGroup());
        if (wished != null && !Wishes.subnetGroup(region, wished).name().equals(own.name())) {
            throw ApiError.of(400, "InvalidVPCNetworkStateFault", "You cannot move DB instance " + db.id() + " to subnet group " + wished
                    + ". The specified DB subnet group and DB instance are in the same VPC. Choose a DB subnet group in different VPC than "
                    + "the specified DB instance and try again.");
        }
        if (input.has("VpcSecurityGroupIds")) {
            List<String> groups = Wishes.securityGroups(region, input.texts("VpcSecurityGroupIds"), own.vpcId());
            atOnce.add(i -> i.withPlacement(i.placement().withSecurityGroups(groups)));
        }
        if (input.has("PubliclyAccessible")) {
            boolean open = input.flag("PubliclyAccessible");
            atOnce.add(i -> i.withPlacement(i.placement().open(open)));
        }
    }

    private void insight() {
        DbInstance.Insight old = db.insight();
        Integer days = input.integer("PerformanceInsightsRetentionPeriod");
        boolean on = input.has("EnablePerformanceInsights") ? input.flag("EnablePerformanceInsights") : old.performance();
        int kept = days == null ? old.days() : Wishes.insightDays(days);
        String mode = Wishes.insightMode(input.text("DatabaseInsightsMode", old.mode()), on, kept);
        if (on != old.performance() || kept != old.days() || !mode.equals(old.mode())) {
            steps.add(Step.of(Step.MODIFYING, i -> i.withInsight(i.insight().withPerformance(on, kept).withMode(mode))));
        }
        monitoring(old);
        logs(old);
    }

    private void monitoring(DbInstance.Insight old) {
        Integer interval = input.integer("MonitoringInterval");
        String role = input.text("MonitoringRoleArn", old.role() == null ? "" : old.role());
        int seconds = Wishes.monitoring(interval == null ? old.interval() : interval, role);
        if (seconds != old.interval() || seconds > 0 && !role.equals(old.role())) {
            steps.add(Step.of("configuring-enhanced-monitoring", i -> i.withInsight(i.insight().withMonitoring(seconds, role)))
                    .telling(null, "Monitoring Interval changed to " + seconds + "."));
        }
    }

    private void logs(DbInstance.Insight old) {
        Input wished = input.struct("CloudwatchLogsExportConfiguration");
        List<String> more = Wishes.logs(wished.texts("EnableLogTypes"), db.engine());
        List<String> less = Wishes.logs(wished.texts("DisableLogTypes"), db.engine());
        if (more.stream().anyMatch(less::contains)) {
            throw ApiError.invalidCombination("You cannot enable and disable the same log type.");
        }
        List<String> next = java.util.stream.Stream.concat(old.logs().stream(), more.stream()).distinct().filter(l -> !less.contains(l))
                .toList();
        if (!next.equals(old.logs())) {
            steps.add(Step.of("configuring-log-exports", i -> i.withInsight(i.insight().withLogs(next))));
        }
    }

    private void credentials() {
        String password = input.text("MasterUserPassword");
        Secret managed = DbInstanceShape.managedSecret(region, db);
        boolean manage = input.has("ManageMasterUserPassword") ? input.flag("ManageMasterUserPassword") : managed != null;
        if (password != null && manage) {
            throw ApiError.invalidCombination(
                    "You can't specify MasterUserPassword for an instance with ManageMasterUserPassword enabled.");
        }
        if (!manage && managed != null && password == null) {
            throw ApiError.invalidCombination("You must specify MasterUserPassword when you turn off ManageMasterUserPassword.");
        }
        boolean rotate = input.flag("RotateMasterUserPassword");
        if (rotate && (managed == null || !input.flag("ApplyImmediately"))) {
            throw ApiError.invalidCombination("RotateMasterUserPassword can only be specified with ApplyImmediately and for an instance "
                    + "with ManageMasterUserPassword enabled.");
        }
        if (password != null) {
            reset(Wishes.password(password), at -> region.dropSecretOf(db.id()));
        } else if (manage && (managed == null || rotate)) {
            String made = Wishes.managedPassword();
            reset(made, at -> region.put(SecretSeed.managed(region, db,
                    new DataPlane.Login(db.engine().masterUser(), made, ""), at)));
        }
    }

    private void reset(String password, java.util.function.Consumer<Instant> after) {
        resetsPassword = true;
        steps.add(Step.of("resetting-master-credentials", i -> i).telling(null, "Reset master credentials")
                .doing(s -> s.setMasterPassword(password)).then(after));
    }
}
