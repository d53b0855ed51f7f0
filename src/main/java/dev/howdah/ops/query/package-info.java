/// **What it is for.** Running what an operator types against an instance that is reached: psql's language by the engine
/// of `howdah sql`, read-only, bounded, cancelled from a second session, and on record. A sheet may be allowed to write for a time:
/// with a permit of the journal, a countdown, and a session that is closed when the time is over.
///
/// **Where to start.** [dev.howdah.ops.query.Queries]; writing: [dev.howdah.ops.query.Queries#allowWrites].
///
/// **Threads.** One run at a time for each sheet, on a thread of its own; [dev.howdah.ops.query.Queries#cancel] comes from
/// any other.
///
/// **What it must not know.** The window.
@NullMarked
package dev.howdah.ops.query;

import org.jspecify.annotations.NullMarked;
