/// **What it is for.** From "instance picked" to a verified database session: which hop, a session through it, which login, TLS,
/// and the proof that it is the instance that was picked. What fails is named as a rung of a ladder, with its fix.
///
/// **Where to start.** [dev.howdah.ops.reach.Reach].
///
/// **Threads.** The caller's; it blocks, reports each rung as it goes, and ends when interrupted.
///
/// **What it must not know.** The window and the command line.
@NullMarked
package dev.howdah.ops.reach;

import org.jspecify.annotations.NullMarked;
