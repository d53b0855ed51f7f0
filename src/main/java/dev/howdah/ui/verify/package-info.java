/// **What it is for.** Verify: a copy beside the instance that it was restored from, table by table, and which rows to bring back.
///
/// **Where to start.** [dev.howdah.ui.verify.VerifyView]; what it shows, in [dev.howdah.ui.verify.VerifyState].
///
/// **Threads.** The JavaFX thread for the view; its state is made anywhere.
///
/// **What it must not know.** How rows are compared, and how a repair is planned or run: it asks for both.
@NullMarked
package dev.howdah.ui.verify;

import org.jspecify.annotations.NullMarked;
