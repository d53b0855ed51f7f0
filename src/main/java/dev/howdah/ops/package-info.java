/// **What it is for.** What an operator may change: request → plan → confirmation → intent → permit → call → watch → outcome.
///
/// **Where to start.** [dev.howdah.ops.Operations]; what can be asked for, in [dev.howdah.ops.Request].
///
/// **Threads.** `plan` blocks the caller; `start` returns at once and runs on a virtual thread of its own. Never the JavaFX thread.
///
/// **What it must not know.** The window: an operation never opens a dialog, it publishes a state.
@NullMarked
package dev.howdah.ops;

import org.jspecify.annotations.NullMarked;
