package dev.howdah.sql.table;

/// The characters that tables are drawn with.
///
/// @param top,middle,bottom,data each: horizontal, left, crossing, right
/// @param marks divider before a line that continues after a newline, that is wrapped, that is used up; header newline left,
/// right; newline left, right; wrapped left, right
/// @param spaceRight whether a column has its own place for a mark at its right even without border
record Lines(String name, String[] top, String[] middle, String[] bottom, String[] data, String[] marks, boolean spaceRight) {
    private static final String[] RULE = {"-", "+", "+", "+"};
    private static final String[] BAR = {"", "|", "|", "|"};
    static final Lines ASCII = new Lines("ascii", RULE, RULE, RULE, BAR, new String[]{"|", "|", "|", " ", "+", " ", "+", ".", "."}, true);
    static final Lines OLD = new Lines("old-ascii", RULE, RULE, RULE, BAR, new String[]{":", ";", " ", "+", " ", " ", " ", " ", " "},
            false);

    /// Box-drawing characters, single or double for border, columns and header, as `\pset unicode_*_linestyle` says.
    static Lines unicode(boolean border, boolean column, boolean header) {
        String h = border ? "═" : "─";
        String m = header ? "═" : "─";
        String[] top = {h, pick(border, border, "┌", "╒", "╓", "╔"), pick(column, border, "┬", "╤", "╥", "╦"),
                pick(border, border, "┐", "╕", "╖", "╗")};
        String[] middle = {m, pick(border, header, "├", "╞", "╟", "╠"), pick(column, header, "┼", "╪", "╫", "╬"),
                pick(border, header, "┤", "╡", "╢", "╣")};
        String[] bottom = {h, pick(border, border, "└", "╘", "╙", "╚"), pick(column, border, "┴", "╧", "╨", "╩"),
                pick(border, border, "┘", "╛", "╜", "╝")};
        String side = border ? "║" : "│";
        String mid = column ? "║" : "│";
        return new Lines("unicode", top, middle, bottom, new String[]{"", side, mid, side},
                new String[]{mid, mid, mid, " ", "↵", " ", "↵", "…", "…"}, true);
    }

    private static String pick(boolean vertical, boolean horizontal, String neither, String across, String down, String both) {
        return vertical ? horizontal ? both : down : horizontal ? across : neither;
    }

    boolean isOld() { return this == OLD; }
}
