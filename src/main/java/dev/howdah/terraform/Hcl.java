package dev.howdah.terraform;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A text in HCL as `terraform fmt` leaves it: two blanks a level, the signs of neighbouring attributes in one column (HCL native syntax
/// specification; Terraform's style conventions).
final class Hcl {
    private final StringBuilder text = new StringBuilder();
    private final List<Map.Entry<String, String>> waiting = new ArrayList<>();
    private int depth;

    Hcl comment(String line) {
        flush();
        return line((line.isEmpty() ? "#" : "# " + line));
    }

    Hcl gap() {
        flush();
        text.append('\n');
        return this;
    }

    Hcl open(String type, String... labels) {
        flush();
        var head = new StringBuilder(type);
        for (String label : labels) {
            head.append(' ').append(quoted(label));
        }
        line(head + " {");
        depth++;
        return this;
    }

    Hcl close() {
        flush();
        depth--;
        return line("}");
    }

    /// An attribute whose value is an expression.
    Hcl set(String name, String expression) {
        waiting.add(Map.entry(name, expression));
        return this;
    }

    /// Nothing where there is no value.
    Hcl text(String name, @Nullable String value) {
        return value == null ? this : set(name, quoted(value));
    }

    Hcl number(String name, @Nullable Integer value) {
        return value == null ? this : set(name, value.toString());
    }

    Hcl flag(String name, @Nullable Boolean value) {
        return value == null ? this : set(name, value.toString());
    }

    Hcl list(String name, Collection<String> expressions) {
        return set(name, "[" + String.join(", ", expressions) + "]");
    }

    /// A map of texts, each on its own line; nothing where it is empty.
    Hcl map(String name, Map<String, String> values) {
        if (values.isEmpty()) {
            return this;
        }
        flush();
        line(name + " = {");
        depth++;
        values.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(e -> waiting.add(Map.entry(quoted(e.getKey()), quoted(e.getValue()))));
        return close();
    }

    private void flush() {
        int widest = waiting.stream().mapToInt(e -> e.getKey().length()).max().orElse(0);
        List<Map.Entry<String, String>> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(e -> line(e.getKey() + " ".repeat(widest - e.getKey().length()) + " = " + e.getValue()));
    }

    private Hcl line(String words) {
        text.append("  ".repeat(depth)).append(words).append('\n');
        return this;
    }

    /// A quoted template without templates in it.
    static String quoted(String value) {
        return value.chars().mapToObj(c -> switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> c < ' ' ? String.format("\\u%04x", c) : String.valueOf((char) c);
        }).collect(Collectors.joining("", "\"", "\"")).replace("${", "$${").replace("%{", "%%{");
    }

    /// A name that a resource may have.
    static String label(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9_-]", "_");
        return plain.isEmpty() || !plain.substring(0, 1).matches("[A-Za-z_]") ? "_" + plain : plain;
    }

    @Override
    public String toString() {
        flush();
        return text.toString();
    }
}
