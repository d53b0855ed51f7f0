package dev.howdah.ops;

import dev.howdah.model.Hardening;
import dev.howdah.model.Instance;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What each setting that should be in force comes to: for the plan's words. Sources: Amazon RDS user guide, "Settings for DB instances",
/// and the page of each feature.
final class Hardened {
    private Hardened() {}

    static List<Guard> guards(Hardening what, Instance db) {
        var guards = new ArrayList<Guard>();
        guards.add(what.inForce(db).map(on -> on
                ? (Guard) new Guard.Block("It is in force already.", "close this; nothing is to be done")
                : new Guard.Pass("It is not in force yet: " + now(what, db) + "."))
                .orElseGet(() -> new Guard.Warn("What is in force now is unknown.")));
        if (what.immediately() && !db.pending().isEmpty()) {
            guards.add(new Guard.Warn("What waits for the maintenance window comes into force too: "
                    + String.join(", ", db.pending().keySet()) + "."));
        }
        switch (what) {
            case NOT_PUBLIC ->
                guards.add(new Guard.Warn("Whoever connects from outside of the VPC is cut off. Look first who is connected, "
                        + "and that there is another way in (Reach)."));
            case MULTI_AZ -> guards.add(zones(db));
            case RETENTION -> {
                if (Integer.valueOf(0).equals(db.backup().retentionDays())) {
                    guards.add(new Guard.Warn("From 0 days it is a short outage, and the first backup begins at once."));
                }
            }
            case AUTHORITY -> guards.add(new Guard.Warn("Every client that verifies the server has to trust " + Hardening.CA
                    + " first. Versions that cannot take a certificate while running restart."));
            case GP3 ->
                guards.add(new Guard.Warn("Storage is optimized for hours afterwards, slower, and cannot be changed for six hours."));
            case STORAGE_AUTOSCALING -> guards.add(db.storage().allocatedGib() == null
                    ? new Guard.Block("How much storage it has is unknown.", "refresh, then plan again")
                    : new Guard.Pass("Up to " + Hardening.ceiling(db.storage().allocatedGib()) + " GiB; storage never shrinks again."));
            case IAM_AUTHENTICATION -> guards
                    .add(new Guard.Pass("Users with passwords go on as before; nobody is switched to IAM by this."));
            case COPY_TAGS, MINOR_UPGRADES, INSIGHTS, LOG_EXPORTS -> {
                // nothing to look at
            }
        }
        return guards;
    }

    private static Guard zones(Instance db) {
        List<Instance.Subnet> subnets = db.placement().subnets();
        long zones = subnets.stream().map(Instance.Subnet::az).distinct().count();
        return zones >= 2
                ? new Guard.Pass("Its subnet group has subnets in " + zones + " zones.")
                : new Guard.Block("Its subnet group has subnets in " + zones + (zones == 1 ? " zone" : " zones") + " only.",
                        "add a subnet of another zone to the group first");
    }

    /// What is there instead.
    private static String now(Hardening what, Instance db) {
        return switch (what) {
            case RETENTION -> "BackupRetentionPeriod is " + db.backup().retentionDays();
            case COPY_TAGS -> "CopyTagsToSnapshot is false";
            case MINOR_UPGRADES -> "AutoMinorVersionUpgrade is false";
            case NOT_PUBLIC -> "PubliclyAccessible is true";
            case INSIGHTS -> "PerformanceInsightsEnabled is false";
            case IAM_AUTHENTICATION -> "IAMDatabaseAuthenticationEnabled is false";
            case STORAGE_AUTOSCALING -> "MaxAllocatedStorage is " + (db.storage().maxAllocatedGib() == null
                    ? "not set"
                    : db.storage().maxAllocatedGib() + " GiB");
            case LOG_EXPORTS -> "EnabledCloudwatchLogsExports does not have postgresql";
            case MULTI_AZ -> "MultiAZ is false";
            case GP3 -> "StorageType is " + db.storage().type();
            case AUTHORITY -> "CACertificateIdentifier is " + db.security().caIdentifier();
        };
    }

