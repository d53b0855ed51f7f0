package dev.howdah.sql.session;

import dev.howdah.sql.scan.CopyStatement;
import dev.howdah.sql.scan.Scanner;
import dev.howdah.sql.scan.Stop;
import dev.howdah.sql.scan.Variables;
import java.util.List;

/// What the first words of a statement tell.
final class Words {
    private Words() {}

    /// Whether a statement ends or begins a transaction, or cannot run inside one, so that AUTOCOMMIT off sends no BEGIN before it.
    static boolean noTransaction(String sql) {
        List<String> words = CopyStatement.words(sql, 4);
        if (words.isEmpty()) {
            return true;
        }
        String second = words.size() > 1 ? words.get(1) : "";
        return switch (words.getFirst()) {
            case "abort", "begin", "start", "commit", "rollback", "end", "vacuum" -> true;
            case "prepare" -> second.equals("transaction");
            case "cluster" -> words.size() == 1;
            case "alter" -> second.equals("system");
            case "discard" -> second.equals("all");
            case "create", "drop" -> List.of("database", "tablespace").contains(second) || words.contains("concurrently");
            case "reindex" -> List.of("database", "system").contains(second) || words.contains("concurrently");
            default -> false;
        };
    }

    /// Whether more than one statement is in the text, as `\\;` makes it.
    static boolean isSeveral(String sql) {
        int semicolon = sql.indexOf(';');
        if (semicolon < 0 || sql.substring(semicolon + 1).isBlank()) {
            return false;
        }
        var scanner = new Scanner(Variables.NONE);
        var statement = new StringBuilder();
        scanner.line(sql);
        boolean ended = scanner.next(statement) == Stop.SEMICOLON;
        statement.setLength(0);
        return ended && (scanner.next(statement) != Stop.END_OF_LINE || !statement.toString().isBlank());
    }

    /// Whether the text is one SELECT or VALUES and nothing else, so that a cursor can be declared for it.
    static boolean isOneQuery(String sql) {
        return isOne(sql, List.of("select", "values"));
    }

    /// The same where nothing can write: there WITH is a query too.
    static boolean isOneRead(String sql) {
        return isOne(sql, List.of("select", "values", "table", "with"));
    }

    private static boolean isOne(String sql, List<String> kinds) {
        List<String> words = CopyStatement.words(sql, 1);
        if (words.isEmpty() || !kinds.contains(words.getFirst())) {
            return false;
        }
        var scanner = new Scanner(Variables.NONE);
        var statement = new StringBuilder();
        scanner.line(sql);
        Stop stop = scanner.next(statement);
        var rest = new StringBuilder();
        return stop == Stop.END_OF_LINE || stop == Stop.SEMICOLON && scanner.next(rest) == Stop.END_OF_LINE && rest.toString().isBlank()
                && sql.stripTrailing().endsWith(";");
    }

    /// Whether the statement gives rows and does nothing else, going by its first word.
    static boolean isSelect(String sql) {
        List<String> words = CopyStatement.words(sql, 1);
        return !words.isEmpty() && List.of("select", "values", "table", "with").contains(words.getFirst());
    }
}
