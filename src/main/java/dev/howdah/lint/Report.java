package dev.howdah.lint;

import java.util.List;

/// A whole review.
///
/// @param statements every statement that could be parsed, in order; those inside code follow the statement that runs it
/// @param problems what could not be reviewed, each with file, line and PostgreSQL's words
/// @param suppressed findings that a suppression took away
public record Report(List<Finding> findings, List<Statement> statements, List<Trouble> problems, List<Suppressed> suppressed) {
    public Report(List<Finding> findings, List<Statement> statements, List<Trouble> problems) {
        this(findings, statements, problems, List.of());
    }

    /// A statement and what it does.
    public record Statement(String file, int line, String text, Facts facts) {}

    /// A finding that its author knows of.
    public record Suppressed(Finding finding, String reason) {}

    /// A place that could not be read.
    ///
    /// @param caret the line of SQL and below it a caret; empty when there is no such place
    public record Trouble(String file, int line, int column, String message, String caret) {}
}
