package dev.howdah.model;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What AWS means by one of its refusals of a change, and what helps. The codes are those of the API models of
/// CreateDBSnapshot, CopyDBSnapshot, ModifyDBSnapshotAttribute, DeleteDBSnapshot, RebootDBInstance, the two restores, ModifyDBInstance
/// and DeleteDBInstance (Amazon RDS API reference), of UpdateService (Amazon ECS API reference), and of CreateSecret and PutSecretValue
/// (Secrets Manager API reference); a test holds the table to them.
///
/// @param happened what is the matter, as a sentence
/// @param next what to do about it, as a sentence
public record Refusal(String happened, String next) {
    private static final String PLAN_AGAIN = "Plan again: the plan reads it anew.";
    private static final Map<String, Refusal> KNOWN = Map.ofEntries(
            // names
            entry("DBInstanceAlreadyExists", "The instance's name is taken, or a rename that will need it is not finished.",
                    "Choose another name; after a rename wait until the old name is free, then plan again."),
            entry("DBSnapshotAlreadyExists", "The snapshot's name is taken.", "Plan again: the name gets a number."),
            // states
            entry("InvalidDBInstanceState", "The instance is in a state in which AWS refuses this.",
                    "Wait until it is available, then plan again."),
            entry("InvalidDBSnapshotState", "The snapshot is in a state in which AWS refuses this, or it is an automated one.",
                    "Wait until it is available; an automated snapshot ends with its retention, and its copy can be shared."),
            entry("InvalidDBClusterState", "It is a member of a cluster, and this belongs to the cluster.",
                    "Do it to the cluster, in the AWS console."),
            entry("InvalidDBSecurityGroupState", "A DB security group (EC2-Classic) is being changed.", "Wait for it, then plan again."),
            // windows
            entry("PointInTimeRestoreNotEnabled", "No automated backups are kept: there is no second to restore to.",
                    "Restore from a snapshot; then set a retention of 7 days or more, so that the next time there is."),
            entry("InvalidRestore", "It cannot be restored to that time.",
                    "Choose a second inside the window; the newest few minutes come within five minutes."),
            entry("DBInstanceAutomatedBackupNotFound", "Its automated backups are gone, or not there yet.",
                    "Restore from a snapshot, or wait for the first backup."),
            // what was named and is not there
            entry("DBInstanceNotFound", "There is no instance of that name in this account and region any more.",
                    "Refresh: it was renamed or deleted."),
            entry("DBSnapshotNotFound", "There is no snapshot of that name any more.", "Refresh, and choose another or a time."),
            entry("DBClusterSnapshotNotFound", "There is no cluster snapshot of that name.", "Refresh, and choose another."),
            entry("DBSubnetGroupNotFound", "The source's subnet group is not there any more.",
                    "Make it again under the same name, or restore with the aws line and another --db-subnet-group-name of the same VPC."),
            entry("DBParameterGroupNotFound", "The source's parameter group is not there any more.",
                    "Make it again, or give the source another one; then plan again."),
            entry("OptionGroupNotFound", "The source's option group is not there any more.",
                    "Make it again, or give the source another one; then plan again."),
            entry("DBSecurityGroupNotFound", "A DB security group (EC2-Classic) is not there any more.",
                    "Give the source VPC security groups; then plan again."),
            entry("CertificateNotFound", "The source's certificate authority is not offered any more.",
                    "Give the source a present one, such as rds-ca-rsa2048-g1; then plan again."),
            entry("DomainNotFound", "The directory domain is not there.", "Give the source another domain, or none; then plan again."),
            entry("BackupPolicyNotFound", "The backup policy is not there.", "Choose another in AWS Backup; then plan again."),
            entry("AuthorizationNotFound", "A security group's rule that AWS wants is not there.",
                    "Check the security groups of the source; then plan again."),
            entry("CustomAvailabilityZoneNotFound", "There is no such custom Availability Zone.", "Leave it out; then plan again."),
            // quotas
            entry("SnapshotQuotaExceeded", "The account's manual snapshots are used up (100 in a region unless raised).",
                    "Delete old ones, or ask for more at Service Quotas; then plan again."),
            entry("SharedSnapshotQuotaExceeded", "A snapshot is shared with 20 accounts at most.",
                    "Take an account off first, or share a copy."),
            entry("InstanceQuotaExceeded", "The account's DB instances are used up (40 in a region unless raised).",
                    "Delete one, or ask for more at Service Quotas; then plan again."),
            entry("StorageQuotaExceeded", "The account's storage is used up (100,000 GiB in a region unless raised).",
                    "Delete an instance that is not needed, or ask for more at Service Quotas; then plan again."),
            entry("TenantDatabaseQuotaExceeded", "The account's tenant databases are used up.", "Ask for more at Service Quotas."),
            entry("DBInstanceAutomatedBackupQuotaExceeded", "No more automated backups of deleted instances can be kept (40 in a region).",
                    "Delete retained backups that are not needed any more, then plan again. Do not delete without keeping these."),
            // place
            entry("InsufficientDBInstanceCapacity", "AWS has no capacity for this class in that zone just now.",
                    "Try again in a few minutes; if it is urgent, restore with the aws line and another --db-instance-class."),
            entry("DBSubnetGroupDoesNotCoverEnoughAZs",
                    "The subnet group has subnets in one Availability Zone only, and Multi-AZ wants two.",
                    "Add a subnet in another zone to the group; then plan again."),
            entry("InvalidSubnet", "A subnet of the group is not usable: it is gone, in another VPC, or has no address left.",
                    "Free addresses in it, or mend the subnet group; then plan again."),
            entry("InvalidVPCNetworkState",
                    "The subnet group and the zones or the VPC do not fit any more: a subnet was changed or deleted.",
                    "Mend the subnet group; then plan again."),
            entry("NetworkTypeNotSupported", "The subnets do not have the source's network type (IPv4 or dual stack).",
                    "Give the subnets IPv6 ranges, or make the source IPv4; then plan again."),
            entry("VpcEncryptionControlViolation", "The VPC's encryption control forbids this class: it does not encrypt in transit.",
                    "Use a class that does, or have an exclusion made for the VPC."),
            // storage and keys
            entry("KMSKeyNotAccessible", "The KMS key of the storage is disabled, deleted, or not yours to use.",
                    "Enable the key, or have kms:CreateGrant and kms:DescribeKey granted; then plan again. Without it nothing is readable."),
            entry("ProvisionedIopsNotAvailableInAZ", "Provisioned IOPS are not to be had in that zone.",
                    "Restore with the aws line and --storage-type gp3, or to another zone."),
            entry("StorageTypeNotSupported", "RDS does not offer this storage type any more (magnetic, since July 2026).",
                    "Change the source to gp3, or restore with the aws line and --storage-type gp3."),
            // parameters
            entry("InvalidParameterValue", "AWS does not take one of the values.",
                    "Plan again; if it stays, use the aws line without what AWS names."),
            entry("InvalidParameterCombination", "AWS does not take these settings together.",
                    "Plan again; if it stays, use the aws line without what AWS names."),
            entry("MissingParameter", "AWS wants a setting that was not sent.", "Use the aws line with what AWS names, and report this."),
            entry("DBUpgradeDependencyFailure", "The engine cannot be upgraded: something in the database depends on the old version.",
                    "Read the upgrade log of the instance."),
            // Secrets Manager
            entry("ResourceExists", "The secret's name is taken, or this value was sent before with other words.",
                    "Choose another name; then plan again."),
            entry("InvalidRequest",
                    "The secret is in a state in which AWS refuses this: it is scheduled for deletion, or a service keeps it.",
                    "Restore it, or choose another name; then plan again."),
            entry("ResourceNotFound", "There is no secret of that name any more.", "Plan again: it is made anew."),
            entry("LimitExceeded", "A limit of the service is reached.",
                    "Delete what nobody needs, or ask for more at Service Quotas; then plan again."),
            entry("EncryptionFailure", "The KMS key of the secret is disabled, deleted, or not yours to use.",
                    "Enable the key, or have kms:GenerateDataKey and kms:Decrypt granted; then plan again."),
            entry("DecryptionFailure", "The KMS key of the secret is disabled, deleted, or not yours to use.",
                    "Enable the key, or have kms:Decrypt granted; then plan again."),
            entry("MalformedPolicyDocument", "AWS does not take the secret's resource policy.", PLAN_AGAIN),
            entry("PreconditionNotMet", "Something that AWS wants first is not there.", PLAN_AGAIN),
            // ECS
            entry("TaskCapacityUnavailable", "Fargate has no capacity in these zones just now. No task was started.",
                    "Try again in a few minutes; or give the service a subnet in another zone, then plan again."),
            entry("TaskTooBig", "No place in the cluster has the processor or memory that the task needs. No task was started.",
                    "Try again when others have ended; or give the cluster capacity, or the definition less, then plan again."),
            entry("TaskWithoutInterface", "No network interface was to be had for the task. No task was started.",
                    "Look whether the subnets have free addresses and the account's quota of interfaces is used up; then plan again."),
            entry("TaskNotPlaced", "ECS answered, and started no task.", "Read its reason below; then plan again."),
            entry("Conflict", "Another run has the same place: somebody else pressed Run at the same time, and only one runs.",
                    "Watch that one; plan again when it has stopped."),
            entry("Blocked", "AWS has blocked this account's tasks.", "Open a case with AWS Support."),
            entry("Client", "AWS does not take the request as it is.", PLAN_AGAIN),
            entry("ServiceNotFound", "There is no service of that name in the cluster any more.", "Refresh: it was deleted or renamed."),
            entry("ServiceNotActive", "The service is being deleted.", "Refresh; a service that drains takes no new deployment."),
            entry("ClusterNotFound", "There is no such cluster in this account and region any more.", "Refresh."),
            entry("InvalidParameter", "AWS does not take one of the values.", PLAN_AGAIN),
            entry("PlatformTaskDefinitionIncompatibility", "The task definition does not run on the service's platform version.",
                    "Register a task definition that does, then plan again."),
            entry("PlatformUnknown", "The service's platform version is unknown to AWS.", "Set it to LATEST, then plan again."),
            entry("NamespaceNotFound", "The service's Cloud Map namespace is not there.", "Make it again, then plan again."),
            entry("UnsupportedFeature", "The service uses what this region does not offer.", "Change the service in its own tool."));

    private static Map.Entry<String, Refusal> entry(String code, String happened, String next) {
        return Map.entry(code, new Refusal(happened, next));
    }

    static Set<String> codes() {
        return KNOWN.keySet();
    }

    /// Of a code as the wire carries it, with or without `Fault` or `Exception` at its end.
    public static Optional<Refusal> of(String code) {
        return Optional.ofNullable(KNOWN.get(code.replaceAll("(Fault|Exception)$", "")));
    }
}
