package dev.howdah.sql.scan;

import org.jspecify.annotations.Nullable;

/// A variable's mention: `:name`, `:'name'`, `:"name"` or `:{?name}`.
record Reference(Kind kind, String name, int end) {
    enum Kind {
        PLAIN, LITERAL, NAME, DEFINED
    }

    /// The mention that begins with the colon at `at`, or null.
    static @Nullable Reference at(String line, int at) {
        if (line.startsWith(":{?", at)) {
            return closed(line, at + 3, '}', Kind.DEFINED);
        }
        char next = at + 1 < line.length() ? line.charAt(at + 1) : 0;
        if (next == '\'') {
            return closed(line, at + 2, '\'', Kind.LITERAL);
        }
        if (next == '"') {
            return closed(line, at + 2, '"', Kind.NAME);
        }
        int end = wordEnd(line, at + 1);
        return end == at + 1 ? null : new Reference(Kind.PLAIN, line.substring(at + 1, end), end);
    }

    private static @Nullable Reference closed(String line, int start, char close, Kind kind) {
        int end = wordEnd(line, start);
        return end == start || end >= line.length() || line.charAt(end) != close
                ? null
                : new Reference(kind, line.substring(start, end), end + 1);
    }

    private static int wordEnd(String line, int start) {
        int end = start;
        while (end < line.length() && Scanner.isNamePart(line.charAt(end)) && line.charAt(end) != '$') {
            end++;
        }
        return end;
    }

    String expanded(@Nullable String value) {
        if (kind == Kind.DEFINED) {
            return value == null ? "FALSE" : "TRUE";
        }
        String known = value == null ? "" : value;
        return switch (kind) {
            case LITERAL -> Quoting.literal(known);
            case NAME -> Quoting.name(known);
            case PLAIN, DEFINED -> known;
        };
    }
}
