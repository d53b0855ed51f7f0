package dev.howdah.sql.session;

import java.io.IOException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// `\watch`: the statement again and again, until it fails, the count is reached, or it is told to stop.
final class Watch {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT);
    private final Psql psql;

    Watch(Psql psql) {
        this.psql = psql;
    }

    /// @param arguments seconds, or `i=` seconds and `c=` how often
    Psql.Next run(StringBuilder buffer, List<String> arguments) throws IOException {
        double seconds = 2;
        long count = Long.MAX_VALUE;
        for (String argument : arguments) {
            String value = argument.replaceFirst("^(i|interval|c|count)=", "");
            boolean counts = argument.startsWith("c");
            if (!value.matches(counts ? "[1-9]\\d{0,8}" : "\\d{0,7}\\.?\\d{1,6}")) {
                psql.log.error(counts
                        ? "\\watch: incorrect iteration count \"" + value + "\""
                        : "\\watch: incorrect interval value \"" + value + "\"");
                return Psql.Next.ERROR;
            }
            if (counts) {
                count = Long.parseLong(value);
            } else {
                seconds = Double.parseDouble(value);
            }
        }
        String sql = buffer.isEmpty() ? psql.previous : buffer.toString();
        buffer.setLength(0);
        if (sql.isBlank()) {
            psql.log.error("\\watch cannot be used with an empty query");
            return Psql.Next.ERROR;
        }
        return repeat(sql, seconds, count);
    }

    private Psql.Next repeat(String sql, double seconds, long count) throws IOException {
        String every = new java.math.BigDecimal(String.valueOf(seconds)).stripTrailingZeros().toPlainString();
        for (long i = 0; i < count; i++) {
            String title = TIME.format(ZonedDateTime.now()) + " (every " + every + "s)\n";
            if (i > 0) {
                psql.tap.again();
            }
            var exchange = new Exchange(psql, sql, new Once(Once.Kind.PRINT, null, psql.look.titled(title)), null);
            if (!exchange.run(dev.howdah.sql.scan.CopyStatement.NONE)) {
                return Psql.Next.ERROR;
            }
            psql.queryOut.flush();
            if (i + 1 < count) {
                if (psql.pause.await((long) (seconds * 1000))) {
                    break;
                }
            }
        }
        return Psql.Next.GO_ON;
    }
}
