package dev.howdah.drill.ssm.agent;

import java.io.IOException;
import java.net.Socket;
import java.util.List;

/// Where a session leads: addresses that were resolved once, at its start, and a port.
///
/// @param addresses tried in their order
record Destination(Vpc vpc, List<String> addresses, int port) {

    /// Connects to the first address that answers; the first error is the one that counts.
    Socket dial() throws IOException {
        IOException first = null;
        for (String address : addresses) {
            try {
                return vpc.dial(address, port);
            } catch (IOException e) {
                first = first == null ? e : first;
                if (Thread.currentThread().isInterrupted()) {
                    break;
                }
            }
        }
        throw first == null ? new IOException("missing address") : first;
    }
}
