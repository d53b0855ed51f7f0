/// **What it is for.** The Insights screen: what loaded the database, when, and by which statements.
///
/// **Where to start.** [dev.howdah.ui.insights.InsightsState], made from what [dev.howdah.ops.insights.Insights] publishes; the drawing:
/// [dev.howdah.ui.insights.LoadCanvas].
///
/// **Threads.** States are made anywhere, the rest is the JavaFX thread's.
///
/// **What it must not know.** AWS and the database: it shows what it is given and says what is asked for.
@NullMarked
package dev.howdah.ui.insights;

import org.jspecify.annotations.NullMarked;
