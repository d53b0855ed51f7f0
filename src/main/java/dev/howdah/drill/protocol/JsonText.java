package dev.howdah.drill.protocol;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// JSON that is a value in the account, such as a secret's.
public final class JsonText {
    private JsonText() {}

    /// An object as text.
    public static String of(Struct object) {
        return new String(Documents.write(Dialect.JSON_1_1, object), StandardCharsets.UTF_8);
    }

    /// An object; null when the text is none.
    public static @Nullable Input read(String json) {
        try {
            return Documents.read(Dialect.JSON_1_1, json.getBytes(StandardCharsets.UTF_8));
        } catch (ApiError e) {
            return null;
        }
    }

    /// One member of an object as text; null when there is none, or the text is not an object.
    public static @Nullable String member(String json, String key) {
        Input object = read(json);
        return object == null ? null : object.text(key);
    }
}
