package dev.howdah.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import dev.howdah.model.LoadLine;
import dev.howdah.model.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Load laid out and counted. Bad inputs tried: NaN, infinite and negative values, values left out, points outside of the span, twice and in
/// no order, no total, nothing at all, a clock that is set back, a class name that follows no rule.
final class LoadTest {
    private static final Instant START = Instant.parse("2026-11-28T03:00:00Z");

    @Test
    void loadCountedFromOurOwnLooksIsWhatIsCountedAnotherWay() {
        var random = new Random(7);
        var looks = new OwnLooks();
        // second → who waited for what in it; a tenth of the seconds have no look
        Map<Integer, List<Working>> seconds = new HashMap<>();
        for (int s = 0; s < 3600; s++) {
            if (random.nextInt(10) > 0) {
                var working = new ArrayList<Working>();
                for (int i = random.nextInt(9); i > 0; i--) {
                    working.add(working(random.nextInt(14), random.nextInt(12)));
                }
                seconds.put(s, working);
                looks.add(START.plusSeconds(s).plusMillis(random.nextInt(900)), working);
            }
        }
        var span = new Span(START, START.plusSeconds(3600));
        for (Dimension by : List.of(Dimension.WAIT, Dimension.SQL, Dimension.USER)) {
            for (int period : List.of(1, 60, 300)) {
                LoadChart chart = looks.chart(by, span, period, 10);
                for (int p = 0; p < chart.periods(); p++) {
                    List<List<Working>> of = IntStream.range(p * period, (p + 1) * period).mapToObj(seconds::get).filter(w -> w != null)
                            .toList();
                    double average = of.isEmpty() ? Double.NaN : (double) of.stream().mapToInt(List::size).sum() / of.size();
                    assertThat(chart.total()[p]).isEqualTo(average, offset(1e-9));
                    int at = p;
                    assertThat(chart.bands().stream().mapToDouble(b -> b.values()[at]).sum()).as("what is stacked is the total")
                            .isEqualTo(average, offset(1e-9));
                    for (LoadChart.Band band : chart.bands()) {
                        if (!band.id().equals(LoadChart.REST) && !of.isEmpty()) {
                            long count = of.stream().flatMap(List::stream).filter(w -> by.id(w.key(by)).equals(band.id())).count();
                            assertThat(band.values()[p]).isEqualTo((double) count / of.size(), offset(1e-9));
                        }
                    }
                }
            }
        }
        LoadChart.Held held = looks.chart(Dimension.WAIT, span, 1, 25).over(new Span(START.plusSeconds(600), START.plusSeconds(900)));
        List<List<Working>> of = IntStream.range(600, 900).mapToObj(seconds::get).filter(w -> w != null).toList();
        assertThat(held.total()).isCloseTo((double) of.stream().mapToInt(List::size).sum() / of.size(), within(1e-9));
        assertThat(held.known()).isEqualTo(of.size());
        var top = looks.top(Dimension.SQL, new Span(START.plusSeconds(600), START.plusSeconds(900)), 25);
        assertThat(top.stream().mapToDouble(k -> k.total()).sum()).isCloseTo(held.total(), within(1e-9));
        assertThat(top).allSatisfy(
                k -> assertThat(k.parts().values().stream().mapToDouble(d -> d).sum()).isCloseTo(k.total(), within(1e-9)));
    }

    @Test
    void gapsStayGapsAndWhatIsNoNumberIsNone() {
        var span = new Span(START, START.plusSeconds(8));
        LoadChart chart = LoadChart.of(List.of(
                line(null, 0, 2, 1, Double.NaN, 2, Double.POSITIVE_INFINITY, 4, -1, 5, 3, 6, 0, -5, 9, 99, 9),
                line("CPU", 5, 1, 0, 1.5, 1, 7), line("IO:DataFileRead", 0, 0.5)), Dimension.WAIT, span, 1);
        assertThat(chart.total()).containsExactly(new double[]{2, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 3, 0, Double.NaN});
        assertThat(band(chart, "CPU")).containsExactly(
                new double[]{1.5, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 1, 0, Double.NaN});
        assertThat(band(chart, LoadChart.REST)).containsExactly(
                new double[]{0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 2, 0, Double.NaN});
        assertThat(chart.over(span).known()).isEqualTo(3);
        assertThat(chart.over(span).total()).isCloseTo(5.0 / 3, within(1e-9));
        assertThat(chart.over(new Span(START.plusSeconds(1), START.plusSeconds(3))).total()).isNaN();
        assertThat(chart.newest()).isEqualTo(START.plusSeconds(6));
        assertThat(chart.most()).isEqualTo(3);
        assertThat(LoadChart.of(List.of(), Dimension.WAIT, span, 1).empty()).isTrue();
        assertThat(LoadChart.of(List.of(line("CPU", 3, 2)), Dimension.WAIT, span, 1).total()[3]).as("without a total it is the sum")
                .isEqualTo(2);
    }

