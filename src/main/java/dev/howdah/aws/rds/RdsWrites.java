package dev.howdah.aws.rds;

import dev.howdah.aws.session.AwsCommand;
import dev.howdah.aws.session.AwsSession;
import dev.howdah.journal.Permit;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Hardening;
import dev.howdah.model.Problem;
import dev.howdah.model.Secret;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.ApplyPendingMaintenanceActionRequest;
import software.amazon.awssdk.services.rds.model.Parameter;
import software.amazon.awssdk.services.rds.model.ModifyDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.ApplyMethod;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbSnapshotAttributeRequest;
import software.amazon.awssdk.services.rds.model.ProcessorFeature;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/// The calls of Amazon RDS that change something. Each wants a permit; none is repeated after silence.
public final class RdsWrites {
    private final AwsSession session;
    private final RdsClient rds;

    public RdsWrites(AwsSession session) {
        this.session = session;
        this.rds = session.writer("rds", RdsClient.builder());
    }

    /// Sends it once.
    ///
    /// @return listed fields of the answer, for the journal: the request id and the status that the service told
    /// @throws Problem.Thrown when it failed: `Unreachable` and `BadAnswer` do not tell whether it was carried out
    /// @throws InterruptedException when told to stop meanwhile: it may have been carried out
    public Map<String, String> send(Permit permit, RdsWrite write) throws InterruptedException {
        return session.write(permit, write.action(), () -> switch (write) {
            case RdsWrite.CreateSnapshot create -> {
                var answer = rds.createDBSnapshot(request(create));
                yield answer(answer, answer.dbSnapshot() == null ? null : answer.dbSnapshot().status());
            }
            case RdsWrite.CopySnapshot copy -> {
                var answer = rds.copyDBSnapshot(request(copy));
                yield answer(answer, answer.dbSnapshot() == null ? null : answer.dbSnapshot().status());
            }
            case RdsWrite.ShareSnapshot share -> answer(rds.modifyDBSnapshotAttribute(request(share)), null);
            case RdsWrite.DeleteSnapshot delete -> {
                var answer = rds.deleteDBSnapshot(request(delete));
                yield answer(answer, answer.dbSnapshot() == null ? null : answer.dbSnapshot().status());
            }
            case RdsWrite.RestoreToTime restore -> {
                var answer = rds.restoreDBInstanceToPointInTime(request(restore));
                yield answer(answer, answer.dbInstance() == null ? null : answer.dbInstance().dbInstanceStatus());
            }
            case RdsWrite.RestoreSnapshot restore -> {
                var answer = rds.restoreDBInstanceFromDBSnapshot(request(restore));
                yield answer(answer, answer.dbInstance() == null ? null : answer.dbInstance().dbInstanceStatus());
            }
            case RdsWrite.Modify modify -> modified(rds.modifyDBInstance(request(modify)));
            case RdsWrite.Rename rename -> modified(rds.modifyDBInstance(request(rename)));
            case RdsWrite.Protect protect -> modified(rds.modifyDBInstance(request(protect)));
            case RdsWrite.Grow grow -> modified(rds.modifyDBInstance(request(grow)));
            case RdsWrite.Harden harden -> modified(rds.modifyDBInstance(request(harden)));
            case RdsWrite.MoveBackups move -> modified(rds.modifyDBInstance(request(move)));
            case RdsWrite.ApplyWaiting apply -> modified(rds.modifyDBInstance(request(apply)));
            case RdsWrite.ChooseWindow choose -> answer(rds.applyPendingMaintenanceAction(request(choose)), null);
            case RdsWrite.SetParameters set -> answer(rds.modifyDBParameterGroup(request(set)), null);
            case RdsWrite.DeleteInstance delete -> {
                var answer = rds.deleteDBInstance(request(delete));
                yield answer(answer, answer.dbInstance() == null ? null : answer.dbInstance().dbInstanceStatus());
            }
            case RdsWrite.CreateSubnetGroup create -> answer(rds.createDBSubnetGroup(request(create)), null);
            case RdsWrite.CreateInstance create -> {
                if (!create.of().managed()) {
                    throw new IllegalStateException("the password of " + create.target().id() + " is not handed over");
                }
                yield created(rds.createDBInstance(request(create)));
            }
            case RdsWrite.Reboot reboot -> {
                var answer = rds.rebootDBInstance(request(reboot));
                yield answer(answer, answer.dbInstance() == null ? null : answer.dbInstance().dbInstanceStatus());
            }
        });
    }

