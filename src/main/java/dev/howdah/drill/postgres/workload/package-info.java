/// **What it is for.** The blog API's traffic: its schema with some hundred thousand rows, and tasks that each hold a
/// connection pool and behave as an application does, also through a failover.
///
/// **Where to start.** [dev.howdah.drill.postgres.workload.Workload].
///
/// **Threads.** One virtual thread for each session of a task.
///
/// **What it must not know.** Which server is primary: it knows the endpoint only, like any client.
@NullMarked
package dev.howdah.drill.postgres.workload;

import org.jspecify.annotations.NullMarked;
