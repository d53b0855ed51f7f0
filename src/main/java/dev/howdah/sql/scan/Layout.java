package dev.howdah.sql.scan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Sets a text out: clauses begin lines, what is in the parentheses of a query is indented, key words are written in capitals.
/// Nothing but blanks, line ends and the case of key words is changed, so that the server and psql see the same tokens; what
/// cannot be set out so without doubt (statements with comments in them, DDL, lines with a backslash command) stays as it is.
public final class Layout {
    private static final String INDENT = "    ";
    /// What begins a line of its own at the level of its query.
    private static final Set<String> CLAUSES = Set.of("select", "from", "where", "group", "having", "order", "limit", "offset", "union",
            "intersect", "except", "returning", "values", "set", "window", "fetch", "insert", "update", "delete", "for");
    /// What begins a line one step in.
    private static final Set<String> STEPS = Set.of("and", "or", "left", "right", "full", "inner", "cross", "natural", "join");
    /// Before these words and JOIN or OUTER, a join begins.
    private static final Set<String> JOINING = Set.of("left", "right", "full", "inner", "cross");
    /// Statements that are set out.
    private static final Set<String> SET_OUT = Set.of("select", "with", "insert", "update", "delete", "values", "explain");
    /// After these, a word of [#CLAUSES] belongs to what stands before it: `IS DISTINCT FROM`, `DELETE FROM`, `FOR UPDATE`,
    /// `ON CONFLICT DO UPDATE SET`, `WITHIN GROUP`, `DEFAULT VALUES`, `EXPLAIN SELECT`.
    private static final Set<String> HOLDING = Set.of("distinct", "delete", "for", "do", "within", "default", "explain", "analyze",
            "verbose", "key", "no", "without", "with", "as", "by", "is");

    /// Written in capitals though a name may be written so: unquoted, it means the same in either case.
    private static final Set<String> CAPITALS = Set.of("insert", "update", "delete", "values", "set", "by", "between", "exists", "over",
            "partition", "filter", "explain");

    private Layout() {}

    /// @param word in lower case
    static boolean isCapital(String word) {
        return KeyWords.RESERVED.contains(word) || CAPITALS.contains(word);
    }

    /// @param text of an editor, with as many statements and commands as there are, in a session with `standard_conforming_strings`
    public static String of(String text) {
        var out = new StringBuilder();
        int at = 0;
        int from = 0;
        int depth = 0;
        while (at < text.length()) {
            int next = text.length();
            for (Token token : Token.upToCommand(text, at)) {
                if (token.isCommand(text)) {
                    int end = text.indexOf('\n', token.at());
                    next = end < 0 ? text.length() : end;
                    out.append(text, from, next);
                    from = next;
                    depth = 0;
                } else if (token.isSign('(')) {
                    depth++;
                } else if (token.isSign(')')) {
                    depth = Math.max(0, depth - 1);
                } else if (token.isSign(';') && depth == 0) {
                    String statement = text.substring(from, token.end());
                    if (CopyStatement.of(statement) == CopyStatement.FROM_STDIN) {
                        // what follows are rows
                        return out.append(text, from, text.length()).toString();
                    }
                    statement(statement, out);
                    from = token.end();
                }
            }
            at = next;
        }
        statement(text.substring(from), out);
        return out.toString();
    }

    /// One statement with the blanks and comments before it.
    private static void statement(String text, StringBuilder out) {
        List<Token> tokens = Token.withNumbers(text, true);
        boolean sets = !tokens.isEmpty() && tokens.getFirst().kind() == Token.Kind.WORD && SET_OUT.contains(tokens.getFirst().text());
        if (!sets || text.indexOf('\\') >= 0 || hasComments(text, tokens)) {
            out.append(text);
            return;
        }
        out.append(text, 0, tokens.getFirst().at());
        int column = out.length() - out.lastIndexOf("\n") - 1;
        out.append(new Writer(text, tokens, " ".repeat(column)).write()).append(text, tokens.getLast().end(), text.length());
    }

