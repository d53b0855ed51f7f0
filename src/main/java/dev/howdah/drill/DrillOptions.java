package dev.howdah.drill;

import dev.howdah.drill.world.DrillClock;
import dev.howdah.drill.world.Pace;

/// What a drill is started with.
///
/// @param port to listen on; 0 takes a free one
/// @param fleet how many more instances to show, without servers
/// @param snapshotsEach how many snapshots for each of them
/// @param servers whether real servers stand behind blog-db
/// @param badInstance whether `forum-db` is there too, at which everything is wrong that the posture knows
/// @param empty whether the account has no database yet: the stack as the chapter before leaves it
/// @param clock the account's time; the drill closes it
public record DrillOptions(int port, int fleet, int snapshotsEach, Pace pace, boolean servers, DrillClock clock,
        boolean badInstance, boolean empty) {
    /// The chapter's stack at a brisk pace, with real servers, on a free port.
    public static DrillOptions standard() {
        return new DrillOptions(0, 0, 10, Pace.BRISK, true, DrillClock.real(), false, false);
    }

    public DrillOptions withPort(int next) {
        return new DrillOptions(next, fleet, snapshotsEach, pace, servers, clock, badInstance, empty);
    }

    public DrillOptions withFleet(int next) {
        return new DrillOptions(port, next, snapshotsEach, pace, servers, clock, badInstance, empty);
    }

    public DrillOptions withPace(Pace next) {
        return new DrillOptions(port, fleet, snapshotsEach, next, servers, clock, badInstance, empty);
    }

    /// Without servers every instance is metadata only, and the drill starts in a moment.
    public DrillOptions withoutServers() {
        return new DrillOptions(port, fleet, snapshotsEach, pace, false, clock, badInstance, empty);
    }

    public DrillOptions withClock(DrillClock next) {
        return new DrillOptions(port, fleet, snapshotsEach, pace, servers, next, badInstance, empty);
    }

    /// With `forum-db`, at which everything is wrong.
    public DrillOptions withBadInstance() {
        return new DrillOptions(port, fleet, snapshotsEach, pace, servers, clock, true, empty);
    }

    /// Without any database: VPC, cluster and the service `blog-api` are there, and the way to its database is the learner's. With servers,
    /// every instance that is created gets real ones.
    public DrillOptions withEmptyAccount() {
        return new DrillOptions(port, fleet, snapshotsEach, pace, servers, clock, badInstance, true);
    }
}
