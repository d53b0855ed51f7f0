package dev.howdah.lint;

import dev.howdah.lint.parse.Grammar;
import dev.howdah.lint.parse.SyntaxTrouble;
import dev.howdah.lint.parse.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The statements inside the code of DO, functions and procedures, as PL/pgSQL's own grammar finds them.
///
/// Every statement counts, whatever IF or loop it stands in. EXECUTE counts when its text is a constant, constants joined by
/// `||`, or `format` of constants; any other is named as one that cannot be read.
final class Bodies {
    private static final Pattern PLACE = Pattern.compile("%(?:%|(?:(\\d+)\\$)?-?\\d*([sIL]))");

    /// A statement inside.
    ///
    /// @param line from the first line of the code, from 1
    /// @param sql empty when it is put together at run time; `COMMIT` and `ROLLBACK` are those of PL/pgSQL
    /// @param unread the expression that was not understood; empty when `sql` is there
    record Inner(int line, String sql, String unread) {}

    private final Grammar grammar;
    private final List<Inner> found = new ArrayList<>();

    private Bodies(Grammar grammar) {
        this.grammar = grammar;
    }

    /// @param statement DO or CREATE FUNCTION
    /// @throws SyntaxTrouble when the code does not parse, or is in a language that is not SQL or PL/pgSQL
    static List<Inner> of(Grammar grammar, Tree statement, String sql) throws SyntaxTrouble {
        var bodies = new Bodies(grammar);
        boolean isDo = statement.kind().equals("DoStmt");
        Tree s = statement.content();
        String language = option(s, isDo ? "args" : "options", "language").get("String").text("sval");
        if (s.get("sql_body").present()) {
            s.get("sql_body").each("FuncCall", call -> bodies.found.add(new Inner(1, "SELECT " + Names.path(String.join(".", call.names(
                    "funcname"))) + "()", "")));
            return bodies.found;
        }
        switch (language.isEmpty() ? "plpgsql" : language) {
            case "plpgsql" -> new Tree(grammar.parseBody(sql)).list("plpgsql_funcs")
                    .forEach(f -> bodies.walk(f.get("PLpgSQL_function").get("action").value()));
            case "sql" -> {
                for (Script.Piece piece : Script.cut("", code(statement))) {
                    bodies.found.add(new Inner(piece.line(), piece.text(), ""));
                }
            }
            default -> bodies.found.add(new Inner(1, "", "code in " + language));
        }
        return bodies.found;
    }

    /// The code itself.
    static String code(Tree statement) {
        Tree as = option(statement.content(), statement.kind().equals("DoStmt") ? "args" : "options", "as");
        Tree list = as.get("List");
        return list.present() ? String.join("", list.names("items")) : as.get("String").text("sval");
    }

    private static Tree option(Tree s, String list, String name) {
        return s.list(list).stream().map(d -> d.get("DefElem")).filter(d -> d.text("defname").equals(name)).map(d -> d.get("arg"))
                .findFirst().orElse(new Tree(null));
    }

    private void walk(@org.jspecify.annotations.Nullable Object at) {
        if (at instanceof List<?> list) {
            list.forEach(this::walk);
        } else if (at instanceof Map<?, ?> map) {
            map.forEach((kind, inner) -> {
                Tree s = new Tree(inner);
                String line = s.text("lineno");
                int number = line.isEmpty() ? 1 : Integer.parseInt(line);
                switch (String.valueOf(kind)) {
                    case "PLpgSQL_stmt_execsql" -> plain(number, s.get("sqlstmt"));
                    case "PLpgSQL_stmt_perform", "PLpgSQL_stmt_call" -> plain(number, s.get("expr"));
                    case "PLpgSQL_stmt_fors", "PLpgSQL_stmt_open" -> plain(number, s.get("query"));
                    case "PLpgSQL_stmt_commit" -> found.add(new Inner(number, "COMMIT", ""));
                    case "PLpgSQL_stmt_rollback" -> found.add(new Inner(number, "ROLLBACK", ""));
                    case "PLpgSQL_stmt_dynexecute", "PLpgSQL_stmt_dynfors" -> dynamic(number, s.get("query").get("PLpgSQL_expr").text(
                            "query"));
                    default -> {
                        // loops and conditions: what stands in them is walked below
                    }
                }
                if (!String.valueOf(kind).equals("PLpgSQL_expr")) {
                    walk(inner);
                }
            });
        }
    }

    private void plain(int line, Tree expression) {
        String sql = expression.get("PLpgSQL_expr").text("query");
        if (!sql.isBlank()) {
            found.add(new Inner(line, sql, ""));
        }
    }

    private void dynamic(int line, String expression) {
        Optional<String> sql;
        try {
            Tree target = new Tree(grammar.parse("SELECT " + expression)).list("stmts").getFirst().get("stmt").get("SelectStmt")
                    .list("targetList").getFirst();
            sql = constant(target.get("ResTarget").get("val"));
        } catch (SyntaxTrouble e) {
            sql = Optional.empty();
        }
        found.add(sql.map(s -> new Inner(line, s.strip().replaceFirst(";$", ""), "")).orElseGet(() -> new Inner(line, "", expression)));
    }

    private static Optional<String> constant(Tree value) {
        Tree c = value.get("A_Const");
        Tree joined = value.get("A_Expr");
        Tree cast = value.get("TypeCast");
        Tree call = value.get("FuncCall");
        if (c.get("sval").present()) {
            return Optional.of(c.get("sval").text("sval"));
        }
        if (c.get("ival").present()) {
            return Optional.of(c.get("ival").text("ival").isEmpty() ? "0" : c.get("ival").text("ival"));
        }
        if (joined.present() && joined.names("name").equals(List.of("||"))) {
            return constant(joined.get("lexpr")).flatMap(left -> constant(joined.get("rexpr")).map(right -> left + right));
        }
        if (cast.present()) {
            return constant(cast.get("arg"));
        }
        return call.present() && call.names("funcname").getLast().equals("format") ? format(call.list("args")) : Optional.empty();
    }

    private static Optional<String> format(List<Tree> arguments) {
        List<Optional<String>> values = arguments.stream().map(Bodies::constant).toList();
        if (values.isEmpty() || values.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        Matcher place = PLACE.matcher(values.getFirst().orElseThrow());
        var text = new StringBuilder();
        int next = 1;
        while (place.find()) {
            String with = "%";
            if (place.group(2) != null) {
                int at = place.group(1) == null ? next++ : Integer.parseInt(place.group(1));
                if (at >= values.size()) {
                    return Optional.empty();
                }
                String value = values.get(at).orElseThrow();
                with = switch (place.group(2)) {
                    case "I" -> Names.quote(value);
                    case "L" -> "'" + value.replace("'", "''") + "'";
                    default -> value;
                };
            }
            place.appendReplacement(text, Matcher.quoteReplacement(with));
        }
        place.appendTail(text);
        return Optional.of(text.toString());
    }
}
