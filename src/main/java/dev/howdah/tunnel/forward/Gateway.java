package dev.howdah.tunnel.forward;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/// Opens WebSockets by the JDK's client: HTTP CONNECT through the proxy that the selector names, TLS by the context given
/// (that of `AWS_CA_BUNDLE`), no compression, no subprotocol.
public final class Gateway implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private final HttpClient http;

    /// @param trust null for the JDK's own certificate authorities
    public Gateway(ProxySelector proxies, Optional<SSLContext> trust) {
        var builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).proxy(proxies);
        trust.ifPresent(builder::sslContext);
        http = builder.build();
    }

    /// Opens one WebSocket and waits for it.
    ///
    /// @throws IOException with the cause in words
    WebSocket open(URI url, WebSocket.Listener listener) throws IOException, InterruptedException {
        var opening = http.newWebSocketBuilder().connectTimeout(CONNECT).buildAsync(url, listener);
        try {
            return opening.get(CONNECT.toMillis() + 1000, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(words(cause, url), cause);
        } catch (TimeoutException e) {
            opening.cancel(true);
            throw new IOException(url.getHost() + " did not open the data channel within " + CONNECT.toSeconds() + " s", e);
        }
    }

    /// Never with the URL, which names the session.
    private static String words(Throwable cause, URI url) {
        if (cause instanceof java.net.http.WebSocketHandshakeException refused) {
            return url.getHost() + " refused the data channel with HTTP " + refused.getResponse().statusCode();
        }
        String message = cause.getMessage();
        return "the data channel to " + url.getHost() + " could not be opened: " + cause.getClass().getSimpleName()
                + (message == null || message.contains(url.getPath()) ? "" : ", " + message);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
