package dev.howdah.sql.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How many columns of a terminal text takes: East Asian wide characters two (Unicode's EastAsianWidth W and F), marks that
/// combine none.
public final class Width {
    /// First and last of each range of wide characters, from Unicode 15's EastAsianWidth.txt.
    private static final int[] WIDE = {0x1100, 0x115f, 0x231a, 0x231b, 0x2329, 0x232a, 0x23e9, 0x23ec, 0x23f0, 0x23f0, 0x23f3, 0x23f3,
            0x25fd,
            0x25fe, 0x2614, 0x2615, 0x2648, 0x2653, 0x267f, 0x267f, 0x2693, 0x2693, 0x26a1, 0x26a1, 0x26aa, 0x26ab, 0x26bd, 0x26be, 0x26c4,
            0x26c5, 0x26ce, 0x26ce, 0x26d4, 0x26d4, 0x26ea, 0x26ea, 0x26f2, 0x26f3, 0x26f5, 0x26f5, 0x26fa, 0x26fa, 0x26fd, 0x26fd, 0x2705,
            0x2705, 0x270a, 0x270b, 0x2728, 0x2728, 0x274c, 0x274c, 0x274e, 0x274e, 0x2753, 0x2755, 0x2757, 0x2757, 0x2795, 0x2797, 0x27b0,
            0x27b0, 0x27bf, 0x27bf, 0x2b1b, 0x2b1c, 0x2b50, 0x2b50, 0x2b55, 0x2b55, 0x2e80, 0x303e, 0x3041, 0x4dbf, 0x4e00, 0xa4cf, 0xa960,
            0xa97c, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe10, 0xfe19, 0xfe30, 0xfe6b, 0xff01, 0xff60, 0xffe0, 0xffe6, 0x16fe0, 0x18aff,
            0x1aff0,
            0x1b2fb, 0x1f004, 0x1f004, 0x1f0cf, 0x1f0cf, 0x1f18e, 0x1f18e, 0x1f191, 0x1f19a, 0x1f200, 0x1f320, 0x1f32d, 0x1f335, 0x1f337,
            0x1f37c,
            0x1f37e, 0x1f393, 0x1f3a0, 0x1f3ca, 0x1f3cf, 0x1f3d3, 0x1f3e0, 0x1f3f0, 0x1f3f4, 0x1f3f4, 0x1f3f8, 0x1f43e, 0x1f440, 0x1f440,
            0x1f442,
            0x1f4fc, 0x1f4ff, 0x1f53d, 0x1f54b, 0x1f54e, 0x1f550, 0x1f567, 0x1f57a, 0x1f57a, 0x1f595, 0x1f596, 0x1f5a4, 0x1f5a4, 0x1f5fb,
            0x1f64f,
            0x1f680, 0x1f6c5, 0x1f6cc, 0x1f6cc, 0x1f6d0, 0x1f6d2, 0x1f6d5, 0x1f6d7, 0x1f6dc, 0x1f6df, 0x1f6eb, 0x1f6ec, 0x1f6f4, 0x1f6fc,
            0x1f7e0,
            0x1f7eb, 0x1f7f0, 0x1f7f0, 0x1f90c, 0x1f93a, 0x1f93c, 0x1f945, 0x1f947, 0x1f9ff, 0x1fa70, 0x1faff, 0x20000, 0x3fffd};

    private Width() {}

    /// Of one code point; -1 for a control character.
    public static int of(int c) {
        if (c < 0x20 || c >= 0x7f && c < 0xa0) {
            return -1;
        }
        if (c < 0x300) {
            return c == 0xad ? 0 : 1;
        }
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        int at = Arrays.binarySearch(WIDE, c);
        return at >= 0 || (-at - 1) % 2 == 1 ? 2 : 1;
    }

    /// Of text without control characters.
    public static int of(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            width += Math.max(0, of(text.codePointAt(i)));
        }
        return width;
    }

    /// The widest of some lines.
    static int of(List<String> lines) {
        int most = 0;
        for (String line : lines) {
            most = Math.max(most, of(line));
        }
        return most;
    }

    /// The lines of a cell, with what cannot be shown written out: tabs as blanks up to the next eighth column, a carriage
    /// return as `\r`, other control characters as `\x01` or `\u0085`.
    static List<String> lines(String text) {
        if (plain(text)) {
            return List.of(text);
        }
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        int width = 0;
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            int before = line.length();
            if (c == '\n') {
                lines.add(line.toString());
                line.setLength(0);
                width = 0;
            } else if (c == '\r') {
                line.append("\\r");
                width += 2;
            } else if (c == '\t') {
                do {
                    line.append(' ');
                    width++;
                } while (width % 8 != 0);
            } else if (of(c) < 0) {
                line.append(c < 0x80 ? String.format("\\x%02X", c) : String.format("\\u%04X", c));
                width += line.length() - before;
            } else {
                line.appendCodePoint(c);
                width += of(c);
            }
        }
        lines.add(line.toString());
        return lines;
    }

    private static boolean plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c >= 0x7f && c < 0xa0) {
                return false;
            }
        }
        return true;
    }

    /// How many characters from `from` fit into `width` columns; at least one.
    static int fitting(String text, int from, int width) {
        int used = 0;
        int at = from;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            int more = Math.max(0, of(c));
            if (used + more > width && at > from) {
                break;
            }
            used += more;
            at += Character.charCount(c);
            if (used >= width && (at >= text.length() || of(text.codePointAt(at)) != 0)) {
                break;
            }
        }
        return at - from;
    }
}
