package dev.howdah.sql.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What `\pset` can set.
public final class Look {
    /// Expanded: one line for each value.
    enum Expanded {
        OFF("off"), ON("on"), AUTO("auto");

        final String word;

        Expanded(String word) {
            this.word = word;
        }
    }

    private static final List<String> NAMES = List.of("border", "columns", "csv_fieldsep", "expanded", "fieldsep", "fieldsep_zero",
            "footer",
            "format", "linestyle", "null", "numericlocale", "pager", "pager_min_lines", "recordsep", "recordsep_zero", "tableattr", "title",
            "tuples_only", "unicode_border_linestyle", "unicode_column_linestyle", "unicode_header_linestyle");
    Format format = Format.ALIGNED;
    int border = 1;
    /// Target width for wrapped and expanded auto; 0: take [#screen].
    int columns;
    /// Width of the window or terminal; 0: unknown.
    int screen;
    Expanded expanded = Expanded.OFF;
    String fieldSeparator = "|";
    String recordSeparator = "\n";
    String csvSeparator = ",";
    String nullText = "";
    boolean footer = true;
    boolean tuplesOnly;
    boolean numericLocale;
    int pager = 1;
    int pagerLines;
    String lineStyle = "ascii";
    boolean borderDouble;
    boolean columnDouble;
    boolean headerDouble;
    @Nullable
    String title;
    @Nullable
    String tableAttributes;

    /// A look of its own with the same choices.
    public Look copy() {
        var copy = new Look();
        copy.take(this);
        return copy;
    }

    /// Takes over another's choices.
    public void take(Look o) {
        format = o.format;
        border = o.border;
        columns = o.columns;
        screen = o.screen;
        expanded = o.expanded;
        fieldSeparator = o.fieldSeparator;
        recordSeparator = o.recordSeparator;
        csvSeparator = o.csvSeparator;
        nullText = o.nullText;
        footer = o.footer;
        tuplesOnly = o.tuplesOnly;
        numericLocale = o.numericLocale;
        pager = o.pager;
        pagerLines = o.pagerLines;
        lineStyle = o.lineStyle;
        borderDouble = o.borderDouble;
        columnDouble = o.columnDouble;
        headerDouble = o.headerDouble;
        title = o.title;
        tableAttributes = o.tableAttributes;
    }

    public Format format() {
        return format;
    }

    public boolean tuplesOnly() {
        return tuplesOnly;
    }

    public String nullText() {
        return nullText;
    }

    /// The width that a window or terminal has, for wrapped and expanded auto; 0 when it has none.
    public void screen(int columnsOfScreen) {
        screen = columnsOfScreen;
    }

    int width() {
        return columns > 0 ? columns : screen;
    }

    Lines lines() {
        return switch (lineStyle) {
            case "unicode" -> Lines.unicode(borderDouble, columnDouble, headerDouble);
            case "old-ascii" -> Lines.OLD;
            default -> Lines.ASCII;
        };
    }

    /// A copy with another title, for `\watch`.
    public Look titled(String other) {
        Look copy = copy();
        copy.title = other;
        return copy;
    }

    /// A copy for the catalog's tables, which bring their own titles and footers.
    public Look untitled() {
        Look copy = copy();
        copy.title = null;
        copy.tableAttributes = null;
        return copy;
    }

    /// For `\x` off and on: not auto.
    public void expanded(boolean on) {
        expanded = on ? Expanded.ON : Expanded.OFF;
    }

