/// **What it is for.** The Drill screen: a scenario is chosen, run against the clock, and looked back at.
///
/// **Where to start.** [dev.howdah.ui.drill.Practice] is what it sees of the drill; then [dev.howdah.ui.drill.DrillState], which is pure, and
/// [dev.howdah.ui.drill.DrillView].
///
/// **Threads.** States are made off the JavaFX thread; views are made and shown on it.
///
/// **What it must not know.** The drill itself, and other screens. No other screen knows that there is a drill.
@NullMarked
package dev.howdah.ui.drill;

import org.jspecify.annotations.NullMarked;
