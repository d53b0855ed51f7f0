package dev.howdah.ui.kit;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Numbers, ages and times as people read them. Times are UTC and local side by side, with seconds (law 5).
public final class Words {
    private static final Texts TEXTS = Texts.of(Words.class);
    private static final String JUST_NOW = TEXTS.get("just now");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM d HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);

    private Words() {}

    /// `4 s`, `3 min 36 s`, `5 h 2 min`, `3 d 4 h`: two units at most.
    public static String duration(Duration d) {
        long s = Math.max(0, d.toSeconds());
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

    /// `4 s ago`; a time ahead of the clock (two clocks differ) is `just now`.
    public static String ago(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        return age.toSeconds() <= 0 ? JUST_NOW : TEXTS.get("{0} ago", duration(age));
    }

    /// `10:42:17` today, `Nov 22 10:42:17` otherwise, in UTC.
    public static String utc(Instant at, Instant now) {
        return format(at, now, ZoneOffset.UTC);
    }

    /// `10:42:17 UTC · 19:42:17 KST`.
    public static String both(Instant at, Instant now, ZoneId local) {
        String utc = format(at, now, ZoneOffset.UTC) + " UTC";
        return local.normalized().equals(ZoneOffset.UTC) || zone(at, local).equals("UTC")
                ? utc
                : utc + " · " + format(at, now, local) + " " + zone(at, local);
    }

    /// `10:42 UTC · 19:42 KST`.
    public static String minute(Instant at, ZoneId local) {
        String utc = MINUTE.format(at.atZone(ZoneOffset.UTC)) + " UTC";
        return local.normalized().equals(ZoneOffset.UTC) || zone(at, local).equals("UTC")
                ? utc
                : utc + " · " + MINUTE.format(at.atZone(local)) + " " + zone(at, local);
    }

    /// `10:40:00–10:42:17 UTC · 19:40:00–19:42:17 KST`.
    public static String between(Instant from, Instant to, Instant now, ZoneId local) {
        String utc = format(from, now, ZoneOffset.UTC) + "–" + format(to, now, ZoneOffset.UTC) + " UTC";
        return local.normalized().equals(ZoneOffset.UTC) || zone(from, local).equals("UTC")
                ? utc
                : utc + " · " + format(from, now, local) + "–" + format(to, now, local) + " " + zone(to, local);
    }

    private static String zone(Instant at, ZoneId local) {
        return ZONE.format(at.atZone(local));
    }

    private static String format(Instant at, Instant now, ZoneId zone) {
        var when = at.atZone(zone);
        return (when.toLocalDate().equals(now.atZone(zone).toLocalDate()) ? CLOCK : DAY).format(when);
    }

    /// Bytes in binary units with three digits: `11.4 GiB`.
    public static String bytes(double bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        double value = bytes;
        int unit = 0;
        while (Math.abs(value) >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        return number(value) + " " + units[unit];
    }

    /// Three significant digits, without an exponent.
    public static String number(double value) {
        double size = Math.abs(value);
        if (size >= 100 || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,d", Math.round(value));
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : "%.2f", value);
    }

    /// `a1b2c3…` for long ids that are told apart by their beginning.
    public static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    /// `2.4 s`, for what is measured.
    public static String tenths(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
