package dev.howdah.health.checks;

import dev.howdah.health.Amount;
import dev.howdah.health.Check;
import dev.howdah.health.Facts;
import dev.howdah.health.Verdict;
import dev.howdah.posture.Severity;
import java.util.Comparator;
import java.util.List;

/// Sequences near their end, or near the end of the column that takes their values.
public final class Sequences implements Check {
    private static final double NEAR = 0.75;

    private record Filled(Facts.Sequence sequence, double share) {}

    @Override
    public String id() {
        return "sequences";
    }

    @Override
    public String title() {
        return "Sequences have values left";
    }

    @Override
    public String matters() {
        return "At its end a sequence, or the integer column that takes its values, refuses every further row; making the"
                + " column larger rewrites the table under a lock.";
    }

    @Override
    public String reads() {
        return "pg_sequence; pg_sequence_last_value; pg_depend and pg_attribute for the column";
    }

    @Override
    public Verdict look(Facts facts) {
        return Check.of(facts.sequences(), all -> look(all, facts));
    }

    private static Verdict look(List<Facts.Sequence> all, Facts facts) {
        List<Facts.Sequence> counting = all.stream().filter(s -> s.step() > 0 && !s.cycles()).toList();
        List<Filled> near = counting.stream().map(s -> new Filled(s, share(s))).filter(f -> f.share() >= NEAR)
                .sorted(Comparator.comparingDouble((Filled f) -> -f.share())).toList();
        long dark = counting.stream().filter(s -> !s.readable()).count();
        if (!near.isEmpty()) {
            double worst = near.getFirst().share();
            return new Verdict.Bad(worst >= 0.95 ? Severity.CRITICAL : worst >= 0.85 ? Severity.HIGH : Severity.MEDIUM,
                    Amount.of(near.size(), "sequence") + (near.size() == 1 ? " has" : " have")
                            + " used three quarters of the values or more"
                            + (dark == 0 ? "" : "; " + dark + " may not be read"),
                    Check.first(near.stream().map(f -> f.sequence().name() + ": " + Amount.percent(f.share()) + ", "
                            + Amount.count(most(f.sequence()) - last(f.sequence())) + " left"
                            + (f.sequence().column() == null ? "" : ", for " + f.sequence().column())
                            + (narrower(f.sequence()) ? ", whose type ends before the sequence" : "")).toList()),
                    "-- A bigint column gives 9 quintillion. It rewrites the table under ACCESS EXCLUSIVE: on a large one add a second column,\n"
                            + "-- fill it in portions, then swap the two; the Migrate screen reviews and rehearses it.\n"
                            + Check.sql(near, f -> f.sequence().column() == null
                                    ? "ALTER SEQUENCE " + f.sequence().name() + " AS bigint MAXVALUE 9223372036854775807;"
                                    : "-- " + f.sequence().column() + "\nALTER SEQUENCE " + f.sequence().name() + " AS bigint;"));
        }
        if (dark > 0) {
            return new Verdict.Unknown(dark + " of " + Amount.of(counting.size(), "sequence")
                    + " may not be read by this role, or are locked now; the others have more than a quarter of their values left",
                    "GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO " + facts.server().role() + ";");
        }
        return new Verdict.Good(counting.isEmpty()
                ? "there are no sequences that end"
                : "all of " + Amount.of(counting.size(), "sequence") + " have more than a quarter of their values left");
    }

    private static boolean narrower(Facts.Sequence s) {
        Long column = s.columnMost();
        return column != null && column < s.most();
    }

    private static double most(Facts.Sequence s) {
        Long column = s.columnMost();
        return column == null ? s.most() : Math.min(s.most(), column);
    }

    private static double last(Facts.Sequence s) {
        Long last = s.last();
        return last == null ? 0 : last;
    }

    private static double share(Facts.Sequence s) {
        return Math.max(0, last(s)) / most(s);
    }
}
