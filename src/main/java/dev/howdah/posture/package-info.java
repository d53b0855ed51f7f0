/// **What it is for.** What would hurt next time: checks over what was read of an instance. A check says what it read, what that means
/// and what to do; what was not read is unknown, and never good.
///
/// **Where to start.** [dev.howdah.posture.Check]; the checks themselves, and the list of them, are in `posture.checks`.
///
/// **Threads.** None: all of it is pure.
///
/// **What it must not know.** How the facts were read, and who shows the findings.
@NullMarked
package dev.howdah.posture;

import org.jspecify.annotations.NullMarked;
