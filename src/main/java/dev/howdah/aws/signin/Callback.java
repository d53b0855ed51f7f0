package dev.howdah.aws.signin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where AWS's page sends the browser back to: a port of this machine, for this machine alone, until somebody has signed in (RFC 8252, 7.3).
/// What does not bring the word that only that page knows is answered and counts for nothing.
final class Callback implements AutoCloseable {
    static final String PATH = "/oauth/callback";
    private final HttpServer server;
    private final String state;
    private final Consumer<Reply> told;

    /// What came back.
    ///
    /// @param code what is exchanged for credentials; null when it was denied
    record Reply(@Nullable String code) {
        /// Reads a query or a form; null when it is not of this sign-in.
        static @Nullable Reply of(@Nullable String query, String state) {
            Map<String, String> fields = fields(query == null ? "" : query);
            if (!state.equals(fields.get("state")) || !fields.containsKey("code") && !fields.containsKey("error")) {
                return null;
            }
            return new Reply(fields.get("code"));
        }

        private static Map<String, String> fields(String query) {
            var fields = new HashMap<String, String>();
            for (String field : query.split("&")) {
                int equals = field.indexOf('=');
                if (equals > 0) {
                    try {
                        fields.put(field.substring(0, equals), URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
                    } catch (IllegalArgumentException e) {
                        // half an escape: no field of ours
                        return Map.of();
                    }
                }
            }
            return fields;
        }
    }

    private Callback(HttpServer server, String state, Consumer<Reply> told) {
        this.server = server;
        this.state = state;
        this.told = told;
    }

    /// @throws IOException when there is no port
    static Callback open(String state, Consumer<Reply> told) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        var callback = new Callback(server, state, told);
        server.createContext("/", callback::answer);
        server.start();
        return callback;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean here = exchange.getRequestMethod().equals("GET") && exchange.getRequestURI().getPath().equals(PATH);
            @Nullable
            Reply reply = here ? Reply.of(exchange.getRequestURI().getRawQuery(), state) : null;
            byte[] page = page(reply == null
                    ? "This is not the sign-in that Howdah waits for. Begin it again there."
                    : reply.code() == null
                            ? "The sign-in was denied. You may close this page."
                            : "Howdah has the answer. You may close this page and go back to it.");
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(reply == null ? 400 : 200, page.length);
            exchange.getResponseBody().write(page);
            if (reply != null) {
                told.accept(reply);
            }
        }
    }

    private static byte[] page(String words) {
        return ("<!doctype html><html lang=en><meta charset=utf-8><title>Howdah</title><h1>Howdah</h1><p>" + words)
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
