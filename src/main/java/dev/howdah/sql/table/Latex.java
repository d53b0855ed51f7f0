package dev.howdah.sql.table;

import java.util.ArrayDeque;
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
        String columns = vertical ? look.border == 0 ? "cl" : "c|l" : columns(table, look, longTable);
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
            var footers = new ArrayList<>(vertical ? Cells.ownFooters(table, look) : Cells.footers(table, look));
            footers.replaceAll(f -> escaped(f) + " \\\\\n");
            lines.add("\\noindent " + String.join("", footers));
        }
        return lines;
    }

    /// Of a longtable, `tableattr` says how wide the columns of text are, as shares of a line; the last one counts for those behind it.
    private static String columns(Table table, Look look, boolean longTable) {
        var shares = new ArrayDeque<String>();
        if (longTable && look.tableAttributes != null) {
            shares.addAll(List.of(look.tableAttributes.strip().split("[ \t\n]+")));
        }
        var all = new ArrayList<String>();
        for (Column column : table.columns()) {
            if (column.right() || shares.isEmpty() || shares.getFirst().isEmpty()) {
                all.add(column.right() ? "r" : "l");
            } else {
                all.add("p{" + (shares.size() > 1 ? shares.removeFirst() : shares.getFirst()) + "\\textwidth}");
            }
        }
        return String.join(look.border > 0 ? " | " : "", all);
    }

    private static void grid(Table table, Look look, boolean longTable, List<String> lines) {
        if (!look.tuplesOnly) {
            if (look.border >= 2) {
                lines.add(longTable ? "\\toprule" : "\\hline");
            }
            lines.add(heads(table, longTable));
            lines.add(longTable ? "\\midrule" : "\\hline");
            if (longTable) {
                longHead(table, look, lines);
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
                lines.add(longTable ? " \\hline" : "\\hline");
            }
        }
        if (look.border == 2 && !longTable) {
            lines.add("\\hline");
        }
    }

    private static String heads(Table table, boolean longTable) {
        String before = longTable ? "\\small\\textbf{\\textit{" : "\\textit{";
        String after = longTable ? "}}" : "}";
        return table.columns().stream().map(c -> before + escaped(c.name()) + after).collect(Collectors.joining(" & ")) + " \\\\";
    }

    /// What stands at the head and foot of each page of a longtable.
    private static void longHead(Table table, Look look, List<String> lines) {
        lines.add("\\endfirsthead");
        if (look.border >= 2) {
            lines.add("\\toprule");
        }
        lines.add(heads(table, true));
        if (look.border != 3) {
            lines.add("\\midrule");
        }
        lines.add("\\endhead");
        String title = Cells.title(table, look);
        for (String end : new String[]{"\\endfoot", "\\endlastfoot"}) {
            if (title != null || look.border >= 2) {
                if (look.border >= 2) {
                    lines.add("\\bottomrule");
                }
                if (title != null) {
                    lines.add(
                            "\\caption[" + escaped(title) + (end.equals("\\endfoot") ? " (Continued)" : "") + "]{" + escaped(title) + "}");
                }
                lines.add(end);
            }
        }
    }

    private static void vertical(Table table, Look look, List<String> lines) {
        int record = 1;
        for (List<@Nullable String> row : table.rows()) {
            if (!look.tuplesOnly) {
                if (look.border >= 2) {
                    lines.add("\\hline");
                }
                lines.add("\\multicolumn{2}{" + (look.border >= 2 ? "|c|" : "c") + "}{\\textit{Record " + record++ + "}} \\\\");
            }
            if (look.border >= 1) {
                lines.add("\\hline");
            }
            for (int i = 0; i < row.size(); i++) {
                lines.add(escaped(table.columns().get(i).name()) + " & "
                        + escaped(Cells.text(row.get(i), table.columns().get(i), look)) + " \\\\");
            }
        }
        if (look.border >= 2) {
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
