/// **What it is for.** All instances over the open profiles and regions, worst first.
///
/// **Where to start.** [dev.howdah.ui.fleet.FleetState], then [dev.howdah.ui.fleet.FleetView].
///
/// **Threads.** States are computed on any thread; the view belongs to the JavaFX thread.
///
/// **What it must not know.** Other screens, AWS, how the fleet is read.
@NullMarked
package dev.howdah.ui.fleet;

import org.jspecify.annotations.NullMarked;
