/// **What it is for.** The practice account in this process: AWS on the wire at 127.0.0.1, and real PostgreSQL behind it. The
/// console does not know that it talks to a drill.
///
/// **Where to start.** [dev.howdah.drill.Drill].
///
/// **Threads.** `start` returns as soon as HTTP answers; servers come up on a virtual thread of their own.
///
/// **What it must not know.** The console: nothing of ours outside the drill.
@NullMarked
package dev.howdah.drill;

import org.jspecify.annotations.NullMarked;
