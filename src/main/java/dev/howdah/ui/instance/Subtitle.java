package dev.howdah.ui.instance;

import dev.howdah.model.Failover;
import dev.howdah.model.Instance;
import dev.howdah.ui.kit.Words;
import java.time.Instant;

/// The line beside the name: what it is, and the newest thing that happened to it.
final class Subtitle {
    private Subtitle() {}

    static String of(OverviewState state, Instant now) {
        if (state.instance().isEmpty()) {
            return state.statusMeaning();
        }
        Instance i = state.instance().get();
        Boolean multi = i.placement().multiAz();
        String shape = i.placement().clusterId() != null
                ? "member of " + i.placement().clusterId()
                : multi == null ? "Multi-AZ unknown" : multi ? "Multi-AZ" : "Single-AZ";
        return shape + failover(state, now) + " · " + (i.engine().name() == null ? "engine unknown" : i.engine().name()) + " "
                + (i.engine().version() == null ? "" : i.engine().version()) + (i.instanceClass() == null ? "" : " · " + i.instanceClass());
    }

    private static String failover(OverviewState state, Instant now) {
        if (state.failovers().isEmpty()) {
            return "";
        }
        Failover last = state.failovers().getFirst();
        return last.completedAt() == null
                ? " · failing over for " + Words.duration(java.time.Duration.between(last.startedAt(), now))
                : " · failed over " + Words.ago(last.completedAt(), now);
    }
}