    /// Where a comment belongs is its writer's to say.
    private static boolean hasComments(String text, List<Token> tokens) {
        for (int i = 1; i < tokens.size(); i++) {
            for (int at = tokens.get(i - 1).end(); at < tokens.get(i).at(); at++) {
                if (!Scanner.isSpace(text.charAt(at))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static final class Writer {
        /// Parentheses, or the statement around all.
        private static final class Level {
            final boolean query;
            int cases;
            int between;

            Level(boolean query) {
                this.query = query;
            }
        }

        private final String text;
        private final List<Token> tokens;
        private final String margin;
        private final StringBuilder out = new StringBuilder();
        private final Deque<Level> levels = new ArrayDeque<>();
        private int deep;

        Writer(String text, List<Token> tokens, String margin) {
            this.text = text;
            this.tokens = tokens;
            this.margin = margin;
            levels.push(new Level(true));
        }

        String write() {
            for (int i = 0; i < tokens.size(); i++) {
                Token token = tokens.get(i);
                boolean closesQuery = token.isSign(')') && close();
                boolean blank = i > 0 && token.at() > tokens.get(i - 1).end();
                boolean begins = i > 0 && levels.element().query && begins(i);
                if (closesQuery) {
                    line(deep);
                } else if (blank && begins) {
                    line(STEPS.contains(token.text()) ? deep + 1 : deep);
                } else if (blank && !afterOpening(i)) {
                    // where blanks stood, one stays: whether two signs may touch is the server's to know
                    out.append(' ');
                }
                put(i);
                if (token.isSign('(')) {
                    open(i);
                }
            }
            return out.toString();
        }

        private void open(int i) {
            boolean query = i + 1 < tokens.size() && (tokens.get(i + 1).is("select") || tokens.get(i + 1).is("with"));
            levels.push(new Level(query));
            if (query) {
                deep++;
                line(deep);
            }
        }

        /// @return whether a query stood in the parentheses
        private boolean close() {
            if (levels.size() == 1) {
                return false;
            }
            boolean query = levels.pop().query;
            deep -= query ? 1 : 0;
            return query;
        }

        /// Whether a line was begun for the first word of a query in parentheses.
        private boolean afterOpening(int i) {
            return i > 0 && tokens.get(i - 1).isSign('(') && levels.size() > 1 && levels.element().query;
        }

        private boolean begins(int i) {
            Token token = tokens.get(i);
            Token before = tokens.get(i - 1);
            Level level = levels.element();
            if (token.kind() != Token.Kind.WORD || before.isSign('.') || before.isSign('(') || before.isSign(':')) {
                return false;
            }
            switch (token.text()) {
                case "between" -> level.between++;
                case "case" -> level.cases++;
                case "end" -> level.cases = Math.max(0, level.cases - 1);
                default -> {
                }
            }
            if (token.is("and") && level.between > 0) {
                level.between--;
                return false;
            }
            if (level.cases > 0) {
                return false;
            }
            boolean held = before.kind() == Token.Kind.WORD && HOLDING.contains(before.text());
            if (STEPS.contains(token.text())) {
                return joins(i, before);
            }
            return CLAUSES.contains(token.text()) && !held;
        }

        private boolean joins(int i, Token before) {
            Token token = tokens.get(i);
            if (token.is("join")) {
                return !JOINING.contains(before.text()) && !before.is("outer") && !before.is("natural");
            }
            if (JOINING.contains(token.text())) {
                // functions and columns may have these names
                return !before.is("natural") && i + 1 < tokens.size() && (tokens.get(i + 1).is("join") || tokens.get(i + 1).is("outer"));
            }
            return true;
        }

        private void line(int level) {
            out.append('\n').append(margin).append(INDENT.repeat(level));
        }

        private void put(int i) {
            Token token = tokens.get(i);
            String written = text.substring(token.at(), token.end());
            boolean variable = i > 0 && tokens.get(i - 1).isSign(':') && tokens.get(i - 1).end() == token.at();
            boolean reserved = token.kind() == Token.Kind.WORD && !variable && written.chars().allMatch(c -> c < 0x80)
                    && isCapital(token.text());
            out.append(reserved ? written.toUpperCase(Locale.ROOT) : written);
        }
    }
}
