package dev.howdah.sql.scan;

import org.jspecify.annotations.Nullable;

/// What `:name` stands for.
@FunctionalInterface
public interface Variables {
    /// No variable is set.
    Variables NONE = _ -> null;

    /// The value, or null when no variable has that name.
    @Nullable
    String value(String name);
}
