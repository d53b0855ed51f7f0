/// **What it is for.** Reading how a database does, when somebody looks: catalogs and statistics, in a read-only session of its own.
///
/// **Where to start.** [dev.howdah.ops.health.Checkups]; what is read: [dev.howdah.ops.health.HealthReader]; what is made of it:
/// `dev.howdah.health`.
///
/// **Threads.** A reading runs on a thread of its own, one at a time for an instance.
///
/// **What it must not know.** The window, and what counts as healthy.
@NullMarked
package dev.howdah.ops.health;

import org.jspecify.annotations.NullMarked;
