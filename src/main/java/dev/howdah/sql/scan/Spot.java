package dev.howdah.sql.scan;

/// The statement or backslash command at a place of a text.
///
/// @param from,to its characters, without the semicolon
public record Spot(int from, int to) {
    /// The one that the caret is in or just behind; what follows the last semicolon when it is in none.
    public static Spot at(String text, int caret) {
        int from = 0;
        int line = -1;
        for (Token token : Token.of(text, true)) {
            if (token.at() < line) {
                continue;
            }
            line = -1;
            if (token.isSign(';')) {
                if (token.at() >= caret) {
                    return trimmed(text, from, token.at());
                }
                // just behind a semicolon, on its line, is still the statement before it
                if (text.substring(token.at() + 1, caret).isBlank() && text.indexOf('\n', token.at()) != -1
                        && text.indexOf('\n', token.at()) >= caret || text.substring(token.at() + 1).isBlank()) {
                    return trimmed(text, from, token.at());
                }
                from = token.at() + 1;
            } else if (token.isSign('\\') && text.substring(from, token.at()).isBlank()) {
                int end = text.indexOf('\n', token.at());
                end = end < 0 ? text.length() : end;
                if (caret <= end) {
                    return trimmed(text, token.at(), end);
                }
                from = end;
                line = end;
            }
        }
        return trimmed(text, from, text.length());
    }

    private static Spot trimmed(String text, int begin, int end) {
        int from = begin;
        int to = end;
        while (from < to && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
            to--;
        }
        return new Spot(from, to);
    }

    public String of(String text) {
        return text.substring(from, to);
    }
}
