package dev.howdah.sql.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An HTML table.
final class Html {
    private Html() {}

    static List<String> lines(Table table, Look look, boolean vertical) {
        var lines = new ArrayList<String>();
        lines.add("<table border=\"" + look.border + "\"" + (look.tableAttributes == null ? "" : " " + look.tableAttributes) + ">");
        String title = Cells.title(table, look);
        if (!look.tuplesOnly && title != null) {
            lines.add("  <caption>" + escaped(title) + "</caption>");
        }
        if (!vertical && !look.tuplesOnly) {
            lines.add("  <tr>");
            table.columns().forEach(c -> lines.add("    <th align=\"center\">" + escaped(c.name()) + "</th>"));
            lines.add("  </tr>");
        }
        int record = 1;
        for (List<@Nullable String> row : table.rows()) {
            if (vertical) {
                lines.add(look.tuplesOnly
                        ? "\n  <tr><td colspan=\"2\">&nbsp;</td></tr>"
                        : "\n  <tr><td colspan=\"2\" align=\"center\">Record " + record++ + "</td></tr>");
            } else {
                lines.add("  <tr valign=\"top\">");
            }
            for (int i = 0; i < row.size(); i++) {
                Column column = table.columns().get(i);
                String text = Cells.text(row.get(i), column, look);
                String cell = "<td align=\"" + (column.right() ? "right" : "left") + "\">" + (text.isBlank() ? "&nbsp; " : escaped(text))
                        + "</td>";
                if (vertical) {
                    lines.add("  <tr valign=\"top\">");
                    lines.add("    <th>" + escaped(column.name()) + "</th>");
                    lines.add("    " + cell);
                    lines.add("  </tr>");
                } else {
                    lines.add("    " + cell);
                }
            }
            if (!vertical) {
                lines.add("  </tr>");
            }
        }
        lines.add("</table>");
        List<String> footers = vertical ? Cells.ownFooters(table, look) : Cells.footers(table, look);
        if (!footers.isEmpty()) {
            lines.add("<p>" + escaped(footers.getFirst()) + "<br />");
            footers.stream().skip(1).forEach(f -> lines.add(escaped(f) + "<br />"));
            lines.add("</p>");
        } else {
            lines.add("");
        }
        return lines;
    }

    private static String escaped(String text) {
        var html = new StringBuilder();
        boolean leading = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\n' -> html.append("<br />\n");
                case ' ' -> html.append(leading ? "&nbsp;" : " ");
                default -> html.append(c);
            }
            leading &= c == ' ';
        }
        return html.toString();
    }
}
