/// **What it is for.** IAM as the drill offers it: the roles of tasks, their inline policies, and what these let them do.
///
/// **Where to start.** [dev.howdah.drill.iam.IamService]; the roles are in [dev.howdah.drill.world.Roles].
///
/// **Threads.** The request's own.
///
/// **What it must not know.** XML and HTTP.
@NullMarked
package dev.howdah.drill.iam;

import org.jspecify.annotations.NullMarked;
