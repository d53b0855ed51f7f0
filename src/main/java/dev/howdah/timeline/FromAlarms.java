package dev.howdah.timeline;

import dev.howdah.model.Alarm;
import dev.howdah.model.AlarmChange;
import dev.howdah.timeline.Mark.Clock;
import dev.howdah.timeline.Mark.Kind;
import dev.howdah.timeline.Mark.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What CloudWatch's alarms did: one mark from `ALARM` until something else.
public final class FromAlarms {
    public static final String SOURCE = "cloudwatch:DescribeAlarmHistory";
    private static final String ALARM = "ALARM";

    private FromAlarms() {}

    /// @param changes of state, in any order
    /// @param standing the alarms as they are: one that began before the oldest change is known from here
    public static List<Mark> of(List<AlarmChange> changes, List<Alarm> standing) {
        List<Mark> marks = new ArrayList<>();
        Map<String, AlarmChange> open = new HashMap<>();
        for (AlarmChange change : changes.stream().sorted(Comparator.comparing(AlarmChange::at)).toList()) {
            AlarmChange began = open.remove(change.name());
            if (began != null) {
                marks.add(episode(began.name(), began.at(), change.at(), began.reason()));
            } else if (ALARM.equals(change.from())) {
                // it began before what was read
                marks.add(Mark.point(change.at(), Kind.ALARM, Weight.RELIEF, Clock.AWS, change.name() + ": from ALARM to " + change.to(),
                        Objects.requireNonNullElse(change.reason(), ""), SOURCE));
            }
            if (ALARM.equals(change.to())) {
                open.put(change.name(), change);
            }
        }
        open.values().forEach(c -> marks.add(episode(c.name(), c.at(), null, c.reason())));
        standing.stream().filter(a -> ALARM.equals(a.state()) && a.since() != null && !open.containsKey(a.name()))
                .forEach(a -> marks.add(episode(a.name(), Objects.requireNonNull(a.since()), null, a.reason())));
        return marks;
    }

    private static Mark episode(String name, Instant from, @Nullable Instant until, @Nullable String reason) {
        String title = name + ": ALARM" + (until == null ? ", still" : " for " + Moments.words(Duration.between(from, until)));
        return new Mark(from, until, until == null, Kind.ALARM, Weight.TROUBLE, Clock.AWS, title, Objects.requireNonNullElse(reason, ""),
                SOURCE);
    }
}
