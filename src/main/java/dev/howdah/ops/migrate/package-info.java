/// **What it is for.** Migrations that run as a task of Amazon ECS: which service and family belong to a database, what a task's end
/// means, what is kept of it, and who waits for whom while it runs.
///
/// **Where to start.** [dev.howdah.ops.migrate.Families] finds what could be run; [dev.howdah.ops.migrate.MigrationWatch] follows a run;
/// [dev.howdah.ops.migrate.Locks] reads the queue; [dev.howdah.ops.migrate.Verdict] says how it ended.
///
/// **Threads.** The caller's; a virtual thread for each run that is followed.
///
/// **What it must not know.** Plans, permits and windows: `ops` asks here, never the other way round.
@NullMarked
package dev.howdah.ops.migrate;

import org.jspecify.annotations.NullMarked;
