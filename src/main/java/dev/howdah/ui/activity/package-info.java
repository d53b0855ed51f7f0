/// **What it is for.** The Activity screen: what runs on the server, who waits behind whom, and ending what is in the way.
///
/// **Where to start.** [dev.howdah.ui.activity.ActivityState], which is pure, then [dev.howdah.ui.activity.ActivityView].
///
/// **Threads.** States are made off the JavaFX thread; views are made and shown on it.
///
/// **What it must not know.** Other screens, and how the server is asked.
@NullMarked
package dev.howdah.ui.activity;

import org.jspecify.annotations.NullMarked;
