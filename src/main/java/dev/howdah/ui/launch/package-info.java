/// **What it is for.** The first screen: which environment, or the drill; and what each profile is (production, staging …).
///
/// **Where to start.** [dev.howdah.ui.launch.LaunchView].
///
/// **Threads.** The JavaFX thread; what takes time is behind [dev.howdah.ui.launch.DrillDoor] and comes back by `Live`.
///
/// **What it must not know.** How a drill is made, or that it differs from any other environment once it is open.
@NullMarked
package dev.howdah.ui.launch;

import org.jspecify.annotations.NullMarked;
