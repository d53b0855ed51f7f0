/// **What it is for.** The Timeline screen: what happened to an instance on one clock, notes, and the post-mortem.
///
/// **Where to start.** [dev.howdah.ui.timeline.TimelineState], made from what [dev.howdah.ops.timeline.Timelines] publishes; the lanes:
/// [dev.howdah.ui.timeline.LanesCanvas].
///
/// **Threads.** States are made anywhere, the rest is the JavaFX thread's.
///
/// **What it must not know.** AWS and the disk: it shows what it is given and says what is asked for.
@NullMarked
package dev.howdah.ui.timeline;

import org.jspecify.annotations.NullMarked;
