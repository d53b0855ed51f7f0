/// **What it is for.** What CloudWatch would say about the servers: computed from them once a second and kept for hours.
///
/// **Where to start.** [dev.howdah.drill.postgres.metrics.Metric], where each is explained; then
/// [dev.howdah.drill.postgres.metrics.Sampler].
///
/// **Threads.** One thread samples, any may read [dev.howdah.drill.postgres.metrics.History].
///
/// **What it must not know.** Failovers, backups, the wire: it is handed a connection and a process number.
@NullMarked
package dev.howdah.drill.postgres.metrics;

import org.jspecify.annotations.NullMarked;
