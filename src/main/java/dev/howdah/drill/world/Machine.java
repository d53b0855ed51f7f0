package dev.howdah.drill.world;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One EC2 instance (<https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html>); where it is in the network is
/// said by its interface.
///
/// @param profile the role that it runs with
/// @param agent null when no SSM agent ever registered from it
public record Machine(String id, String name, String type, String interfaceId, Instant launched, String profile, @Nullable Agent agent) {

    /// The SSM agent on it.
    ///
    /// @param online whether it pings; a machine that is lost keeps being listed
    /// @param lastPing of an agent that is lost
    public record Agent(String version, boolean online, Instant registered, @Nullable Instant lastPing) {}

    /// The same machine with its agent lost since `since`.
    public Machine lost(Instant since) {
        Agent had = agent;
        return had == null
                ? this
                : new Machine(id, name, type, interfaceId, launched, profile, new Agent(had.version(), false, had.registered(), since));
    }
}
