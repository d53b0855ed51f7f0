package dev.howdah.timeline;

import dev.howdah.insights.LoadChart;
import dev.howdah.insights.Span;
import dev.howdah.timeline.Mark.Clock;
import dev.howdah.timeline.Mark.Kind;
import dev.howdah.timeline.Mark.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// When more sessions were at work than the instance has processors (Amazon RDS user guide, "Max CPU"): found by this console in what
/// Performance Insights counted, or its own looks where that is off. A break of one period does not end it; a gap in what is known does.
public final class FromLoad {
    public static final String SOURCE = "pi:GetResourceMetrics";

    private FromLoad() {}

    /// @param vcpus of the instance; nothing is found without
    public static List<Mark> of(LoadChart chart, double vcpus) {
        return of(chart, vcpus, SOURCE);
    }

    /// @param source who counted
    public static List<Mark> of(LoadChart chart, double vcpus, String source) {
        List<Mark> marks = new ArrayList<>();
        int begin = -1;
        int last = -1;
        for (int i = 0; vcpus > 0 && i <= chart.periods(); i++) {
            boolean known = i < chart.periods() && !Double.isNaN(chart.total()[i]);
            boolean above = known && chart.total()[i] > vcpus;
            if (begin >= 0 && (!known || !above && i - last > 1)) {
                marks.add(episode(chart, begin, last, vcpus, source));
                begin = -1;
            }
            if (above) {
                begin = begin < 0 ? i : begin;
                last = i;
            }
        }
        return marks;
    }

    private static Mark episode(LoadChart chart, int begin, int last, double vcpus, String source) {
        Instant from = chart.from().plusSeconds((long) begin * chart.period());
        Instant until = chart.from().plusSeconds((long) (last + 1) * chart.period());
        double most = 0;
        for (int i = begin; i <= last; i++) {
            most = Double.isNaN(chart.total()[i]) ? most : Math.max(most, chart.total()[i]);
        }
        boolean going = chart.newest() != null && !chart.newest().isAfter(until.minusSeconds(chart.period()));
        String parts = chart.over(new Span(from, until)).parts().entrySet().stream().limit(3)
                .map(e -> e.getKey() + " " + number(e.getValue())).collect(Collectors.joining(", "));
        @Nullable
        Instant end = going ? null : until;
        String title = "Load up to " + number(most) + " sessions at work, above " + number(vcpus) + " vCPU"
                + (going ? ", still" : " for " + Moments.words(Duration.between(from, until)));
        return new Mark(from, end, going, Kind.LOAD, Weight.TROUBLE, Clock.AWS, title,
                (parts.isEmpty() ? "" : "on average: " + parts + "\n") + "in periods of " + chart.period() + " s", source);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf(Math.round(value)) : String.format(Locale.ROOT, "%.1f", value);
    }
}
