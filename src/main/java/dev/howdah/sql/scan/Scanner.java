package dev.howdah.sql.scan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads a script line by line and says where statements end and backslash commands begin. What it must keep between lines
/// (open quotes, comments, parentheses) is here; the text of the statement is the caller's, because backslash commands change it.
///
/// Without exact agreement with psql a script would run other statements here than there.
public final class Scanner {
    private enum State {
        PLAIN, QUOTE, ESCAPE_QUOTE, NAME, COMMENT, DOLLAR
    }

    /// A variable whose value is being read: its name, and how much of the line will be left when the value is used up.
    private record Expansion(String name, int left) {}

    private final Variables variables;
    private final StatementHead head = new StatementHead();
    private final Deque<Expansion> expansions = new ArrayDeque<>();
    private State state = State.PLAIN;
    private int commentDepth;
    private int parentheses;
    private String dollar = "";
    private boolean standardStrings = true;
    private String line = "";
    private int at;
    private boolean empty = true;
    private String trouble = "";
    private boolean quoted;

    public Scanner(Variables variables) {
        this.variables = variables;
    }

    /// `standard_conforming_strings` of the session: whether a backslash in `'…'` is a plain character.
    public void standardStrings(boolean on) {
        standardStrings = on;
    }

    /// Begins a line, without its line end.
    public void line(String text) {
        line = text;
        at = 0;
        expansions.clear();
    }

    /// Whether a blank line belongs to the statement: inside quotes and block comments it does, elsewhere psql drops it.
    public boolean inQuote() {
        return state != State.PLAIN;
    }

    /// Forgets what is open, as `\r` and a sent statement do.
    public void reset() {
        state = State.PLAIN;
        parentheses = 0;
        commentDepth = 0;
        head.reset();
    }

    /// How many parentheses are open.
    public int parentheses() {
        return parentheses;
    }

    public void parentheses(int open) {
        parentheses = open;
    }

    /// Whether the last argument, or a part of it, stood in quotes or came from a variable.
    public boolean wasQuoted() {
        return quoted;
    }

    public Prompt prompt() {
        return switch (state) {
            case QUOTE, ESCAPE_QUOTE -> Prompt.SINGLE_QUOTE;
            case NAME -> Prompt.DOUBLE_QUOTE;
            case COMMENT -> Prompt.COMMENT;
            case DOLLAR -> Prompt.DOLLAR;
            case PLAIN -> parentheses > 0 ? Prompt.PAREN : empty && head.depth() == 0 ? Prompt.READY : Prompt.CONTINUE;
        };
    }

    /// Reads on until something has to be done, and appends what belongs to the statement to `text`.
    public Stop next(StringBuilder text) {
        while (at < line.length()) {
            Stop stop = switch (state) {
                case PLAIN -> plain(text);
                case QUOTE -> quote(text, false);
                case ESCAPE_QUOTE -> quote(text, true);
                case NAME -> until(text, "\"");
                case COMMENT -> comment(text);
                case DOLLAR -> until(text, dollar);
            };
            if (stop != null) {
                empty = stop == Stop.SEMICOLON || text.isEmpty();
                return stop;
            }
        }
        empty = text.isEmpty();
        return Stop.END_OF_LINE;
    }

    private @Nullable Stop plain(StringBuilder text) {
        char c = line.charAt(at);
        if (isSpace(c)) {
            at++;
            if (!text.isEmpty()) {
                text.append(c);
            }
            return null;
        }
        if (line.startsWith("--", at)) {
            int end = line.indexOf('\n', at);
            end = end < 0 ? line.length() : end;
            if (!text.isEmpty()) {
                text.append(line, at, end);
            }
            at = end;
            return null;
        }
        if (line.startsWith("/*", at)) {
            state = State.COMMENT;
            commentDepth = 1;
            take(text, 2);
            return null;
        }
        return switch (c) {
            case '\'' -> open(text, 1, standardStrings ? State.QUOTE : State.ESCAPE_QUOTE);
            case '"' -> open(text, 1, State.NAME);
            case '$' -> dollar(text);
            case ':' -> colon(text);
            case '\\' -> backslash(text);
            case '(' -> {
                parentheses++;
                yield take(text, 1);
            }
            case ')' -> {
                parentheses = Math.max(0, parentheses - 1);
                yield take(text, 1);
            }
            case ';' -> {
                take(text, 1);
                if (parentheses == 0 && head.depth() == 0) {
                    head.reset();
                    yield Stop.SEMICOLON;
                }
                yield null;
            }
            default -> isNameStart(c) ? word(text) : take(text, 1);
        };
    }

    private @Nullable Stop backslash(StringBuilder text) {
        char next = at + 1 < line.length() ? line.charAt(at + 1) : 0;
        if (next == ';' || next == ':') {
            at++;
            take(text, 1);
            if (next == ';') {
                head.reset();
            }
            return null;
        }
        at++;
        return Stop.BACKSLASH;
    }