    /// The same for an instance whose password RDS does not manage.
    ///
    /// @param password of the master user
    public Map<String, String> send(Permit permit, RdsWrite.CreateInstance create, Secret password) throws InterruptedException {
        return session.write(permit, create.action(),
                () -> created(rds.createDBInstance(request(create).toBuilder().masterUserPassword(password.reveal()).build())));
    }

    private static Map<String, String> created(CreateDbInstanceResponse answer) {
        return answer(answer, answer.dbInstance() == null ? null : answer.dbInstance().dbInstanceStatus());
    }

    /// The `aws` line that sends the same, for a POSIX shell.
    public static String command(RdsWrite write, AwsScope scope, @Nullable String endpoint) {
        return AwsCommand.line(words(write, scope, endpoint));
    }

    /// The same, word by word.
    public static List<String> words(RdsWrite write, AwsScope scope, @Nullable String endpoint) {
        return switch (write) {
            case RdsWrite.CreateSnapshot create -> AwsCommand.words("rds", "CreateDBSnapshot", request(create), scope, endpoint);
            case RdsWrite.CreateSubnetGroup create -> AwsCommand.words("rds", "CreateDBSubnetGroup", request(create), scope, endpoint);
            case RdsWrite.CreateInstance create -> {
                List<String> words = AwsCommand.words("rds", "CreateDBInstance", request(create), scope, endpoint);
                // the password comes by the standard input: a process's arguments are seen by others
                yield create.of().managed()
                        ? words
                        : Stream.concat(words.stream(), Stream.of("--master-user-password", "file:///dev/stdin")).toList();
            }
            case RdsWrite.CopySnapshot copy -> AwsCommand.words("rds", "CopyDBSnapshot", request(copy), scope, endpoint);
            case RdsWrite.ShareSnapshot share ->
                AwsCommand.words("rds", "ModifyDBSnapshotAttribute", request(share), scope, endpoint);
            case RdsWrite.DeleteSnapshot delete -> AwsCommand.words("rds", "DeleteDBSnapshot", request(delete), scope, endpoint);
            case RdsWrite.RestoreToTime restore ->
                AwsCommand.words("rds", "RestoreDBInstanceToPointInTime", request(restore), scope, endpoint);
            case RdsWrite.RestoreSnapshot restore ->
                AwsCommand.words("rds", "RestoreDBInstanceFromDBSnapshot", request(restore), scope, endpoint);
            case RdsWrite.Modify modify -> AwsCommand.words("rds", "ModifyDBInstance", request(modify), scope, endpoint);
            case RdsWrite.Rename rename -> AwsCommand.words("rds", "ModifyDBInstance", request(rename), scope, endpoint);
            case RdsWrite.Protect protect -> AwsCommand.words("rds", "ModifyDBInstance", request(protect), scope, endpoint);
            case RdsWrite.Grow grow -> AwsCommand.words("rds", "ModifyDBInstance", request(grow), scope, endpoint);
            case RdsWrite.Harden harden -> AwsCommand.words("rds", "ModifyDBInstance", request(harden), scope, endpoint);
            case RdsWrite.MoveBackups move -> AwsCommand.words("rds", "ModifyDBInstance", request(move), scope, endpoint);
            case RdsWrite.ApplyWaiting apply -> AwsCommand.words("rds", "ModifyDBInstance", request(apply), scope, endpoint);
            case RdsWrite.ChooseWindow choose ->
                AwsCommand.words("rds", "ApplyPendingMaintenanceAction", request(choose), scope, endpoint);
            case RdsWrite.SetParameters set -> AwsCommand.words("rds", "ModifyDBParameterGroup", request(set), scope, endpoint);
            case RdsWrite.DeleteInstance delete -> AwsCommand.words("rds", "DeleteDBInstance", request(delete), scope, endpoint);
            case RdsWrite.Reboot reboot -> AwsCommand.words("rds", "RebootDBInstance", request(reboot), scope, endpoint);
        };
    }

