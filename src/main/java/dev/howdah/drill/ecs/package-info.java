/// **What it is for.** ECS as far as a console needs it: clusters, services, tasks with their containers and agents, task
/// definitions, and the replacement of a service's tasks.
///
/// **Where to start.** [dev.howdah.drill.ecs.EcsService]; what moves is [dev.howdah.drill.ecs.Rollout]; what there is at the start is in [dev.howdah.drill.world.EcsSeed].
///
/// **Threads.** The request's own; a rollout goes on by the drill's clock.
///
/// **What it must not know.** HTTP and JSON, and how a session gets to a container.
@NullMarked
package dev.howdah.drill.ecs;

import org.jspecify.annotations.NullMarked;
