/// **What it is for.** What the drill's servers need from the machine: the unpacked binaries, an account that may run them,
/// a directory that is swept when its owner died, signals.
///
/// **Where to start.** [dev.howdah.drill.postgres.host.RunDirectory].
///
/// **Threads.** Any; objects are immutable or confined to their creator.
///
/// **What it must not know.** SQL, replication, AWS: it could as well run another server.
@NullMarked
package dev.howdah.drill.postgres.host;

import org.jspecify.annotations.NullMarked;
