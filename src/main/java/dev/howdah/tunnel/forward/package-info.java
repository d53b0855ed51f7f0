/// **What it is for.** Session Manager sessions on real sockets: WebSockets that are opened and opened again, connections with
/// blocking streams for whoever talks to the database, a pool of sessions, and a local port for other programs. The only I/O
/// of the tunnel.
///
/// **Where to start.** [dev.howdah.tunnel.forward.Tunnel], then [dev.howdah.tunnel.forward.Session].
///
/// **Threads.** A session has one writing thread and, while it is cut off, one that opens it again; WebSocket callbacks only
/// read and dispatch. Callers block in [dev.howdah.tunnel.forward.Connection] on their own threads, each wait with a deadline
/// if they set one.
///
/// **What it must not know.** The AWS SDK (sessions come from a [dev.howdah.tunnel.forward.SessionApi]), JDBC, and what the
/// connections say.
@NullMarked
package dev.howdah.tunnel.forward;

import org.jspecify.annotations.NullMarked;
