/// **What it is for.** What psql's backslash commands need to know: variables and their rules, the catalog queries of the `\d`
/// family, the text of `\?`.
///
/// **Where to start.** [dev.howdah.sql.meta.Settings], then [dev.howdah.sql.meta.Describe].
///
/// **Threads.** Any, one at a time for the settings.
///
/// **What it must not know.** How a query is run: it hands out SQL and is handed rows.
@NullMarked
package dev.howdah.sql.meta;

import org.jspecify.annotations.NullMarked;
