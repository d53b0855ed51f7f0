package dev.howdah.ops.query;

import dev.howdah.model.InstanceRef;

/// One tab of the Query screen: a session of its own, with its own transaction, variables and looks.
///
/// @param number from 1
public record Sheet(InstanceRef instance, int number) {}
