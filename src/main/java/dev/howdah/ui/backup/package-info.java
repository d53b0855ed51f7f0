/// **What it is for.** Backups & restore: what can be restored to, and where a restore begins.
///
/// **Where to start.** [dev.howdah.ui.backup.BackupsView]; how typed times are read, in [dev.howdah.ui.backup.TypedTime].
///
/// **Threads.** The JavaFX thread for the view; its state is made anywhere.
///
/// **What it must not know.** How a restore is planned or sent: it asks for it.
@NullMarked
package dev.howdah.ui.backup;

import org.jspecify.annotations.NullMarked;
