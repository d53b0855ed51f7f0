package dev.howdah.drill.pi;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.charset.CharsetEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32;

/// Statements under the ids that Performance Insights gives them: SHA-1 of the text, and of its digest, which is the text with `?` for
/// literals. The database's own id of a digest is PostgreSQL's query id; without one there is a `pi-` number.
final class Statements {
    /// "Each response element returns a maximum of 500 bytes."
    static final int MOST_BYTES = 500;
    private final Map<String, Statement> known = new HashMap<>();
    private final Map<String, Long> queryIds = new HashMap<>();

    /// @param text as the server has it
    /// @param id of the text
    /// @param digest the text without its literals
    /// @param digestId of the digest
    record Statement(String text, String id, String digest, String digestId) {}

    /// Remembers the server's own id of a statement's digest: a parallel worker does not report it, its leader does.
    void learn(String text, long queryId) {
        if (queryId != 0) {
            queryIds.put(of(text).digestId(), queryId);
        }
    }

    String databaseId(String text) {
        Statement statement = of(text);
        Long known = queryIds.get(statement.digestId());
        if (known != null) {
            return known.toString();
        }
        var sum = new CRC32();
        sum.update(statement.digest().getBytes(StandardCharsets.UTF_8));
        return "pi-" + sum.getValue();
    }

    Statement of(String text) {
        return known.computeIfAbsent(text, t -> {
            String digest = digest(t);
            return new Statement(t, hash(t), digest, hash(digest));
        });
    }

    static String hash(String text) {
        try {
            return HexFormat.of().withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    /// At most [#MOST_BYTES] bytes; a character is never cut in two.
    static String cut(String text) {
        if (text.length() <= MOST_BYTES / 3) {
            return text;
        }
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
        ByteBuffer room = ByteBuffer.allocate(MOST_BYTES);
        CharBuffer rest = CharBuffer.wrap(text);
        encoder.encode(rest, room, true);
        return text.substring(0, rest.position());
    }

    /// Literals become `?`, comments and runs of blanks one blank. Parameters (`$1`) and quoted names stay.
    static String digest(String sql) {
        var out = new StringBuilder(sql.length());
        int i = 0;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            int end = i + 1;
            if (sql.startsWith("--", i)) {
                int line = sql.indexOf('\n', i);
                end = line < 0 ? sql.length() : line;
                blank(out);
            } else if (sql.startsWith("/*", i)) {
                int close = sql.indexOf("*/", i + 2);
                end = close < 0 ? sql.length() : close + 2;
                blank(out);
            } else if (Character.isWhitespace(c)) {
                blank(out);
            } else if (c == '\'') {
                end = quoted(sql, i, '\'');
                out.append('?');
            } else if (c == '"') {
                end = quoted(sql, i, '"');
                out.append(sql, i, end);
            } else if (Character.isDigit(c) && !inWord(out)) {
                while (end < sql.length() && (Character.isLetterOrDigit(sql.charAt(end)) || sql.charAt(end) == '.')) {
                    end++;
                }
                out.append('?');
            } else {
                out.append(c);
            }
            i = end;
        }
        return out.toString().strip();
    }

    private static int quoted(String sql, int from, char quote) {
        int i = from + 1;
        while (i < sql.length()) {
            if (sql.charAt(i) != quote) {
                i++;
            } else if (i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
                i += 2;
            } else {
                return i + 1;
            }
        }
        return sql.length();
    }

    private static boolean inWord(StringBuilder out) {
        char last = out.isEmpty() ? ' ' : out.charAt(out.length() - 1);
        return Character.isLetterOrDigit(last) || last == '_' || last == '$';
    }

    private static void blank(StringBuilder out) {
        if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
            out.append(' ');
        }
    }
}
