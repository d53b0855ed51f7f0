/// **What it is for.** How well one database does: checks over what was read of its server. A check says what it read, why that matters
/// and what is a safe next step, which nobody takes but the operator; what could not be read is unknown, and never good.
///
/// **Where to start.** [dev.howdah.health.Check], then [dev.howdah.health.Facts]; the checks themselves, and the list of them, are in
/// `health.checks`.
///
/// **Threads.** None: all of it is pure.
///
/// **What it must not know.** How the facts were read, and who shows the findings.
@NullMarked
package dev.howdah.health;

import org.jspecify.annotations.NullMarked;
