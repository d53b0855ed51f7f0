package dev.howdah.sql.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A table for troff's tbl, with the ms macros.
final class Troff {
    private Troff() {}

    static List<String> lines(Table table, Look look, boolean vertical) {
        var lines = new ArrayList<String>();
        String title = Cells.title(table, look);
        if (!look.tuplesOnly && title != null) {
            lines.add(".LP");
            lines.add(".DS C");
            lines.add(escaped(title));
            lines.add(".DE");
        }
        lines.add(".LP");
        lines.add(".TS");
        lines.add(look.border == 2 ? "center box;" : "center;");
        if (vertical) {
            if (look.tuplesOnly) {
                lines.add("c l;");
            }
            vertical(table, look, lines);
        } else {
            String bar = look.border > 0 ? " | " : "";
            lines.add(table.columns().stream().map(c -> c.right() ? "r" : "l").collect(Collectors.joining(bar)) + ".");
            if (!look.tuplesOnly) {
                lines.add(table.columns().stream().map(c -> "\\fI" + escaped(c.name()) + "\\fP").collect(Collectors.joining("\t")));
                lines.add("_");
            }
            for (List<@Nullable String> row : table.rows()) {
                var cells = new ArrayList<String>();
                for (int i = 0; i < row.size(); i++) {
                    cells.add(escaped(Cells.text(row.get(i), table.columns().get(i), look)));
                }
                lines.add(String.join("\t", cells));
            }
        }
        lines.add(".TE");
        lines.add(".DS L");
        lines.addAll(vertical ? Cells.ownFooters(table, look) : Cells.footers(table, look).stream().map(Troff::escaped).toList());
        lines.add(".DE");
        return lines;
    }

    private static void vertical(Table table, Look look, List<String> lines) {
        int record = 1;
        for (List<@Nullable String> row : table.rows()) {
            if (!look.tuplesOnly) {
                if (record > 1) {
                    if (look.border == 2) {
                        lines.add("_");
                    }
                    lines.add(".T&");
                }
                lines.add("c s.");
                lines.add("\\fIRecord " + record++ + "\\fP");
            }
            if (look.border >= 1) {
                lines.add("_");
            }
            if (!look.tuplesOnly) {
                lines.add(".T&");
                lines.add(look.border == 1 ? "c | l." : "c l.");
            }
            for (int i = 0; i < row.size(); i++) {
                lines.add(escaped(table.columns().get(i).name()) + "\t"
                        + escaped(Cells.text(row.get(i), table.columns().get(i), look)));
            }
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\(rs");
    }
}
