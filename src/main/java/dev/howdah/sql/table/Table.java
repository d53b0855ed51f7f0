package dev.howdah.sql.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One result as it is to be printed.
///
/// @param rows values in the server's own text form, null for NULL; each as long as `columns`
/// @param footers lines below, instead of the count of rows; null for the count
public record Table(@Nullable String title, List<Column> columns, List<List<@Nullable String>> rows, @Nullable List<String> footers) {
    public static Table of(List<Column> columns, List<List<@Nullable String>> rows) {
        return new Table(null, columns, rows, null);
    }
}
