/// **What it is for.** The append-only audit file: what was meant, by whom, what was sent, what came of it. Nothing that changes
/// anything can be sent without an entry here, because only an open [dev.howdah.journal.Intent] makes a [dev.howdah.journal.Permit].
///
/// **Where to start.** [dev.howdah.journal.Journal]; reading back in [dev.howdah.journal.Chain].
///
/// **Threads.** Any but the JavaFX thread: it forces the disk. Several processes may write to one journal; they take turns by a
/// lock on a file.
///
/// **What it must not know.** AWS, the window, what an operation consists of.
@NullMarked
package dev.howdah.journal;

import org.jspecify.annotations.NullMarked;