    /// Sets one option.
    ///
    /// @param value null toggles, or shows the value, depending on the option
    /// @throws Refused with psql's message
    public void set(String name, @Nullable String value) throws Refused {
        switch (name) {
            case "format" -> format(value);
            case "linestyle" -> lineStyle(value);
            case "unicode_border_linestyle" -> borderDouble = doubled(name, value, borderDouble);
            case "unicode_column_linestyle" -> columnDouble = doubled(name, value, columnDouble);
            case "unicode_header_linestyle" -> headerDouble = doubled(name, value, headerDouble);
            case "border" -> border = value == null ? border : number(value);
            case "x", "expanded", "vertical" -> expanded = value != null && value.equalsIgnoreCase("auto")
                    ? Expanded.AUTO
                    : flag("expanded", value, expanded != Expanded.OFF, ", auto") ? Expanded.ON : Expanded.OFF;
            case "csv_fieldsep" -> csv(value);
            case "fieldsep" -> fieldSeparator = value == null ? fieldSeparator : value;
            case "fieldsep_zero" -> fieldSeparator = "\0";
            case "recordsep" -> recordSeparator = value == null ? recordSeparator : value;
            case "recordsep_zero" -> recordSeparator = "\0";
            case "null" -> nullText = value == null ? nullText : value;
            case "footer" -> footer = flag(name, value, footer, "");
            case "t", "tuples_only" -> tuplesOnly = flag(name, value, tuplesOnly, "");
            case "numericlocale" -> numericLocale = flag(name, value, numericLocale, "");
            case "pager" ->
                pager = value != null && value.equalsIgnoreCase("always") ? 2 : flag(name, value, pager != 1, ", always") ? 1 : 0;
            case "pager_min_lines" -> pagerLines = value == null ? pagerLines : number(value);
            case "columns" -> columns = value == null ? columns : number(value);
            case "title", "C" -> title = value;
            case "tableattr", "T" -> tableAttributes = value;
            default -> throw new Refused("\\pset: unknown option: " + name);
        }
    }

    private void format(@Nullable String value) throws Refused {
        if (value == null) {
            return;
        }
        String low = value.toLowerCase(Locale.ROOT);
        Format found = null;
        for (Format f : Format.values()) {
            if (f.word().equals(low)) {
                format = f;
                return;
            }
            if (f.word().startsWith(low) && !low.isEmpty() && !(f == Format.LATEX_LONGTABLE && found == Format.LATEX)) {
                if (found != null) {
                    throw new Refused(
                            "\\pset: ambiguous abbreviation \"" + value + "\" matches both \"" + found.word() + "\" and \"" + f.word()
                                    + "\"");
                }
                found = f;
            }
        }
        if (found == null) {
            throw new Refused(
                    "\\pset: allowed formats are aligned, asciidoc, csv, html, latex, latex-longtable, troff-ms, unaligned, wrapped");
        }
        format = found;
    }

    private void lineStyle(@Nullable String value) throws Refused {
        if (value != null) {
            String low = value.toLowerCase(Locale.ROOT);
            lineStyle = List.of("ascii", "old-ascii", "unicode").stream().filter(s -> !low.isEmpty() && s.startsWith(low)).findFirst()
                    .orElseThrow(() -> new Refused("\\pset: allowed line styles are ascii, old-ascii, unicode"));
        }
    }

    private static boolean doubled(String name, @Nullable String value, boolean was) throws Refused {
        if (value == null) {
            return was;
        }
        return switch (value) {
            case "single" -> false;
            case "double" -> true;
            default -> throw new Refused(switch (name) {
                case "unicode_border_linestyle" -> "\\pset: allowed Unicode border line styles are single, double";
                case "unicode_column_linestyle" -> "\\pset: allowed Unicode column line styles are single, double";
                default -> "\\pset: allowed Unicode header line styles are single, double";
            });
        };
    }

    private void csv(@Nullable String value) throws Refused {
        if (value == null) {
            return;
        }
        if (value.length() != 1 || value.equals("\0")) {
            throw new Refused("\\pset: csv_fieldsep must be a single one-byte character");
        }
        if (value.equals("\"") || value.equals("\n") || value.equals("\r")) {
            throw new Refused("\\pset: csv_fieldsep cannot be a double quote, a newline, or a carriage return");
        }
        csvSeparator = value;
    }

