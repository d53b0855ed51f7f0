package dev.howdah.drill.protocol;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Form fields to a tree: dots nest, and a level whose names are all numbers is a list, in the order of the numbers.
public final class QueryDecoder {
    private QueryDecoder() {}

    /// The fields of a query string or form body in order of arrival; `+` and `%20` are both a space.
    public static Map<String, String> fields(String form) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : form.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                fields.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw CommonErrors.malformed("Malformed percent-encoding: " + text);
        }
    }

    static Input tree(Map<String, String> fields) {
        Map<String, Object> root = new LinkedHashMap<>();
        fields.forEach((name, value) -> insert(root, name.split("\\.", -1), value));
        return new Input(listed(root));
    }

    private static void insert(Map<String, Object> root, String[] path, String value) {
        Map<String, Object> level = root;
        for (int i = 0; i < path.length - 1; i++) {
            Object next = level.get(path[i]);
            if (!(next instanceof Map)) {
                next = new LinkedHashMap<String, Object>();
                level.put(path[i], next);
            }
            level = map(next);
        }
        level.put(path[path.length - 1], value);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static Map<String, Object> listed(Map<String, Object> level) {
        level.replaceAll((_, value) -> value instanceof Map ? folded(map(value)) : value);
        return level;
    }

    private static Object folded(Map<String, Object> level) {
        Map<String, Object> inner = listed(level);
        if (inner.isEmpty() || !inner.keySet().stream().allMatch(k -> k.matches("\\d{1,6}"))) {
            return inner;
        }
        Map<Integer, Object> sorted = new TreeMap<>();
        inner.forEach((k, v) -> sorted.put(Integer.valueOf(k), v));
        List<Object> list = new ArrayList<>(sorted.values());
        return list;
    }
}
