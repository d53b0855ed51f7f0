/// **What it is for.** The message gateway between clients of Session Manager and their agents: sessions with their one-use
/// tokens, the WebSocket of the data channel, the way between both sides with all that can go wrong on it, and a strict look at
/// what clients send.
///
/// **Where to start.** [dev.howdah.drill.ssm.gateway.Sessions], then [dev.howdah.drill.ssm.gateway.Session].
///
/// **Threads.** HTTP's for what comes over a WebSocket; two virtual threads for each session, one for each direction; the
/// drill's clock for idle limits. A `Session` guards its state with its own monitor and sends nothing while it holds it.
///
/// **What it must not know.** JSON requests of the API, Jetty, and what an agent does with what it is sent.
@NullMarked
package dev.howdah.drill.ssm.gateway;

import org.jspecify.annotations.NullMarked;
