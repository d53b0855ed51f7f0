package dev.howdah.sql.table;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Comma-separated values (RFC 4180, with `\n` for line ends), as COPY writes them.
final class Csv {
    private final Table table;
    private final Look look;
    private final Appendable out;

    Csv(Table table, Look look, Appendable out) {
        this.table = table;
        this.look = look;
        this.out = out;
    }

    void print(long before, boolean first) throws IOException {
        if (look.expanded == Look.Expanded.ON) {
            for (List<@Nullable String> row : table.rows()) {
                for (int i = 0; i < row.size(); i++) {
                    field(table.columns().get(i).name());
                    out.append(look.csvSeparator);
                    field(Cells.text(row.get(i), table.columns().get(i), look));
                    out.append('\n');
                }
            }
            return;
        }
        if (first && !look.tuplesOnly) {
            for (int i = 0; i < table.columns().size(); i++) {
                out.append(i > 0 ? look.csvSeparator : "");
                field(table.columns().get(i).name());
            }
            out.append('\n');
        }
        if (table.columns().isEmpty()) {
            return;
        }
        if (table.rows() instanceof RawRows raw && out instanceof Utf8Printer bytes && RawCsv.fits(look)) {
            RawCsv.rows(raw, look, bytes);
            return;
        }
        for (List<@Nullable String> row : table.rows()) {
            for (int i = 0; i < row.size(); i++) {
                out.append(i > 0 ? look.csvSeparator : "");
                field(Cells.text(row.get(i), table.columns().get(i), look));
            }
            out.append('\n');
        }
    }

    private void field(String text) throws IOException {
        out.append(RawCsv.quoted(text, look.csvSeparator));
    }
}
