package dev.howdah.timeline;

import dev.howdah.journal.Entry;
import dev.howdah.model.TrailEvent;
import dev.howdah.timeline.Mark.Clock;
import dev.howdah.timeline.Mark.Kind;
import dev.howdah.timeline.Mark.Weight;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Calls that changed the instance, by whoever made them. Those that this machine's journal has are left out: they stand there already.
public final class FromTrail {
    public static final String SOURCE = "cloudtrail:LookupEvents";

    private FromTrail() {}

    /// @param entries of the journal
    public static List<Mark> of(List<TrailEvent> events, List<Entry> entries) {
        Set<String> own = new HashSet<>();
        entries.stream().filter(e -> e.kind() == Entry.Kind.SENT)
                .forEach(e -> {
                    if (e.fields().get("answer") instanceof Map<?, ?> answer && answer.get("request") instanceof String id) {
                        own.add(id);
                    }
                });
        return events.stream().filter(e -> e.requestId() == null || !own.contains(e.requestId())).map(FromTrail::mark).toList();
    }

    private static Mark mark(TrailEvent e) {
        String error = e.error();
        String title = e.source().replaceFirst("\\.amazonaws\\.com$", "") + ":" + e.name() + " by "
                + (e.user() == null ? "somebody" : e.user())
                + (error == null ? "" : ", refused: " + error);
        return Mark.point(e.at(), Kind.TRAIL, Weight.ACT, Clock.AWS, title,
                (e.resources().isEmpty() ? "" : "names " + String.join(", ", e.resources()) + "\n") + "event " + e.id(), SOURCE);
    }
}
