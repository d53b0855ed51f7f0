package dev.howdah.sql.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A token of a whole message, cut as the server's own lexer cuts it (`src/backend/parser/scan.l`): where psql's rules and the
/// server's differ (a string that goes on after a line end, a carriage return that ends a comment), the server's count, because
/// the server is what runs it.
///
/// @param text of a word in lower case, of a quoted name without its quotes, of a string without its quotes and as it was typed,
/// of anything else the character
/// @param at where it begins, from 0
/// @param end where what follows it begins
record Token(Kind kind, String text, int at, int end) {
    enum Kind {
        /// A key word or a name outside quotes.
        WORD,
        /// A name in double quotes.
        NAME,
        /// A name in `U&"…"`, which may hold escapes.
        ESCAPED_NAME,
        /// A string without escapes, or with escapes that are not used.
        STRING,
        /// A string in which a backslash means something, or one in dollars, or a bit string: not to be read as a plain value.
        OTHER_STRING,
        /// The digits of a number; only [#withNumbers] gives it.
        NUMBER,
        /// One character of anything else.
        SIGN
    }

    boolean is(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    boolean isSign(char sign) {
        return kind == Kind.SIGN && text.charAt(0) == sign;
    }

    boolean isName() { return kind == Kind.WORD || kind == Kind.NAME || kind == Kind.ESCAPED_NAME; }

    /// All tokens; comments are none, and numbers are left out.
    static List<Token> of(String sql, boolean standardStrings) {
        return withNumbers(sql, standardStrings).stream().filter(t -> t.kind() != Kind.NUMBER).toList();
    }

    /// The same, with the numbers.
    static List<Token> withNumbers(String sql, boolean standardStrings) {
        return new Reader(sql, standardStrings).all();
    }

    /// The tokens of an editor's text from a place on, numbers too, up to the backslash of the next command; if there is one, it is the
    /// last token.
    static List<Token> upToCommand(String text, int from) {
        var reader = new Reader(text, true);
        reader.at = from;
        reader.stops = true;
        return reader.all();
    }

    /// Whether it begins a backslash command: `\\;` and `\\:` are no commands.
    boolean isCommand(String sql) {
        return isSign('\\') && !(end < sql.length() && (sql.charAt(end) == ';' || sql.charAt(end) == ':'));
    }

    /// Reads one message.
    private static final class Reader {
        private final String sql;
        private final boolean standardStrings;
        private final List<Token> tokens = new ArrayList<>();
        private int at;
        private int start;
        private boolean stops;

        Reader(String sql, boolean standardStrings) {
            this.sql = sql;
            this.standardStrings = standardStrings;
        }

        List<Token> all() {
            while (at < sql.length()) {
                if (!blank()) {
                    token();
                    if (stops && tokens.getLast().isCommand(sql)) {
                        break;
                    }
                }
            }
            return tokens;
        }

        /// Steps over a blank or a comment.
        private boolean blank() {
            if (Scanner.isSpace(sql.charAt(at))) {
                at++;
                return true;
            }
            if (sql.startsWith("--", at)) {
                while (at < sql.length() && sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
                    at++;
                }
                return true;
            }
            if (sql.startsWith("/*", at)) {
                at = Skip.past(sql, at);
                return true;
            }
            return false;
        }

        private void token() {
            start = at;
            char c = sql.charAt(at);
            char next = at + 1 < sql.length() ? sql.charAt(at + 1) : 0;
            char third = at + 2 < sql.length() ? sql.charAt(at + 2) : 0;
            if (c == '\'') {
                string(1, !standardStrings, standardStrings ? Kind.STRING : Kind.OTHER_STRING);
            } else if (c == '"') {
                name(1, Kind.NAME);
            } else if (next == '\'' && (c == 'e' || c == 'E')) {
                string(2, true, Kind.OTHER_STRING);
            } else if (next == '\'' && "bBxX".indexOf(c) >= 0) {
                string(2, false, Kind.OTHER_STRING);
            } else if (next == '\'' && (c == 'n' || c == 'N')) {
                string(2, !standardStrings, Kind.OTHER_STRING);
            } else if ((c == 'u' || c == 'U') && next == '&' && third == '\'') {
                string(3, false, Kind.OTHER_STRING);
            } else if ((c == 'u' || c == 'U') && next == '&' && third == '"') {
                name(3, Kind.ESCAPED_NAME);
            } else if (c == '$') {
                dollar();
            } else if (Scanner.isNameStart(c)) {
                word();
            } else if (c >= '0' && c <= '9') {
                at++;
                while (at < sql.length() && sql.charAt(at) >= '0' && sql.charAt(at) <= '9') {
                    at++;
                }
                add(Kind.NUMBER, sql.substring(start, at));
            } else {
                at++;
                add(Kind.SIGN, String.valueOf(c));
            }
        }

        private void add(Kind kind, String text) {
            tokens.add(new Token(kind, text, start, at));
        }

        private void word() {
            while (at < sql.length() && Scanner.isNamePart(sql.charAt(at))) {
                at++;
            }
            add(Kind.WORD, sql.substring(start, at).toLowerCase(Locale.ROOT));
        }

        private void name(int quote, Kind kind) {
            at += quote;
            var text = new StringBuilder();
            while (at < sql.length()) {
                char c = sql.charAt(at++);
                if (c == '"') {
                    if (at >= sql.length() || sql.charAt(at) != '"') {
                        break;
                    }
                    at++;
                }
                text.append(c);
            }
            add(kind, text.toString());
        }

        private void string(int quote, boolean escapes, Kind kind) {
            at += quote;
            var text = new StringBuilder();
            boolean open = true;
            while (open) {
                part(escapes, text);
                open = goesOn();
            }
            add(kind, text.toString());
        }

        private void part(boolean escapes, StringBuilder text) {
            while (at < sql.length()) {
                char c = sql.charAt(at++);
                if (escapes && c == '\\' && at < sql.length()) {
                    text.append(c).append(sql.charAt(at++));
                    continue;
                }
                if (c == '\'') {
                    if (at >= sql.length() || sql.charAt(at) != '\'') {
                        return;
                    }
                    at++;
                }
                text.append(c);
            }
        }

        /// Whether the string goes on after blanks with a line end among them; then stands behind the quote that goes on.
        private boolean goesOn() {
            int look = at;
            boolean lineEnd = false;
            while (look < sql.length()) {
                char c = sql.charAt(look);
                if (Scanner.isSpace(c)) {
                    lineEnd |= c == '\n' || c == '\r';
                    look++;
                } else if (sql.startsWith("--", look)) {
                    while (look < sql.length() && sql.charAt(look) != '\n' && sql.charAt(look) != '\r') {
                        look++;
                    }
                } else {
                    break;
                }
            }
            if (!lineEnd || look >= sql.length() || sql.charAt(look) != '\'') {
                return false;
            }
            at = look + 1;
            return true;
        }

        private void dollar() {
            int end = at + 1;
            if (end < sql.length() && Scanner.isNameStart(sql.charAt(end))) {
                while (end < sql.length() && Scanner.isNamePart(sql.charAt(end)) && sql.charAt(end) != '$') {
                    end++;
                }
            }
            if (end < sql.length() && sql.charAt(end) == '$') {
                String mark = sql.substring(at, end + 1);
                int close = sql.indexOf(mark, end + 1);
                at = close < 0 ? sql.length() : close + mark.length();
                add(Kind.OTHER_STRING, sql.substring(end + 1, close < 0 ? sql.length() : close));
            } else {
                at++;
                add(Kind.SIGN, "$");
            }
        }
    }
}
