package dev.howdah.drill.ssm.agent;

import dev.howdah.tunnel.wire.AgentMessage;
import dev.howdah.tunnel.wire.WireException;
import java.io.IOException;

/// What the agent's port plugin runs for one session: the multiplexer, or one connection after the other.
interface PortSession {
    /// Gets ready; why it cannot is what the client is told.
    void open() throws IOException;

    /// Runs until the session's own end; an exception is the end with an error that the client is not told.
    void run() throws IOException, InterruptedException;

    /// Takes an Output or Flag message, waiting while its bytes cannot be delivered. False when it is not ready.
    boolean take(AgentMessage message) throws IOException, WireException;

    /// Closes every connection.
    void stop();
}
