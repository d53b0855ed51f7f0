/// **What it is for.** AWS CloudTrail: who changed what.
///
/// **Where to start.** [dev.howdah.aws.trail.TrailReads].
///
/// **Threads.** Whichever asks waits.
///
/// **What it must not know.** What a screen makes of it.
@NullMarked
package dev.howdah.aws.trail;

import org.jspecify.annotations.NullMarked;
