package dev.howdah.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A DB subnet group (`rds:DescribeDBSubnetGroups`).
///
/// @param subnets their ids
public record SubnetGroup(String name, @Nullable String description, List<String> subnets) {
    public SubnetGroup {
        subnets = List.copyOf(subnets);
    }
}
