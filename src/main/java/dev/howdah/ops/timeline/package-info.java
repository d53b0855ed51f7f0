/// **What it is for.** Gathers what happened to an instance for its timeline, keeps what operators note and what only this console sees
/// (queues behind locks, seconds without an answer), and writes the post-mortem.
///
/// **Where to start.** [dev.howdah.ops.timeline.Timelines]; each source is read in [dev.howdah.ops.timeline.Sources].
///
/// **Threads.** Its own, one for each source that is being read; anybody may ask.
///
/// **What it must not know.** How a timeline is drawn.
@NullMarked
package dev.howdah.ops.timeline;

import org.jspecify.annotations.NullMarked;
