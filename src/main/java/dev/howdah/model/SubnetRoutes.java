package dev.howdah.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The way out of a subnet (`ec2:DescribeRouteTables`).
///
/// @param table id of its route table; null when none is visible, as in a VPC that another account shares
/// @param main whether that is the VPC's main table, because the subnet names none
/// @param internet the internet gateways of its active routes, each as `destination → igw-…`
public record SubnetRoutes(String subnet, @Nullable String table, boolean main, List<String> internet) {}
