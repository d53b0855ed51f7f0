package dev.howdah.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a DB instance status means to someone on call. Values and meanings: Amazon RDS User
/// Guide, accessing-monitoring.
public enum Status {
    /// Healthy from RDS's point of view, which is not proof that SQL works.
    SERVING,
    /// Serves, while something runs beside it.
    BUSY,
    /// Between two states: down or about to be.
    CHANGING,
    /// Does not serve, and will not by itself.
    DOWN,
    /// A word that this version does not know, or none at all.
    UNKNOWN;

    private record Meaning(Status status, String words) {}

    private static final Map<String, Meaning> MEANINGS = Map.ofEntries(
            Map.entry("available", new Meaning(SERVING, "Healthy from RDS' point of view; SQL was not tried.")),
            Map.entry("backing-up", new Meaning(BUSY, "A backup runs; modifications are refused meanwhile.")),
            Map.entry("modifying", new Meaning(BUSY, "A change is being applied.")),
            Map.entry("configuring-enhanced-monitoring", new Meaning(BUSY, "A monitoring setting changes.")),
            Map.entry("configuring-iam-database-auth", new Meaning(BUSY, "IAM authentication changes.")),
            Map.entry("configuring-log-exports", new Meaning(BUSY, "Log exports change.")),
            Map.entry("converting-to-vpc", new Meaning(BUSY, "Moves into a VPC.")),
            Map.entry("moving-to-vpc", new Meaning(BUSY, "Moves to another VPC.")),
            Map.entry("storage-optimization", new Meaning(BUSY, "Serves, slower; no further storage change for 6 hours.")),
            Map.entry("storage-config-upgrade", new Meaning(BUSY, "Serves, slower: the volume is being upgraded.")),
            Map.entry("storage-initialization", new Meaning(BUSY, "Serves, slower: the volume is still loading.")),
            Map.entry("creating", new Meaning(CHANGING, "Being created, or restored; billed already.")),
            Map.entry("rebooting", new Meaning(CHANGING, "Rebooting or failing over.")),
            Map.entry("renaming", new Meaning(CHANGING, "Takes a new name; the old endpoint is gone.")),
            Map.entry("starting", new Meaning(CHANGING, "Starting.")), Map.entry("stopping", new Meaning(CHANGING, "Stopping.")),
            Map.entry("upgrading", new Meaning(CHANGING, "The engine is being upgraded.")),
            Map.entry("maintenance", new Meaning(CHANGING, "Maintenance is being applied; it does not serve.")),
            Map.entry("resetting-master-credentials", new Meaning(CHANGING, "The master password changes.")),
            Map.entry("stopped", new Meaning(DOWN, "Stopped; RDS starts it by itself after 7 days.")),
            Map.entry("deleting", new Meaning(DOWN, "Being deleted.")),
            Map.entry("delete-precheck", new Meaning(DOWN, "RDS checks whether it can be deleted.")),
            Map.entry("storage-full", new Meaning(DOWN, "Writes stop and backups do not run; only more storage helps.")),
            Map.entry("failed", new Meaning(DOWN, "RDS could not recover it: restore to a point in time.")),
            Map.entry("restore-error", new Meaning(DOWN, "The restore failed: try another time or snapshot.")),
            Map.entry("upgrade-failed", new Meaning(DOWN, "The upgrade failed: read the upgrade log.")),
            Map.entry("inaccessible-encryption-credentials", new Meaning(DOWN, "The KMS key is disabled or denied.")),
            Map.entry("inaccessible-encryption-credentials-recoverable",
                    new Meaning(DOWN, "The KMS key is disabled or denied: enable it, then start the instance.")),
            Map.entry("incompatible-network", new Meaning(DOWN, "Its subnets are out of addresses or gone.")),
            Map.entry("incompatible-parameters", new Meaning(DOWN, "A parameter does not fit: reset the group and reboot.")),
            Map.entry("incompatible-option-group", new Meaning(DOWN, "The option group does not fit.")),
            Map.entry("incompatible-restore", new Meaning(DOWN, "It cannot be restored to that point.")),
            Map.entry("incompatible-create", new Meaning(DOWN, "It could not be created as asked.")),
            Map.entry("insufficient-capacity", new Meaning(DOWN, "No capacity for the class in that zone.")));

    /// The kind of a status word, [#UNKNOWN] for one that AWS has not told us of.
    public static Status of(@Nullable String word) {
        Meaning meaning = word == null ? null : MEANINGS.get(word);
        return meaning == null ? UNKNOWN : meaning.status();
    }

    /// What to tell a person about a status word.
    public static String words(@Nullable String word) {
        if (word == null) {
            return "The service did not say.";
        }
        Meaning meaning = MEANINGS.get(word);
        return meaning == null ? "A status that this version does not know." : meaning.words();
    }
}
