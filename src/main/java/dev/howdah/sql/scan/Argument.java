package dev.howdah.sql.scan;

/// How an argument of a backslash command is read.
public enum Argument {
    /// A word; quotes are taken off.
    NORMAL,
    /// As [#NORMAL], without a semicolon at its end.
    NO_SEMICOLON,
    /// A name: letters outside double quotes are folded.
    NAME,
    /// A pattern: double quotes stay.
    PATTERN,
    /// Of what is not run: quotes are taken off, and nothing is put in the place of variables and backquotes.
    IGNORED
}
