/// **What it is for.** The bytes of a Session Manager port session and what they mean: the agent message that fills one
/// WebSocket message, the small JSON inside acknowledgements, handshake and close, and the smux frames that carry the
/// connections. Both ends use it: the console's channel and the drill's agent and gateway; so it is pinned by messages
/// recorded from the real plugin and agent (`ssm-sample-session.jsonl` among the test resources).
///
/// **Where to start.** [dev.howdah.tunnel.wire.AgentMessage], then [dev.howdah.tunnel.wire.SmuxReader].
///
/// **Threads.** Any, for the records; a [dev.howdah.tunnel.wire.SmuxReader] belongs to one reader.
///
/// **What it must not know.** Sequences, timers, sockets and AWS: it is handed bytes and gives bytes. Whatever it is handed,
/// nothing but a [dev.howdah.tunnel.wire.WireException] comes out, and nothing is allocated by a length that a peer named.
@NullMarked
package dev.howdah.tunnel.wire;

import org.jspecify.annotations.NullMarked;
