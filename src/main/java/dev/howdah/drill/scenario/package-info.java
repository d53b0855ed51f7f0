/// **What it is for.** What a learner practises: things that go wrong with blog-db for real, a referee who watches what is done about them,
/// and a score.
///
/// **Where to start.** [dev.howdah.drill.scenario.Referee] runs a [dev.howdah.drill.scenario.Scenario];
/// [dev.howdah.drill.scenario.Score] is pure.
///
/// **Threads.** All that touches the account or its servers runs on the referee's own thread, one thing after the other.
///
/// **What it must not know.** The console. It judges by the account and the servers alone, so a learner may work with any client.
@NullMarked
package dev.howdah.drill.scenario;

import org.jspecify.annotations.NullMarked;
