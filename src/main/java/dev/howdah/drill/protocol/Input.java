package dev.howdah.drill.protocol;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The neutral form of a request: a tree of maps, lists and scalars, whichever protocol it came in. Scalars of the query
/// protocol are text and are read as what the operation asks for; a value that cannot be so read is the caller's mistake.
public final class Input {
    private final Map<String, Object> tree;

    public Input(Map<String, Object> tree) {
        this.tree = tree;
    }

    /// The names of all members that were sent.
    public Set<String> names() {
        return Collections.unmodifiableSet(tree.keySet());
    }

    /// Whether the member was sent at all.
    public boolean has(String name) {
        return tree.containsKey(name);
    }

    /// The same without one member, for an action that does not know it.
    public Input without(String name) {
        Map<String, Object> less = new LinkedHashMap<>(tree);
        less.remove(name);
        return new Input(less);
    }

    /// The same with more members, where they are not empty.
    Input with(Map<String, String> others) {
        Map<String, Object> more = new LinkedHashMap<>(tree);
        others.forEach((name, value) -> {
            if (!value.isEmpty()) {
                more.put(name, value);
            }
        });
        return new Input(more);
    }

    public @Nullable String text(String name) {
        Object value = tree.get(name);
        return value == null || value instanceof Map || value instanceof List ? null : value.toString();
    }

    public String text(String name, String otherwise) {
        String value = text(name);
        return value == null ? otherwise : value;
    }

    /// The member, or MissingParameter.
    public String need(String name) {
        String value = text(name);
        if (value == null || value.isEmpty()) {
            throw ApiError.missing(name);
        }
        return value;
    }

    public boolean flag(String name) {
        String value = text(name);
        if (value == null) {
            return false;
        }
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ApiError.of(400, "MalformedInput", "Invalid boolean value for " + name + ": " + value);
        };
    }

    public @Nullable Integer integer(String name) {
        Object value = tree.get(name);
        if (value == null || "".equals(value)) {
            return null;
        }
        if (value instanceof Number n) {
            return n.intValue();
        }
        try {
            return Integer.valueOf(value.toString().strip());
        } catch (NumberFormatException e) {
            throw ApiError.of(400, "MalformedInput", "Invalid integer value for " + name + ": " + value);
        }
    }

    /// A time: ISO-8601 text, or epoch seconds with a fraction.
    public @Nullable Instant time(String name) {
        Object value = tree.get(name);
        if (value == null || "".equals(value)) {
            return null;
        }
        if (value instanceof Instant i) {
            return i;
        }
        if (value instanceof Number n) {
            return Instant.ofEpochMilli(Math.round(n.doubleValue() * 1000));
        }
        try {
            String text = value.toString();
            return text.endsWith("Z") ? Instant.parse(text) : OffsetDateTime.parse(zoned(text)).toInstant();
        } catch (DateTimeException e) {
            throw ApiError.invalidValue("Invalid timestamp for " + name + ": " + value);
        }
    }

    private static String zoned(String text) {
        return text.matches(".*[+-]\\d\\d:\\d\\d$") ? text : (text.length() == 10 ? text + "T00:00:00Z" : text + "Z");
    }

    /// A nested structure, empty when it was not sent.
    public Input struct(String name) {
        return tree.get(name) instanceof Map<?, ?> map ? new Input(typed(map)) : new Input(Map.of());
    }

    /// A list of structures, empty when it was not sent.
    public List<Input> structs(String name) {
        List<Input> found = new ArrayList<>();
        for (Object item : items(name)) {
            if (item instanceof Map<?, ?> map) {
                found.add(new Input(typed(map)));
            }
        }
        return found;
    }

    /// A list of scalars as text, empty when it was not sent.
    public List<String> texts(String name) {
        List<String> found = new ArrayList<>();
        for (Object item : items(name)) {
            if (!(item instanceof Map) && !(item instanceof List)) {
                found.add(item.toString());
            }
        }
        return found;
    }

    /// Query clients put one name of their choosing between the list and its numbers (`Filters.Filter.1`), EC2 clients none.
    private List<?> items(String name) {
        Object value = tree.get(name);
        if (value instanceof Map<?, ?> map && map.size() == 1 && map.values().iterator().next() instanceof List<?> inner) {
            return inner;
        }
        return value instanceof List<?> list ? list : List.of();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> typed(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    @Override
    public String toString() {
        return tree.toString();
    }
}
