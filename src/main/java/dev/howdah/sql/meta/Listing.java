package dev.howdah.sql.meta;

import org.jspecify.annotations.Nullable;

/// One catalog query and how its rows are headed.
///
/// @param none what is said when there are no rows; null: an empty table
record Listing(String sql, String title, @Nullable String none) {}
