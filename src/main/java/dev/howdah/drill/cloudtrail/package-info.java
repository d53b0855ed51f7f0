/// **What it is for.** AWS CloudTrail, as far as LookupEvents goes.
///
/// **Where to start.** [dev.howdah.drill.cloudtrail.LookupEvents].
///
/// **Threads.** Any that answers a request.
///
/// **What it must not know.** The console.
@NullMarked
package dev.howdah.drill.cloudtrail;

import org.jspecify.annotations.NullMarked;