    private static int number(String value) {
        String digits = value.strip().replaceFirst("^(\\d{0,9}).*", "$1");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private static boolean flag(String name, @Nullable String value, boolean was, String more) throws Refused {
        if (value == null) {
            return !was;
        }
        Boolean said = truth(value);
        if (said == null) {
            throw new Refused(more.isEmpty()
                    ? "unrecognized value \"" + value + "\" for \"" + name + "\": Boolean expected"
                    : "unrecognized value \"" + value + "\" for \"" + name + "\"\nAvailable values are: on, off" + more + ".");
        }
        return said;
    }

    /// What psql takes for true and false: beginnings of true, false, yes, no; on, of(f); 1, 0. Null for anything else.
    public static @Nullable Boolean truth(String value) {
        String low = value.toLowerCase(Locale.ROOT);
        if (low.isEmpty()) {
            return null;
        }
        if ("true".startsWith(low) || "yes".startsWith(low) || low.equals("on") || low.equals("1")) {
            return true;
        }
        return "false".startsWith(low) || "no".startsWith(low) || low.equals("of") || low.equals("off") || low.equals("0") ? false : null;
    }

    /// What psql prints after an option was set; empty for the few that it sets to a given value without a word.
    public String told(String name, @Nullable String value) {
        return value != null && List.of("t", "tuples_only", "footer", "numericlocale").contains(name) ? "" : told(name);
    }

    private String told(String name) {
        return switch (name) {
            case "border" -> "Border style is " + border + ".";
            case "columns" -> columns == 0 ? "Target width is unset." : "Target width is " + columns + ".";
            case "x", "expanded", "vertical" -> switch (expanded) {
                case ON -> "Expanded display is on.";
                case AUTO -> "Expanded display is used automatically.";
                case OFF -> "Expanded display is off.";
            };
            case "csv_fieldsep" -> "Field separator for CSV is \"" + csvSeparator + "\".";
            case "fieldsep", "fieldsep_zero" -> fieldSeparator.equals("\0")
                    ? "Field separator is zero byte."
                    : "Field separator is \"" + fieldSeparator + "\".";
            case "recordsep", "recordsep_zero" -> recordSeparator.equals("\0")
                    ? "Record separator is zero byte."
                    : recordSeparator.equals("\n") ? "Record separator is <newline>." : "Record separator is \"" + recordSeparator + "\".";
            case "footer" -> "Default footer is " + word(footer) + ".";
            case "format" -> "Output format is " + format.word() + ".";
            case "linestyle" -> "Line style is " + lineStyle + ".";
            case "null" -> "Null display is \"" + nullText + "\".";
            case "numericlocale" -> "Locale-adjusted numeric output is " + word(numericLocale) + ".";
            case "pager" -> pager == 2 ? "Pager is always used." : pager == 1 ? "Pager is used for long output." : "Pager usage is off.";
            case "pager_min_lines" -> "Pager won't be used for less than " + pagerLines + (pagerLines == 1 ? " line." : " lines.");
            case "tableattr", "T" ->
                tableAttributes == null ? "Table attributes unset." : "Table attributes are \"" + tableAttributes + "\".";
            case "title", "C" -> title == null ? "Title is unset." : "Title is \"" + title + "\".";
            case "t", "tuples_only" -> "Tuples only is " + word(tuplesOnly) + ".";
            case "unicode_border_linestyle" -> "Unicode border line style is \"" + single(borderDouble) + "\".";
            case "unicode_column_linestyle" -> "Unicode column line style is \"" + single(columnDouble) + "\".";
            default -> "Unicode header line style is \"" + single(headerDouble) + "\".";
        };
    }

    /// All options and their values, as `\pset` without arguments prints them.
    public List<String> all() {
        var all = new ArrayList<String>();
        for (String name : NAMES) {
            all.add(String.format("%-24s %s", name, value(name)));
        }
        return all;
    }

    private String value(String name) {
        return switch (name) {
            case "border" -> String.valueOf(border);
            case "columns" -> String.valueOf(columns);
            case "csv_fieldsep" -> quoted(csvSeparator);
            case "expanded" -> expanded.word;
            case "fieldsep" -> quoted(fieldSeparator.equals("\0") ? "" : fieldSeparator);
            case "fieldsep_zero" -> word(fieldSeparator.equals("\0"));
            case "footer" -> word(footer);
            case "format" -> format.word();
            case "linestyle" -> lineStyle;
            case "null" -> quoted(nullText);
            case "numericlocale" -> word(numericLocale);
            case "pager" -> String.valueOf(pager);
            case "pager_min_lines" -> String.valueOf(pagerLines);
            case "recordsep" -> quoted(recordSeparator.equals("\0") ? "" : recordSeparator);
            case "recordsep_zero" -> word(recordSeparator.equals("\0"));
            case "tableattr" -> tableAttributes == null ? "" : quoted(tableAttributes);
            case "title" -> title == null ? "" : quoted(title);
            case "tuples_only" -> word(tuplesOnly);
            case "unicode_border_linestyle" -> single(borderDouble);
            case "unicode_column_linestyle" -> single(columnDouble);
            default -> single(headerDouble);
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
    }

    private static String word(boolean on) {
        return on ? "on" : "off";
    }

    private static String single(boolean isDouble) {
        return isDouble ? "double" : "single";
    }
}
