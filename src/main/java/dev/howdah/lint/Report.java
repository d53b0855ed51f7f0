package dev.howdah.lint;

import java.util.List;

/// A whole review.
///
/// @param statements every statement that could be parsed, in order
/// @param problems what could not be reviewed, each with file, line and PostgreSQL's words
public record Report(List<Finding> findings, List<Statement> statements, List<Trouble> problems) {
    /// A statement and what it does.
    public record Statement(String file, int line, String text, Facts facts) {}

    /// A place that could not be read.
    ///
    /// @param caret the line of SQL and below it a caret; empty when there is no such place
    public record Trouble(String file, int line, int column, String message, String caret) {}
}
