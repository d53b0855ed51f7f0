package dev.howdah.ui.kit;

/// Text from a server, made harmless to look at: what is no printable character is shown as its picture or its number, so that
/// nothing turns the line around or hides in it.
public final class Inert {
    private Inert() {}

    /// Several lines, however long.
    public static String lines(String text) {
        return text.lines().map(Inert::pictures).collect(java.util.stream.Collectors.joining("\n"));
    }

    /// One line: runs of white space become a space, and what is longer is cut.
    ///
    /// @param most characters
    public static String line(String text, int most) {
        String start = text.length() > 4 * most ? text.substring(0, 4 * most) : text;
        String one = pictures(start.strip().replaceAll("\\s+", " "));
        return one.length() > most ? one.substring(0, most) + "…" : one;
    }

    /// One line in which a line's end is a sign.
    public static String pictures(String value) {
        var text = new StringBuilder(value.length());
        value.codePoints().forEach(c -> {
            if (c == '\n') {
                text.append('↵');
            } else if (c < 0x20) {
                text.appendCodePoint(0x2400 + c);
            } else if (c == 0x7f || Character.getType(c) == Character.FORMAT || Character.getType(c) == Character.CONTROL) {
                text.append(String.format("⟨U+%04X⟩", c));
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.toString();
    }
}
