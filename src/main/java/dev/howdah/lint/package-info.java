/// **What it is for.** Reviews migrations: what each statement locks, rewrites and scans, and which rules it breaks.
///
/// **Where to start.** [dev.howdah.lint.Review]; a file is cut by `Script`, parsed by `Parsed`; locks are in
/// `FactsReader`, rules in `Rules` and `AlterRules`, the way round in `Safe`; what a database knows comes as a [dev.howdah.lint.Catalog].
///
/// **Threads.** Any; a [dev.howdah.lint.Review] serves one thread.
///
/// **What it must not know.** Files, connections, the window: text in, findings out.
@NullMarked
package dev.howdah.lint;

import org.jspecify.annotations.NullMarked;
