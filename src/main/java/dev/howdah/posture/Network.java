package dev.howdah.posture;

import dev.howdah.model.EgressRule;
import dev.howdah.model.IngressRule;
import dev.howdah.model.SubnetRoutes;
import java.util.List;

/// Where an instance lies.
///
/// @param ingress inbound rules of its security groups
/// @param egress their outbound rules
/// @param routes the ways out of its subnet group's subnets
public record Network(Part<List<IngressRule>> ingress, Part<List<EgressRule>> egress, Part<List<SubnetRoutes>> routes) {}
