package dev.howdah.lint;

import java.util.List;

/// What a rule has to say about a statement.
///
/// @param rule its id, which a suppression names
/// @param line of the statement's first word, from 1
/// @param column likewise
/// @param statement its text
/// @param message what happens
/// @param why and to whom
/// @param safe statements that reach the same schema without it; a line that begins with `--` is a step between them
public record Finding(String rule, Severity severity, String file, int line, int column, String statement, Facts facts, String message,
        String why, List<String> safe) {
    /// How bad.
    public enum Severity {
        ADVICE, WARNING, ERROR
    }
}
