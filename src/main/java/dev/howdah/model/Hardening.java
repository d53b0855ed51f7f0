package dev.howdah.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A setting of an instance that should be in force, and that one `rds:ModifyDBInstance` puts there.
public enum Hardening {
    RETENTION("Keep backups for 14 days", true), COPY_TAGS("Copy tags to snapshots", false), MINOR_UPGRADES("Take minor versions by itself",
            false), NOT_PUBLIC("Take the public address away", false), INSIGHTS("Turn Performance Insights on",
                    false), IAM_AUTHENTICATION("Allow login with IAM", true), STORAGE_AUTOSCALING("Let storage grow by itself",
                            false), LOG_EXPORTS("Export the server's log", false), MULTI_AZ("Add a standby in another zone",
                                    true), GP3("Change storage to gp3", true), AUTHORITY("Change the certificate authority", true);

    /// Backups that are kept, in days (chapter and Terraform companion: 7 to 14).
    public static final int DAYS = 14;
    /// The authority that RDS gives to new instances.
    public static final String CA = "rds-ca-rsa2048-g1";
    private static final int SMALLEST_CEILING = 100;
    private final String title;
    private final boolean immediately;

    Hardening(String title, boolean immediately) {
        this.title = title;
        this.immediately = immediately;
    }

    public String title() {
        return title;
    }

    /// Whether it has to be sent with `ApplyImmediately`, which also puts in force whatever else waits: without it, it waits for the
    /// maintenance window (Amazon RDS user guide, "Settings for DB instances").
    public boolean immediately() {
        return immediately;
    }

    /// Whether it is in force; empty where the service did not say.
    public Optional<Boolean> inForce(Instance i) {
        return Optional.ofNullable(switch (this) {
            case RETENTION -> i.backup().retentionDays() == null ? null : Boolean.valueOf(i.backup().retentionDays() >= DAYS);
            case COPY_TAGS -> i.backup().copyTagsToSnapshot();
            case MINOR_UPGRADES -> i.maintenance().autoMinorVersionUpgrade();
            case NOT_PUBLIC -> not(i.security().publiclyAccessible());
            case INSIGHTS -> i.insight().performanceInsights();
            case IAM_AUTHENTICATION -> i.security().iamAuthentication();
            case STORAGE_AUTOSCALING -> i.storage().allocatedGib() == null
                    ? null
                    : Boolean.valueOf(i.storage().maxAllocatedGib() != null && i.storage().maxAllocatedGib() > i.storage().allocatedGib());
            case LOG_EXPORTS -> i.insight().logExports().contains("postgresql");
            case MULTI_AZ -> i.placement().multiAz();
            case GP3 -> i.storage().type() == null ? null : Boolean.valueOf("gp3".equals(i.storage().type()));
            case AUTHORITY -> i.security().caIdentifier() == null ? null : Boolean.valueOf(CA.equals(i.security().caIdentifier()));
        });
    }

    private static @Nullable Boolean not(@Nullable Boolean value) {
        return value == null ? null : Boolean.valueOf(!value);
    }

    /// How much storage an instance that has too little is to have, in GiB: half as much again. RDS takes no less than ten percent more, and
    /// no other change of it for six hours (Amazon RDS user guide, "Increasing DB instance storage capacity").
    public static int more(int allocatedGib) {
        return Math.ceilDiv(allocatedGib * 3, 2);
    }

    /// Up to what an instance's storage is to grow, in GiB: twice what it has, and a hundred at least.
    public static int ceiling(int allocatedGib) {
        return Math.max(SMALLEST_CEILING, allocatedGib * 2);
    }
}
