package dev.howdah.model;

/// Which instance: the whole scope, so that `blog-db` of staging can never stand in for `blog-db` of production.
///
/// @param account
///            twelve-digit AWS account id
/// @param region
///            region code such as `ap-northeast-2`
/// @param id
///            DB instance identifier, lower case as RDS stores it
public record InstanceRef(String account, String region, String id) implements Comparable<InstanceRef> {
    /// The ARN of the DB instance in the standard partition.
    public String arn() {
        return "arn:aws:rds:" + region + ":" + account + ":db:" + id;
    }

    @Override
    public int compareTo(InstanceRef other) {
        int byId = id.compareTo(other.id);
        if (byId != 0) {
            return byId;
        }
        int byRegion = region.compareTo(other.region);
        return byRegion != 0 ? byRegion : account.compareTo(other.account);
    }

    @Override
    public String toString() {
        return id + " (" + account + ", " + region + ")";
    }
}
