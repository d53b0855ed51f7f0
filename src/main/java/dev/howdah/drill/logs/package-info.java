/// **What it is for.** CloudWatch Logs as far as following a log needs it: groups, streams, their events.
///
/// **Where to start.** [dev.howdah.drill.logs.LogsService]; what is kept is in [dev.howdah.drill.world.LogGroups].
///
/// **Threads.** The request's own.
///
/// **What it must not know.** Who writes the lines.
@NullMarked
package dev.howdah.drill.logs;

import org.jspecify.annotations.NullMarked;
