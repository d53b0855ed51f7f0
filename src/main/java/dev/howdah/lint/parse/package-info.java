/// **What it is for.** SQL text to PostgreSQL's own parse trees: the server's grammar as WebAssembly (libpg_query), run in this JVM.
///
/// **Where to start.** [dev.howdah.lint.parse.Grammar].
///
/// **Threads.** One instance of the grammar serves one thread; [dev.howdah.lint.parse.Grammar] is closed over nothing shared.
///
/// **What it must not know.** What a statement means, locks, or rules. It is the only importer of the WebAssembly runtime.
@NullMarked
package dev.howdah.lint.parse;

import org.jspecify.annotations.NullMarked;
