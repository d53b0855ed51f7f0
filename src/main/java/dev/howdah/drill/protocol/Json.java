package dev.howdah.drill.protocol;

import org.jspecify.annotations.Nullable;

/// JSON documents outside of requests and answers: those inside the messages of a session.
public final class Json {
    private Json() {}

    /// The document, or null when the bytes are not a JSON object.
    public static @Nullable Input read(byte[] document) {
        try {
            return document.length == 0 ? null : Documents.read(Dialect.JSON_1_1, document);
        } catch (ApiError e) {
            return null;
        }
    }

    public static byte[] write(Struct document) {
        return Documents.write(Dialect.JSON_1_1, document);
    }
}
