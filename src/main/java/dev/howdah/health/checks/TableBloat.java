package dev.howdah.health.checks;

import dev.howdah.health.Amount;
import dev.howdah.health.Check;
import dev.howdah.health.Facts;
import dev.howdah.health.Verdict;
import dev.howdah.posture.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Tables that are much larger than their rows would be. An estimate: it knows average widths, as ANALYZE found them, and not the
/// padding between values.
public final class TableBloat implements Check {
    private static final long WORTH = 64 * Amount.MIB;
    private static final double SHARE = 0.4;
    /// Of a page: its header, and for each row its header and its line pointer (PostgreSQL manual, "Database Page Layout").
    private static final int PAGE_HEADER = 24;
    private static final int ROW_HEADER = 23;
    private static final int POINTER = 4;
    private static final int ALIGNED = 8;

    /// @param wasted bytes that rows as wide as ANALYZE found them would not need
    public record Bloat(Facts.Table table, double bytes, double wasted) {
        public double share() {
            return wasted / bytes;
        }
    }

    @Override
    public String id() {
        return "table-bloat";
    }

    @Override
    public String title() {
        return "Tables have little empty room";
    }

    @Override
    public String matters() {
        return "Room of rows that are gone is read, cached and backed up like the rest, and is not given back to the "
                + "volume by a plain VACUUM.";
    }

    @Override
    public String reads() {
        return "pg_class relpages, reltuples; pg_stats avg_width, null_frac";
    }

    @Override
    public Verdict look(Facts facts) {
        return Check.of(facts.tables(), tables -> look(tables, facts.server()));
    }

    private static Verdict look(List<Facts.Table> tables, Facts.Server server) {
        List<Facts.Table> large = tables.stream().filter(t -> t.pages() * server.block() >= WORTH).toList();
        List<Bloat> told = large.stream().map(t -> estimate(t, server.block())).flatMap(Optional::stream).toList();
        List<Bloat> bad = told.stream().filter(b -> b.wasted() >= WORTH && b.share() >= SHARE)
                .sorted(Comparator.comparingDouble((Bloat b) -> -b.wasted())).toList();
        int dark = large.size() - told.size();
        String untold = dark == 0
                ? ""
                : "; of " + Amount.of(dark, "table") + " the widths are not told (no ANALYZE yet, or no right to select)";
        if (bad.isEmpty()) {
            return dark > 0
                    ? new Verdict.Unknown("no estimate for " + dark + " of " + Amount.of(large.size(), "large table")
                            + ": never analyzed, or this role may not select from them", "ANALYZE;")
                    : new Verdict.Good(large.isEmpty()
                            ? "no table has " + Amount.bytes(WORTH) + " or more"
                            : "by estimate none of " + Amount.of(large.size(), "table") + " of " + Amount.bytes(WORTH)
                                    + " or more is mostly empty");
        }
        double wasted = bad.stream().mapToDouble(Bloat::wasted).sum();
        boolean much = bad.stream().anyMatch(b -> b.wasted() >= 10.0 * Amount.GIB && b.share() >= 0.6);
        return new Verdict.Bad(much ? Severity.HIGH : Severity.MEDIUM,
                "estimate: " + Amount.bytes(wasted) + " of " + Amount.of(bad.size(), "table") + (bad.size() == 1 ? " is" : " are")
                        + " empty room"
                        + untold,
                Check.first(bad.stream().map(b -> b.table().name() + ": about " + Amount.bytes(b.wasted()) + " of "
                        + Amount.bytes(b.bytes()) + " (" + Amount.percent(Math.round(b.share() * 100) / 100.0) + ")").toList()),
                "-- pgstattuple measures it, reading the table's visibility map and its pages that are not in it:\n"
                        + "CREATE EXTENSION IF NOT EXISTS pgstattuple;\n"
                        + Check.sql(bad, b -> "SELECT * FROM pgstattuple_approx('" + b.table().name().replace("'", "''") + "');")
                        + "\n-- pg_repack (an extension of RDS, with a client program) gives the room back while the table is used;\n"
                        + "-- VACUUM FULL locks the table against everybody until it is done.");
    }

    /// Empty where too little is known.
    public static Optional<Bloat> estimate(Facts.Table table, int block) {
        Facts.Width width = table.width();
        Double rows = table.rows();
        if (width == null || !width.whole() || rows == null || rows <= 0) {
            return Optional.empty();
        }
        int head = ROW_HEADER + (width.nulls() ? (width.columns() + 7) / 8 : 0);
        double row = aligned(head) + aligned(width.bytes()) + POINTER;
        double fill = Double.parseDouble(table.options().getOrDefault("fillfactor", "100")) / 100;
        double pages = Math.ceil(rows / Math.max(1, Math.floor((block - PAGE_HEADER) * fill / row)));
        double bytes = (double) table.pages() * block;
        return Optional.of(new Bloat(table, bytes, Math.max(0, bytes - pages * block)));
    }

    private static double aligned(double bytes) {
        return Math.ceil(bytes / ALIGNED) * ALIGNED;
    }
}
