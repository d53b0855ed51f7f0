/// **What it is for.** One file for each check of an instance.
///
/// **Where to start.** [dev.howdah.posture.checks.MultiAz] is a small one; [dev.howdah.posture.checks.IngressSources] reads more than the
/// instance.
///
/// **Threads.** None: all of it is pure.
///
/// **What it must not know.** How the facts were read, and other checks.
@NullMarked
package dev.howdah.posture.checks;

import org.jspecify.annotations.NullMarked;
