package dev.howdah.sql.table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

    /// A grid whose rows are seen twice, in portions: [#see] all of them, [#begin], [#raw] all of them again, [#end].
    static Aligned ofPortions(List<Column> columns, Look look, Utf8Printer out) {
        return new Aligned(Table.of(columns, List.of()), look, out);
    }

    /// Whether rows that are bytes can be printed so: one border, no wrapping, no expanding that depends on the widths.
    static boolean fits(Look look) {
        return look.format == Format.ALIGNED && look.expanded == Look.Expanded.OFF && look.border == 1 && !look.numericLocale;
    }

    /// Widens the columns for these rows.
    void see(RawRows rows) {
        byte[] data = rows.data();
        int none = Width.of(Width.lines(look.nullText));
        for (int at = 0; at < rows.used(); at += 4 + RawRows.number(data, at)) {
            int value = at + 6;
            for (int i = 0; i < count; i++) {
                int length = RawRows.number(data, value);
                value += 4;
                int width = length < 0 ? none : plain(data, value, length) ? length : wide(data, value, length);
                if (width > widths[i]) {
                    widths[i] = width;
                }
                value += Math.max(0, length);
            }
        }
    }

    private static int wide(byte[] data, int from, int length) {
        return Width.of(Width.lines(new String(data, from, length, StandardCharsets.UTF_8)));
    }

    private static boolean plain(byte[] data, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (data[i] < 0x20 || data[i] == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /// Title, head and rule, when all rows were seen.
    void begin() throws IOException {
        total = count * 3 - (count > 0 ? 1 : 0) + java.util.Arrays.stream(widths).sum();
        top();
    }

    /// Prints rows that were seen.
    void raw(RawRows rows, Utf8Printer to) throws IOException {
        byte[] blanks = new byte[256];
        java.util.Arrays.fill(blanks, (byte) ' ');
        byte[] divider = lines.data()[2].getBytes(StandardCharsets.UTF_8);
        byte[] none = look.nullText.getBytes(StandardCharsets.UTF_8);
        boolean nonePlain = plain(none, 0, none.length);
        byte[] data = rows.data();
        for (int at = 0; at < rows.used(); at += 4 + RawRows.number(data, at)) {
            if (count > 0 && !simple(data, at, nonePlain)) {
                var cells = new ArrayList<List<String>>(count);
                List<@Nullable String> row = RawRows.row(data, at);
                for (int i = 0; i < count; i++) {
                    cells.add(Width.lines(Cells.text(row.get(i), table.columns().get(i), look)));
                }
                row(cells);
                continue;
            }
            int value = at + 6;
            for (int i = 0; i < count; i++) {
                int length = RawRows.number(data, value);
                value += 4;
                boolean last = i == count - 1;
                int space = widths[i] - (length < 0 ? none.length : length);
                to.utf8(' ');
                if (table.columns().get(i).right()) {
                    blank(to, blanks, space);
                    space = 0;
                }
                to.utf8(length < 0 ? none : data, length < 0 ? 0 : value, length < 0 ? none.length : length);
                if (!last) {
                    blank(to, blanks, space + 1);
                    to.utf8(divider, 0, divider.length);
                }
                value += Math.max(0, length);
            }
            if (count > 0) {
                to.utf8('\n');
            }
        }
    }

    private boolean simple(byte[] data, int at, boolean nonePlain) {
        int value = at + 6;
        for (int i = 0; i < count; i++) {
            int length = RawRows.number(data, value);
            value += 4;
            if (length < 0 ? !nonePlain : !plain(data, value, length)) {
                return false;
            }
            value += Math.max(0, length);
        }
        return true;
    }

    private static void blank(Utf8Printer to, byte[] blanks, int many) {
        for (int left = many; left > 0; left -= blanks.length) {
            to.utf8(blanks, 0, Math.min(left, blanks.length));
        }
    }

    /// The count of rows.
    void end(long rows) throws IOException {
        bottom(rows);
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
        if (first) {
            top();
        }
        for (List<List<String>> row : count == 0 ? List.<List<List<String>>>of() : rows) {
            row(row);
        }
        if (last) {
            bottom(before);
        }
    }

    private void top() throws IOException {
        if (look.tuplesOnly) {
            return;
        }
        title();
        if (border == 2) {
            rule(lines.top());
        }
        if (count > 0) {
            head();
        }
        rule(lines.middle());
    }

    /// @param before rows beside those of the table
    private void bottom(long before) throws IOException {
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
