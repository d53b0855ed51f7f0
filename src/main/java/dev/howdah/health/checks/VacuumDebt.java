package dev.howdah.health.checks;

import dev.howdah.health.Amount;
import dev.howdah.health.Check;
import dev.howdah.health.Facts;
import dev.howdah.health.Verdict;
import dev.howdah.posture.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Tables whose dead rows are well beyond where autovacuum should have begun.
public final class VacuumDebt implements Check {
    private static final long WORTH = 10_000;
    private static final double BEYOND = 2;
    private static final double FAR_BEYOND = 10;

    private record Debt(Facts.Table table, double limit, boolean off) {
        double times() {
            return table.dead() / Math.max(1, limit);
        }
    }

    @Override
    public String id() {
        return "vacuum-debt";
    }

    @Override
    public String title() {
        return "Autovacuum keeps up";
    }

    @Override
    public String matters() {
        return "Dead rows that are not taken away are read by every scan and grow the table; statistics that are old make"
                + " bad plans.";
    }

    @Override
    public String reads() {
        return "pg_stat_all_tables n_dead_tup, n_mod_since_analyze; pg_class reloptions; autovacuum_* of pg_settings";
    }

    @Override
    public Verdict look(Facts facts) {
        return Check.of(facts.settings(), settings -> Check.of(facts.tables(), tables -> look(tables, settings)));
    }

    private static Verdict look(List<Facts.Table> tables, Map<String, Facts.Setting> settings) {
        List<Debt> debts = tables.stream().filter(t -> t.dead() >= WORTH)
                .map(t -> new Debt(t, limit(t, settings), "false".equals(t.options().get("autovacuum_enabled"))
                        || "off".equals(t.options().get("autovacuum_enabled"))))
                .filter(d -> d.times() >= BEYOND).sorted(Comparator.comparingDouble((Debt d) -> -d.table().dead())).toList();
        List<String> off = tables.stream().filter(t -> List.of("false", "off").contains(t.options().getOrDefault("autovacuum_enabled", "")))
                .map(Facts.Table::name).toList();
        if (debts.isEmpty() && off.isEmpty()) {
            long dead = tables.stream().mapToLong(Facts.Table::dead).sum();
            return new Verdict.Good(Amount.count(dead) + " dead rows in " + Amount.of(tables.size(), "table")
                    + ", no table far beyond where autovacuum begins");
        }
        var lines = new ArrayList<String>();
        debts.forEach(d -> lines.add(d.table().name() + ": " + Amount.count(d.table().dead()) + " dead rows, autovacuum should begin at "
                + Amount.count(d.limit()) + (d.off() ? "; it is switched off for this table" : "")
                + (d.table().vacuumed() == null ? "; never vacuumed" : "")));
        off.stream().filter(name -> debts.stream().noneMatch(d -> d.table().name().equals(name)))
                .forEach(name -> lines.add(name + ": autovacuum is switched off for this table"));
        Severity severity = debts.stream().anyMatch(d -> d.times() >= FAR_BEYOND && d.table().dead() >= 1_000_000)
                ? Severity.HIGH
                : debts.isEmpty() ? Severity.LOW : Severity.MEDIUM;
        var next = new StringBuilder(
                "-- See first what holds VACUUM back (check old-snapshots): until that ends, a VACUUM takes nothing away.\n");
        next.append(Check.sql(debts, d -> "VACUUM (VERBOSE, ANALYZE) " + d.table().name() + ";"));
        off.stream().limit(NAMED).forEach(name -> next.append("\nALTER TABLE ").append(name).append(" RESET (autovacuum_enabled);"));
        return new Verdict.Bad(severity, debts.isEmpty()
                ? "autovacuum is switched off for " + Amount.of(off.size(), "table")
                : Amount.of(debts.size(), "table") + (debts.size() == 1 ? " has" : " have")
                        + " more than twice the dead rows at which autovacuum begins",
                Check.first(lines), next.toString().strip());
    }

    /// Where autovacuum begins (PostgreSQL manual, "The Autovacuum Daemon").
    private static double limit(Facts.Table table, Map<String, Facts.Setting> settings) {
        double base = of(table, settings, "autovacuum_vacuum_threshold", 50);
        double share = of(table, settings, "autovacuum_vacuum_scale_factor", 0.2);
        double most = of(table, settings, "autovacuum_vacuum_max_threshold", -1);
        Double rows = table.rows();
        double limit = base + share * (rows == null ? 0 : rows);
        return most >= 0 ? Math.min(limit, most) : limit;
    }

    private static double of(Facts.Table table, Map<String, Facts.Setting> settings, String name, double otherwise) {
        String own = table.options().get(name);
        Facts.Setting setting = settings.get(name);
        return own != null ? Double.parseDouble(own) : setting == null ? otherwise : Double.parseDouble(setting.value());
    }
}
