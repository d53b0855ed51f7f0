/// **What it is for.** Turning lines of a psql script into statements and backslash commands, by the rules of psql's own lexer.
///
/// **Where to start.** [dev.howdah.sql.scan.Scanner].
///
/// **Threads.** Any, one at a time for a scanner; nothing here waits.
///
/// **What it must not know.** That there is a server: no JDBC, no files, no output.
@NullMarked
package dev.howdah.sql.scan;

import org.jspecify.annotations.NullMarked;
