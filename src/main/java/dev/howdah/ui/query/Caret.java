package dev.howdah.ui.query;

import dev.howdah.sql.session.Database;

/// A server's error as psql shows it: the message, the line that it is in, and a caret below the place.
final class Caret {
    private static final int WIDEST = 120;

    private Caret() {}

    static String words(String sql, Database.Failure failure) {
        var text = new StringBuilder(failure.severity()).append(":  ").append(failure.message());
        Integer position = failure.position();
        if (position != null && position <= sql.length() + 1) {
            int at = position - 1;
            int begin = sql.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
            begin = at == 0 ? 0 : begin;
            int end = sql.indexOf('\n', at);
            end = end < 0 ? sql.length() : end;
            int line = 1 + (int) sql.substring(0, begin).chars().filter(c -> c == '\n').count();
            int from = at - begin > WIDEST - 20 ? at - WIDEST / 2 : begin;
            int to = Math.min(end, from + WIDEST);
            String head = "LINE " + line + ": ";
            text.append('\n').append(head).append(from > begin ? "…" : "").append(sql, from, to).append(to < end ? "…" : "").append('\n')
                    .append(" ".repeat(head.length() + (from > begin ? 1 : 0) + at - from)).append('^');
        }
        if (failure.detail() != null) {
            text.append("\nDETAIL:  ").append(failure.detail());
        }
        if (failure.hint() != null) {
            text.append("\nHINT:  ").append(failure.hint());
        }
        return text.append("\nSQLSTATE ").append(failure.state()).toString();
    }
}