    private static CreateDbSnapshotRequest request(RdsWrite.CreateSnapshot create) {
        return CreateDbSnapshotRequest.builder().dbInstanceIdentifier(create.target().id()).dbSnapshotIdentifier(create.name())
                .tags(create.tags().entrySet().stream().map(t -> Tag.builder().key(t.getKey()).value(t.getValue()).build()).toList())
                .build();
    }

    private static CopyDbSnapshotRequest request(RdsWrite.CopySnapshot copy) {
        return CopyDbSnapshotRequest.builder().sourceDBSnapshotIdentifier(copy.snapshot()).targetDBSnapshotIdentifier(copy.name())
                .copyTags(true).build();
    }

    private static ModifyDbSnapshotAttributeRequest request(RdsWrite.ShareSnapshot share) {
        var request = ModifyDbSnapshotAttributeRequest.builder().dbSnapshotIdentifier(share.snapshot()).attributeName("restore");
        return share.on() ? request.valuesToAdd(share.with()).build() : request.valuesToRemove(share.with()).build();
    }

    private static DeleteDbSnapshotRequest request(RdsWrite.DeleteSnapshot delete) {
        return DeleteDbSnapshotRequest.builder().dbSnapshotIdentifier(delete.name()).build();
    }

    private static RebootDbInstanceRequest request(RdsWrite.Reboot reboot) {
        return RebootDbInstanceRequest.builder().dbInstanceIdentifier(reboot.target().id()).forceFailover(reboot.failover()).build();
    }

    private static RestoreDbInstanceToPointInTimeRequest request(RdsWrite.RestoreToTime restore) {
        CloneSettings s = restore.settings();
        var request = RestoreDbInstanceToPointInTimeRequest.builder().sourceDBInstanceIdentifier(restore.target().id())
                .targetDBInstanceIdentifier(restore.copy()).dbInstanceClass(s.instanceClass()).multiAZ(s.multiAz())
                .dbSubnetGroupName(s.subnetGroup()).vpcSecurityGroupIds(orNull(s.securityGroups()))
                .publiclyAccessible(s.publiclyAccessible()).networkType(s.networkType()).port(s.port())
                .dedicatedLogVolume(s.dedicatedLogVolume()).processorFeatures(processor(s)).storageType(s.storageType()).iops(s.iops())
                .storageThroughput(s.throughputMibps()).maxAllocatedStorage(s.maxAllocatedGib()).dbParameterGroupName(s.parameterGroup())
                .optionGroupName(s.optionGroup()).autoMinorVersionUpgrade(s.autoMinorVersionUpgrade())
                .engineLifecycleSupport(s.lifecycleSupport()).caCertificateIdentifier(s.caIdentifier())
                .enableCloudwatchLogsExports(orNull(s.logExports())).copyTagsToSnapshot(s.copyTagsToSnapshot()).tags(tags(s))
                .deletionProtection(s.deletionProtection()).enableIAMDatabaseAuthentication(s.iamAuthentication());
        return restore.at() == null
                ? request.useLatestRestorableTime(true).build()
                : request.restoreTime(restore.at()).build();
    }

