package dev.howdah.lint;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A task's log as the SQL in it: what Alembic and SQLAlchemy, Django, Flyway and the server print before a statement is taken off,
/// and lines that are no SQL become empty, so that line numbers stay.
final class LogText {
    private static final Pattern STAMPED = Pattern
            .compile("(?:(\\[?\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d[\\d.,]*(?:Z| ?[+-]\\d\\d:?\\d\\d| UTC)?\\]?)\\s*)?"
                    + "(?:\\[\\d+\\]:?\\s*)?(?:\\[?(DEBUG|INFO|LOG|NOTICE|WARNING|WARN|ERROR|TRACE)\\]?:?\\s+)?(?:\\[?[a-zA-Z_][\\w.]*\\.[\\w.]+\\]?:?\\s+)?(?:- )?(.*)");
    private static final Pattern SAID = Pattern
            .compile("(?i)(?:executing(?: sql)?|statement|execute <unnamed>|\\(\\d+\\.\\d+\\)):?\\s+(.*)");
    private static final Pattern SQL = Pattern
            .compile("(?i)(?:ALTER|CREATE|DROP|UPDATE|DELETE|INSERT|TRUNCATE|BEGIN|COMMIT|ROLLBACK|SET|DO|"
                    + "CALL|COMMENT|GRANT|REVOKE|REINDEX|CLUSTER|VACUUM|REFRESH|LOCK|SELECT|START|RESET|ANALYZE|WITH)\\b.*");
    /// `BEGIN (implicit)` is SQLAlchemy's word for a transaction that it began.
    private static final Pattern IMPLICIT = Pattern.compile("BEGIN \\(implicit\\)");

    private LogText() {}

    /// The text itself when it is no log: when fewer than half of its lines begin with a time or a level.
    static String sql(String text) {
        String[] lines = text.split("\n", -1);
        int stamped = 0;
        int full = 0;
        for (String line : lines) {
            full += line.isBlank() ? 0 : 1;
            stamped += line.isBlank() || !marked(line) ? 0 : 1;
        }
        return stamped == 0 || stamped * 2 < full ? text : taken(lines);
    }

    private static boolean marked(String line) {
        Matcher m = STAMPED.matcher(line);
        return m.matches() && (m.group(1) != null || m.group(2) != null);
    }

    private static String taken(String[] lines) {
        var all = new StringBuilder();
        boolean inside = false;
        for (String line : lines) {
            String rest = line;
            if (marked(line)) {
                if (inside) {
                    end(all);
                }
                Matcher m = STAMPED.matcher(line);
                rest = m.matches() ? m.group(3) : "";
                Matcher said = SAID.matcher(rest);
                rest = said.matches() ? said.group(1) : rest;
                rest = IMPLICIT.matcher(rest).replaceAll("BEGIN");
                inside = SQL.matcher(rest).matches();
            }
            all.append(inside ? rest : rest.startsWith("Running upgrade ") ? "-- " + rest : "").append('\n');
        }
        if (inside) {
            end(all);
        }
        return all.toString();
    }

    private static void end(StringBuilder all) {
        int at = all.length() - 1;
        while (at > 0 && Character.isWhitespace(all.charAt(at - 1))) {
            at--;
        }
        if (at > 0 && all.charAt(at - 1) != ';') {
            all.insert(at, ';');
        }
    }
}
