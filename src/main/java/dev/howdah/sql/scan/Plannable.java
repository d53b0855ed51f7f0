package dev.howdah.sql.scan;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One statement that has a plan, and so can be asked for it without being run.
///
/// @param sql without a semicolon at its end
/// @param parameters the highest `$n` in it, 0 for none
public record Plannable(String sql, int parameters) {
    private static final Set<String> PLANNED = Set.of("select", "insert", "update", "delete", "merge", "with", "values", "table");

    /// Empty for more than one statement, for one that has no plan (DDL, `VACUUM`, a cursor's `FETCH`), and for text that was cut off inside
    /// a string.
    public static Optional<Plannable> of(String sql, boolean standardStrings) {
        List<Token> tokens = Token.withNumbers(sql, standardStrings);
        int end = tokens.size();
        while (end > 0 && tokens.get(end - 1).isSign(';')) {
            end--;
        }
        int first = 0;
        while (first < end && tokens.get(first).isSign('(')) {
            first++;
        }
        if (first >= end || tokens.get(first).kind() != Token.Kind.WORD || !PLANNED.contains(tokens.get(first).text())) {
            return Optional.empty();
        }
        int highest = 0;
        int open = 0;
        for (int i = 0; i < end; i++) {
            Token token = tokens.get(i);
            if (token.isSign(';')) {
                return Optional.empty();
            }
            open += token.isSign('(') ? 1 : token.isSign(')') ? -1 : 0;
            if (token.kind() == Token.Kind.NUMBER && i > 0 && tokens.get(i - 1).isSign('$') && tokens.get(i - 1).end() == token.at()) {
                highest = Math.max(highest, number(sql.substring(token.at(), token.end())));
            }
        }
        return open == 0
                ? Optional.of(new Plannable(sql.substring(tokens.getFirst().at(), tokens.get(end - 1).end()), highest))
                : Optional.empty();
    }

    private static int number(String digits) {
        return digits.length() > 5 || !digits.chars().allMatch(Character::isDigit) ? 0 : Integer.parseInt(digits);
    }
}
