/// **What it is for.** The Query screen: sheets, each an editor, what ran from it, and its results as grid, plan and text.
///
/// **Where to start.** [dev.howdah.ui.query.QueryView].
///
/// **Threads.** The JavaFX thread only.
///
/// **What it must not know.** Sessions and drivers: it shows a [dev.howdah.ops.query.Queries.State] and asks for runs.
@NullMarked
package dev.howdah.ui.query;

import org.jspecify.annotations.NullMarked;
