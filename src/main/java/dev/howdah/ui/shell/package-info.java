/// **What it is for.** The window: band, sidebar, palette, status bar; it turns a [dev.howdah.ui.nav.Place] into a screen
/// and feeds it.
///
/// **Where to start.** [dev.howdah.ui.shell.HowdahWindow].
///
/// **Threads.** The JavaFX thread; states are computed on one worker of its own, so that 500 instances never cost a frame.
///
/// **What it must not know.** AWS and the drill: both are behind what [dev.howdah.ui.shell.Console] carries.
@NullMarked
package dev.howdah.ui.shell;

import org.jspecify.annotations.NullMarked;
