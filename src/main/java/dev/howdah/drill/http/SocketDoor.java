package dev.howdah.drill.http;

import java.util.Map;
import java.util.function.Function;

/// Decides about WebSockets that clients ask for.
@FunctionalInterface
public interface SocketDoor {
    /// Where no WebSocket is taken.
    SocketDoor SHUT = (_, _) -> new Entry.Refused(404);

    /// Lets a client in or refuses it. Header names are lower case.
    Entry knock(String path, Map<String, String> headers);

    /// What the client is told.
    sealed interface Entry {
        /// No upgrade, but this HTTP status.
        record Refused(int status) implements Entry {}

        /// The upgrade; `visitor` is asked once it is done, and is told everything from then on.
        record Admitted(Function<SocketPeer, SocketVisitor> visitor) implements Entry {}
    }
}
