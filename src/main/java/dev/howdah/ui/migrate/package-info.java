/// **What it is for.** The Migrate screen: what would be run, what the review says of it, the task and its log while it runs, and who waits
/// behind it.
///
/// **Where to start.** [dev.howdah.ui.migrate.MigrateView], which shows a [dev.howdah.ui.migrate.MigrateState].
///
/// **Threads.** The JavaFX thread alone.
///
/// **What it must not know.** Other screens, AWS, and how anything is carried out: it asks the window.
@NullMarked
package dev.howdah.ui.migrate;

import org.jspecify.annotations.NullMarked;
