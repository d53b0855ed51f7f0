/// **What it is for.** What a server is doing now: its sessions, and who waits behind whom, read every second from functions that
/// take no lock on any table, and ending what is in the way.
///
/// **Where to start.** [dev.howdah.ops.activity.Activities]; what is read: [dev.howdah.ops.activity.Reader]; the order of those that
/// wait: [dev.howdah.ops.activity.LockTree], which is pure.
///
/// **Threads.** One watch for each instance that somebody looks at, on a thread of its own; it ends with the last who looks.
///
/// **What it must not know.** The window.
@NullMarked
package dev.howdah.ops.activity;

import org.jspecify.annotations.NullMarked;
