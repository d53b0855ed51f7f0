package dev.howdah.sql.table;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Values with separators between them.
final class Unaligned {
    private final Table table;
    private final Look look;
    private final Appendable out;

    Unaligned(Table table, Look look, Appendable out) {
        this.table = table;
        this.look = look;
        this.out = out;
    }

    void print(long before, boolean first, boolean last) throws IOException {
        if (look.expanded == Look.Expanded.ON) {
            expanded(before, first, last);
        } else {
            rows(before, first, last);
        }
    }

    private void rows(long before, boolean first, boolean last) throws IOException {
        boolean separate = !first;
        if (first && !look.tuplesOnly) {
            String title = Cells.title(table, look);
            if (title != null) {
                out.append(title).append(look.recordSeparator);
            }
            for (int i = 0; i < table.columns().size(); i++) {
                out.append(i > 0 ? look.fieldSeparator : "").append(table.columns().get(i).name());
            }
            separate = true;
        }
        // a row without columns is no record, as with psql
        for (List<@Nullable String> row : table.columns().isEmpty() ? List.<List<@Nullable String>>of() : table.rows()) {
            out.append(separate ? look.recordSeparator : "");
            separate = true;
            for (int i = 0; i < row.size(); i++) {
                out.append(i > 0 ? look.fieldSeparator : "").append(Cells.text(row.get(i), table.columns().get(i), look));
            }
        }
        if (last) {
            for (String footer : Cells.footers(table, look, before)) {
                out.append(separate ? look.recordSeparator : "").append(footer);
                separate = true;
            }
            end(separate);
        }
    }

    private void expanded(long before, boolean first, boolean last) throws IOException {
        boolean separate = !first;
        String title = Cells.title(table, look);
        if (first && !look.tuplesOnly && title != null) {
            out.append(title);
            separate = true;
        }
        boolean begun = before > 0;
        for (List<@Nullable String> row : table.rows()) {
            if (begun || separate) {
                out.append(look.recordSeparator).append(look.recordSeparator);
            }
            begun = true;
            separate = true;
            for (int i = 0; i < row.size(); i++) {
                out.append(i > 0 ? look.recordSeparator : "").append(table.columns().get(i).name()).append(look.fieldSeparator)
                        .append(Cells.text(row.get(i), table.columns().get(i), look));
            }
        }
        if (last) {
            List<String> footers = table.rows().isEmpty() && before == 0 ? Cells.footers(table, look) : Cells.ownFooters(table, look);
            if (!footers.isEmpty()) {
                out.append(begun ? look.recordSeparator : "");
                for (String footer : footers) {
                    out.append(separate ? look.recordSeparator : "").append(footer);
                    separate = true;
                }
            }
            end(separate);
        }
    }

    /// The last record ends as a line, unless records end in a zero byte.
    private void end(boolean any) throws IOException {
        if (any) {
            out.append(look.recordSeparator.equals("\0") ? "\0" : "\n");
        }
    }
}
