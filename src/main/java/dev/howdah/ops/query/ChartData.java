package dev.howdah.ops.query;

import dev.howdah.sql.session.Database.Result;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The numbers of a result, ready to be drawn: which column runs along the bottom, and the others as lines or bars.
///
/// @param along name of the column along the bottom; empty when it is the row's number
/// @param kind what stands there
/// @param at where each row stands: seconds since 1970, a number, or the row's place
/// @param labels what stands below each row, where it is words; else empty
/// @param left rows that were left out, because a picture has room for so many
public record ChartData(String along, Kind kind, double[] at, List<String> labels, List<Series> series, int left) {
    /// What runs along the bottom.
    public enum Kind {
        TIME, NUMBER, WORDS
    }

    /// @param values one for each row; NaN for NULL and what is no finite number
    public record Series(String name, double[] values) {}

    /// Rows that are drawn: more have no pixel of their own.
    static final int MOST = 2000;
    static final int MOST_SERIES = 6;
    private static final DateTimeFormatter SERVER = DateTimeFormatter
            .ofPattern("yyyy-MM-dd HH:mm:ss[.SSSSSS][.SSSSS][.SSSS][.SSS][.SS][.S][XXX][X]");

    /// May wait for the disk where the rows are there.
    ///
    /// @return empty when no column holds numbers, or there are no rows
    public static Optional<ChartData> of(Result.Rows rows) {
        int columns = rows.columns().size();
        List<Integer> numbers = IntStream.range(0, columns).filter(i -> rows.numeric().get(i)).boxed().toList();
        int size = rows.rows().size();
        if (numbers.isEmpty() || size == 0) {
            return Optional.empty();
        }
        int step = (size + MOST - 1) / MOST;
        var some = new ArrayList<List<@Nullable String>>();
        for (int i = 0; i < size; i += step) {
            some.add(rows.rows().get(i));
        }
        int words = IntStream.range(0, columns).filter(i -> !rows.numeric().get(i)).findFirst().orElse(-1);
        double[] at = new double[some.size()];
        Kind kind = Kind.NUMBER;
        int along = -1;
        if (words >= 0) {
            along = words;
            kind = times(some, words, at) ? Kind.TIME : Kind.WORDS;
        } else if (numbers.size() > 1 && rising(some, numbers.getFirst(), at)) {
            along = numbers.getFirst();
        }
        if (along < 0 || kind == Kind.WORDS) {
            for (int i = 0; i < at.length; i++) {
                at[i] = (double) i * step + 1;
            }
        }
        int bottom = along;
        var series = new ArrayList<Series>();
        numbers.stream().filter(i -> i != bottom).limit(MOST_SERIES)
                .forEach(i -> series.add(new Series(rows.columns().get(i), some.stream().mapToDouble(r -> number(r.get(i))).toArray())));
        List<String> labels = kind == Kind.WORDS ? some.stream().map(r -> String.valueOf(r.get(bottom))).toList() : List.of();
        return Optional.of(new ChartData(along < 0 ? "" : rows.columns().get(along), kind, at, labels, List.copyOf(series),
                size - some.size()));
    }

    private static boolean rising(List<List<@Nullable String>> rows, int column, double[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = number(rows.get(i).get(column));
            if (Double.isNaN(into[i]) || i > 0 && into[i] <= into[i - 1]) {
                return false;
            }
        }
        return true;
    }

    private static boolean times(List<List<@Nullable String>> rows, int column, double[] into) {
        for (int i = 0; i < into.length; i++) {
            String text = rows.get(i).get(column);
            double time = text == null ? Double.NaN : time(text);
            if (Double.isNaN(time)) {
                return false;
            }
            into[i] = time;
        }
        return true;
    }

    /// As the server writes dates and timestamps in ISO style.
    private static double time(String text) {
        if (!text.matches("\\d{4}-\\d\\d-\\d\\d.*")) {
            return Double.NaN;
        }
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text).toEpochDay() * 86_400.0;
            }
            var read = SERVER.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            var instant = read instanceof OffsetDateTime zoned ? zoned.toInstant() : ((LocalDateTime) read).toInstant(ZoneOffset.UTC);
            return instant.getEpochSecond() + instant.getNano() / 1e9;
        } catch (DateTimeException e) {
            return Double.NaN;
        }
    }

    private static double number(@Nullable String text) {
        if (text == null) {
            return Double.NaN;
        }
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? value : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
