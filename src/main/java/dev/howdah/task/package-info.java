/// **What it is for.** How work runs: named virtual threads, values that are published and followed, polling with a
/// deadline and back-off, and time that a test can turn.
///
/// **Where to start.** [dev.howdah.task.Live] and [dev.howdah.task.Work].
///
/// **Threads.** All of them. Followers run on the executor that they bring; nothing here touches the JavaFX thread.
///
/// **What it must not know.** What is being polled or shown: no model, no AWS, no JavaFX.
@NullMarked
package dev.howdah.task;

import org.jspecify.annotations.NullMarked;
