package dev.howdah.sql.scan;

/// Why the scanner stopped.
public enum Stop {
    /// A semicolon that ends the statement; it is in the text.
    SEMICOLON,
    /// A backslash that begins a command; the command's name comes next.
    BACKSLASH,
    /// The end of the line; [Scanner#prompt] says what is open.
    END_OF_LINE
}
