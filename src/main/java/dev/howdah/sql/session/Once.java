package dev.howdah.sql.session;

import dev.howdah.sql.table.Look;
import org.jspecify.annotations.Nullable;

/// What `\g` and its relatives want for the next statement only.
///
/// @param text a file's name, or the prefix of `\gset`; null for none
/// @param look how to print, if other than usual
record Once(Kind kind, @Nullable String text, @Nullable Look look) {
    enum Kind {
        /// Print, perhaps into a file.
        PRINT,
        /// Into variables.
        SET,
        /// Each value is a statement to run.
        EXECUTE,
        /// Names and types of the columns only.
        DESCRIBE
    }
}
