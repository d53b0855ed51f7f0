package dev.howdah.aws.rds;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a new instance is told beside its name. What is always so is not in it: gp3, encrypted, protected against deletion, not public,
/// tags copied to snapshots, minor versions by themselves, the log in CloudWatch, Performance Insights for seven days.
///
/// @param subnetGroup name of the DB subnet group
/// @param groups ids of its security groups
/// @param version such as `17.11`
/// @param instanceClass such as `db.t4g.small`
/// @param storageGib at the start
/// @param ceilingGib up to what it grows by itself
/// @param days how long automated backups are kept
/// @param database that is made in it
/// @param user the master user
/// @param managed whether RDS makes, keeps and changes the master user's password; else it is handed over when this is sent, and is not in here
/// @param tags in the order of their keys
public record NewInstance(String subnetGroup, List<String> groups, String version, String instanceClass, int storageGib, int ceilingGib,
        boolean multiAz, int days, String database, String user, boolean managed,
        Map<String, String> tags) {
    public NewInstance {
        groups = List.copyOf(groups);
        tags = new TreeMap<>(tags);
    }
}
