package dev.howdah.tunnel.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The little JSON that is written here. By hand, because one acknowledgement goes out for every message that comes in.
final class JsonText {
    private final StringBuilder text = new StringBuilder(192);

    /// Appends literally.
    JsonText raw(String piece) {
        text.append(piece);
        return this;
    }

    JsonText number(long value) {
        text.append(value);
        return this;
    }

    /// Appends a string value, or `null`.
    JsonText string(@Nullable String value) {
        if (value == null) {
            return raw("null");
        }
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"', '\\' -> text.append('\\').append(c);
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < ' ' || Character.isSurrogate(c)) {
                        text.append(String.format("\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
        return this;
    }

    /// Appends an object of strings.
    JsonText object(Map<String, String> members) {
        String separator = "{";
        for (var member : members.entrySet()) {
            raw(separator).string(member.getKey()).raw(":").string(member.getValue());
            separator = ",";
        }
        return raw(members.isEmpty() ? "{}" : "}");
    }

    ByteBuffer bytes() {
        return ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
