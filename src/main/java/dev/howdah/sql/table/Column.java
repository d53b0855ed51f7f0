package dev.howdah.sql.table;

/// @param right whether values stand at the right, as numbers do
public record Column(String name, boolean right) {}
