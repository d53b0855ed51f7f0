package dev.howdah.sql.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What a message that may write would do to more than its writer may mean, seen on its tokens: UPDATE and DELETE without a WHERE (in
/// a CTE too), TRUNCATE, DROP, code that cannot be seen. Like [Gate] it looks at a statement too many rather than one too few.
///
/// @param reasons a sentence for each; empty for none
/// @param ddl whether it takes locks that others wait behind, so that it wants a `lock_timeout`
/// @param setsLockTimeout whether the message itself names `lock_timeout`
/// @param single whether it is one statement that EXPLAIN takes
/// @param measures whether it is EXPLAIN ANALYZE, which runs what it explains
public record Risk(List<String> reasons, boolean ddl, boolean setsLockTimeout, boolean single, boolean measures) {
    private static final Set<String> DDL = Set.of("create", "alter", "drop", "truncate", "reindex", "cluster", "refresh", "lock");
    private static final Set<String> DEFINES = Set.of("create", "alter", "grant", "revoke", "comment");
    private static final Set<String> EXPLAINED = Set.of("select", "update", "delete", "insert", "merge", "with");
    /// Before a DELETE or UPDATE that is a statement and no word of another.
    private static final Set<String> BEFORE = Set.of("as", "analyze", "analyse", "verbose", "materialized");
    private static final Set<String> NO_EFFECT = Set.of("count", "sum", "min", "max", "avg", "coalesce", "in", "exists", "any", "all",
            "some",
            "values", "and", "or", "not", "where", "on", "using", "from", "select", "as", "over", "lateral", "join", "then", "else", "when",
            "by",
            "union", "except", "intersect", "limit", "offset", "now", "length", "lower", "upper", "generate_series", "round", "nullif");

    /// Judges one message.
    ///
    /// @param standardStrings `standard_conforming_strings` of the session
    public static Risk of(String message, boolean standardStrings) {
        List<Token> tokens = Token.withNumbers(message, standardStrings);
        List<List<Token>> statements = Gate.statements(tokens);
        var reasons = new ArrayList<String>();
        boolean ddl = false;
        boolean measures = false;
        for (List<Token> one : statements) {
            List<Token> s = bare(one);
            if (s.getFirst().is("explain")) {
                measures |= measures(s);
                continue;
            }
            String word = s.getFirst().kind() == Token.Kind.WORD ? s.getFirst().text() : "";
            ddl |= DDL.contains(word);
            switch (word) {
                case "truncate" -> reasons.add("TRUNCATE removes every row of " + named(s, s.size() > 1 && s.get(1).is("table") ? 2 : 1));
                case "drop" -> reasons.add("DROP " + object(s) + " cannot be undone but by a restore");
                case "alter" -> alter(s, reasons);
                case "do" -> reasons.add("what the code of a DO does cannot be seen from here");
                default -> {
                }
            }
            if (!DEFINES.contains(word)) {
                changes(s, reasons);
            }
        }
        boolean single = statements.size() == 1 && bare(statements.getFirst()).getFirst() instanceof Token first
                && first.kind() == Token.Kind.WORD && EXPLAINED.contains(first.text());
        boolean names = tokens.stream().anyMatch(t -> t.text().equalsIgnoreCase("lock_timeout"));
        return new Risk(List.copyOf(reasons), ddl, names, single, measures);
    }

    /// Whether one query calls nothing that could have an effect, so that reading only its first rows does the same as reading all.
    public static boolean readsOnly(String query, boolean standardStrings) {
        List<Token> tokens = Token.of(query, standardStrings);
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean called = token.isName() && i + 1 < tokens.size() && tokens.get(i + 1).isSign('(');
            if (token.is("into") || token.is("for") || called && !NO_EFFECT.contains(token.text().toLowerCase(Locale.ROOT))) {
                return false;
            }
        }
        return true;
    }

    private static List<Token> bare(List<Token> statement) {
        int first = 0;
        while (first < statement.size() - 1 && statement.get(first).isSign('(')) {
            first++;
        }
        return statement.subList(first, statement.size());
    }

    /// ANALYZE among the options, whatever value it is given.
    private static boolean measures(List<Token> s) {
        int depth = 0;
        for (int i = 1; i < s.size(); i++) {
            Token token = s.get(i);
            depth += token.isSign('(') ? 1 : token.isSign(')') ? -1 : 0;
            if (token.is("analyze") || token.is("analyse")) {
                return true;
            }
            if (depth == 0 && !token.isSign(')') && !token.is("verbose")) {
                return false;
            }
        }
        return false;
    }

    private static void alter(List<Token> s, List<String> reasons) {
        for (int i = 1; i + 1 < s.size(); i++) {
            Token next = s.get(i + 1);
            if (s.get(i).is("drop") && !next.is("not") && !next.is("default") && !next.is("expression") && !next.is("identity")) {
                reasons.add("ALTER … DROP " + (next.is("column") || next.is("constraint") ? next.text().toUpperCase(Locale.ROOT) + " " : "")
                        + named(s, next.is("column") || next.is("constraint") ? i + 2 : i + 1) + " cannot be undone but by a restore");
            }
        }
    }

    private static void changes(List<Token> s, List<String> reasons) {
        for (int i = 0; i + 1 < s.size(); i++) {
            boolean delete = s.get(i).is("delete") && s.get(i + 1).is("from");
            boolean update = s.get(i).is("update") && s.get(i + 1).isName();
            if ((delete || update) && begins(s, i) && !limited(s, i + 1)) {
                reasons.add((delete ? "DELETE" : "UPDATE") + " without a WHERE takes every row of " + named(s, delete ? i + 2 : i + 1));
            }
        }
    }

    private static boolean begins(List<Token> s, int at) {
        if (at == 0) {
            return true;
        }
        Token before = s.get(at - 1);
        return before.isSign('(') || before.isSign(')') || before.kind() == Token.Kind.WORD && BEFORE.contains(before.text());
    }

    /// Whether a WHERE that says something follows on the same level.
    private static boolean limited(List<Token> s, int from) {
        int depth = 0;
        for (int i = from; i < s.size() && depth >= 0; i++) {
            Token token = s.get(i);
            depth += token.isSign('(') ? 1 : token.isSign(')') ? -1 : 0;
            if (depth == 0 && token.is("where")) {
                return !alwaysTrue(s, i + 1);
            }
        }
        return false;
    }

    private static boolean alwaysTrue(List<Token> s, int from) {
        int end = from;
        while (end < s.size() && !s.get(end).is("returning") && !s.get(end).isSign(')')) {
            end++;
        }
        List<Token> condition = s.subList(from, end);
        return condition.size() == 1 && condition.getFirst().is("true")
                || condition.size() == 3 && condition.get(1).isSign('=') && condition.getFirst().kind() == condition.get(2).kind()
                        && condition.getFirst().text().equals(condition.get(2).text());
    }

    private static String object(List<Token> s) {
        int at = 1;
        var kind = new StringBuilder();
        while (at < s.size() && s.get(at).kind() == Token.Kind.WORD
                && Set.of("table", "index", "view", "materialized", "schema", "sequence",
                        "function", "procedure", "type", "database", "role", "user", "trigger", "policy", "extension", "concurrently", "if",
                        "exists",
                        "foreign", "domain", "rule", "owned", "aggregate", "event", "publication", "subscription")
                        .contains(s.get(at).text())) {
            kind.append(s.get(at).text().toUpperCase(Locale.ROOT)).append(' ');
            at++;
        }
        return kind + named(s, at);
    }

    /// A name that may be qualified.
    private static String named(List<Token> s, int from) {
        int at = from < s.size() && s.get(from).is("only") ? from + 1 : from;
        var name = new StringBuilder();
        while (at < s.size() && (s.get(at).isName() || s.get(at).isSign('.'))) {
            name.append(s.get(at).text());
            if (at + 1 >= s.size() || !s.get(at).isSign('.') && !s.get(at + 1).isSign('.')) {
                break;
            }
            at++;
        }
        return name.isEmpty() ? "what it names" : name.toString();
    }
}
