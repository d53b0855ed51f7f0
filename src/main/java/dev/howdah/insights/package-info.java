/// **What it is for.** Database load made ready to be looked at: which period suits a window, load laid out on it by what it waits for or
/// runs, what a brushed window holds, and load counted from our own looks at `pg_stat_activity` where the service has none.
///
/// **Where to start.** [dev.howdah.insights.LoadChart]; our own looks: [dev.howdah.insights.OwnLooks].
///
/// **Threads.** Pure but for [dev.howdah.insights.OwnLooks], which one thread fills and any may ask.
///
/// **What it must not know.** Where lines of load come from, and how they are drawn.
@NullMarked
package dev.howdah.insights;

import org.jspecify.annotations.NullMarked;
