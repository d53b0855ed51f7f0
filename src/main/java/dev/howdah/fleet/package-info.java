/// **What it is for.** Owns the current [dev.howdah.model.Fleet]: polls AWS at a rhythm that follows what is going on,
/// publishes whole new snapshots, and remembers events that AWS forgets after 14 days.
///
/// **Where to start.** [dev.howdah.fleet.FleetPoller].
///
/// **Threads.** One virtual thread for each scope and each watched instance; readers follow the published value.
///
/// **What it must not know.** JavaFX, how anything looks, whether it talks to AWS or to something else.
@NullMarked
package dev.howdah.fleet;

import org.jspecify.annotations.NullMarked;
