/// **What it is for.** Performance Insights: the load of one instance by what it waits for, what it runs and for whom.
///
/// **Where to start.** [dev.howdah.aws.insights.InsightReads].
///
/// **Threads.** Any but the JavaFX one.
///
/// **What it must not know.** How load is drawn, and which window and period somebody looks at.
@NullMarked
package dev.howdah.aws.insights;

import org.jspecify.annotations.NullMarked;
