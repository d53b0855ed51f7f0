/// **What it is for.** The Overview: is it up, who is primary, when did it last fail over, what can be restored, are we near
/// a limit, what just happened.
///
/// **Where to start.** [dev.howdah.ui.instance.OverviewState], a pure function of the fleet; then
/// [dev.howdah.ui.instance.OverviewView].
///
/// **Threads.** States are computed on any thread; the view belongs to the JavaFX thread.
///
/// **What it must not know.** Other screens, AWS, how the fleet is read.
@NullMarked
package dev.howdah.ui.instance;

import org.jspecify.annotations.NullMarked;
