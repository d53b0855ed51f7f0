/// **What it is for.** Reads what the checks of the posture want to know of an instance, while somebody looks, and keeps what they came to.
///
/// **Where to start.** [dev.howdah.ops.posture.FactsReader], what is read; [dev.howdah.ops.posture.Postures], when.
///
/// **Threads.** One watch for each instance that somebody looks at; it ends with the last who looks.
///
/// **What it must not know.** The window, and what a check makes of the facts.
@NullMarked
package dev.howdah.ops.posture;

import org.jspecify.annotations.NullMarked;