    private static RestoreDbInstanceFromDbSnapshotRequest request(RdsWrite.RestoreSnapshot restore) {
        CloneSettings s = restore.settings();
        return RestoreDbInstanceFromDbSnapshotRequest.builder().dbSnapshotIdentifier(restore.snapshot())
                .dbInstanceIdentifier(restore.copy()).dbInstanceClass(s.instanceClass()).multiAZ(s.multiAz())
                .dbSubnetGroupName(s.subnetGroup()).vpcSecurityGroupIds(orNull(s.securityGroups()))
                .publiclyAccessible(s.publiclyAccessible()).networkType(s.networkType()).port(s.port())
                .dedicatedLogVolume(s.dedicatedLogVolume()).processorFeatures(processor(s)).storageType(s.storageType()).iops(s.iops())
                .storageThroughput(s.throughputMibps()).dbParameterGroupName(s.parameterGroup()).optionGroupName(s.optionGroup())
                .autoMinorVersionUpgrade(s.autoMinorVersionUpgrade()).engineLifecycleSupport(s.lifecycleSupport())
                .caCertificateIdentifier(s.caIdentifier()).enableCloudwatchLogsExports(orNull(s.logExports()))
                .copyTagsToSnapshot(s.copyTagsToSnapshot()).tags(tags(s)).deletionProtection(s.deletionProtection())
                .enableIAMDatabaseAuthentication(s.iamAuthentication()).build();
    }

    static ModifyDbInstanceRequest request(RdsWrite.Modify modify) {
        LaterSettings s = modify.settings();
        return ModifyDbInstanceRequest.builder().dbInstanceIdentifier(modify.target().id()).applyImmediately(true)
                .enablePerformanceInsights(s.insights()).performanceInsightsRetentionPeriod(s.insightsDays())
                .performanceInsightsKMSKeyId(s.insightsKmsKey()).databaseInsightsMode(s.insightsMode())
                .monitoringInterval(s.monitoringSeconds()).monitoringRoleArn(s.monitoringRole())
                .preferredMaintenanceWindow(s.maintenanceWindow()).maxAllocatedStorage(s.maxAllocatedGib()).build();
    }

    static ModifyDbInstanceRequest request(RdsWrite.Rename rename) {
        return ModifyDbInstanceRequest.builder().dbInstanceIdentifier(rename.target().id()).newDBInstanceIdentifier(rename.to())
                .applyImmediately(true).build();
    }

    static ModifyDbInstanceRequest request(RdsWrite.Protect protect) {
        return ModifyDbInstanceRequest.builder().dbInstanceIdentifier(protect.target().id()).deletionProtection(protect.on()).build();
    }

    static ModifyDbInstanceRequest request(RdsWrite.Grow grow) {
        return ModifyDbInstanceRequest.builder().dbInstanceIdentifier(grow.target().id()).allocatedStorage(grow.gib())
                .maxAllocatedStorage(grow.ceilingGib()).applyImmediately(true).build();
    }

    static ModifyDbInstanceRequest request(RdsWrite.Harden harden) {
        var request = ModifyDbInstanceRequest.builder().dbInstanceIdentifier(harden.target().id());
        if (harden.what().immediately()) {
            request.applyImmediately(true);
        }
        return (switch (harden.what()) {
            case RETENTION -> request.backupRetentionPeriod(Hardening.DAYS);
            case COPY_TAGS -> request.copyTagsToSnapshot(true);
            case MINOR_UPGRADES -> request.autoMinorVersionUpgrade(true);
            case NOT_PUBLIC -> request.publiclyAccessible(false);
            case INSIGHTS -> request.enablePerformanceInsights(true).performanceInsightsRetentionPeriod(7);
            case IAM_AUTHENTICATION -> request.enableIAMDatabaseAuthentication(true);
            case STORAGE_AUTOSCALING -> request.maxAllocatedStorage(harden.ceilingGib());
            case LOG_EXPORTS -> request.cloudwatchLogsExportConfiguration(c -> c.enableLogTypes("postgresql"));
            case MULTI_AZ -> request.multiAZ(true);
            case GP3 -> request.storageType("gp3");
            case AUTHORITY -> request.caCertificateIdentifier(Hardening.CA);
        }).build();
    }

    static ModifyDbInstanceRequest request(RdsWrite.MoveBackups move) {
        return ModifyDbInstanceRequest.builder().dbInstanceIdentifier(move.target().id()).preferredBackupWindow(move.window()).build();
    }

