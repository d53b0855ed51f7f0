package dev.howdah.sql.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The aligned and wrapped formats: a grid, one line or more for each row.
final class Aligned {
    private enum Mark {
        NONE, NEWLINE, WRAPPED
    }

    private final Table table;
    private final Look look;
    private final Lines lines;
    private final int border;
    private final Appendable out;
    private final int count;
    private final List<List<String>> heads = new ArrayList<>();
    private final List<List<List<String>>> rows = new ArrayList<>();
    private final int[] widths;
    private int total;
    private int totalOfHeads;

    Aligned(Table table, Look look, Appendable out) {
        this.table = table;
        this.look = look;
        this.out = out;
        lines = look.lines();
        border = Math.min(look.border, 2);
        count = table.columns().size();
        widths = new int[count];
        measure();
    }

    private void measure() {
        int[] headWidths = new int[count];
        long[] sums = new long[count];
        for (int i = 0; i < count; i++) {
            heads.add(Width.lines(table.columns().get(i).name()));
            headWidths[i] = Width.of(heads.get(i));
            widths[i] = headWidths[i];
        }
        for (List<@Nullable String> row : table.rows()) {
            var cells = new ArrayList<List<String>>();
            for (int i = 0; i < count; i++) {
                cells.add(Width.lines(Cells.text(row.get(i), table.columns().get(i), look)));
                int width = Width.of(cells.get(i));
                sums[i] += width;
                widths[i] = Math.max(widths[i], width);
            }
            rows.add(cells);
        }
        int edges = switch (border) {
            case 0 -> count;
            case 1 -> count * 3 - (count > 0 ? 1 : 0);
            default -> count * 3 + 1;
        };
        total = edges;
        totalOfHeads = edges;
        for (int i = 0; i < count; i++) {
            total += widths[i];
            totalOfHeads += headWidths[i];
        }
        if (look.format == Format.WRAPPED && look.width() > 0 && look.width() >= totalOfHeads) {
            shrink(headWidths, sums);
        }
    }

    /// Takes columns away where they hurt least: from the column whose width is largest in relation to its average.
    private void shrink(int[] headWidths, long[] sums) {
        int[] most = widths.clone();
        while (total > look.width()) {
            int worst = -1;
            double ratio = 0;
            for (int i = 0; i < count; i++) {
                long average = rows.isEmpty() ? 0 : sums[i] / rows.size();
                if (average > 0 && widths[i] > headWidths[i]) {
                    double own = (double) widths[i] / average + most[i] * 0.01;
                    if (own > ratio) {
                        ratio = own;
                        worst = i;
                    }
                }
            }
            if (worst < 0) {
                return;
            }
            widths[worst]--;
            total--;
        }
    }

    /// Whether the grid is wider than the window, so that expanded auto turns to expanded.
    boolean tooWide() {
        return look.width() > 0 && count > 1 && (look.width() < totalOfHeads || look.width() < total);
    }

    /// @param before rows printed before these, of the same result
    void print(long before, boolean first, boolean last) throws IOException {
        if (first && !look.tuplesOnly) {
            title();
            if (border == 2) {
                rule(lines.top());
            }
            if (count > 0) {
                head();
            }
            rule(lines.middle());
        }
        for (List<List<String>> row : count == 0 ? List.<List<List<String>>>of() : rows) {
            row(row);
        }
        if (!last) {
            return;
        }
        if (border == 2) {
            rule(lines.bottom());
        }
        for (String footer : Cells.footers(table, look, before)) {
            out.append(footer).append('\n');
        }
        out.append('\n');
    }

    private void title() throws IOException {
        String title = Cells.title(table, look);
        if (title != null) {
            int width = Width.of(Width.lines(title));
            out.append(" ".repeat(Math.max(0, (total - width) / 2))).append(title).append('\n');
        }
    }

