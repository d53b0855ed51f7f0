package dev.howdah.drill.protocol;

import java.util.Locale;
import java.util.Map;

/// One HTTP request as it came, its body read, de-chunked and unzipped. Header names are lower case.
public record WireRequest(String method, String path, String query, Map<String, String> headers, byte[] body) {
    /// The value of a header, or "" without it.
    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
}
