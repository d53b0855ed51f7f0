/// **What it is for.** The read side of EC2 that a database console needs: VPCs, subnets, routes, security groups, interfaces.
///
/// **Where to start.** [dev.howdah.drill.ec2.Ec2Service], then [dev.howdah.drill.ec2.Kind]: each file describes one kind of
/// resource, its filters and its shape, and the listing is the same for all.
///
/// **Threads.** The request's own.
///
/// **What it must not know.** XML, HTTP and databases.
@NullMarked
package dev.howdah.drill.ec2;

import org.jspecify.annotations.NullMarked;
