package dev.howdah.drill.world;

import java.util.List;

/// The subnets in which RDS may place an instance.
public record SubnetGroup(String name, String description, String vpcId, List<String> subnetIds) {}
