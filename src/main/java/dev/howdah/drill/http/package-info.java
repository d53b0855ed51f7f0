/// **What it is for.** Carries requests and answers over HTTP/1.1 on 127.0.0.1: keep-alive, chunked and gzipped bodies,
/// Expect: 100-continue, the broken deliveries that faults ask for, and WebSockets.
///
/// **Where to start.** [dev.howdah.drill.http.HttpFront]; for WebSockets [dev.howdah.drill.http.SocketDoor].
///
/// **Threads.** Jetty's selector and acceptor, and one virtual thread per request or message.
///
/// **What it must not know.** AWS: it hands bytes to a function and sends what the function returns. Nobody else may
/// know Jetty.
@NullMarked
package dev.howdah.drill.http;

import org.jspecify.annotations.NullMarked;
