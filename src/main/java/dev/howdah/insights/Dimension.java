package dev.howdah.insights;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What load is told apart by, in Performance Insights' words (API reference, DimensionGroup).
public enum Dimension {
    WAIT("Waits", "db.wait_event", "db.wait_event.name", "db.wait_event.name"), WAIT_TYPE("Wait types", "db.wait_event_type",
            "db.wait_event_type.name", "db.wait_event_type.name"), SQL("SQL", "db.sql_tokenized", "db.sql_tokenized.id",
                    "db.sql_tokenized.statement"), USER("Users", "db.user", "db.user.name", "db.user.name"), HOST("Hosts", "db.host",
                            "db.host.name", "db.host.name"), APPLICATION("Applications", "db.application", "db.application.name",
                                    "db.application.name"), DATABASE("Databases", "db", "db.name", "db.name");

    /// The service's own id of a digest; PostgreSQL's query id, or a number of the service that begins with `pi-`.
    public static final String QUERY_ID = "db.sql_tokenized.db_id";
    private final String words;
    private final String group;
    private final String id;
    private final String label;

    Dimension(String words, String group, String id, String label) {
        this.words = words;
        this.group = group;
        this.id = id;
        this.label = label;
    }

    public String words() {
        return words;
    }

    /// The group's name at the service.
    public String group() {
        return group;
    }

    /// The dimension by which two keys are the same.
    public String idName() {
        return id;
    }

    /// The dimension that is shown.
    public String labelName() {
        return label;
    }

    public String id(Map<String, String> key) {
        return key.getOrDefault(id, key.getOrDefault(label, ""));
    }

    /// What people read: "none" where a session has no such name.
    public String label(Map<String, String> key) {
        String text = key.getOrDefault(label, key.getOrDefault(id, ""));
        if (this == WAIT && !text.isEmpty() && text.indexOf(':') < 0) {
            String type = key.getOrDefault("db.wait_event.type", text);
            text = type.equals(text) || type.isEmpty() ? text : type + ":" + text;
        }
        return text.isBlank() ? "none" : text;
    }

    /// By the name of its group.
    public static Optional<Dimension> of(String group) {
        return Arrays.stream(values()).filter(d -> d.group.equals(group)).findFirst();
    }

    public static List<Dimension> all() {
        return List.of(values());
    }
}
