package dev.howdah.insights;

import java.util.LinkedHashMap;
import java.util.Map;

/// A session at work, as one of our own looks saw it. Text that is not known is empty.
///
/// @param sql the statement without its literals, and its id the text itself
/// @param queryId PostgreSQL's id of the statement, 0 where it gives none (before 14, or without `compute_query_id`)
/// @param host the client's address
/// @param waitType empty when it waits for nothing
/// @param whole the statement as it was sent, as far as the server keeps it
public record Working(String sql, long queryId, String user, String database, String host, String application, String waitType,
        String waitEvent, String whole) {
    /// The key that Performance Insights would give it.
    Map<String, String> key(Dimension by) {
        var key = new LinkedHashMap<String, String>();
        switch (by) {
            case WAIT -> {
                key.put("db.wait_event.name", wait(waitType, waitEvent));
                key.put("db.wait_event.type", waitType.isEmpty() ? "CPU" : waitType);
            }
            case WAIT_TYPE -> key.put("db.wait_event_type.name", waitType.isEmpty() ? "CPU" : waitType);
            case SQL -> {
                key.put("db.sql_tokenized.id", queryId == 0 ? sql : Long.toString(queryId));
                key.put("db.sql_tokenized.statement", sql);
                key.put(Dimension.QUERY_ID, queryId == 0 ? "" : Long.toString(queryId));
            }
            case USER -> key.put("db.user.name", user);
            case HOST -> key.put("db.host.name", host);
            case APPLICATION -> key.put("db.application.name", application);
            case DATABASE -> key.put("db.name", database);
        }
        return key;
    }

    static String wait(String type, String event) {
        return type.isEmpty() ? "CPU" : type + ":" + event;
    }
}
