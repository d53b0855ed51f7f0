/// **What it is for.** `blog-db` and its clones behind the pretend AWS: real PostgreSQL servers, for each a primary and, if it has
/// one, a synchronous standby in two pretend zones, with an endpoint that follows the primary, archived WAL, base backups, snapshots
/// and point-in-time recovery.
///
/// **Where to start.** [dev.howdah.drill.postgres.Servers]; [dev.howdah.drill.postgres.Node] is one server.
///
/// **Threads.** Calls come from any thread; what changes the pair takes turns on one lock, so a call may wait for a failover to
/// end. Standbys are rebuilt, samples taken and bytes forwarded on virtual threads that end with `close`.
///
/// **What it must not know.** AWS: no wire format, no instance status, no virtual clock. Times are real times of real servers.
@NullMarked
package dev.howdah.drill.postgres;

import org.jspecify.annotations.NullMarked;
