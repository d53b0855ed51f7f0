package dev.howdah.health.checks;

import dev.howdah.health.Amount;
import dev.howdah.health.Check;
import dev.howdah.health.Facts;
import dev.howdah.posture.Part;
import dev.howdah.health.Verdict;
import dev.howdah.posture.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// How far the oldest transaction that is not frozen lies back, against where autovacuum freezes by force and against the end.
public final class FreezeDebt implements Check {
    /// Where PostgreSQL takes no more writes: three million before the 2³¹ that can be told apart (PostgreSQL manual, "Preventing Transaction ID
    /// Wraparound Failures").
    private static final double END = 2_147_483_648.0 - 3_000_000;

    private record Age(String of, long age, double limit, String kind) {
        double beyond() {
            return age / limit;
        }
    }

    @Override
    public String id() {
        return "freeze-debt";
    }

    @Override
    public String title() {
        return "Transaction ids are not running out";
    }

    @Override
    public String matters() {
        return "Ids that are not frozen in time run out: the server then takes no more writes until a VACUUM of hours is "
                + "done.";
    }

    @Override
    public String reads() {
        return "pg_database datfrozenxid, datminmxid; pg_class relfrozenxid, relminmxid; autovacuum_freeze_max_age";
    }

    @Override
    public Verdict look(Facts facts) {
        return Check.of(facts.settings(), settings -> Check.of(facts.databases(), databases -> look(databases, settings, facts)));
    }

    private static Verdict look(List<Facts.Database> databases, Map<String, Facts.Setting> settings, Facts facts) {
        double limit = number(settings, "autovacuum_freeze_max_age", 200_000_000);
        double multiLimit = number(settings, "autovacuum_multixact_freeze_max_age", 400_000_000);
        var ages = new ArrayList<Age>();
        databases.forEach(d -> {
            ages.add(new Age(d.name(), d.frozenAge(), limit, "transactions"));
            ages.add(new Age(d.name(), d.multiAge(), multiLimit, "multixacts"));
        });
        Age oldest = ages.stream().max(Comparator.comparingDouble(Age::age)).orElse(null);
        if (oldest == null) {
            return new Verdict.Unknown("no database is listed", "");
        }
        String saw = "the oldest that is not frozen, in " + oldest.of() + ", lies " + Amount.count(oldest.age()) + " " + oldest.kind()
                + " back: " + Amount.percent(oldest.age() / END) + " of the way to the end";
        // a little beyond the limit is how it works: autovacuum begins there
        List<Age> late = ages.stream().filter(a -> a.beyond() > 1.25 || a.age() > 1e9).sorted(Comparator.comparingLong((Age a) -> -a.age()))
                .toList();
        if (late.isEmpty()) {
            return new Verdict.Good(saw);
        }
        double worst = late.getFirst().age();
        var lines = new ArrayList<String>();
        late.forEach(
                a -> lines.add("database " + a.of() + ": " + Amount.count(a.age()) + " " + a.kind() + ", autovacuum freezes by force at "
                        + Amount.count(a.limit())));
        List<Facts.Table> tables = facts.tables() instanceof Part.Read<List<Facts.Table>>(var known)
                ? known.stream().filter(t -> t.frozenAge() > limit || t.multiAge() > multiLimit)
                        .sorted(Comparator.comparingLong((Facts.Table t) -> -Math.max(t.frozenAge(), t.multiAge()))).toList()
                : List.of();
        tables.forEach(
                t -> lines.add("table " + t.name() + ": " + Amount.count(t.frozenAge()) + " transactions, " + Amount.count(t.multiAge())
                        + " multixacts"));
        return new Verdict.Bad(worst > 1.5e9 ? Severity.CRITICAL : worst > 1e9 ? Severity.HIGH : Severity.MEDIUM, saw, Check.first(lines),
                "-- End what holds VACUUM back first (check old-snapshots), then freeze the oldest tables one by one.\n"
                        + (tables.isEmpty()
                                ? "-- The oldest tables are in another database: choose " + late.getFirst().of() + " to see them."
                                : Check.sql(tables, t -> "VACUUM (FREEZE, VERBOSE, INDEX_CLEANUP OFF, TRUNCATE OFF) " + t.name() + ";")));
    }

    private static double number(Map<String, Facts.Setting> settings, String name, double otherwise) {
        Facts.Setting setting = settings.get(name);
        return setting == null ? otherwise : Double.parseDouble(setting.value());
    }
}
