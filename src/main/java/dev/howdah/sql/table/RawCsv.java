package dev.howdah.sql.table;

import java.nio.charset.StandardCharsets;

/// [Csv] for rows that are bytes still; the same text.
final class RawCsv {
    private RawCsv() {}

    /// Whether it can print them: the separator is one byte, as it nearly always is, and no value is changed on its way.
    static boolean fits(Look look) {
        return look.expanded != Look.Expanded.ON && !look.numericLocale && look.csvSeparator.length() == 1
                && look.csvSeparator.charAt(0) < 0x80;
    }

    static void rows(RawRows rows, Look look, Utf8Printer out) {
        byte[] data = rows.data();
        byte separator = (byte) look.csvSeparator.charAt(0);
        byte[] none = quoted(look.nullText, look.csvSeparator).getBytes(StandardCharsets.UTF_8);
        int at = 0;
        while (at < rows.used()) {
            int fields = RawRows.fields(data, at);
            int value = at + 6;
            for (int i = 0; i < fields; i++) {
                if (i > 0) {
                    out.utf8(separator);
                }
                int length = RawRows.number(data, value);
                value += 4;
                if (length < 0) {
                    out.utf8(none, 0, none.length);
                } else {
                    field(data, value, length, separator, out);
                    value += length;
                }
            }
            out.utf8('\n');
            at += 4 + RawRows.number(data, at);
        }
    }

    private static void field(byte[] data, int from, int length, byte separator, Utf8Printer out) {
        int end = from + length;
        // a line that is only \\. would end COPY's data, and with such a separator any line might become one
        boolean quoted = separator == '\\' || separator == '.' || length == 2 && data[from] == '\\' && data[from + 1] == '.';
        for (int i = from; i < end && !quoted; i++) {
            byte b = data[i];
            quoted = b == separator || b == '"' || b == '\n' || b == '\r';
        }
        if (!quoted) {
            out.utf8(data, from, length);
            return;
        }
        out.utf8('"');
        for (int i = from; i < end; i++) {
            if (data[i] == '"') {
                out.utf8('"');
            }
            out.utf8(data[i]);
        }
        out.utf8('"');
    }

    /// One value as CSV.
    static String quoted(String text, String separator) {
        boolean quoted = text.equals("\\.") || separator.equals("\\") || separator.equals(".") || text.contains(separator)
                || text.indexOf('"') >= 0 || text.indexOf('\n') >= 0
                || text.indexOf('\r') >= 0;
        return quoted ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }
}
