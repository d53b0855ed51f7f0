package dev.howdah.lint;

import dev.howdah.lint.parse.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A statement as it was written, so that a sequence made from it keeps its author's words. Places in a tree are bytes.
final class Source {
    private final String sql;

    /// From one place to before another.
    record Range(int from, int to) {}

    Source(String sql) {
        this.sql = sql;
    }

    String whole() {
        return sql;
    }

    /// @param to negative: to the end
    String slice(int from, int to) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        return new String(bytes, from, (to < 0 ? bytes.length : to) - from, StandardCharsets.UTF_8).strip();
    }

    static int place(Tree node) {
        String at = node.text("location");
        return at.isEmpty() ? 0 : Integer.parseInt(at);
    }

    /// Where each command of an ALTER TABLE is written; empty when they cannot be told apart.
    List<Range> commands(Tree alter) {
        byte[] text = sql.getBytes(StandardCharsets.UTF_8);
        int at = name(text, place(alter.get("relation")));
        var all = new ArrayList<Range>();
        int from = at;
        int depth = 0;
        while (at < text.length) {
            int next = over(text, at);
            if (next == at + 1) {
                byte c = text[at];
                depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
                if (c == ',' && depth == 0) {
                    all.add(new Range(from, at));
                    from = next;
                }
            }
            at = next;
        }
        all.add(new Range(from, text.length));
        return all.size() == alter.list("cmds").size() ? all : List.of();
    }

    /// Past a name that may have a schema.
    private static int name(byte[] text, int at) {
        int i = at;
        while (i < text.length) {
            int next = over(text, i);
            boolean part = text[i] == '"' || text[i] == '.' || text[i] == '_' || text[i] == '$' || text[i] < 0
                    || Character.isLetterOrDigit(text[i]);
            if (!part) {
                return i;
            }
            i = next;
        }
        return i;
    }

    /// Past what begins here: a quoted piece, a comment, or one character.
    private static int over(byte[] text, int at) {
        byte c = text[at];
        if (c == '\'' || c == '"') {
            return after(text, at + 1, new byte[]{c});
        }
        if (c == '-' && at + 1 < text.length && text[at + 1] == '-') {
            return after(text, at, new byte[]{'\n'});
        }
        if (c == '/' && at + 1 < text.length && text[at + 1] == '*') {
            return after(text, at, new byte[]{'*', '/'});
        }
        if (c == '$') {
            int end = at + 1;
            while (end < text.length && (Character.isLetterOrDigit(text[end]) || text[end] == '_')) {
                end++;
            }
            if (end < text.length && text[end] == '$') {
                return after(text, end + 1, java.util.Arrays.copyOfRange(text, at, end + 1));
            }
        }
        return at + 1;
    }

    private static int after(byte[] text, int from, byte[] end) {
        for (int i = from; i + end.length <= text.length; i++) {
            if (java.util.Arrays.equals(text, i, i + end.length, end, 0, end.length)) {
                return i + end.length;
            }
        }
        return text.length;
    }

    /// Name and type of a new column, without what is demanded of it.
    String head(Tree column, Range range) {
        return slice(place(column), edges(column).filter(e -> e > place(column)).findFirst().orElse(range.to()));
    }

    /// A constraint of a new column as it was written.
    String clause(Tree column, Tree constraint, Range range) {
        int from = place(constraint);
        return slice(from, edges(column).filter(e -> e > from).findFirst().orElse(range.to()));
    }

    private static Stream<Integer> edges(Tree column) {
        return column.list("constraints").stream().map(c -> place(c.get("Constraint"))).sorted(Comparator.naturalOrder());
    }
}
