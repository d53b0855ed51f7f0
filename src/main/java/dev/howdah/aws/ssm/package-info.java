/// **What it is for.** Session Manager's API: sessions that are started, resumed and ended, and which machines have an agent.
///
/// **Where to start.** [dev.howdah.aws.ssm.SsmSessions].
///
/// **Threads.** The caller's; it blocks until AWS answers or the deadline passes.
///
/// **What it must not know.** The data channel: what a session carries is not its business.
@NullMarked
package dev.howdah.aws.ssm;

import org.jspecify.annotations.NullMarked;
