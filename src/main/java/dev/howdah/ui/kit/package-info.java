/// **What it is for.** The controls, words and colours that every screen shares, and the one bridge to the JavaFX thread.
///
/// **Where to start.** [dev.howdah.ui.kit.Fx], then [dev.howdah.ui.kit.Cards].
///
/// **Threads.** The JavaFX thread, but for [dev.howdah.ui.kit.Fx], [dev.howdah.ui.kit.Words] and [dev.howdah.ui.kit.Texts], which any thread may use.
///
/// **What it must not know.** Any screen, AWS, the disk.
@NullMarked
package dev.howdah.ui.kit;

import org.jspecify.annotations.NullMarked;
