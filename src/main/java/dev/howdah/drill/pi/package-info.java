/// **What it is for.** Performance Insights' API as the drill offers it: the load that the servers' own samples show, cut into
/// AWS's periods and groups.
///
/// **Where to start.** [dev.howdah.drill.pi.PiService], then [dev.howdah.drill.pi.Load], which counts. The samples are taken in
/// [dev.howdah.drill.postgres.metrics].
///
/// **Threads.** The request's own.
///
/// **What it must not know.** JSON and HTTP; how a sample is taken; the console, which computes the same figures by itself.
@NullMarked
package dev.howdah.drill.pi;

import org.jspecify.annotations.NullMarked;