    private void head() throws IOException {
        int height = heads.stream().mapToInt(List::size).max().orElse(1);
        for (int line = 0; line < height; line++) {
            if (border == 2) {
                out.append(lines.data()[1]);
            }
            for (int i = 0; i < count; i++) {
                List<String> head = heads.get(i);
                if (border != 0 || !lines.spaceRight() && i > 0) {
                    out.append(line > 0 ? lines.marks()[3] : " ");
                }
                if (line < head.size()) {
                    int space = widths[i] - Width.of(head.get(line));
                    out.append(" ".repeat(space / 2)).append(head.get(line)).append(" ".repeat(space - space / 2));
                } else {
                    out.append(" ".repeat(widths[i]));
                }
                if (border != 0 || lines.spaceRight()) {
                    out.append(line < head.size() - 1 ? lines.marks()[4] : " ");
                }
                if (border != 0 && i < count - 1) {
                    out.append(lines.data()[2]);
                }
            }
            if (border == 2) {
                out.append(lines.data()[3]);
            }
            out.append('\n');
        }
    }

    private void rule(String[] rule) throws IOException {
        String h = rule[0];
        out.append(border == 2 ? rule[1] + h : border == 1 ? h : "");
        for (int i = 0; i < count; i++) {
            out.append(h.repeat(widths[i]));
            if (i < count - 1) {
                out.append(border == 0 ? " " : h + rule[2] + h);
            }
        }
        out.append(border == 2 ? h + rule[3] : border == 1 ? h : "").append('\n');
    }

    private void row(List<List<String>> cells) throws IOException {
        int[] line = new int[count];
        int[] offset = new int[count];
        var marks = new Mark[count];
        java.util.Arrays.fill(marks, Mark.NONE);
        boolean more;
        do {
            more = false;
            if (border == 2) {
                out.append(lines.data()[1]);
            }
            for (int i = 0; i < count; i++) {
                more |= cell(cells.get(i), i, line, offset, marks);
                if (border != 0 && i < count - 1) {
                    out.append(divider(cells.get(i + 1), line[i + 1], marks[i + 1]));
                }
            }
            if (border == 2) {
                out.append(lines.data()[3]);
            }
            out.append('\n');
        } while (more);
    }

    private String divider(List<String> next, int line, Mark mark) {
        return switch (mark) {
            case WRAPPED -> lines.marks()[1];
            case NEWLINE -> lines.marks()[0];
            case NONE -> line >= next.size() ? lines.marks()[2] : lines.data()[2];
        };
    }

    /// One line of one cell.
    ///
    /// @return whether the cell has more lines
    private boolean cell(List<String> cell, int i, int[] line, int[] offset, Mark[] marks) throws IOException {
        boolean last = i == count - 1;
        boolean padded = border == 2 || !last;
        if (border != 0) {
            out.append(marks[i] == Mark.WRAPPED ? lines.marks()[7] : marks[i] == Mark.NEWLINE ? lines.marks()[5] : " ");
        }
        boolean right = table.columns().get(i).right();
        boolean more = false;
        int space = widths[i];
        if (line[i] < cell.size()) {
            String text = cell.get(line[i]);
            int length = Width.fitting(text, offset[i], widths[i]);
            String part = text.substring(offset[i], offset[i] + length);
            space = Math.max(0, widths[i] - Width.of(part));
            out.append(right ? " ".repeat(space) : "").append(part);
            offset[i] += length;
            if (offset[i] < text.length()) {
                more = true;
            } else {
                line[i]++;
                offset[i] = 0;
                more = line[i] < cell.size();
            }
            marks[i] = !more ? Mark.NONE : offset[i] != 0 ? Mark.WRAPPED : Mark.NEWLINE;
            if (!right && (padded || more)) {
                out.append(" ".repeat(space));
            }
        } else {
            marks[i] = Mark.NONE;
            out.append(padded ? " ".repeat(space) : "");
        }
        out.append(marks[i] == Mark.WRAPPED ? lines.marks()[8] : marks[i] == Mark.NEWLINE ? lines.marks()[6] : padded ? " " : "");
        return more;
    }
}
