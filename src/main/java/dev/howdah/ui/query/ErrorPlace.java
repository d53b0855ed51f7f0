package dev.howdah.ui.query;

import java.util.OptionalInt;

/// Where in an editor's text a place of a message to the server is. A message is the text without the blank lines and comments that
/// psql leaves out before and between, so the two are compared without blanks; a message in which a variable was put is not found.
final class ErrorPlace {
    private ErrorPlace() {}

    /// @param text what was run, as it stood in the editor
    /// @param message what was sent
    /// @param position in the message, from 1
    /// @param after where in the text to begin to look
    /// @return from 0 in the text
    static OptionalInt of(String text, String message, int position, int after) {
        int at = begin(text, message, after);
        if (at < 0) {
            return OptionalInt.empty();
        }
        int in = at;
        for (int i = 0; i < Math.min(position - 1, message.length()); i++) {
            if (!blank(message.charAt(i))) {
                in = skip(text, in) + 1;
            }
        }
        return OptionalInt.of(Math.min(text.length(), position - 1 < message.length() ? skip(text, in) : in));
    }

    /// Where the message ends in the text; empty when it is not there.
    static OptionalInt end(String text, String message, int after) {
        return of(text, message, message.length() + 1, after);
    }

    private static int begin(String text, String message, int after) {
        int first = skip(message, 0);
        if (first == message.length()) {
            return -1;
        }
        for (int at = text.indexOf(message.charAt(first), after); at >= 0; at = text.indexOf(message.charAt(first), at + 1)) {
            if (same(text, at, message, first)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean same(String text, int from, String message, int first) {
        int at = from;
        for (int i = first; i < message.length(); i++) {
            if (!blank(message.charAt(i))) {
                at = skip(text, at);
                if (at >= text.length() || text.charAt(at) != message.charAt(i)) {
                    return false;
                }
                at++;
            }
        }
        return true;
    }

    private static int skip(String text, int from) {
        int at = from;
        while (at < text.length() && blank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
