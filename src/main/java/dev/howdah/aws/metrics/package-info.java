/// **What it is for.** Reading Amazon CloudWatch: an instance's metrics in one batched call, and its alarms.
///
/// **Where to start.** [dev.howdah.aws.metrics.MetricReads].
///
/// **Threads.** Any but the JavaFX thread; nothing is kept between calls.
///
/// **What it must not know.** What is drawn, and which thresholds matter.
@NullMarked
package dev.howdah.aws.metrics;

import org.jspecify.annotations.NullMarked;