    static String radius(Hardening what, String id) {
        return switch (what) {
            case RETENTION -> "Only the backups of " + id + ". Sessions are not interrupted, unless backups were off.";
            case NOT_PUBLIC -> "The endpoint of " + id + " resolves to its private address only. Sessions from inside the VPC go on.";
            case MULTI_AZ -> "I/O of " + id + " is slower while the standby is built, for minutes to hours; sessions are not interrupted.";
            case GP3 -> "I/O of " + id + " is slower while storage is optimized; sessions are not interrupted.";
            case AUTHORITY -> "Clients that verify the server and do not trust the new authority cannot connect to " + id + ".";
            case MINOR_UPGRADES -> "In its maintenance window " + id + " may be upgraded to a newer minor version, which restarts it.";
            case COPY_TAGS, INSIGHTS, IAM_AUTHENTICATION, STORAGE_AUTOSCALING, LOG_EXPORTS -> "Only " + id + ". Nothing is restarted.";
        };
    }

    static String takes(Hardening what) {
        return switch (what) {
            case MULTI_AZ, GP3 -> "minutes to hours, by how much it holds";
            case RETENTION -> "seconds to minutes; with its first backup, longer";
            default -> "seconds to a few minutes";
        };
    }

    static String cost(Hardening what) {
        return switch (what) {
            case RETENTION -> "Backup storage beyond the size of the instance is billed per GiB-month.";
            case MULTI_AZ -> "About twice: the standby's instance and storage are billed as the primary's are.";
            case LOG_EXPORTS -> "CloudWatch Logs bills what is ingested and kept.";
            case STORAGE_AUTOSCALING -> "Each GiB that it grows by is billed from then on.";
            case INSIGHTS -> "Nothing for seven days of history.";
            case GP3 -> "Less per GiB than gp2; more only for IOPS beyond the baseline.";
            case COPY_TAGS, MINOR_UPGRADES, NOT_PUBLIC, IAM_AUTHENTICATION, AUTHORITY -> "Nothing.";
        };
    }

    /// How it is set back.
    static String back(Hardening what, Instance db) {
        String line = "aws rds modify-db-instance --db-instance-identifier " + db.ref().id() + " ";
        return switch (what) {
            case RETENTION -> retentionBack(line, db.backup().retentionDays());
            case COPY_TAGS -> "Set it back: " + line + "--no-copy-tags-to-snapshot.";
            case MINOR_UPGRADES -> "Set it back: " + line + "--no-auto-minor-version-upgrade. A version is never taken back.";
            case NOT_PUBLIC -> "Set it back: " + line + "--publicly-accessible.";
            case INSIGHTS -> "Set it back: " + line + "--no-enable-performance-insights.";
            case IAM_AUTHENTICATION -> "Set it back: " + line + "--no-enable-iam-database-authentication --apply-immediately.";
            case STORAGE_AUTOSCALING -> "Set the limit to what it has: it grows no more. Storage that was added stays.";
            case LOG_EXPORTS -> "Set it back: " + line + "--cloudwatch-logs-export-configuration DisableLogTypes=postgresql.";
            case MULTI_AZ -> "Set it back: " + line + "--no-multi-az --apply-immediately.";
            case GP3 -> db.storage().type() == null
                    ? "Back to the type that it had, after six hours; which one that is, is unknown."
                    : "Set it back after six hours: " + line + "--storage-type " + db.storage().type() + " --apply-immediately.";
            case AUTHORITY -> "Another authority that RDS offers, the same way; one that has ended cannot be had again.";
        };
    }

    /// No line that ends in 0 days: it would delete every automated backup at once (Amazon RDS user guide, "Backup retention period").
    private static String retentionBack(String line, @Nullable Integer days) {
        if (days == null) {
            return "Back to as many days as it had; how many that are, is unknown. Fewer days delete the backups that are older.";
        }
        return days == 0
                ? "None that is safe: going back to 0 days deletes all automated backups at once."
                : "Set it back: " + line + "--backup-retention-period " + days + ". Fewer days delete the backups that are older.";
    }
}
