/// **What it is for.** CloudWatch Logs: following the log of one task, complete and in order.
///
/// **Where to start.** [dev.howdah.aws.logs.LogReads].
///
/// **Threads.** Any; a call waits for its answer.
///
/// **What it must not know.** Who shows the lines, and what they say.
@NullMarked
package dev.howdah.aws.logs;

import org.jspecify.annotations.NullMarked;
