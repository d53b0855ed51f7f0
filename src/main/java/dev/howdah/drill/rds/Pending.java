package dev.howdah.drill.rds;

/// What may wait for a restart or for the maintenance window, by the names that PendingModifiedValues has
/// (<https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_PendingModifiedValues.html>).
final class Pending {
    static final String CLASS = "DBInstanceClass";
    static final String STORAGE = "AllocatedStorage";
    static final String TYPE = "StorageType";
    static final String IOPS = "Iops";
    static final String THROUGHPUT = "StorageThroughput";
    static final String PASSWORD = "MasterUserPassword";
    static final String PORT = "Port";
    static final String RETENTION = "BackupRetentionPeriod";
    static final String MULTI_AZ = "MultiAZ";
    static final String VERSION = "EngineVersion";
    static final String NAME = "DBInstanceIdentifier";
    static final String CA = "CACertificateIdentifier";

    private Pending() {}
}
