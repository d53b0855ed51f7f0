package dev.howdah.sql.scan;

import java.util.ArrayList;
import java.util.List;

/// Whether the words so far begin a function with a SQL body (`CREATE FUNCTION … BEGIN ATOMIC … END`), whose semicolons do not
/// end the statement.
final class StatementHead {
    private final List<String> first = new ArrayList<>();
    private int depth;

    void reset() {
        first.clear();
        depth = 0;
    }

    /// How many `BEGIN` or `CASE` are open.
    int depth() {
        return depth;
    }

    void word(String word, int parentheses) {
        if (first.size() < 4) {
            first.add(word);
        }
        if (parentheses > 0 || !makesRoutine()) {
            return;
        }
        switch (word) {
            case "begin" -> depth++;
            case "case" -> depth += depth > 0 ? 1 : 0;
            case "end" -> depth = Math.max(0, depth - 1);
            default -> {
            }
        }
    }

    private boolean makesRoutine() {
        if (first.size() < 2 || !first.getFirst().equals("create")) {
            return false;
        }
        int at = first.get(1).equals("or") && first.size() > 3 && first.get(2).equals("replace") ? 3 : 1;
        return first.get(at).equals("function") || first.get(at).equals("procedure");
    }
}
