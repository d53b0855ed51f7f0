package dev.howdah.sql.table;

/// An option that cannot be set so, in psql's words.
public final class Refused extends Exception {
    public Refused(String message) {
        super(message);
    }

    /// The message; never null, unlike the inherited one.
    public String words() {
        return String.valueOf(getMessage());
    }
}
