package dev.howdah.ui.instance;

import dev.howdah.model.Failover;
import dev.howdah.model.Instance;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Words;
import java.time.Instant;

/// The line beside the name: what it is, and the newest thing that happened to it.
final class Subtitle {
    private static final Texts TEXTS = Texts.of(Subtitle.class);
    private Subtitle() {}

    static String of(OverviewState state, Instant now) {
        if (state.instance().isEmpty()) {
            return state.statusMeaning();
        }
        Instance i = state.instance().get();
        Boolean multi = i.placement().multiAz();
        String shape = i.placement().clusterId() != null
                ? TEXTS.get("member of {0}", i.placement().clusterId())
                : multi == null ? TEXTS.get("Multi-AZ unknown") : multi ? TEXTS.get("Multi-AZ") : TEXTS.get("Single-AZ");
        return shape + failover(state, now) + " · " + (i.engine().name() == null ? TEXTS.get("engine unknown") : i.engine().name()) + " "
                + (i.engine().version() == null ? "" : i.engine().version())
                + (i.instanceClass() == null ? "" : " · " + i.instanceClass());
    }

    private static String failover(OverviewState state, Instant now) {
        if (state.failovers().isEmpty()) {
            return "";
        }
        Failover last = state.failovers().getFirst();
        return last.completedAt() == null
                ? " · " + TEXTS.get("failing over for {0}", Words.duration(java.time.Duration.between(last.startedAt(), now)))
                : " · " + TEXTS.get("failed over {0}", Words.ago(last.completedAt(), now));
    }
}
