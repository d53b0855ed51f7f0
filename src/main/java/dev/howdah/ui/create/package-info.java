/// **What it is for.** A database where there is none: what it is to be like, for a person to look at and to change field by field.
///
/// **Where to start.** [dev.howdah.ui.create.CreateSheet].
///
/// **Threads.** The JavaFX thread.
///
/// **What it must not know.** How the account is read, and what is done with the request: the plan and its confirmation are `ui.operation`'s.
@NullMarked
package dev.howdah.ui.create;

import org.jspecify.annotations.NullMarked;
