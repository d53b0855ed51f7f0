/// **What it is for.** The sheet on which a change is shown before it is made, agreed to, and followed to its end.
///
/// **Where to start.** [dev.howdah.ui.operation.OperationSheet]; what it can show, in [dev.howdah.ui.operation.SheetState].
///
/// **Threads.** The JavaFX thread only. Planning and starting are asked of [dev.howdah.ui.operation.OperationSheet.Answers], who
/// does them elsewhere.
///
/// **What it must not know.** AWS, how an operation runs; whether a guard could be passed by: `ops` holds that too.
@NullMarked
package dev.howdah.ui.operation;

import org.jspecify.annotations.NullMarked;
