/// **What it is for.** Everything that happened to one instance on one clock: what RDS, ECS, CloudWatch and CloudTrail tell, what was done
/// and asked from here, what operators noted, when the database was loaded or blocked; and the post-mortem that is made of it.
///
/// **Where to start.** [dev.howdah.timeline.Timeline], made of [dev.howdah.timeline.Mark]s; written down by
/// [dev.howdah.timeline.Postmortem].
///
/// **Threads.** Pure: any.
///
/// **What it must not know.** Where marks come from, and how a screen draws them.
@NullMarked
package dev.howdah.timeline;

import org.jspecify.annotations.NullMarked;
