package dev.howdah.sql.session;

/// A statement of our own that failed.
public final class SqlFailed extends Exception {
    private final transient ServerMessage serverMessage;
    private final String query;

    public SqlFailed(ServerMessage message, String query) {
        super(message.message());
        this.serverMessage = message;
        this.query = query;
    }

    public ServerMessage serverMessage() {
        return serverMessage;
    }

    public String query() {
        return query;
    }
}
