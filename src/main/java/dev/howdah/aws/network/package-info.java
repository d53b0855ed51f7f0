/// **What it is for.** Reads of Amazon EC2 that tell who can reach whom: interfaces, security groups and their rules.
///
/// **Where to start.** [dev.howdah.aws.network.NetworkReads].
///
/// **Threads.** The caller's; it blocks until AWS answers or the deadline passes.
///
/// **What it must not know.** Sessions and the window.
@NullMarked
package dev.howdah.aws.network;

import org.jspecify.annotations.NullMarked;
