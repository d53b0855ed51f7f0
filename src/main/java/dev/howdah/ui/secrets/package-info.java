/// **What it is for.** The Secrets screen: which secrets an instance has, when they rotate, and which running task holds which version.
///
/// **Where to start.** [dev.howdah.ui.secrets.SecretsState], made from what [dev.howdah.ops.posture.Rotations] publishes.
///
/// **Threads.** States are made anywhere, the rest is the JavaFX thread's.
///
/// **What it must not know.** Any secret's value, and how the facts are read.
@NullMarked
package dev.howdah.ui.secrets;

import org.jspecify.annotations.NullMarked;