    static ModifyDbInstanceRequest request(RdsWrite.ApplyWaiting apply) {
        return ModifyDbInstanceRequest.builder().dbInstanceIdentifier(apply.target().id()).applyImmediately(true).build();
    }

    static ApplyPendingMaintenanceActionRequest request(RdsWrite.ChooseWindow choose) {
        return ApplyPendingMaintenanceActionRequest.builder().resourceIdentifier(choose.arn()).applyAction(choose.maintenance())
                .optInType("next-maintenance").build();
    }

    static ModifyDbParameterGroupRequest request(RdsWrite.SetParameters set) {
        return ModifyDbParameterGroupRequest.builder().dbParameterGroupName(set.group())
                .parameters(set.values().entrySet().stream().map(v -> Parameter.builder().parameterName(v.getKey())
                        .parameterValue(v.getValue()).applyMethod(set.atOnce() ? ApplyMethod.IMMEDIATE : ApplyMethod.PENDING_REBOOT)
                        .build()).toList())
                .build();
    }

    static CreateDbSubnetGroupRequest request(RdsWrite.CreateSubnetGroup create) {
        return CreateDbSubnetGroupRequest.builder().dbSubnetGroupName(create.name()).dbSubnetGroupDescription(create.description())
                .subnetIds(create.subnets()).tags(tags(create.tags())).build();
    }

    static CreateDbInstanceRequest request(RdsWrite.CreateInstance create) {
        NewInstance of = create.of();
        return CreateDbInstanceRequest.builder().dbInstanceIdentifier(create.target().id()).dbInstanceClass(of.instanceClass())
                .engine("postgres").engineVersion(of.version()).allocatedStorage(of.storageGib()).maxAllocatedStorage(of.ceilingGib())
                .storageType("gp3").storageEncrypted(true).masterUsername(of.user())
                .manageMasterUserPassword(of.managed() ? true : null).dbName(of.database())
                .dbSubnetGroupName(of.subnetGroup()).vpcSecurityGroupIds(of.groups()).publiclyAccessible(false).multiAZ(of.multiAz())
                .backupRetentionPeriod(of.days()).copyTagsToSnapshot(true).deletionProtection(true).autoMinorVersionUpgrade(true)
                .enablePerformanceInsights(true).performanceInsightsRetentionPeriod(7).databaseInsightsMode("standard")
                .enableCloudwatchLogsExports("postgresql", "upgrade").caCertificateIdentifier(Hardening.CA).tags(tags(of.tags())).build();
    }

    private static @Nullable List<Tag> tags(Map<String, String> tags) {
        return orNull(tags.entrySet().stream().map(t -> Tag.builder().key(t.getKey()).value(t.getValue()).build()).toList());
    }

    private static DeleteDbInstanceRequest request(RdsWrite.DeleteInstance delete) {
        return DeleteDbInstanceRequest.builder().dbInstanceIdentifier(delete.target().id()).skipFinalSnapshot(false)
                .finalDBSnapshotIdentifier(delete.last()).deleteAutomatedBackups(false).build();
    }

    /// Null leaves the member out; an empty list would be sent as one.
    private static <T> @Nullable List<T> orNull(List<T> list) {
        return list.isEmpty() ? null : list;
    }

    private static @Nullable List<ProcessorFeature> processor(CloneSettings s) {
        return orNull(s.processorFeatures().entrySet().stream()
                .map(f -> ProcessorFeature.builder().name(f.getKey()).value(f.getValue()).build()).toList());
    }

    private static @Nullable List<Tag> tags(CloneSettings s) {
        return orNull(s.tags().entrySet().stream().map(t -> Tag.builder().key(t.getKey()).value(t.getValue()).build()).toList());
    }

    private static Map<String, String> modified(ModifyDbInstanceResponse answer) {
        return answer(answer, answer.dbInstance() == null ? null : answer.dbInstance().dbInstanceStatus());
    }

    private static Map<String, String> answer(AwsResponse answer, @Nullable String status) {
        String request = answer.responseMetadata().requestId();
        return Map.of("request", request == null ? "" : request, "status", status == null ? "" : status);
    }
}
