/// **What it is for.** What a review of migrations needs from outside: the catalogue of the database that they will run in.
///
/// **Where to start.** [dev.howdah.ops.review.CatalogReader].
///
/// **Threads.** Any; a session serves one.
///
/// **What it must not know.** Rules, files, the window.
@NullMarked
package dev.howdah.ops.review;

import org.jspecify.annotations.NullMarked;
