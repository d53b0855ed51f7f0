/// **What it is for.** The drill's own certificate authority: what `rds-ca-rsa2048-g1` is to real instances.
///
/// **Where to start.** [dev.howdah.drill.tls.DrillCa].
///
/// **Threads.** Any; nothing here is shared but immutable values.
///
/// **What it must not know.** Which server uses a certificate: no PostgreSQL, no HTTP.
@NullMarked
package dev.howdah.drill.tls;

import org.jspecify.annotations.NullMarked;
