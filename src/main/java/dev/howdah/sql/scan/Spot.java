package dev.howdah.sql.scan;

import java.util.Set;

/// The statement or backslash command at a place of a text.
///
/// @param from,to its characters, without the semicolon
public record Spot(int from, int to) {
    /// Commands that send the statement before them.
    private static final Set<String> SENDING = Set.of("g", "gx", "gset", "gexec", "gdesc", "watch", "crosstabview");

    /// The one that the caret is in or just behind; what follows the last semicolon when it is in none.
    public static Spot at(String text, int caret) {
        return new Reader(text, caret).find();
    }

    private static final class Reader {
        private final String text;
        private final int caret;
        private final StatementHead head = new StatementHead();
        private int from;
        private int parentheses;
        private boolean begun;

        Reader(String text, int caret) {
            this.text = text;
            this.caret = caret;
        }

        Spot find() {
            int at = 0;
            while (at < text.length()) {
                int next = text.length();
                for (Token token : Token.upToCommand(text, at)) {
                    if (token.isCommand(text)) {
                        next = lineEnd(token.at());
                        boolean sends = begun && SENDING.contains(command(token.end()));
                        if ((!begun || sends) && caret <= next) {
                            return trimmed(text, begun ? from : token.at(), next);
                        }
                        if (!begun || sends) {
                            ended(next);
                        }
                    } else if (ends(token)) {
                        if (token.at() >= caret || justBehind(token.at())) {
                            return trimmed(text, from, token.at());
                        }
                        ended(token.at() + 1);
                    } else {
                        begun = true;
                    }
                }
                at = next;
            }
            return trimmed(text, from, text.length());
        }

        private void ended(int next) {
            from = next;
            begun = false;
            parentheses = 0;
            head.reset();
        }

        private boolean ends(Token token) {
            if (token.isSign('(')) {
                parentheses++;
            } else if (token.isSign(')')) {
                parentheses = Math.max(0, parentheses - 1);
            } else if (token.kind() == Token.Kind.WORD) {
                head.word(token.text(), parentheses);
            }
            return token.isSign(';') && parentheses == 0 && head.depth() == 0
                    && !(token.at() > 0 && text.charAt(token.at() - 1) == '\\');
        }

        /// Just behind a semicolon, on its line, is still the statement before it.
        private boolean justBehind(int semicolon) {
            return text.substring(semicolon + 1, caret).isBlank() && lineEnd(semicolon) >= caret && lineEnd(semicolon) < text.length()
                    || text.substring(semicolon + 1).isBlank();
        }

        private String command(int begin) {
            int end = begin;
            while (end < text.length() && !Scanner.isSpace(text.charAt(end)) && text.charAt(end) != '\\') {
                end++;
            }
            return text.substring(begin, end);
        }

        private int lineEnd(int of) {
            int end = text.indexOf('\n', of);
            return end < 0 ? text.length() : end;
        }
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
