/// **What it is for.** IAM as the drill offers it: what the roles of tasks may read.
///
/// **Where to start.** [dev.howdah.drill.iam.IamService]; the roles are in [dev.howdah.drill.world.Containers].
///
/// **Threads.** The request's own.
///
/// **What it must not know.** XML and HTTP.
@NullMarked
package dev.howdah.drill.iam;

import org.jspecify.annotations.NullMarked;
