/// **What it is for.** The load of an instance while somebody looks: from Performance Insights, or where that is off or denied from our own
/// looks at the server; what its statements cost by `pg_stat_statements`, and their plans.
///
/// **Where to start.** [dev.howdah.ops.insights.Insights]; what is computed: [dev.howdah.insights]; the statements:
/// [dev.howdah.ops.insights.Statements].
///
/// **Threads.** One watch for each instance that somebody looks at, and beside it one that reads `pg_stat_statements`, so that a slow
/// database holds up nothing that AWS answers. Both end with the last who looks.
///
/// **What it must not know.** The window.
@NullMarked
package dev.howdah.ops.insights;

import org.jspecify.annotations.NullMarked;
