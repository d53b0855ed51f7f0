/// **What it is for.** The Health screen: how a database does, why it matters, and a safe next step to copy.
///
/// **Where to start.** [dev.howdah.ui.health.HealthState], which is pure, then [dev.howdah.ui.health.HealthView].
///
/// **Threads.** States are made off the JavaFX thread; views are made and shown on it.
///
/// **What it must not know.** Other screens, and how the server is asked.
@NullMarked
package dev.howdah.ui.health;

import org.jspecify.annotations.NullMarked;