    @Test
    void aDigestUnderTwoIdsIsOneGroup() {
        var one = new LoadLine(Map.of("db.sql_tokenized.id", "A", "db.sql_tokenized.db_id", "1", "db.sql_tokenized.statement", "select ?"),
                List.of(new Series.Point(START, 1)));
        var two = new LoadLine(
                Map.of("db.sql_tokenized.id", "A", "db.sql_tokenized.db_id", "pi-2", "db.sql_tokenized.statement", "select ?"),
                List.of(new Series.Point(START, 0.5)));
        LoadChart chart = LoadChart.of(List.of(line(null, 0, 1.5), one, two), Dimension.SQL, new Span(START, START.plusSeconds(1)), 1);
        assertThat(chart.bands()).singleElement().satisfies(b -> {
            assertThat(b.label()).isEqualTo("select ?");
            assertThat(b.values()).containsExactly(1.5);
        });
    }

    @Test
    void aClockThatIsSetBackLosesWhatSeemedLater() {
        var looks = new OwnLooks();
        looks.add(START.plusSeconds(100), List.of(working(1, 1)));
        looks.add(START.plusSeconds(101), List.of());
        looks.add(START, List.of(working(2, 2), working(3, 3)));
        assertThat(looks.count()).isEqualTo(1);
        assertThat(looks.chart(Dimension.WAIT, new Span(START, START.plusSeconds(200)), 1, 5).most()).isEqualTo(2);
        looks.add(START.plus(Range.OWN).plusSeconds(5), List.of());
        assertThat(looks.oldest()).as("no more than an hour is kept").contains(START.plus(Range.OWN).plusSeconds(5));
        assertThat(new OwnLooks().top(Dimension.SQL, new Span(START, START.plusSeconds(1)), 5)).isEmpty();
        assertThatThrownBy(() -> new Span(START, START)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thePeriodIsTheFinestThatTheServiceAnswersInAndTheSpanIsKept() {
        assertThat(Arrays.stream(Range.values()).map(Range::period)).containsExactly(1, 1, 60, 60, 300, 3600, 3600, 86_400);
        assertThat(Range.kept(7)).doesNotContain(Range.MONTH).contains(Range.WEEK);
        assertThat(Range.own()).containsExactly(Range.MINUTES_5, Range.MINUTES_15, Range.HOUR);
        Instant now = START.plusSeconds(17).plusMillis(300);
        assertThat(Range.HOUR.until(now, 7)).isEqualTo(new Span(START.minusSeconds(3540), START.plusSeconds(60)));
        assertThat(Range.MINUTES_5.until(now, 7)).isEqualTo(new Span(START.minusSeconds(282), START.plusSeconds(18)));
        Span week = Range.WEEK.until(now, 7);
        assertThat(week.from()).as("not before what is kept, or all is refused").isAfter(now.minus(Duration.ofDays(7)));
        assertThat(week.length()).isGreaterThan(Duration.ofDays(6));
    }

    @Test
    void loadAboveTheProcessorsHasABeginning() {
        double[] total = new double[60];
        Arrays.fill(total, 1);
        Arrays.fill(total, 20, 60, 3);
        total[45] = 1.5;
        var chart = new LoadChart(START, 60, total, List.of());
        assertThat(chart.aboveSince(2)).isEqualTo(START.plusSeconds(20 * 60));
        assertThat(chart.aboveSince(4)).isNull();
        assertThat(new LoadChart(START, 60, new double[]{Double.NaN}, List.of()).aboveSince(0)).isNull();
    }

    @Test
    void processorsByTheNameOfAClass() {
        assertThat(Vcpus.of("db.t4g.small")).contains(2);
        assertThat(Vcpus.of("db.t3.2xlarge")).contains(8);
        assertThat(Vcpus.of("db.r6g.large")).contains(2);
        assertThat(Vcpus.of("db.m7i.16xlarge")).contains(64);
        for (String odd : List.of("db.t2.micro", "db.serverless", "", "db.m7i.metal-24xl", "t3.small", "db.r6g.tiny")) {
            assertThat(Vcpus.of(odd)).as(odd).isEmpty();
        }
    }

    @Test
    void callsAreRatesBetweenTwoLooksUnlessTheCountersBeganAnew() {
        var before = new Calls(START, 100, 500, 100, 90, 10, "select $1");
        var after = new Calls(START.plusSeconds(10), 140, 580, 180, 190, 10, "select $1");
        assertThat(after.since(before)).hasValueSatisfying(r -> {
            assertThat(r.perSecond()).isEqualTo(4);
            assertThat(r.millisEach()).isEqualTo(2);
        });
        assertThat(before.since(after)).isEmpty();
        assertThat(new Calls(START.plusSeconds(20), 3, 10, 3, 0, 0, "").since(after)).isEmpty();
        assertThat(after.hitShare()).contains(0.95);
        assertThat(new Calls(START, 0, 0, 0, 0, 0, "").millisEach()).isEmpty();
    }

    private static double[] band(LoadChart chart, String id) {
        return chart.bands().stream().filter(b -> b.id().equals(id)).findFirst().orElseThrow().values();
    }

    private static Working working(int what, int wait) {
        return new Working("select " + what, what % 2 == 0 ? what : 0, "user " + what % 3, "db", "10.0.0." + what, "",
                wait == 0 ? "" : "IO",
                wait == 0 ? "" : "Wait" + wait, "select " + what);
    }

    /// @param points second, value, second, value …
    private static LoadLine line(@Nullable String wait, double... points) {
        return new LoadLine(wait == null ? null : Map.of("db.wait_event.name", wait),
                IntStream.range(0, points.length / 2)
                        .mapToObj(i -> new Series.Point(START.plusSeconds((long) points[2 * i]), points[2 * i + 1]))
                        .toList());
    }
}
