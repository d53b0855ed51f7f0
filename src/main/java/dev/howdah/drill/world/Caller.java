package dev.howdah.drill.world;

/// Who a key belongs to, and what that one may do.
///
/// @param userId the unique id that GetCallerIdentity tells
public record Caller(String arn, String userId, Rights rights) {
    public enum Rights {
        /// Everything.
        ADMINISTRATOR,
        /// What does not change anything, but for the values of secrets.
        VIEWER,
        /// Everything but rds:DescribeDBSnapshots.
        NO_SNAPSHOTS,
        /// Everything but rds:RestoreDBInstanceToPointInTime.
        NO_RESTORES,
        /// Everything but rds:ModifyDBInstance.
        NO_MODIFIES,
        /// Everything but ssm:StartSession to tasks, which a policy denies as AWS recommends it; machines are allowed.
        NO_TASK_SESSIONS,
        /// Nothing: the session has ended.
        EXPIRED,
        /// Nothing: there is no such key.
        INVALID
    }

    /// The caller behind an access key id.
    public static Caller of(String accessKey) {
        String iam = "arn:aws:iam::" + World.ACCOUNT + ":user/";
        return switch (accessKey) {
            case "AKIDDRILLVIEWER00000" -> new Caller(iam + "ops-viewer", "AIDADRILLVIEWER000000", Rights.VIEWER);
            case "AKIDDRILLNOSNAPSHOTS" -> new Caller("arn:aws:sts::" + World.ACCOUNT + ":assumed-role/ops-no-snapshots/drill",
                    "AROADRILLNOSNAPSHOTS0:drill", Rights.NO_SNAPSHOTS);
            case "AKIDDRILLNORESTORES0" -> new Caller(iam + "ops-no-restores", "AIDADRILLNORESTORES00", Rights.NO_RESTORES);
            case "AKIDDRILLNOMODIFIES0" -> new Caller(iam + "ops-no-modifies", "AIDADRILLNOMODIFIES00", Rights.NO_MODIFIES);
            case "AKIDDRILLNOTASKHOPS0" -> new Caller(iam + "ops-no-task-sessions", "AIDADRILLNOTASKHOPS00", Rights.NO_TASK_SESSIONS);
            case "AKIDDRILLEXPIRED0000" -> new Caller(iam + "ops-expired", "AIDADRILLEXPIRED00000", Rights.EXPIRED);
            case "AKIDDRILLINVALID0000" -> new Caller(iam + "nobody", "AIDADRILLINVALID00000", Rights.INVALID);
            default -> new Caller(iam + "ops-admin", "AIDADRILLOPSADMIN0000", Rights.ADMINISTRATOR);
        };
    }

    /// Whether the caller may do `action` (`rds:DescribeDBSnapshots`).
    public boolean may(String action, boolean changes) {
        return switch (rights) {
            case ADMINISTRATOR, NO_TASK_SESSIONS -> true;
            case VIEWER -> !changes && !action.equals("secretsmanager:GetSecretValue") || action.equals("sts:GetCallerIdentity");
            case NO_SNAPSHOTS -> !action.equals("rds:DescribeDBSnapshots");
            case NO_RESTORES -> !action.equals("rds:RestoreDBInstanceToPointInTime");
            case NO_MODIFIES -> !action.equals("rds:ModifyDBInstance");
            case EXPIRED, INVALID -> false;
        };
    }
}
