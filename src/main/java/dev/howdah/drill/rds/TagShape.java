package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.Struct;
import java.util.List;
import java.util.Map;

/// Tags as RDS lists them.
final class TagShape {
    private TagShape() {}

    static List<Struct> of(Map<String, String> tags) {
        return tags.entrySet().stream().map(t -> new Struct().put("Key", t.getKey()).put("Value", t.getValue())).toList();
    }
}
