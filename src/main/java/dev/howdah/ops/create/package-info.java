/// **What it is for.** A database where there is none: what the one that is to be made is like, read from an account that has a network, a
/// cluster and a service, so that a person only confirms.
///
/// **Where to start.** [dev.howdah.ops.create.Survey] reads the account and gives a [dev.howdah.ops.create.Blueprint]. What is done with it
/// is in `ops.Creation` (the steps), `ops.CreatePlanning` (what is looked at before) and `ops.Creating` (carried out, and taken up again).
///
/// **Threads.** Reads block; call them from a worker.
///
/// **What it must not know.** Permits and calls that change something: nothing here changes anything.
@NullMarked
package dev.howdah.ops.create;

import org.jspecify.annotations.NullMarked;
