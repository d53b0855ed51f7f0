/// **What it is for.** What this machine remembers for its user: where files live, the window's place, which profile is
/// production. Nothing secret is ever stored here.
///
/// **Where to start.** [dev.howdah.config.Settings].
///
/// **Threads.** Any but the JavaFX thread: it touches the disk.
///
/// **What it must not know.** AWS, JavaFX, the drill.
@NullMarked
package dev.howdah.config;

import org.jspecify.annotations.NullMarked;
