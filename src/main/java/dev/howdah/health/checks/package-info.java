/// **What it is for.** One file for each check of a database.
///
/// **Where to start.** [dev.howdah.health.checks.InvalidIndexes] is a small one; [dev.howdah.health.checks.TableBloat] estimates.
///
/// **Threads.** None: all of it is pure.
///
/// **What it must not know.** How the facts were read, and other checks.
@NullMarked
package dev.howdah.health.checks;

import org.jspecify.annotations.NullMarked;
