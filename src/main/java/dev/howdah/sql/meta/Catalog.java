package dev.howdah.sql.meta;

import dev.howdah.sql.table.Table;

/// Runs queries on the server's catalog.
public interface Catalog {
    /// Of the server, as in `160015`: catalogs have other columns from one major to the next.
    int version();

    /// Whether access methods of tables are shown; psql's `HIDE_TABLEAM`.
    default boolean showsAccessMethods() {
        return true;
    }

    /// Whether the compression of columns is shown; psql's `HIDE_TOAST_COMPRESSION`.
    default boolean showsCompression() {
        return true;
    }

    /// The rows of a query.
    ///
    /// @throws Stopped when it failed, which the one who runs it has noted
    Table ask(String sql);

    /// A query failed, and what was to be shown cannot be.
    final class Stopped extends RuntimeException {
        public Stopped() {
            super("a catalog query failed");
        }
    }
}
