/// **What it is for.** The API of Systems Manager as far as sessions need it: start, resume, end and list sessions, and tell
/// which machines have an agent.
///
/// **Where to start.** [dev.howdah.drill.ssm.SsmService]; what a started session does is in
/// [dev.howdah.drill.ssm.gateway.Sessions].
///
/// **Threads.** The request's own.
///
/// **What it must not know.** HTTP and JSON, and the messages of a session.
@NullMarked
package dev.howdah.drill.ssm;

import org.jspecify.annotations.NullMarked;
