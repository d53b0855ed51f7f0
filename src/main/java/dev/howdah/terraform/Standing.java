package dev.howdah.terraform;

import dev.howdah.model.Configuration;
import dev.howdah.model.SecurityGroup;
import dev.howdah.model.SubnetGroup;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands in the account today.
///
/// @param subnets null where they could not be read
/// @param groups its security groups; null where they could not be read
/// @param at when it was read
public record Standing(Configuration configuration, @Nullable SubnetGroup subnets, @Nullable List<SecurityGroup> groups, Instant at) {}
