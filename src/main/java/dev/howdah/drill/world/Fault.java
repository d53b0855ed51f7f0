package dev.howdah.drill.world;

import java.time.Duration;

/// What can go wrong with one request on purpose.
public sealed interface Fault {
    /// The answer comes, but only after this long.
    record Stall(Duration howLong) implements Fault {}

    /// The connection is closed without an answer.
    record Close() implements Fault {}

    /// "Rate exceeded", in the service's own spelling.
    record Throttle() implements Fault {}

    /// HTTP 500 with nothing, or with a proxy's HTML page.
    record Http500(boolean html) implements Fault {}

    /// The answer ends in the middle.
    record Truncate() implements Fault {}

    /// HTTP 200 with a body that is not of the protocol.
    record Malformed() implements Fault {}

    /// The server's clock is this far from the caller's: the request is refused and `Date` tells the server's time.
    record SkewClock(Duration ahead) implements Fault {}

    /// The caller's session has ended.
    record ExpireToken() implements Fault {}

    /// A policy denies this action.
    record Deny() implements Fault {}

    /// The work is done, and its answer is lost on the way: the caller cannot know.
    record LoseAnswer() implements Fault {}

    /// AWS says no for a reason that the drill has no state for: no capacity for the class in the zone, say.
    ///
    /// @param code as the wire carries it: `InsufficientDBInstanceCapacity`
    record Refuse(int status, String code, String message) implements Fault {}
}
