/// **What it is for.** Sessions with a PostgreSQL server: opened with TLS that is verified in full, read-only until told
/// otherwise, closed for good.
///
/// **Where to start.** [dev.howdah.sql.session.Database].
///
/// **Threads.** One at a time in a session; the caller's, which blocks.
///
/// **What it must not know.** How the bytes get to the server: it is handed a factory of sockets.
@NullMarked
package dev.howdah.sql.session;

import org.jspecify.annotations.NullMarked;
