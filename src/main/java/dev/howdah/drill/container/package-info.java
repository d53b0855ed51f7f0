/// **What it is for.** What really runs in the tasks that RunTask starts: the image of the blog's migration, a Flyway of its own in a
/// process of its own, against the servers of this drill.
///
/// What the image does is told by its tag, which the revisions of `blog-api-migrate` name:
///
/// | revision | tag | |
/// |---|---|---|
/// | 1 | v109 | says what the schema's version is and ends at once |
/// | 2 | v110 | makes an index and then fails on rows that break its constraint: half of it is done |
/// | 3 | v111 | a column with a default that differs for each row: the big table `comments` is written anew |
/// | 4 | v112 | holds the lock on `posts` while it fills a column, for a quarter of an hour |
/// | 5 | v113 | what is deployed: nothing is left to do |
/// | 6 | v114 | a column without a default: done at once, but it waits for whoever reads `posts`, and everybody waits behind it |
///
/// Where there are no tables at all, each that says `upgrade` first makes those of v113, from `migrations/base`.
///
/// **Where to start.** [dev.howdah.drill.container.TaskHost] starts a process; [dev.howdah.drill.container.Image] is what it runs.
///
/// **Threads.** A virtual thread for each container's lines; the child has its own.
///
/// **What it must not know.** ECS: states, stop codes and who asked.
@NullMarked
package dev.howdah.drill.container;

import org.jspecify.annotations.NullMarked;
