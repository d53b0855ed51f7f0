package dev.howdah.drill.http;

import dev.howdah.drill.protocol.WireAnswer;
import dev.howdah.drill.protocol.WireRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/// The listening server. Any Host is accepted: SDKs put the service's real name there when told to use another address.
public final class HttpFront implements AutoCloseable {
    /// Held, so that its level is: Jetty's start-up lines are nobody's business in a console.
    private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");
    private static final long MOST_BINARY = 4L << 20;
    private final Server server;
    private final ServerConnector connector;

    private HttpFront(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /// Listens on 127.0.0.1. Port 0 takes a free one. Fails with IOException when the port is taken.
    ///
    /// @param door who takes the WebSockets under `/v1/`
    public static HttpFront open(int port, Function<WireRequest, WireAnswer> answer, SocketDoor door) throws IOException {
        JETTY.setLevel(Level.WARNING);
        var pool = new QueuedThreadPool(16);
        pool.setName("drill-http");
        pool.setDaemon(true);
        pool.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("drill-http-"));
        var server = new Server(pool);
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.setAcceptedTcpNoDelay(true);
        connector.setIdleTimeout(120_000);
        server.addConnector(connector);
        server.setHandler(sockets(server, door, new Exchange(answer)));
        server.setErrorHandler(HttpFront::refuse);
        try {
            server.start();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the drill's HTTP server did not start", e);
        }
        return new HttpFront(server, connector);
    }

    /// WebSockets are taken without extensions: the session gateway knows no compression, and neither do its clients.
    private static Handler sockets(Server server, SocketDoor door, Handler otherwise) {
        WebSocketUpgradeHandler upgrade = WebSocketUpgradeHandler.from(server, container -> {
            container.setIdleTimeout(Duration.ZERO);
            container.setMaxBinaryMessageSize(MOST_BINARY);
            container.addMapping("/v1/*", (request, response, callback) -> {
                switch (door.knock(request.getHttpURI().getPathQuery(), Exchange.headers(request))) {
                    case SocketDoor.Entry.Refused(int status) -> {
                        Response.writeError(request, response, callback, status);
                        return null;
                    }
                    case SocketDoor.Entry.Admitted(var visitor) -> {
                        response.setExtensions(List.of());
                        return new SocketEnd(visitor, request.getConnectionMetaData().getConnection().getEndPoint());
                    }
                }
            });
        });
        upgrade.setHandler(otherwise);
        return upgrade;
    }

    /// What Jetty itself refuses (a broken URI, a body that is not what it says) is answered in XML too, never in HTML.
    private static boolean refuse(Request request, Response response, Callback callback) {
        String body = "<ErrorResponse><Error><Type>Sender</Type><Code>MalformedHttpRequest</Code>"
                + "<Message>The HTTP request cannot be read</Message></Error></ErrorResponse>";
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/xml");
        response.write(true, StandardCharsets.UTF_8.encode(body), callback);
        return true;
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the drill's HTTP server did not stop", e);
        }
    }
}
