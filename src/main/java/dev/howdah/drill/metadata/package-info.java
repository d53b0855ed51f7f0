/// **What it is for.** What a machine or a container of the drill is told about itself: the credentials of its role.
///
/// **Where to start.** [dev.howdah.drill.metadata.InstanceRoles].
///
/// **Threads.** The request's own.
///
/// **What it must not know.** Sockets; who asks.
@NullMarked
package dev.howdah.drill.metadata;

import org.jspecify.annotations.NullMarked;
