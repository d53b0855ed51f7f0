package dev.howdah.drill.rds;

import dev.howdah.drill.world.DbInstance;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// What a ModifyDBInstance asks for, sorted by when it happens.
///
/// @param atOnce what the answer tells already
/// @param steps what begins now, whatever was asked, and takes a while
/// @param deferred what waits unless it is to be applied immediately, in the names of [Pending]
record Change(UnaryOperator<DbInstance> atOnce, List<Step> steps, Map<String, String> deferred, boolean resetsPassword) {}
