package dev.howdah.timeline;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times and lengths as a post-mortem has them: with the date, to the second, in two zones.
final class Moments {
    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ISO_OFFSET_DATE_TIME;
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);

    private Moments() {}

    static String utc(Instant at) {
        return FULL.format(at.atZone(ZoneOffset.UTC));
    }

    static String local(Instant at, ZoneId zone) {
        return FULL.format(at.atZone(zone));
    }

    /// With its offset, as a program reads it.
    static String exact(Instant at, ZoneId zone) {
        return OFFSET.format(at.atZone(zone));
    }

    /// `KST`, `UTC`.
    static String name(Instant at, ZoneId zone) {
        return zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : NAME.format(at.atZone(zone));
    }

    /// Whether a zone is worth a column of its own.
    static boolean other(Instant at, ZoneId zone) {
        return !name(at, zone).equals("UTC");
    }

    /// `0.4 s`, `38 s`, `3 min 36 s`, `5 h 2 min`, `3 d 4 h`.
    static String words(Duration d) {
        long s = d.toSeconds();
        if (d.toMillis() < 10_000) {
            return String.format(Locale.ROOT, "%.1f s", d.toMillis() / 1000.0);
        }
        if (s < 60) {
            return s + " s";
        }
        if (s < 3600) {
            return s / 60 + " min" + (s % 60 == 0 ? "" : " " + s % 60 + " s");
        }
        if (s < 86_400) {
            return s / 3600 + " h" + (s % 3600 < 60 ? "" : " " + s % 3600 / 60 + " min");
        }
        return s / 86_400 + " d" + (s % 86_400 < 3600 ? "" : " " + s % 86_400 / 3600 + " h");
    }
}
