/// **What it is for.** What a restored instance gets: its source's settings compared one by one with what RDS gives by itself.
///
/// **Where to start.** [dev.howdah.ops.restore.Parity].
///
/// **Threads.** Any; everything here is pure.
///
/// **What it must not know.** How a plan is shown or sent.
@NullMarked
package dev.howdah.ops.restore;

import org.jspecify.annotations.NullMarked;
