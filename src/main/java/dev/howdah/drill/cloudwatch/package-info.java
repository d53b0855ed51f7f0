/// **What it is for.** CloudWatch as the drill offers it: what was really measured at the servers, in CloudWatch's periods and
/// statistics, and a few alarms on it. What was not measured is not answered.
///
/// **Where to start.** [dev.howdah.drill.cloudwatch.CloudWatchService], [dev.howdah.drill.cloudwatch.Measured].
///
/// **Threads.** The request's own.
///
/// **What it must not know.** XML, JSON, CBOR and HTTP: the same handler serves all three front ends.
@NullMarked
package dev.howdah.drill.cloudwatch;

import org.jspecify.annotations.NullMarked;
