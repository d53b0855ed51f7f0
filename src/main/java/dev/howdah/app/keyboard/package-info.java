/// **What it is for.** A person at a terminal: lines with editing, history and completion, and Ctrl-C for what runs.
///
/// **Where to start.** [dev.howdah.app.keyboard.LineEditor].
///
/// **Threads.** Lines are read on the command's own thread; Ctrl-C comes on a signal's, and cancels on a thread of its own.
///
/// **What it must not know.** What the lines mean, but for the words that keep a password out of the history.
@NullMarked
package dev.howdah.app.keyboard;

import org.jspecify.annotations.NullMarked;
