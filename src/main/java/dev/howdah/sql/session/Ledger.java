package dev.howdah.sql.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Whoever keeps a record of what was run in a session: told once before and once after each statement that somebody typed, on the
/// thread that runs it. What the engine asks of its own, such as the catalog for `\\d`, is not told.
public interface Ledger {
    /// Keeps nothing: psql's own behaviour.
    Ledger NONE = new Ledger() {
        @Override
        public @Nullable String before(String sql, boolean standardStrings, boolean writes) {
            return null;
        }

        @Override
        public void after(String sql, boolean standardStrings, Outcome outcome) {
            // nobody asked
        }
    };

    /// What came of a statement; never what it gave.
    ///
    /// @param rows that came or were changed
    /// @param state SQLSTATE, `00000` when it went well
    record Outcome(long rows, String state, Duration took) {}

    /// @param standardStrings `standard_conforming_strings` of the session
    /// @param writes whether the session may write
    /// @return why the statement must not be sent; null when it may
    @Nullable
    String before(String sql, boolean standardStrings, boolean writes);

    void after(String sql, boolean standardStrings, Outcome outcome);
}
