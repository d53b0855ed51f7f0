package dev.howdah.sql.session;

import dev.howdah.sql.table.Width;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/// An error or a notice with all that the server said about it.
///
/// @param severity as the server writes it: ERROR, FATAL, NOTICE, WARNING …
/// @param state SQLSTATE; empty when the failure is the connection's own
/// @param position first wrong character of the statement, counted in code points from 1; 0: none
/// @param more detail, hint, context, constraint and so on, by the labels that psql prints
public record ServerMessage(String severity, String state, String message, int position, Map<String, String> more) {
    /// How much psql tells.
    public enum Verbosity {
        TERSE, SQLSTATE, DEFAULT, VERBOSE
    }

    private static final int MOST = 60;
    private static final int RIGHT = 10;

    public ServerMessage {
        more = Map.copyOf(more);
    }

    static ServerMessage of(SQLException e) {
        ServerErrorMessage m = e instanceof PSQLException p
                ? p.getServerErrorMessage()
                : e instanceof PSQLWarning w ? w.getServerErrorMessage() : null;
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (m == null) {
            return new ServerMessage("", state, String.valueOf(e.getMessage()), 0, Map.of());
        }
        var more = new TreeMap<String, String>();
        put(more, "DETAIL", m.getDetail());
        put(more, "HINT", m.getHint());
        put(more, "QUERY", m.getInternalQuery());
        put(more, "CONTEXT", m.getWhere());
        put(more, "SCHEMA NAME", m.getSchema());
        put(more, "TABLE NAME", m.getTable());
        put(more, "COLUMN NAME", m.getColumn());
        put(more, "DATATYPE NAME", m.getDatatype());
        put(more, "CONSTRAINT NAME", m.getConstraint());
        if (m.getFile() != null) {
            more.put("LOCATION", m.getRoutine() + ", " + m.getFile() + ":" + m.getLine());
        }
        if (m.getInternalPosition() > 0) {
            more.put("position inside", String.valueOf(m.getInternalPosition()));
        }
        return new ServerMessage(String.valueOf(m.getSeverity()), state, String.valueOf(m.getMessage()), m.getPosition(), more);
    }

    private static void put(Map<String, String> more, String label, @Nullable String value) {
        if (value != null) {
            more.put(label, value);
        }
    }

    /// The same, with its place counted from a later beginning.
    ServerMessage movedBy(int codePoints) {
        return position > codePoints ? new ServerMessage(severity, state, message, position - codePoints, more) : this;
    }

    public boolean isError() {
        return severity.equals("ERROR") || severity.equals("FATAL") || severity.equals("PANIC") || severity.isEmpty();
    }

    /// The session is gone: the server ended it, or the network did (SQLSTATE 08xxx, 57P01 to 57P03).
    public boolean endsSession() {
        return severity.equals("FATAL") || severity.equals("PANIC") || state.startsWith("08");
    }

    /// psql's text, several lines, without a line end at its end.
    ///
    /// @param query what was sent, for the line and the caret
    /// @param context whether CONTEXT is shown
    public String text(Verbosity verbosity, boolean context, String query) {
        if (severity.isEmpty()) {
            return message;
        }
        if (verbosity == Verbosity.SQLSTATE) {
            return severity + ":  " + state;
        }
        var text = new StringBuilder(severity).append(":  ");
        if (verbosity == Verbosity.VERBOSE) {
            text.append(state).append(": ");
        }
        text.append(message);
        int inside = Integer.parseInt(more.getOrDefault("position inside", "0"));
        String pointed = position > 0 ? query : more.getOrDefault("QUERY", "");
        int point = position > 0 ? position : inside;
        if (verbosity == Verbosity.TERSE) {
            return text.append(point > 0 ? " at character " + point : "").toString();
        }
        if (point > 0) {
            text.append(caret(pointed, point));
        }
        for (String label : new String[]{"DETAIL", "HINT", "QUERY", "CONTEXT"}) {
            String value = more.get(label);
            if (value != null && !(label.equals("CONTEXT") && !context)) {
                text.append('\n').append(label).append(":  ").append(value);
            }
        }
        if (verbosity == Verbosity.VERBOSE) {
            for (String label : new String[]{"SCHEMA NAME", "TABLE NAME", "COLUMN NAME", "DATATYPE NAME", "CONSTRAINT NAME", "LOCATION"}) {
                String value = more.get(label);
                if (value != null) {
                    text.append('\n').append(label).append(":  ").append(value);
                }
            }
        }
        return text.toString();
    }

    /// Nothing where the place is not in the text, else `LINE n:` with the line, cut to about 60 columns around the place, and a caret under it.
    static String caret(String query, int position) {
        int[] all = query.codePoints().toArray();
        int place = position - 1;
        if (place > all.length) {
            // of another text than the one that was sent, such as that of a statement prepared before
            return "";
        }
        int line = 1;
        int start = 0;
        for (int i = 0; i < place; i++) {
            if (all[i] == '\n') {
                line++;
                start = i + 1;
            }
        }
        int end = place;
        while (end < all.length && all[end] != '\n' && all[end] != '\r') {
            end++;
        }
        int from = start;
        boolean cutRight = false;
        if (width(all, from, end) > MOST) {
            if (MOST >= width(all, from, place) + RIGHT) {
                while (width(all, from, end) > MOST) {
                    end--;
                }
                cutRight = true;
            } else {
                while (RIGHT < width(all, place, end)) {
                    end--;
                    cutRight = true;
                }
                while (width(all, from, end) > MOST) {
                    from++;
                }
            }
        }
        String head = "LINE " + line + ": " + (from > start ? "..." : "");
        return "\n" + head + text(all, from, end) + (cutRight ? "..." : "") + "\n" + " ".repeat(head.length() + width(all, from, place))
                + "^";
    }

    private static String text(int[] all, int from, int to) {
        return new String(all, from, to - from).replace('\t', ' ');
    }

    private static int width(int[] all, int from, int to) {
        int width = 0;
        for (int i = from; i < to; i++) {
            width += all[i] == '\t' ? 1 : Math.max(0, Width.of(all[i]));
        }
        return width;
    }
}
