package dev.howdah.sql.scan;

import java.util.Locale;

/// Quoting of SQL values and names, and its reverse.
public final class Quoting {
    private Quoting() {}

    /// A string literal; with `E` before it when there is a backslash in it, as libpq does.
    public static String literal(String value) {
        boolean backslash = value.indexOf('\\') >= 0;
        String doubled = value.replace("'", "''");
        return backslash ? " E'" + doubled.replace("\\", "\\\\") + "'" : "'" + doubled + "'";
    }

    /// A quoted name.
    public static String name(String value) {
        return "\"" + value.replace("\"", "\"\"") + "\"";
    }

    /// A name as it has to be typed: in quotes where it would be folded, or read as a key word.
    public static String typed(String name) {
        return name.matches("[a-z_][a-z0-9_$]*") && !KeyWords.RESERVED.contains(name) ? name : name(name);
    }

    /// What a name typed by a user means: outside double quotes letters are folded.
    public static String folded(String typed, boolean fold) {
        var name = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < typed.length(); i++) {
            char c = typed.charAt(i);
            if (c == '"') {
                if (quoted && i + 1 < typed.length() && typed.charAt(i + 1) == '"') {
                    name.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else {
                name.append(quoted || !fold ? String.valueOf(c) : String.valueOf(c).toLowerCase(Locale.ROOT));
            }
        }
        return name.toString();
    }
}
