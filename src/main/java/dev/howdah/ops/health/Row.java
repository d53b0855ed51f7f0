package dev.howdah.ops.health;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One row of an answer, by the place of its columns.
record Row(List<@Nullable String> values) {
    String text(int at) {
        String value = values.get(at);
        return value == null ? "" : value;
    }

    @Nullable
    String maybe(int at) {
        return values.get(at);
    }

    /// 0 for NULL.
    long number(int at) {
        Long value = count(at);
        return value == null ? 0 : value;
    }

    @Nullable
    Long count(int at) {
        String value = values.get(at);
        return value == null ? null : Long.valueOf(value);
    }

    boolean yes(int at) {
        return "t".equals(values.get(at));
    }

    /// From microseconds since 1970: no time zone or DateStyle of the session changes those.
    @Nullable
    Instant instant(int at) {
        Long micros = count(at);
        return micros == null
                ? null
                : Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }

    /// What `array_to_string` joined by the unit separator.
    List<String> list(int at) {
        String value = values.get(at);
        return value == null || value.isEmpty() ? List.of() : List.of(value.split("\u001f", -1));
    }
}
