package dev.howdah.drill.world;

import java.time.Duration;

/// How long RDS takes for things; with real servers, how long it takes at least.
///
/// `realistic` follows AWS's documentation: failover 60–120 s, columns that lag minutes behind. `brisk` is for practice and
/// tests: each state stays long enough to be seen.
public enum Pace {
    BRISK(Duration.ofMillis(600), Duration.ofSeconds(6), Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(4),
            Duration.ofSeconds(8), Duration.ofSeconds(3), Duration.ofSeconds(6)), REALISTIC(Duration.ofSeconds(3), Duration.ofSeconds(150),
                    Duration.ofSeconds(45), Duration.ofSeconds(80), Duration.ofSeconds(120), Duration.ofSeconds(540),
                    Duration.ofSeconds(90),
                    Duration.ofSeconds(420));

    private final Duration settle;
    private final Duration backup;
    private final Duration reboot;
    private final Duration failover;
    private final Duration zoneLag;
    private final Duration restore;
    private final Duration modify;
    private final Duration naming;

    Pace(Duration settle, Duration backup, Duration reboot, Duration failover, Duration zoneLag, Duration restore, Duration modify,
            Duration naming) {
        this.settle = settle;
        this.backup = backup;
        this.reboot = reboot;
        this.failover = failover;
        this.zoneLag = zoneLag;
        this.restore = restore;
        this.modify = modify;
        this.naming = naming;
    }

    /// Until a write is seen by every read.
    public Duration settle() {
        return settle;
    }

    public Duration backup() {
        return backup;
    }

    public Duration reboot() {
        return reboot;
    }

    public Duration failover() {
        return failover;
    }

    /// From a completed failover until the zone columns tell it.
    public Duration zoneLag() {
        return zoneLag;
    }

    /// A restore, from the request until the new endpoint is there.
    public Duration restore() {
        return restore;
    }

    /// A change of an instance that is not a rename.
    public Duration modify() {
        return modify;
    }

    /// From a rename until the new name resolves.
    public Duration naming() {
        return naming;
    }
}
