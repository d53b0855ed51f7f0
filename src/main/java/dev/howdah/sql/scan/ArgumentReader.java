package dev.howdah.sql.scan;

import org.jspecify.annotations.Nullable;

/// Reads one argument of a backslash command.
final class ArgumentReader {
    private final String line;
    private final Variables variables;
    private final Argument kind;
    private final StringBuilder word = new StringBuilder();
    private int at;
    private boolean present;
    private boolean quoted;
    /// How many characters at the word's end stood outside quotes.
    private int unquoted;

    ArgumentReader(String line, int at, Variables variables, Argument kind) {
        this.line = line;
        this.at = at;
        this.variables = variables;
        this.kind = kind;
    }

    int at() {
        return at;
    }

    boolean wasQuoted() {
        return quoted;
    }

    @Nullable
    String read() throws ArgumentTrouble {
        while (at < line.length() && Scanner.isSpace(line.charAt(at))) {
            at++;
        }
        while (at < line.length() && !Scanner.isSpace(line.charAt(at)) && line.charAt(at) != '\\') {
            present = true;
            switch (line.charAt(at)) {
                case '\'' -> quoted();
                case '"' -> doubleQuoted();
                case '`' -> backticks();
                case ':' -> colon();
                default -> {
                    word.append(line.charAt(at++));
                    unquoted++;
                }
            }
        }
        if (!present) {
            return null;
        }
        if (kind == Argument.NO_SEMICOLON || kind == Argument.NAME || kind == Argument.PATTERN) {
            while (unquoted-- > 0 && !word.isEmpty() && word.charAt(word.length() - 1) == ';') {
                word.setLength(word.length() - 1);
            }
        }
        return kind == Argument.NAME ? Quoting.folded(word.toString(), true) : word.toString();
    }

    private void quoted() throws ArgumentTrouble {
        quoted = true;
        unquoted = 0;
        at++;
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == '\\' && at < line.length()) {
                escape();
            } else if (c == '\'') {
                if (at < line.length() && line.charAt(at) == '\'') {
                    at++;
                    word.append('\'');
                } else {
                    return;
                }
            } else {
                word.append(c);
            }
        }
        throw new ArgumentTrouble("unterminated quoted string");
    }

    private void escape() {
        char c = line.charAt(at++);
        switch (c) {
            case 'n' -> word.append('\n');
            case 't' -> word.append('\t');
            case 'b' -> word.append('\b');
            case 'r' -> word.append('\r');
            case 'f' -> word.append('\f');
            case 'x' -> number(16, 2, 'x');
            default -> {
                if (c >= '0' && c <= '7') {
                    at--;
                    number(8, 3, c);
                } else {
                    word.append(c);
                }
            }
        }
    }

    private void number(int radix, int most, char otherwise) {
        int value = 0;
        int digits = 0;
        while (digits < most && at < line.length() && Character.digit(line.charAt(at), radix) >= 0) {
            value = value * radix + Character.digit(line.charAt(at++), radix);
            digits++;
        }
        word.append(digits == 0 ? otherwise : (char) (value & 0xff));
    }

    private void doubleQuoted() throws ArgumentTrouble {
        quoted = true;
        unquoted = 0;
        int end = line.indexOf('"', at + 1);
        if (end < 0) {
            at = line.length();
            throw new ArgumentTrouble("unterminated quoted string");
        }
        word.append(line, at, end + 1);
        at = end + 1;
    }

    private void backticks() throws ArgumentTrouble {
        int end = kind == Argument.IGNORED ? line.indexOf('`', at + 1) : -1;
        if (end >= 0) {
            word.append(line, at + 1, end);
            at = end + 1;
            quoted = true;
            return;
        }
        at = line.length();
        throw new ArgumentTrouble("backquotes would run a program on this machine; howdah does not run them");
    }

    private void colon() {
        Reference reference = Reference.at(line, at);
        String value = reference == null || kind == Argument.IGNORED ? null : variables.value(reference.name());
        if (reference == null || value == null && reference.kind() != Reference.Kind.DEFINED) {
            int end = reference == null ? at + 1 : reference.end();
            word.append(line, at, end);
            at = end;
            unquoted++;
            return;
        }
        word.append(reference.expanded(value));
        at = reference.end();
        unquoted = 0;
        quoted = true;
    }
}
