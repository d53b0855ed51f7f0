package dev.howdah.drill.http;

import dev.howdah.drill.protocol.WireAnswer;
import dev.howdah.drill.protocol.WireAnswer.Delivery;
import dev.howdah.drill.protocol.WireRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// One request in, one answer out, delivered as told.
final class Exchange extends Handler.Abstract {
    private final Function<WireRequest, WireAnswer> answer;

    Exchange(Function<WireRequest, WireAnswer> answer) {
        this.answer = answer;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        WireRequest read;
        try {
            read = read(request);
        } catch (ZipException | EOFException e) {
            Response.writeError(request, response, callback, 400, "body is not gzip", new EofException(e));
            return true;
        }
        deliver(request, response, callback, answer.apply(read));
        return true;
    }

    private static WireRequest read(Request request) throws IOException {
        Map<String, String> headers = headers(request);
        String query = request.getHttpURI().getQuery();
        return new WireRequest(request.getMethod(), Request.getPathInContext(request), query == null ? "" : query, headers,
                body(request, headers));
    }

    /// The headers, with their names in lower case.
    static Map<String, String> headers(Request request) {
        Map<String, String> headers = new HashMap<>();
        for (var field : request.getHeaders()) {
            headers.put(field.getName().toLowerCase(Locale.ROOT), field.getValue() == null ? "" : field.getValue());
        }
        return headers;
    }

    private static byte[] body(Request request, Map<String, String> headers) throws IOException {
        boolean zipped = headers.getOrDefault("content-encoding", "").toLowerCase(Locale.ROOT).contains("gzip");
        try (InputStream raw = Content.Source.asInputStream(request); InputStream in = zipped ? new GZIPInputStream(raw) : raw) {
            return in.readAllBytes();
        }
    }

    private static void deliver(Request request, Response response, Callback callback, WireAnswer answer) {
        EndPoint wire = request.getConnectionMetaData().getConnection().getEndPoint();
        switch (answer.delivery()) {
            case Delivery.Closed() -> {
                wire.close();
                callback.failed(new EofException("closed by a fault"));
            }
            case Delivery.Cut(int bytes) -> {
                head(response, answer);
                var part = ByteBuffer.wrap(answer.body(), 0, Math.min(bytes, answer.body().length));
                response.write(false, part, Callback.from(() -> {
                    wire.close();
                    callback.failed(new EofException("cut by a fault"));
                }));
            }
            case Delivery.Whole() -> {
                head(response, answer);
                response.write(true, ByteBuffer.wrap(answer.body()), callback);
            }
        }
    }

    private static void head(Response response, WireAnswer answer) {
        response.setStatus(answer.status());
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
    }
}
