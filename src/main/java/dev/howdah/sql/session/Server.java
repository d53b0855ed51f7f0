package dev.howdah.sql.session;

/// Which server and database.
///
/// @param host the name that the server's certificate must carry, whatever way leads there
public record Server(String host, int port, String database) {}
