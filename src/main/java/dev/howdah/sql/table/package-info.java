/// **What it is for.** Rows as text, in psql's formats: aligned, wrapped, expanded, unaligned, CSV, HTML, AsciiDoc, LaTeX, troff.
///
/// **Where to start.** [dev.howdah.sql.table.Printer], with the choices in [dev.howdah.sql.table.Look].
///
/// **Threads.** Any, one at a time for a look or a printer.
///
/// **What it must not know.** Where rows come from: no JDBC, no server.
@NullMarked
package dev.howdah.sql.table;

import org.jspecify.annotations.NullMarked;
