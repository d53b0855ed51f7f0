/// **What it is for.** The program's entrance: the command line, and the wiring of all other packages.
///
/// **Where to start.** [dev.howdah.app.Main].
///
/// **Threads.** The main thread parses and waits; nothing long is done here.
///
/// **What it must not know.** Nothing is forbidden: this is the one place that sees everything. It decides nothing that
/// another package could.
@NullMarked
package dev.howdah.app;

import org.jspecify.annotations.NullMarked;
