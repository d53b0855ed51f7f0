package dev.howdah.sql.scan;

import java.util.ArrayList;
import java.util.List;

/// A piece of a text that is shown in a colour of its own; what lies between marks is plain.
///
/// @param from,to its characters
public record Mark(Kind kind, int from, int to) {
    /// What a piece is.
    public enum Kind {
        /// A key word of SQL.
        KEYWORD,
        /// A name that is called.
        FUNCTION,
        /// A name in double quotes.
        QUOTED,
        /// A string in quotes or dollars, however it is written.
        STRING, NUMBER, COMMENT,
        /// A backslash command's name.
        COMMAND,
        /// A variable of psql: `:name`, `:'name'`, `:"name"`, `:{?name}`.
        VARIABLE
    }

    /// The marks of an editor's text, in order: statements and backslash commands, cut as they are cut when they run.
    public static List<Mark> of(String text) {
        return new Reader(text).all();
    }

    private static final class Reader {
        private final String text;
        private final List<Mark> marks = new ArrayList<>();
        private int end;

        Reader(String text) {
            this.text = text;
        }

        List<Mark> all() {
            int at = 0;
            while (at < text.length()) {
                end = at;
                int next = text.length();
                List<Token> tokens = Token.upToCommand(text, at);
                for (int i = 0; i < tokens.size(); i++) {
                    Token token = tokens.get(i);
                    if (token.at() < end) {
                        continue;
                    }
                    comments(end, token.at());
                    end = token.end();
                    if (token.isCommand(text)) {
                        next = command(token.at());
                    } else {
                        token(token, i + 1 < tokens.size() ? tokens.get(i + 1) : null);
                    }
                }
                if (next == text.length() && (tokens.isEmpty() || !tokens.getLast().isCommand(text))) {
                    comments(end, text.length());
                }
                at = next;
            }
            return List.copyOf(marks);
        }

        /// What lies between tokens and is not blank is comments.
        private void comments(int from, int to) {
            int begin = from;
            while (begin < to && Scanner.isSpace(text.charAt(begin))) {
                begin++;
            }
            int stop = to;
            while (stop > begin && Scanner.isSpace(text.charAt(stop - 1))) {
                stop--;
            }
            add(Kind.COMMENT, begin, stop);
        }

        /// @return where its line ends
        private int command(int at) {
            int stop = at + 1;
            while (stop < text.length() && !Scanner.isSpace(text.charAt(stop)) && text.charAt(stop) != '\\') {
                stop++;
            }
            add(Kind.COMMAND, at, stop);
            int line = text.indexOf('\n', at);
            return line < 0 ? text.length() : line;
        }

        private void token(Token token, @org.jspecify.annotations.Nullable Token next) {
            switch (token.kind()) {
                case WORD -> word(token, next);
                case NAME, ESCAPED_NAME -> add(Kind.QUOTED, token.at(), token.end());
                case STRING, OTHER_STRING -> add(Kind.STRING, token.at(), token.end());
                case NUMBER -> {
                    while (end < text.length() && (Scanner.isNamePart(text.charAt(end)) || text.charAt(end) == '.')) {
                        end++;
                    }
                    add(Kind.NUMBER, token.at(), end);
                }
                case SIGN -> {
                    Reference reference = token.isSign(':') && (token.at() == 0 || text.charAt(token.at() - 1) != ':')
                            && !text.startsWith("::", token.at())
                                    ? Reference.at(text, token.at())
                                    : null;
                    if (reference != null && !digits(token.at() + 1, reference.end())) {
                        end = reference.end();
                        add(Kind.VARIABLE, token.at(), end);
                    }
                }
            }
        }

        /// `a[1:2]` is a slice.
        private boolean digits(int from, int to) {
            return text.substring(from, to).chars().allMatch(c -> c >= '0' && c <= '9');
        }

        private void word(Token token, @org.jspecify.annotations.Nullable Token next) {
            boolean part = token.at() > 0 && text.charAt(token.at() - 1) == '.';
            if (!part && KeyWords.shown(token.text())) {
                add(Kind.KEYWORD, token.at(), token.end());
            } else if (next != null && next.isSign('(') && next.at() == token.end()) {
                add(Kind.FUNCTION, token.at(), token.end());
            }
        }

        private void add(Kind kind, int from, int to) {
            if (from < to) {
                marks.add(new Mark(kind, from, to));
            }
        }
    }
}
