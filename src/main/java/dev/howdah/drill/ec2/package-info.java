/// **What it is for.** The part of EC2 that a database console needs: VPCs, subnets, routes and interfaces are read, security groups
/// are made, changed and deleted too.
///
/// **Where to start.** [dev.howdah.drill.ec2.Ec2Service], then [dev.howdah.drill.ec2.Kind]: each file describes one kind of
/// resource, its filters and its shape, and the listing is the same for all. What a request says of a group is read in
/// [dev.howdah.drill.ec2.Groups].
///
/// **Threads.** The request's own.
///
/// **What it must not know.** XML, HTTP and databases.
@NullMarked
package dev.howdah.drill.ec2;

import org.jspecify.annotations.NullMarked;
