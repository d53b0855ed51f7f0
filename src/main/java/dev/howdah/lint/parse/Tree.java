package dev.howdah.lint.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A place in a parse tree, or a place that is not there: reading past it gives nothing.
public record Tree(@Nullable Object value) {
    /// A member by its name.
    public Tree get(String name) {
        return new Tree(value instanceof Map<?, ?> map ? map.get(name) : null);
    }

    /// A member's elements.
    public List<Tree> list(String name) {
        var all = new ArrayList<Tree>();
        if (get(name).value instanceof List<?> list) {
            for (Object one : list) {
                all.add(new Tree(one));
            }
        }
        return all;
    }

    /// A member as words; empty when there is none.
    public String text(String name) {
        Object member = get(name).value;
        return member == null ? "" : member.toString();
    }

    /// Whether a flag is set.
    public boolean is(String name) {
        return Boolean.TRUE.equals(get(name).value);
    }

    public boolean present() {
        return value != null;
    }

    /// Of a node `{kind: content}`: the kind.
    public String kind() {
        return value instanceof Map<?, ?> map && !map.isEmpty() ? String.valueOf(map.keySet().iterator().next()) : "";
    }

    /// Of a node `{kind: content}`: the content.
    public Tree content() {
        return get(kind());
    }

    /// The parts of a dotted name, `String` nodes.
    public List<String> names(String name) {
        return list(name).stream().map(n -> n.get("String").text("sval")).toList();
    }

    /// Every content of nodes of a kind, at any depth.
    public void each(String kind, Consumer<Tree> see) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> {
                if (kind.equals(key)) {
                    see.accept(new Tree(inner));
                }
                new Tree(inner).each(kind, see);
            });
        } else if (value instanceof List<?> list) {
            for (Object one : list) {
                new Tree(one).each(kind, see);
            }
        }
    }
}
