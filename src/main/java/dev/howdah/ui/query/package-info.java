/// **What it is for.** The Query screen: an editor, what ran, and its results.
///
/// **Where to start.** [dev.howdah.ui.query.QueryView].
///
/// **Threads.** The JavaFX thread only.
///
/// **What it must not know.** Sessions and drivers: it shows a [dev.howdah.ops.query.Queries.State] and asks for runs.
@NullMarked
package dev.howdah.ui.query;

import org.jspecify.annotations.NullMarked;
