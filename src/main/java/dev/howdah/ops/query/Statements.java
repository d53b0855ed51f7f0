package dev.howdah.ops.query;

import dev.howdah.sql.scan.Scanner;
import dev.howdah.sql.scan.Stop;
import dev.howdah.sql.scan.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A text, cut into statements where psql would cut it.
///
/// @param texts without the semicolon that ends each
/// @param refusal why the text is not run; empty when it may be
public record Statements(List<String> texts, Optional<String> refusal) {
    /// With these a text could leave the read-only transaction that it runs in. The server refuses every write inside it.
    private static final Set<String> TRANSACTION = Set.of("begin", "start", "commit", "end", "abort", "rollback", "prepare");

    /// Cuts a text.
    public static Statements of(String text) {
        var scanner = new Scanner(Variables.NONE);
        var texts = new ArrayList<String>();
        var current = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            if (!current.isEmpty()) {
                current.append('\n');
            }
            scanner.line(line);
            for (Stop stop = scanner.next(current); stop != Stop.END_OF_LINE; stop = scanner.next(current)) {
                if (stop == Stop.BACKSLASH) {
                    return new Statements(List.of(), Optional.of("Backslash commands are psql's and not the server's; this window does not "
                            + "have them yet. For psql itself open a local port on the Reach screen."));
                }
                add(texts, current);
                scanner.reset();
            }
        }
        add(texts, current);
        if (scanner.inQuote()) {
            return new Statements(List.of(), Optional.of("A quote or comment is open at the end of the text."));
        }
        for (String one : texts) {
            String first = firstWord(one);
            if (TRANSACTION.contains(first)) {
                return new Statements(List.of(), Optional.of(first.toUpperCase(Locale.ROOT)
                        + " is not run here: each run is one read-only transaction, begun and ended for you."));
            }
        }
        return new Statements(List.copyOf(texts), Optional.empty());
    }

    /// The word that says what a statement is: the first that is in no comment.
    static String firstWord(String sql) {
        int at = 0;
        while (at < sql.length()) {
            if (Character.isWhitespace(sql.charAt(at)) || sql.charAt(at) == '(') {
                at++;
            } else if (sql.startsWith("--", at)) {
                int end = sql.indexOf('\n', at);
                at = end < 0 ? sql.length() : end + 1;
            } else if (sql.startsWith("/*", at)) {
                at = afterComment(sql, at);
            } else {
                int end = at;
                while (end < sql.length() && Character.isLetter(sql.charAt(end))) {
                    end++;
                }
                return sql.substring(at, end).toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }

    /// Comments nest (PostgreSQL manual, 4.1.5).
    private static int afterComment(String sql, int from) {
        int depth = 0;
        int at = from;
        while (at < sql.length()) {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
                if (depth == 0) {
                    return at;
                }
            } else {
                at++;
            }
        }
        return at;
    }

    private static void add(List<String> texts, StringBuilder current) {
        String text = current.toString().strip();
        text = text.endsWith(";") ? text.substring(0, text.length() - 1).strip() : text;
        if (!text.isEmpty()) {
            texts.add(text);
        }
        current.setLength(0);
    }
}
