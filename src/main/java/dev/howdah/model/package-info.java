/// **What it is for.** What the world is: refs, instances, backups, failovers, problems, as records and sealed types. A
/// value here is never edited; a newer one replaces it.
///
/// **Where to start.** [dev.howdah.model.Fleet], then [dev.howdah.model.Instance] and [dev.howdah.model.Loaded].
///
/// **Threads.** None of its own: everything is immutable and may be shared.
///
/// **What it must not know.** The AWS SDK, JDBC, JavaFX, or any other package of ours.
@NullMarked
package dev.howdah.model;

import org.jspecify.annotations.NullMarked;
