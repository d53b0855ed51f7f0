/// **What it is for.** JSON in and out, as plain maps, lists, strings, numbers and booleans; the console's only importer
/// of Jackson.
///
/// **Where to start.** [dev.howdah.json.Json].
///
/// **Threads.** Any; nothing is kept.
///
/// **What it must not know.** What the JSON means.
@NullMarked
package dev.howdah.json;

import org.jspecify.annotations.NullMarked;
