package dev.howdah.sql.session;

import dev.howdah.sql.table.Look;
import dev.howdah.sql.table.RawRows;
import dev.howdah.sql.table.Utf8Printer;
import dev.howdah.sql.table.Whole;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Prints a result that comes in portions. It is called in the middle of an answer, so it throws nothing: trouble is kept, and
/// the rest of the result is let pass.
final class Portions implements AutoCloseable {
    private final Utf8Printer out;
    private final Look look;
    private @Nullable Spool spool;
    private @Nullable Whole whole;
    private String trouble = "";
    private long count;

    Portions(Utf8Printer out, Look look) {
        this.out = out;
        this.look = look;
    }

    void rows(Answer.Rows rows) {
        if (!trouble.isEmpty()) {
            return;
        }
        try {
            Whole printing = whole;
            if (rows.first() || printing == null) {
                close();
                var store = new Spool();
                spool = store;
                printing = new Whole(Delivery.columns(rows.fields()), look, out, store);
                whole = printing;
            }
            printing.rows((RawRows) rows.rows());
            count = printing.count();
            if (rows.last()) {
                printing.end();
                close();
            }
        } catch (IOException e) {
            trouble = String.valueOf(e.getMessage());
        }
    }

    /// Rows of the result so far.
    long count() {
        return count;
    }

    /// Why the result is not whole; empty when it is.
    String trouble() {
        return trouble;
    }

    @Override
    public void close() throws IOException {
        Spool open = spool;
        spool = null;
        whole = null;
        if (open != null) {
            open.close();
        }
    }
}
