/// **What it is for.** The SSM agent on a task or machine, as far as port forwarding goes: its end of the data channel with
/// acknowledgements and repairs, the handshake, the multiplexer, and the connections to destinations inside the VPC. It does
/// what the real one does also where that is slow or odd: chunks of 1024 bytes with a pause of a millisecond, resending of the
/// oldest message only, streams that close both ways at once.
///
/// **Where to start.** [dev.howdah.drill.ssm.agent.Agent]; who can be reached is told by [dev.howdah.drill.ssm.agent.Hop], and
/// from where to where by [dev.howdah.drill.ssm.agent.Vpc].
///
/// **Threads.** Virtual ones that belong to one agent and end with it: its life, the resender, the two pumps, and two for each
/// connection. Messages from the gateway arrive on the gateway's thread, which waits while a destination does not read.
///
/// **What it must not know.** WebSockets, tokens, requests of the API, and faults of the way between client and agent.
@NullMarked
package dev.howdah.drill.ssm.agent;

import org.jspecify.annotations.NullMarked;
