package dev.howdah.sql.session;

import dev.howdah.sql.table.Look;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `\g` and its relatives want for the next statement only.
///
/// @param text a file's name, or the prefix of `\gset`; null for none
/// @param look how to print, if other than usual
/// @param columns those of `\crosstabview`
record Once(Kind kind, @Nullable String text, @Nullable Look look, List<String> columns) {
    Once {
        columns = List.copyOf(columns);
    }

    Once(Kind kind, @Nullable String text, @Nullable Look look) {
        this(kind, text, look, List.of());
    }

    enum Kind {
        /// Print, perhaps into a file.
        PRINT,
        /// Into variables.
        SET,
        /// Each value is a statement to run.
        EXECUTE,
        /// Names and types of the columns only.
        DESCRIBE,
        /// As a grid.
        CROSS
    }
}
