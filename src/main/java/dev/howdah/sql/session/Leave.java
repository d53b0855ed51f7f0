package dev.howdah.sql.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// That somebody allowed a session to write, for a time; asked on the thread that runs the statement.
public interface Leave {
    /// What to do with a statement that was shown.
    enum Choice {
        RUN,
        /// Run it, count, and roll it back.
        PREVIEW,
        /// Do not send it.
        LEAVE_IT
    }

    /// Whether the time is not over.
    boolean lasts();

    /// Shows a statement that would do more than its writer may mean; returns when somebody has answered.
    ///
    /// @param reasons a sentence for each thing
    /// @param plan what EXPLAIN (FORMAT JSON) says of it; null where it says nothing
    Choice asked(String sql, List<String> reasons, @Nullable String plan);
}
