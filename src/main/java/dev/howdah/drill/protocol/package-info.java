/// **What it is for.** How AWS talks on the wire: which service and operation a request means, the neutral tree that every
/// protocol decodes to, and the five ways (query, EC2 query, JSON 1.0 and 1.1, RPC v2 CBOR) in which an answer or an error is
/// written. An operation sees none of it: it gets a [dev.howdah.drill.protocol.Call] and gives a
/// [dev.howdah.drill.protocol.Struct].
///
/// **Where to start.** [dev.howdah.drill.protocol.Front], then [dev.howdah.drill.protocol.Operation] and
/// [dev.howdah.drill.protocol.Service]: a new service is one `Service` value and one file per operation.
///
/// **Threads.** The HTTP server's virtual threads, one per request; nothing here is shared but immutable tables.
///
/// **What it must not know.** What the account holds, who may do what, and that Jetty carries the bytes.
@NullMarked
package dev.howdah.drill.protocol;

import org.jspecify.annotations.NullMarked;
