package dev.howdah.sql.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One result that comes in portions and is printed as a whole: CSV and unaligned at once, an aligned one when its widths are
/// known, which is when all of it has been seen. Where it is kept in between is the caller's.
public final class Whole {
    /// Where rows wait for the rest of their result.
    public interface Store {
        void add(RawRows rows) throws IOException;

        /// All that was added, in its order.
        void each(Seen seen) throws IOException;
    }

    /// Takes rows.
    public interface Seen {
        void rows(RawRows rows) throws IOException;
    }

    private final List<Column> columns;
    private final Look look;
    private final Utf8Printer out;
    private final Printer printer;
    private final Store store;
    private final @Nullable Aligned grid;
    private final boolean streams;
    /// The first portion, until it is known whether it is the only one.
    private @Nullable RawRows only;
    private boolean begun;
    private long count;

    public Whole(List<Column> columns, Look look, Utf8Printer out, Store store) {
        this.columns = columns;
        this.look = look;
        this.out = out;
        this.store = store;
        printer = new Printer(look, out);
        grid = Aligned.fits(look) ? Aligned.ofPortions(columns, look, out) : null;
        streams = look.format == Format.CSV || look.format == Format.UNALIGNED;
    }

    /// Takes a portion.
    public void rows(RawRows rows) throws IOException {
        count += rows.size();
        if (streams) {
            RawRows waiting = only;
            if (begun || waiting != null) {
                if (waiting != null) {
                    printer.portion(Table.of(columns, waiting), true, false);
                    only = null;
                    begun = true;
                }
                printer.portion(Table.of(columns, rows), false, false);
            } else {
                only = rows;
            }
            return;
        }
        if (grid != null) {
            grid.see(rows);
        }
        store.add(rows);
    }

    /// Prints what is left to print; the result came to its end.
    public void end() throws IOException {
        if (streams) {
            RawRows waiting = only;
            printer.portion(Table.of(columns, waiting == null ? List.of() : waiting), !begun, true);
        } else if (grid != null) {
            grid.begin();
            store.each(rows -> grid.raw(rows, out));
            grid.end(count);
        } else {
            var all = new ArrayList<List<@Nullable String>>();
            store.each(all::addAll);
            printer.print(Table.of(columns, all));
        }
    }

    /// How many rows came.
    public long count() {
        return count;
    }
}
