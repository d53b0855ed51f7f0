package dev.howdah.drill.postgres;

import java.time.Instant;

/// What a failover goes through, for whoever writes the events.
public interface Failover {
    /// In this order; the last three come from the background, some seconds after [Servers#failover] has returned.
    enum Phase {
        /// The primary's processes are dead and its side is fenced off.
        PRIMARY_LOST,
        /// The standby accepts writes.
        PROMOTED,
        /// New connections to the endpoint reach the new primary.
        ENDPOINT_MOVED,
        /// A new copy for the lost side has begun.
        STANDBY_REBUILDING,
        /// The new timeline has its base backup.
        BACKED_UP,
        /// Commits wait for the new standby: another failover would lose nothing.
        STANDBY_IN_SYNC
    }

    /// Hears of each phase, on the thread that does the work: be quick.
    interface Listener {
        void reached(Phase phase, Instant when);
    }
}
