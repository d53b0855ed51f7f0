/// **What it is for.** RDS as the drill offers it: one file per action, one `…Shape` file per resource that actions render,
/// with the states, events and errors that RDS has.
///
/// **Where to start.** [dev.howdah.drill.rds.RdsService] lists the actions; [dev.howdah.drill.rds.CreateDbSnapshot] and
/// [dev.howdah.drill.rds.RebootDbInstance] show how things move; a new instance comes about in [dev.howdah.drill.rds.Building], empty by
/// [dev.howdah.drill.rds.NewInstance] or by [dev.howdah.drill.rds.Restoration], and
/// [dev.howdah.drill.rds.Modification] is how one changes.
///
/// **Threads.** The request's own; what takes time goes on by the drill's clock or on the servers' worker.
///
/// **What it must not know.** XML, HTTP, and how PostgreSQL is run.
@NullMarked
package dev.howdah.drill.rds;

import org.jspecify.annotations.NullMarked;
