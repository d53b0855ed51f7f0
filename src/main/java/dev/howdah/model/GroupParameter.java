package dev.howdah.model;

import org.jspecify.annotations.Nullable;

/// What a DB parameter group says of one parameter (`rds:DescribeDBParameters`).
///
/// @param value null where the engine's own default holds
/// @param own whether the group sets it itself (`Source` is `user`)
/// @param dynamic whether it can change while the server runs (`ApplyType`)
/// @param modifiable whether it can be changed at all
public record GroupParameter(String name, @Nullable String value, boolean own, boolean dynamic, boolean modifiable) {}
