/// **What it is for.** Amazon ECR as the drill offers it: which images are in the registry.
///
/// **Where to start.** [dev.howdah.drill.ecr.EcrService]; the images are in [dev.howdah.drill.world.Containers].
///
/// **Threads.** The request's own.
///
/// **What it must not know.** JSON and HTTP.
@NullMarked
package dev.howdah.drill.ecr;

import org.jspecify.annotations.NullMarked;
