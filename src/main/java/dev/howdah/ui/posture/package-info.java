/// **What it is for.** The Posture screen: what would hurt next time, why, and how to mend it.
///
/// **Where to start.** [dev.howdah.ui.posture.PostureState], made from what [dev.howdah.ops.posture.Postures] publishes.
///
/// **Threads.** States are made anywhere, the rest is the JavaFX thread's.
///
/// **What it must not know.** How the facts are read: it shows what the checks came to and says what is asked for.
@NullMarked
package dev.howdah.ui.posture;

import org.jspecify.annotations.NullMarked;
