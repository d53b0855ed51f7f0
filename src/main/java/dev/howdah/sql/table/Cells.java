package dev.howdah.sql.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the formats have in common.
final class Cells {
    private Cells() {}

    static String text(@Nullable String value, Column column, Look look) {
        if (value == null) {
            return look.nullText;
        }
        return look.numericLocale && column.right() ? grouped(value) : value;
    }

    /// Digits in groups of three, as the C locale's sibling en_US has them.
    private static String grouped(String value) {
        int digits = 0;
        int start = value.startsWith("-") || value.startsWith("+") ? 1 : 0;
        while (start + digits < value.length() && Character.isDigit(value.charAt(start + digits))) {
            digits++;
        }
        var text = new StringBuilder(value);
        for (int i = digits - 3; i > 0; i -= 3) {
            text.insert(start + i, ',');
        }
        return text.toString();
    }

    static @Nullable String title(Table table, Look look) {
        return table.title() != null ? table.title() : look.title;
    }

    /// The lines below the table; the count of rows unless the table has its own.
    static List<String> footers(Table table, Look look) {
        return footers(table, look, 0);
    }

    /// @param before rows of the same result that were printed before this portion
    static List<String> footers(Table table, Look look, long before) {
        if (look.tuplesOnly) {
            return List.of();
        }
        List<String> own = table.footers();
        if (own != null) {
            return own;
        }
        long count = before + table.rows().size();
        return look.footer ? List.of(count == 1 ? "(1 row)" : "(" + count + " rows)") : List.of();
    }

    static List<String> ownFooters(Table table, Look look) {
        List<String> own = table.footers();
        return own == null || look.tuplesOnly ? List.of() : own;
    }
}
