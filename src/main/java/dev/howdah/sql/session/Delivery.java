package dev.howdah.sql.session;

import dev.howdah.sql.table.Column;
import dev.howdah.sql.table.Format;
import dev.howdah.sql.table.Look;
import dev.howdah.sql.table.Printer;
import dev.howdah.sql.table.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Prints what came back for a statement.
final class Delivery {
    /// Types whose values stand at the right: int8, int2, int4, oid, xid, cid, float4, float8, money, numeric, xid8 (pg_type.dat).
    private static final Set<Integer> RIGHT = Set.of(20, 21, 23, 26, 28, 29, 700, 701, 790, 1700, 5069);
    private final PrintWriter out;
    private final Look look;
    private final boolean quiet;
    private final Printer printer;

    Delivery(PrintWriter out, Look look, boolean quiet) {
        this.out = out;
        this.look = look;
        this.quiet = quiet;
        printer = new Printer(look, out);
    }

    static List<Column> columns(List<Answer.Field> fields) {
        var columns = new ArrayList<Column>();
        fields.forEach(f -> columns.add(new Column(f.name(), RIGHT.contains(f.type()))));
        return columns;
    }

    void rows(Answer.Rows rows) {
        try {
            printer.portion(Table.of(columns(rows.fields()), rows.rows()), rows.first(), rows.last());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Tags of statements that gave no rows, and of those that gave rows while they changed something.
    void tag(String tag, boolean afterRows) {
        if (quiet || tag.isEmpty() || afterRows && !tag.matches("(?s)(INSERT|UPDATE|DELETE|MERGE)\\b.*")) {
            return;
        }
        out.println(look.format() == Format.HTML ? "<p>" + tag + "</p>" : tag);
    }
}
