/// **What it is for.** What a scenario needs of real servers: sessions that play a part in it, and a superuser's look at what became of
/// them.
///
/// **Where to start.** [dev.howdah.drill.postgres.practice.Ground].
///
/// **Threads.** One virtual thread for each session that works; a [dev.howdah.drill.postgres.practice.Ground] is asked from one thread at
/// a time.
///
/// **What it must not know.** Scenarios, scores, and the account.
@NullMarked
package dev.howdah.drill.postgres.practice;

import org.jspecify.annotations.NullMarked;
