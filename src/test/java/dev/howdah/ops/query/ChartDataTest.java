package dev.howdah.ops.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.sql.session.Database.Result;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What of a result is drawn. Bad inputs tried: no rows, no numbers, NULL, NaN and Infinity, dates that are none, numbers that do not rise.
final class ChartDataTest {
    private static ChartData chart(List<String> columns, List<Boolean> numeric, List<List<@Nullable String>> rows) {
        return ChartData.of(new Result.Rows(columns, numeric, rows, false)).orElseThrow();
    }

    @Test
    void timesRunAlongTheBottom() {
        ChartData data = chart(List.of("at", "n"), List.of(false, true), List.of(Arrays.asList("2026-01-01 00:00:00+00", "1"),
                Arrays.asList("2026-01-01 01:30:00.5+01", null), Arrays.asList("2026-01-01 02:00:00", "NaN")));
        assertThat(data.kind()).isEqualTo(ChartData.Kind.TIME);
        assertThat(data.at()).containsExactly(1767225600, 1767227400.5, 1767232800);
        assertThat(data.series().getFirst().values()).containsExactly(1, Double.NaN, Double.NaN);
        assertThat(chart(List.of("d", "n"), List.of(false, true), List.of(Arrays.asList("1970-01-02", "1"))).at()).containsExactly(86400);
    }

    @Test
    void wordsAreLabelsAndRisingNumbersAPlace() {
        ChartData words = chart(List.of("n", "who"), List.of(true, false),
                List.of(Arrays.asList("3", "a"), Arrays.asList("1", "infinity")));
        assertThat(words.kind()).isEqualTo(ChartData.Kind.WORDS);
        assertThat(words.labels()).containsExactly("a", "infinity");
        ChartData rising = chart(List.of("x", "y"), List.of(true, true), List.of(Arrays.asList("1", "5"), Arrays.asList("4", "6")));
        assertThat(rising.along()).isEqualTo("x");
        assertThat(rising.series()).hasSize(1);
        ChartData falling = chart(List.of("x", "y"), List.of(true, true), List.of(Arrays.asList("4", "5"), Arrays.asList("1", "6")));
        assertThat(falling.along()).isEmpty();
        assertThat(falling.series()).hasSize(2);
    }

    @Test
    void aPictureHasRoomForSoMany() {
        ChartData data = chart(List.of("x", "y"), List.of(true, true),
                IntStream.range(0, 10_001).mapToObj(i -> List.of(String.valueOf(i), "1"))
                        .map(r -> (List<@Nullable String>) List.<@Nullable String>copyOf(r)).toList());
        assertThat(data.at()).hasSizeLessThanOrEqualTo(ChartData.MOST);
        assertThat(data.left()).isEqualTo(10_001 - data.at().length);
    }

    @Test
    void whereThereAreNoNumbersThereIsNoChart() {
        assertThat(ChartData.of(new Result.Rows(List.of("a"), List.of(false), List.of(Arrays.asList("x")), false))).isEmpty();
        assertThat(ChartData.of(new Result.Rows(List.of("a"), List.of(true), List.of(), false))).isEmpty();
        assertThat(ChartData.of(new Result.Rows(List.of(), List.of(), List.of(List.of()), false))).isEmpty();
    }
}
