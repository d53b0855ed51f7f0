package dev.howdah.sql.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The expanded aligned format: one line or more for each value.
final class Vertical {
    private final Table table;
    private final Look look;
    private final Lines lines;
    private final int border;
    private final Appendable out;
    private final List<List<String>> heads = new ArrayList<>();
    private final List<List<List<String>>> rows = new ArrayList<>();
    private int headWidth;
    private int dataWidth;
    private boolean headMulti;
    private boolean dataMulti;

    Vertical(Table table, Look look, Appendable out) {
        this.table = table;
        this.look = look;
        this.out = out;
        lines = look.lines();
        border = Math.min(look.border, 2);
        for (Column column : table.columns()) {
            List<String> head = Width.lines(column.name());
            heads.add(head);
            headWidth = Math.max(headWidth, Width.of(head));
            headMulti |= head.size() > 1;
        }
        for (List<@Nullable String> row : table.rows()) {
            var cells = new ArrayList<List<String>>();
            for (int i = 0; i < heads.size(); i++) {
                List<String> cell = Width.lines(Cells.text(row.get(i), table.columns().get(i), look));
                cells.add(cell);
                dataWidth = Math.max(dataWidth, Width.of(cell));
                dataMulti |= cell.size() > 1;
            }
            rows.add(cells);
        }
    }

    /// @param before rows printed before these, of the same result
    void print(long before, boolean first, boolean last) throws IOException {
        if (before == 0 && (rows.isEmpty() || heads.isEmpty())) {
            for (String footer : Cells.footers(table, look, before)) {
                out.append(footer).append('\n');
            }
            out.append('\n');
            return;
        }
        String title = Cells.title(table, look);
        if (first && title != null && !look.tuplesOnly) {
            out.append(title).append('\n');
        }
        fit();
        for (int r = 0; r < rows.size(); r++) {
            String[] rule = r == 0 && first ? lines.top() : lines.middle();
            if (!look.tuplesOnly) {
                rule(rule, before + r + 1);
            } else if (r > 0 || !first || border == 2) {
                rule(rule, 0);
            }
            for (int i = 0; i < heads.size(); i++) {
                value(heads.get(i), rows.get(r).get(i));
            }
        }
        if (!last) {
            return;
        }
        if (border == 2) {
            rule(lines.bottom(), 0);
        }
        List<String> footers = Cells.ownFooters(table, look);
        if (!footers.isEmpty()) {
            if (border < 2) {
                out.append('\n');
            }
            for (String footer : footers) {
                out.append(footer).append('\n');
            }
        }
        out.append('\n');
    }

    /// In wrapped format the data column ends where the window does; it is never so narrow that a record's rule would be wider.
    private void fit() {
        if (look.format != Format.WRAPPED) {
            return;
        }
        int edges = switch (border) {
            case 0 -> 1;
            case 1 -> 3;
            default -> 7;
        };
        if (headMulti && (border == 0 || border == 1 && lines.isOld())) {
            edges++;
        }
        if (dataMulti && border < 2 && !lines.isOld()) {
            edges++;
        }
        int rule = look.tuplesOnly || rows.isEmpty() ? 0 : String.valueOf(rows.size()).length() + switch (border) {
            case 0 -> "* RECORD ".length();
            case 1 -> "-[ RECORD  ]".length();
            default -> "+-[ RECORD  ]-+".length();
        };
        int fitted = fitted(edges, rule);
        if (fitted < dataWidth && !dataMulti && border < 2 && !lines.isOld()) {
            // a mark stands behind what is cut
            dataMulti = true;
            fitted = fitted(edges + 1, rule);
        }
        dataWidth = fitted;
    }

    private int fitted(int edges, int rule) {
        int whole = Math.max(headWidth + edges + dataWidth, rule);
        int least = Math.max(headWidth + edges + 3, rule);
        int width = look.width() == 0 || look.width() >= whole ? whole : Math.max(look.width(), least);
        return width - headWidth - edges;
    }

    /// Of the names, with the mark of a line that goes on.
    private int named() {
        return headWidth + (border < 2 && headMulti && lines.isOld() ? 1 : 0);
    }

    private void rule(String[] rule, long record) throws IOException {
        String h = border > 0 ? rule[0] : " ";
        var text = new StringBuilder(border == 2 ? rule[1] + rule[0] : border == 1 ? rule[0] : "");
        String label = record == 0 ? "" : border == 0 ? "* Record " + record : "[ RECORD " + record + " ]";
        text.append(label);
        int used = label.length() + (border == 2 || border == 0 && record == 0 ? 0 : 1);
        text.append(h.repeat(Math.max(0, named() - used)));
        used -= named();
        if (border > 0) {
            for (String piece : new String[]{rule[0], rule[2], rule[0]}) {
                if (used-- <= 0) {
                    text.append(piece);
                }
            }
        } else if (used-- <= 0) {
            text.append(' ');
        }
        text.append(h.repeat(Math.max(0, dataWidth - Math.max(0, used))));
        text.append(border == 2 ? rule[0] + rule[3] : "");
        out.append(text).append('\n');
    }

    private void value(List<String> head, List<String> data) throws IOException {
        boolean old = lines.isOld();
        int headLine = 0;
        int line = 0;
        int offset = 0;
        while (headLine < head.size() || line < data.size()) {
            out.append(border == 2 ? lines.data()[1] : "");
            if (headLine < head.size()) {
                if (border == 2 || headMulti && old) {
                    out.append(headLine > 0 ? lines.marks()[3] : " ");
                }
                String text = head.get(headLine);
                out.append(text).append(" ".repeat(headWidth - Width.of(text)));
                boolean more = ++headLine < head.size();
                if (border > 0 || headMulti && !old) {
                    out.append(more ? lines.marks()[4] : " ");
                }
            } else {
                out.append(" ".repeat(named() + border + (border == 0 && !old && headMulti ? 1 : 0)));
            }
            if (border > 0) {
                out.append(offset > 0 ? lines.marks()[1] : line == 0 ? lines.data()[2] : lines.marks()[0]);
            }
            if (line >= data.size()) {
                out.append(border < 2 ? "" : " ".repeat(dataWidth) + "  " + lines.data()[3]).append('\n');
                continue;
            }
            out.append(offset == 0 ? " " : lines.marks()[7]);
            String text = data.get(line);
            int length = Width.fitting(text, offset, dataWidth);
            String part = text.substring(offset, offset + length);
            String space = " ".repeat(Math.max(0, dataWidth - Width.of(part)));
            out.append(part);
            offset += length;
            boolean marked = border > 1 || dataMulti && !old;
            if (offset < text.length()) {
                out.append(marked ? space + lines.marks()[8] : "");
            } else {
                boolean more = ++line < data.size();
                // behind the last line it stays where that one ended, which the names' lines that are left show
                offset = more ? 0 : offset;
                out.append(more ? marked ? space + lines.marks()[6] : "" : border > 1 ? space + " " : "");
            }
            out.append(border == 2 ? lines.data()[3] : "").append('\n');
        }
    }
}
