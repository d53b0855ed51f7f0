/// **What it is for.** Where one can be in the window, and how one gets there and back.
///
/// **Where to start.** [dev.howdah.ui.nav.Place].
///
/// **Threads.** The JavaFX thread.
///
/// **What it must not know.** The screens themselves: it holds data, the shell turns it into a view.
@NullMarked
package dev.howdah.ui.nav;

import org.jspecify.annotations.NullMarked;
