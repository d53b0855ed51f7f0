/// **What it is for.** Migrations that run as a task of Amazon ECS: which service and family belong to a database, what a task's end
/// means, what is kept of it.
///
/// **Where to start.** [dev.howdah.ops.migrate.Families] finds what could be run; [dev.howdah.ops.migrate.Verdict] says how it ended.
///
/// **Threads.** The caller's.
///
/// **What it must not know.** Plans, permits and windows: `ops` asks here, never the other way round.
@NullMarked
package dev.howdah.ops.migrate;

import org.jspecify.annotations.NullMarked;
