package dev.howdah.ops.reach;

import dev.howdah.model.Hop;
import dev.howdah.model.InstanceRef;
import dev.howdah.sql.session.ConnectFailure;
import dev.howdah.sql.session.Database;
import dev.howdah.tunnel.forward.Tunnel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A verified way to an instance, with one session open on it.
///
/// @param hops all that were found, best first
/// @param facts what the server says of itself: version, address, start, recovery, TLS
public record Reached(InstanceRef instance, Hop via, List<Hop> hops, Tunnel tunnel, Database database, String user, String loginFrom,
        Map<String, @Nullable String> facts, Opener more) implements AutoCloseable {
    /// Opens one more session with the same server by the same login.
    public interface Opener {
        Database open() throws ConnectFailure;
    }

    /// Ends the session with the database, then those at AWS.
    @Override
    public void close() {
        database.close();
        tunnel.close();
    }
}
