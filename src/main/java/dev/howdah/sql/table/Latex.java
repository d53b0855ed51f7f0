package dev.howdah.sql.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A LaTeX tabular, or a longtable.
final class Latex {
    private Latex() {}

    static List<String> lines(Table table, Look look, boolean vertical) {
        boolean longTable = look.format == Format.LATEX_LONGTABLE && !vertical;
        var lines = new ArrayList<String>();
        String title = Cells.title(table, look);
        if (!longTable && !look.tuplesOnly && title != null) {
            lines.add("\\begin{center}");
            lines.add(escaped(title));
            lines.add("\\end{center}");
            lines.add("");
        }
        String edge = look.border >= 2 ? "| " : "";
        String endEdge = look.border >= 2 ? " |" : "";
        String columns = vertical
                ? look.border == 0 ? "cl" : "c|l"
                : table.columns().stream().map(c -> c.right() ? "r" : "l").collect(Collectors.joining(look.border > 0 ? " | " : ""));
        lines.add((longTable ? "\\begin{longtable}{" : "\\begin{tabular}{") + (vertical
                ? edge.strip() + columns + endEdge.strip()
                : edge + columns + endEdge) + "}");
        if (vertical) {
            vertical(table, look, lines);
        } else {
            grid(table, look, longTable, lines);
        }
        lines.add(longTable ? "\\end{longtable}" : "\\end{tabular}");
        if (!longTable) {
            lines.add("");
            lines.add("\\noindent ");
            (vertical ? Cells.ownFooters(table, look) : Cells.footers(table, look)).forEach(f -> lines.add(escaped(f) + " \\\\"));
            lines.add("");
        }
        return lines;
    }

    private static void grid(Table table, Look look, boolean longTable, List<String> lines) {
        if (!look.tuplesOnly) {
            if (look.border >= 2) {
                lines.add(longTable ? "\\toprule" : "\\hline");
            }
            lines.add(table.columns().stream()
                    .map(c -> (longTable ? "\\small\\textbf{\\textit{" : "\\textit{") + escaped(c.name()) + (longTable ? "}}" : "}"))
                    .collect(Collectors.joining(" & ")) + " \\\\");
            lines.add(longTable ? "\\midrule" : "\\hline");
            if (longTable) {
                lines.add("\\endfirsthead");
            }
        }
        for (List<@Nullable String> row : table.rows()) {
            var cells = new ArrayList<String>();
            for (int i = 0; i < row.size(); i++) {
                String text = escaped(Cells.text(row.get(i), table.columns().get(i), look));
                cells.add(longTable ? "\\raggedright{" + text + "}" : text);
            }
            lines.add(String.join(longTable ? "\n&\n" : " & ", cells) + (longTable ? " \\tabularnewline" : " \\\\"));
            if (look.border == 3) {
                lines.add("\\hline");
            }
        }
        if (look.border == 2) {
            lines.add("\\hline");
        }
    }

    private static void vertical(Table table, Look look, List<String> lines) {
        int record = 1;
        for (List<@Nullable String> row : table.rows()) {
            if (look.tuplesOnly) {
                lines.add("\\hline");
            } else if (look.border == 2) {
                lines.add("\\hline");
                lines.add("\\multicolumn{2}{|c|}{\\textit{Record " + record++ + "}} \\\\");
                lines.add("\\hline");
            } else {
                lines.add("\\multicolumn{2}{c}{\\textit{Record " + record++ + "}} \\\\");
                lines.add("\\hline");
            }
            for (int i = 0; i < row.size(); i++) {
                lines.add(escaped(table.columns().get(i).name()) + " & "
                        + escaped(Cells.text(row.get(i), table.columns().get(i), look)) + " \\\\");
            }
        }
        if (look.border == 2) {
            lines.add("\\hline");
        }
    }

    private static String escaped(String text) {
        var latex = new StringBuilder();
        text.chars().forEach(c -> latex.append(switch (c) {
            case '#' -> "\\#";
            case '$' -> "\\$";
            case '%' -> "\\%";
            case '&' -> "\\&";
            case '<' -> "\\textless{}";
            case '>' -> "\\textgreater{}";
            case '\\' -> "\\textbackslash{}";
            case '^' -> "\\^{}";
            case '_' -> "\\_";
            case '{' -> "\\{";
            case '|' -> "\\textbar{}";
            case '}' -> "\\}";
            case '~' -> "\\~{}";
            case '\n' -> "\\\\";
            default -> String.valueOf((char) c);
        }));
        return latex.toString();
    }
}
