package dev.howdah.health;

import java.time.Duration;
import java.util.Locale;

/// Numbers as findings say them.
public final class Amount {
    public static final long MIB = 1024L * 1024;
    public static final long GIB = 1024 * MIB;
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Amount() {}

    /// Bytes in binary units: `11.4 GiB`.
    public static String bytes(double bytes) {
        double value = bytes;
        int unit = 0;
        while (Math.abs(value) >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 || value >= 100
                ? String.format(Locale.ROOT, "%.0f %s", value, UNITS[unit])
                : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /// `1,234,567`.
    public static String count(double number) {
        return String.format(Locale.ROOT, "%,d", Math.round(number));
    }

    /// Of 1: `93.4 %`; what is close to all or nothing never rounds to it.
    public static String percent(double share) {
        double percent = share * 100;
        if (percent > 0 && percent < 0.1) {
            return "under 0.1 %";
        }
        if (percent > 99.9 && percent < 100) {
            return "over 99.9 %";
        }
        return String.format(Locale.ROOT, percent == Math.rint(percent) ? "%.0f %%" : "%.1f %%", percent);
    }

    /// `40 s`, `12 min`, `5 h`, `9 days`.
    public static String time(Duration length) {
        long s = Math.max(0, length.toSeconds());
        return s < 120
                ? s + " s"
                : s < 7200 ? s / 60 + " min" : s < 172_800 ? s / 3600 + " h" : s / 86_400 + " days";
    }

    /// `1 table`, `3 tables`.
    public static String of(long number, String one) {
        return count(number) + " " + one + (number == 1 ? "" : one.endsWith("x") ? "es" : "s");
    }
}
