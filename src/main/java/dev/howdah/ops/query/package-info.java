/// **What it is for.** Running what an operator types against an instance that is reached: psql's language by the engine
/// of `howdah sql`, read-only, bounded, cancelled from a second session.
///
/// **Where to start.** [dev.howdah.ops.query.Queries].
///
/// **Threads.** One run at a time for each sheet, on a thread of its own; [dev.howdah.ops.query.Queries#cancel] comes from
/// any other.
///
/// **What it must not know.** The window.
@NullMarked
package dev.howdah.ops.query;

import org.jspecify.annotations.NullMarked;
