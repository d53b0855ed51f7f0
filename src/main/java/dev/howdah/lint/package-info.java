/// **What it is for.** Reviews migrations: what each statement locks, rewrites and scans, and which rules it breaks.
///
/// **Where to start.** [dev.howdah.lint.Review]; locks are in [dev.howdah.lint.FactsReader], rules in [dev.howdah.lint.Rules].
///
/// **Threads.** Any; a [dev.howdah.lint.Review] serves one thread.
///
/// **What it must not know.** Files, connections, the window: text in, findings out.
@NullMarked
package dev.howdah.lint;

import org.jspecify.annotations.NullMarked;
