package dev.howdah.sql.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An AsciiDoc table.
final class Asciidoc {
    private Asciidoc() {}

    static List<String> lines(Table table, Look look, boolean vertical) {
        var lines = new ArrayList<String>();
        lines.add("");
        String title = Cells.title(table, look);
        if (!look.tuplesOnly && title != null) {
            lines.add("." + title);
        }
        String frame = switch (look.border) {
            case 0 -> ",frame=\"none\",grid=\"none\"";
            case 1 -> ",frame=\"none\"";
            default -> ",frame=\"all\",grid=\"all\"";
        };
        String columns = vertical
                ? "h,l"
                : table.columns().stream().map(c -> c.right() ? ">l" : "<l").collect(Collectors.joining(","));
        lines.add("[" + (vertical || look.tuplesOnly ? "" : "options=\"header\",") + "cols=\"" + columns + "\"" + frame + "]");
        lines.add("|====");
        if (!vertical && !look.tuplesOnly) {
            lines.add(table.columns().stream().map(c -> "^l|" + escaped(c.name())).collect(Collectors.joining(" ")));
        }
        int record = 1;
        for (List<@Nullable String> row : table.rows()) {
            if (vertical) {
                lines.add(look.tuplesOnly ? "2+|" : "2+^|Record " + record++);
            }
            var cells = new ArrayList<String>();
            for (int i = 0; i < row.size(); i++) {
                Column column = table.columns().get(i);
                String text = Cells.text(row.get(i), column, look);
                if (vertical) {
                    lines.add("<l|" + escaped(column.name()) + " " + (column.right() ? ">l" : "<l") + "|"
                            + (text.isBlank() ? " " : escaped(text)));
                } else {
                    cells.add("|" + (text.isBlank() ? i == row.size() - 1 ? "" : " " : escaped(text)));
                }
            }
            if (!vertical) {
                lines.add(String.join(" ", cells));
            }
        }
        lines.add("|====");
        List<String> footers = vertical ? Cells.ownFooters(table, look) : Cells.footers(table, look);
        if (!footers.isEmpty()) {
            lines.add("");
            lines.add("....");
            lines.addAll(footers);
            lines.add("....");
        }
        return lines;
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }
}
