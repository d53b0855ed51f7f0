/// **What it is for.** Reads of Amazon ECS: which tasks run, with which agent, and which secrets they are given.
///
/// **Where to start.** [dev.howdah.aws.ecs.EcsReads].
///
/// **Threads.** The caller's; it blocks until AWS answers or the deadline passes.
///
/// **What it must not know.** Sessions, ranking of hops, the window.
@NullMarked
package dev.howdah.aws.ecs;

import org.jspecify.annotations.NullMarked;
