package dev.howdah.drill.protocol;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A neutral answer: members in order, with the names that the protocol of the service gives them. An absent value is left
/// out, as AWS leaves it out. A struct without any member is the answer of an operation that has no output.
public final class Struct {
    private final Map<String, Object> members = new LinkedHashMap<>();

    public Struct put(String name, @Nullable String value) {
        return add(name, value);
    }

    public Struct put(String name, @Nullable Integer value) {
        return add(name, value);
    }

    public Struct put(String name, @Nullable Long value) {
        return add(name, value);
    }

    public Struct put(String name, @Nullable Double value) {
        return add(name, value);
    }

    public Struct put(String name, @Nullable Boolean value) {
        return add(name, value);
    }

    public Struct put(String name, @Nullable Instant value) {
        return add(name, value);
    }

    public Struct put(String name, @Nullable Struct value) {
        return add(name, value);
    }

    /// A list whose XML items are called `item`. Items are strings, numbers, times or structs. An empty list is written.
    public Struct list(String name, String item, Collection<?> values) {
        return add(name, new Items(item, new ArrayList<>(values)));
    }

    /// A list whose XML items are called `member`, the default of the query protocol.
    public Struct list(String name, Collection<?> values) {
        return list(name, "member", values);
    }

    /// An EC2 list: its items are called `item`.
    public Struct set(String name, Collection<?> values) {
        return list(name, "item", values);
    }

    /// A map from names that the caller chose to values.
    public Struct entries(String name, Map<String, Double> values) {
        return add(name, new Entries(values));
    }

    private Struct add(String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
        return this;
    }

    Map<String, Object> members() {
        return members;
    }

    /// A map, which XML writes as `entry`, `key` and `value`.
    record Entries(Map<String, Double> values) {}

    /// A list and the name of its items in XML.
    record Items(String item, List<?> values) {}
}
