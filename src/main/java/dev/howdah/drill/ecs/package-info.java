/// **What it is for.** The read side of ECS: clusters, services, tasks with their containers and agents, task definitions.
///
/// **Where to start.** [dev.howdah.drill.ecs.EcsService]; what there is at the start is in [dev.howdah.drill.world.EcsSeed].
///
/// **Threads.** The request's own.
///
/// **What it must not know.** HTTP and JSON, and how a session gets to a container.
@NullMarked
package dev.howdah.drill.ecs;

import org.jspecify.annotations.NullMarked;
