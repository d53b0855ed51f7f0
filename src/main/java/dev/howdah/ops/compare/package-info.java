/// **What it is for.** A copy beside the instance that it was restored from: tables, rows and definitions compared through two
/// sessions, and the rows that were lost or damaged turned into SQL that brings them back.
///
/// **Where to start.** [dev.howdah.ops.compare.Comparing] for what is shown; [dev.howdah.ops.compare.RowDiff] and
/// [dev.howdah.ops.compare.Script] for what a repair is made of; [dev.howdah.ops.compare.Repair] carries it out.
///
/// **Threads.** [dev.howdah.ops.compare.Comparing] works on threads of its own and publishes; the others block their caller.
///
/// **What it must not know.** The window, and how a repair is planned, confirmed and watched.
@NullMarked
package dev.howdah.ops.compare;

import org.jspecify.annotations.NullMarked;
