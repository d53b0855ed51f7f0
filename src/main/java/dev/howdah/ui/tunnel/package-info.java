/// **What it is for.** The Reach screen: the ladder to the database, the hops, the session and the local port.
///
/// **Where to start.** [dev.howdah.ui.tunnel.ReachView].
///
/// **Threads.** The JavaFX thread only.
///
/// **What it must not know.** AWS, sockets, and how a way is kept open: it shows a [dev.howdah.ops.reach.Ways.Way] and asks for
/// changes.
@NullMarked
package dev.howdah.ui.tunnel;

import org.jspecify.annotations.NullMarked;
