package dev.howdah.aws.session;

/// How permits spell what a call names: its ARN, then whatever else makes it this call and no other.
public final class Resources {
    private Resources() {}

    /// A snapshot to be made: of which instance, under which name.
    public static String snapshotOf(String account, String region, String instance, String name) {
        return arn(account, region, "db", instance) + " as " + name;
    }

    public static String snapshot(String account, String region, String name) {
        return arn(account, region, "snapshot", name);
    }

    /// A reboot; one with failover is another thing than one without.
    public static String reboot(String account, String region, String instance, boolean failover) {
        return arn(account, region, "db", instance) + (failover ? " with failover" : "");
    }

    /// The account id in an ARN, empty where there is none.
    static String account(String resource) {
        String[] parts = resource.split(":", 7);
        return parts.length < 7 ? "" : parts[4];
    }

    private static String arn(String account, String region, String kind, String id) {
        return "arn:aws:rds:" + region + ":" + account + ":" + kind + ":" + id;
    }
}
