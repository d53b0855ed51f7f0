package dev.howdah.sql.table;

import java.io.IOException;
import java.util.List;

/// Prints tables by a look. A result may come in portions: `first` begins the table, `last` ends it; the streaming formats
/// (CSV, unaligned) keep nothing of it, the grids lay out each portion by itself, as psql does with FETCH_COUNT.
public final class Printer {
    private final Look look;
    private final Appendable out;
    /// Rows printed in portions before this one.
    private long before;

    public Printer(Look look, Appendable out) {
        this.look = look;
        this.out = out;
    }

    public void print(Table table) throws IOException {
        portion(table, true, true);
    }

    /// Prints some rows of a result.
    public void portion(Table table, boolean first, boolean last) throws IOException {
        if (first) {
            before = 0;
        }
        switch (look.format) {
            case ALIGNED, WRAPPED -> grid(table, first, last);
            case UNALIGNED -> new Unaligned(table, look, out).print(before, first, last);
            case CSV -> new Csv(table, look, out).print(before, first);
            case HTML, ASCIIDOC, LATEX, LATEX_LONGTABLE, TROFF_MS -> markup(table);
        }
        before += table.rows().size();
    }

    private boolean vertical() {
        return look.expanded == Look.Expanded.ON;
    }

    private void grid(Table table, boolean first, boolean last) throws IOException {
        if (vertical()) {
            new Vertical(table, look, out).print(before, first, last);
            return;
        }
        var grid = new Aligned(table, look, out);
        if (look.expanded == Look.Expanded.AUTO && grid.tooWide()) {
            new Vertical(table, look, out).print(before, first, last);
        } else {
            grid.print(before, first, last);
        }
    }

    private void markup(Table table) throws IOException {
        List<String> lines = switch (look.format) {
            case HTML -> Html.lines(table, look, vertical());
            case ASCIIDOC -> Asciidoc.lines(table, look, vertical());
            case TROFF_MS -> Troff.lines(table, look, vertical());
            default -> Latex.lines(table, look, vertical());
        };
        for (String line : lines) {
            out.append(line).append('\n');
        }
    }
}
