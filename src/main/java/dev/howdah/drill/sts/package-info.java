/// **What it is for.** STS as the drill offers it: who am I, and roles taken on, with a second factor or a web identity.
///
/// **Where to start.** [dev.howdah.drill.sts.StsService].
///
/// **Threads.** The request's own.
///
/// **What it must not know.** XML and HTTP.
@NullMarked
package dev.howdah.drill.sts;

import org.jspecify.annotations.NullMarked;
