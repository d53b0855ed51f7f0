package dev.howdah.tunnel.wire;

import dev.howdah.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The members of a JSON object that a peer sent, read tolerantly: what is missing or of another kind is "" or empty, keys
/// count without regard to case, and anything that is no object at all is a [WireException].
final class JsonFields {
    /// The longest JSON that is read; the longest one known, a handshake with its properties, has a few hundred bytes.
    private static final int MOST = 1 << 18;

    private final Map<?, ?> members;

    private JsonFields(Map<?, ?> members) {
        this.members = members;
    }

    static JsonFields read(ByteBuffer payload) throws WireException {
        if (payload.remaining() > MOST) {
            throw new WireException("JSON of " + payload.remaining() + " bytes");
        }
        return read(StandardCharsets.UTF_8.decode(payload.duplicate()).toString());
    }

    static JsonFields read(String text) throws WireException {
        try {
            return new JsonFields(Json.readObject(text));
        } catch (Json.Malformed e) {
            throw new WireException("not a JSON object", e);
        }
    }

    private @Nullable Object member(String name) {
        Object exact = members.get(name);
        if (exact != null) {
            return exact;
        }
        for (var member : members.entrySet()) {
            if (member.getKey() instanceof String key && key.equalsIgnoreCase(name)) {
                return member.getValue();
            }
        }
        return null;
    }

    String string(String name) {
        return text(member(name));
    }

    @Nullable
    String stringOrNull(String name) {
        Object value = member(name);
        return value == null ? null : text(value);
    }

    long number(String name, long otherwise) {
        return member(name) instanceof Number number ? number.longValue() : otherwise;
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(member(name));
    }

    JsonFields object(String name) {
        return new JsonFields(member(name) instanceof Map<?, ?> map ? map : Map.of());
    }

    List<JsonFields> objects(String name) {
        var result = new ArrayList<JsonFields>();
        if (member(name) instanceof List<?> list) {
            for (Object element : list) {
                result.add(new JsonFields(element instanceof Map<?, ?> map ? map : Map.of()));
            }
        }
        return List.copyOf(result);
    }

    List<String> strings(String name) {
        var result = new ArrayList<String>();
        if (member(name) instanceof List<?> list) {
            list.forEach(element -> result.add(text(element)));
        }
        return List.copyOf(result);
    }

    /// All members as text; what is itself an object or a list becomes JSON.
    Map<String, String> strings() {
        var result = new LinkedHashMap<String, String>();
        members.forEach((key, value) -> result.put(String.valueOf(key), text(value)));
        return Collections.unmodifiableMap(result);
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Map<?, ?> map -> Json.line(map);
            case List<?> list -> Json.line(list);
            default -> value.toString();
        };
    }
}