    private @Nullable Stop word(StringBuilder text) {
        char c = Character.toLowerCase(line.charAt(at));
        char next = at + 1 < line.length() ? line.charAt(at + 1) : 0;
        if (next == '\'' && "bxne".indexOf(c) >= 0) {
            boolean escapes = c == 'e' || c == 'n' && !standardStrings;
            return open(text, 2, escapes ? State.ESCAPE_QUOTE : State.QUOTE);
        }
        if (c == 'u' && next == '&' && at + 2 < line.length()) {
            char third = line.charAt(at + 2);
            if (third == '\'' || third == '"') {
                return open(text, 3, third == '"' ? State.NAME : State.QUOTE);
            }
        }
        int end = at + 1;
        while (end < line.length() && isNamePart(line.charAt(end))) {
            end++;
        }
        head.word(line.substring(at, end).toLowerCase(Locale.ROOT), parentheses);
        return take(text, end - at);
    }

    private @Nullable Stop dollar(StringBuilder text) {
        int end = at + 1;
        if (end < line.length() && isNameStart(line.charAt(end))) {
            end++;
            while (end < line.length() && isNamePart(line.charAt(end)) && line.charAt(end) != '$') {
                end++;
            }
        }
        if (end < line.length() && line.charAt(end) == '$') {
            dollar = line.substring(at, end + 1);
            return open(text, dollar.length(), State.DOLLAR);
        }
        return take(text, 1);
    }

    private @Nullable Stop colon(StringBuilder text) {
        if (line.startsWith("::", at) || line.startsWith(":=", at)) {
            return take(text, 2);
        }
        Reference reference = Reference.at(line, at);
        if (reference == null) {
            return take(text, 1);
        }
        String value = variables.value(reference.name());
        if (reference.kind() != Reference.Kind.PLAIN) {
            text.append(reference.kind() != Reference.Kind.DEFINED && value == null
                    ? line.substring(at, reference.end())
                    : reference.expanded(value));
            at = reference.end();
            return null;
        }
        expansions.removeIf(e -> line.length() - at <= e.left());
        if (value == null) {
            return take(text, reference.end() - at);
        }
        if (expansions.stream().anyMatch(e -> e.name().equals(reference.name()))) {
            trouble = "skipping recursive expansion of variable \"" + reference.name() + "\"";
            return take(text, reference.end() - at);
        }
        expansions.push(new Expansion(reference.name(), line.length() - reference.end()));
        line = value + line.substring(reference.end());
        at = 0;
        return null;
    }

    /// A warning since it was last asked for, or empty.
    public String trouble() {
        String was = trouble;
        trouble = "";
        return was;
    }

    private @Nullable Stop quote(StringBuilder text, boolean escapes) {
        char c = line.charAt(at);
        if (escapes && c == '\\') {
            return take(text, Math.min(2, line.length() - at));
        }
        if (c == '\'') {
            if (line.startsWith("''", at)) {
                return take(text, 2);
            }
            state = State.PLAIN;
        }
        return take(text, 1);
    }

    private @Nullable Stop until(StringBuilder text, String end) {
        int found = line.indexOf(end, at);
        if (found < 0) {
            return take(text, line.length() - at);
        }
        state = State.PLAIN;
        return take(text, found + end.length() - at);
    }

    private @Nullable Stop comment(StringBuilder text) {
        if (line.startsWith("/*", at)) {
            commentDepth++;
            return take(text, 2);
        }
        if (line.startsWith("*/", at)) {
            if (--commentDepth == 0) {
                state = State.PLAIN;
            }
            return take(text, 2);
        }
        return take(text, 1);
    }

    private @Nullable Stop open(StringBuilder text, int length, State into) {
        state = into;
        return take(text, length);
    }

    private @Nullable Stop take(StringBuilder text, int length) {
        text.append(line, at, at + length);
        at += length;
        return null;
    }

    /// After [Stop#BACKSLASH]: the command's name.
    public String command() {
        int start = at;
        while (at < line.length() && !isSpace(line.charAt(at)) && line.charAt(at) != '\\') {
            at++;
        }
        return line.substring(start, at);
    }

    /// The command's next argument, or null when there is none.
    ///
    /// @throws ArgumentTrouble for an open quote, and for what would run a program
    public @Nullable String argument(Argument kind) throws ArgumentTrouble {
        var reader = new ArgumentReader(line, at, variables, kind);
        try {
            return reader.read();
        } finally {
            at = reader.at();
            quoted = reader.wasQuoted();
        }
    }

    /// What is left of the line, leading blanks dropped; null when nothing is.
    public @Nullable String rest() {
        while (at < line.length() && isSpace(line.charAt(at))) {
            at++;
        }
        String rest = line.substring(at);
        at = line.length();
        return rest.isEmpty() ? null : rest;
    }

    /// Ends a command: a `\\` after it is swallowed.
    public void commandEnd() {
        while (at < line.length() && isSpace(line.charAt(at))) {
            at++;
        }
        if (line.startsWith("\\\\", at)) {
            at += 2;
        }
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\u000b';
    }

    static boolean isNameStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80;
    }

    static boolean isNamePart(char c) {
        return isNameStart(c) || c >= '0' && c <= '9' || c == '$';
    }
}
