package dev.howdah.sql.scan;

/// Steps over what is not plain text in a whole statement.
final class Skip {
    private Skip() {}

    /// Past the quote or comment that begins at `at`; `at` itself when none does.
    static int past(String sql, int at) {
        if (sql.startsWith("--", at)) {
            int end = sql.indexOf('\n', at);
            return end < 0 ? sql.length() : end + 1;
        }
        if (sql.startsWith("/*", at)) {
            return comment(sql, at);
        }
        char c = sql.charAt(at);
        if (c == '\'' || c == '"') {
            int end = sql.indexOf(c, at + 1);
            return end < 0 ? sql.length() : end + 1;
        }
        if (c == '$') {
            int tag = sql.indexOf('$', at + 1);
            if (tag > 0 && sql.substring(at + 1, tag).chars().allMatch(x -> Scanner.isNamePart((char) x))
                    && (tag == at + 1 || Scanner.isNameStart(sql.charAt(at + 1)))) {
                String mark = sql.substring(at, tag + 1);
                int end = sql.indexOf(mark, tag + 1);
                return end < 0 ? sql.length() : end + mark.length();
            }
        }
        return at;
    }

    private static int comment(String sql, int start) {
        int depth = 1;
        int at = start + 2;
        while (at < sql.length() && depth > 0) {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        }
        return at;
    }
}
