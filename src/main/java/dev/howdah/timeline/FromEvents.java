package dev.howdah.timeline;

import dev.howdah.model.Failover;
import dev.howdah.model.RdsEvent;
import dev.howdah.timeline.Mark.Clock;
import dev.howdah.timeline.Mark.Kind;
import dev.howdah.timeline.Mark.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/// What `rds:DescribeEvents` told. A failover is one mark, and the events that it was put together from are in it.
public final class FromEvents {
    public static final String SOURCE = "rds:DescribeEvents";
    /// As long as [Failover] waits for an end.
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private FromEvents() {}

    /// @param events of one instance and of what belongs to it, such as its snapshots
    /// @param instance its identifier
    public static List<Mark> of(List<RdsEvent> events, String instance, Instant now) {
        Predicate<RdsEvent> own = e -> instance.equals(e.sourceId()) && "db-instance".equals(e.sourceType());
        List<RdsEvent> ours = events.stream().filter(own).toList();
        Set<RdsEvent> told = new HashSet<>();
        List<Mark> marks = new ArrayList<>();
        for (Failover failover : Failover.of(ours)) {
            Instant end = failover.completedAt();
            List<RdsEvent> parts = ours.stream().filter(e -> partOf(e, failover)).sorted(java.util.Comparator.comparing(RdsEvent::at))
                    .toList();
            told.addAll(parts);
            boolean going = end == null && now.isBefore(failover.startedAt().plus(LONGEST));
            String title = "Multi-AZ failover"
                    + (end != null
                            ? ", over after " + Moments.words(Duration.between(failover.startedAt(), end))
                            : going ? ", going on" : ", its end was never told");
            var detail = new StringBuilder();
            for (RdsEvent part : parts) {
                detail.append(detail.isEmpty() ? "" : "\n").append(Moments.utc(part.at())).append(" UTC  ").append(part.message());
            }
            marks.add(new Mark(failover.startedAt(), end, going, Kind.FAILOVER, Weight.TROUBLE, Clock.AWS, title, detail.toString(),
                    SOURCE));
        }
        events.stream().filter(e -> !told.contains(e)).forEach(e -> marks.add(mark(e, own.test(e))));
        return marks;
    }

    private static boolean partOf(RdsEvent event, Failover failover) {
        Instant end = failover.completedAt();
        return Failover.starts(event) && event.at().equals(failover.startedAt())
                || Failover.completes(event) && event.at().equals(end)
                || event.message().equals(failover.cause())
                        && Duration.between(failover.startedAt(), event.at()).abs().compareTo(LONGEST) < 0;
    }

    private static Mark mark(RdsEvent event, boolean own) {
        String title = own ? event.message() : event.sourceType() + " " + event.sourceId() + ": " + event.message();
        String detail = event.categories().isEmpty() ? "" : "categories: " + String.join(", ", event.categories());
        return Mark.point(event.at(), Kind.EVENT, weight(event, own), Clock.AWS, title, detail, SOURCE);
    }

    /// By its categories (Amazon RDS user guide, "Amazon RDS event categories"), and by whether the instance went or came.
    private static Weight weight(RdsEvent event, boolean own) {
        Set<String> categories = Set.copyOf(event.categories());
        String message = event.message().toLowerCase(Locale.ROOT);
        if (categories.contains("failure") || categories.contains("low storage") || own && message.contains("shutdown")) {
            return Weight.TROUBLE;
        }
        return own && (message.contains("restarted") || message.startsWith("recovery of the db instance is complete"))
                ? Weight.RELIEF
                : Weight.PLAIN;
    }
}
