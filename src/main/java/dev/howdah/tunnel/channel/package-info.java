/// **What it is for.** The client's end of a Session Manager port session, as a state machine: sequence numbers,
/// acknowledgements, resending, pacing, handshake, and above them the connections that share the session. What comes from the
/// WebSocket goes in, what is to be done comes out, and the time is handed in: a day of bad network is a test of
/// milliseconds.
///
/// **Where to start.** [dev.howdah.tunnel.channel.Channel] says how its owner drives it; then
/// [dev.howdah.tunnel.channel.Mux] and [dev.howdah.tunnel.channel.Stream].
///
/// **Threads.** None of its own, and no locks. A [dev.howdah.tunnel.channel.Channel] and everything it hands out (streams
/// included) is guarded by one lock of its owner; nothing here blocks, waits or calls back, so that lock is held for
/// microseconds.
///
/// **What it must not know.** Sockets, clocks, threads, AWS and what the connections say: not one byte of them is looked at.
@NullMarked
package dev.howdah.tunnel.channel;

import org.jspecify.annotations.NullMarked;
