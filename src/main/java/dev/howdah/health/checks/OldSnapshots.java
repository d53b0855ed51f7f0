package dev.howdah.health.checks;

import dev.howdah.health.Amount;
import dev.howdah.health.Check;
import dev.howdah.health.Facts;
import dev.howdah.health.Verdict;
import dev.howdah.posture.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Sessions, prepared transactions and slots that keep VACUUM from taking rows away.
public final class OldSnapshots implements Check {
    private static final Duration SOON = Duration.ofMinutes(5);
    private static final Duration LONG = Duration.ofHours(1);
    private static final long MANY = 1_000_000;
    private static final long VERY_MANY = 50_000_000;

    @Override
    public String id() {
        return "old-snapshots";
    }

    @Override
    public String title() {
        return "No transaction stands open for long";
    }

    @Override
    public String matters() {
        return "Rows that died after the oldest snapshot began must stay, in every table: dead rows pile up, and ids "
                + "cannot be frozen, until whoever holds it ends.";
    }

    @Override
    public String reads() {
        return "pg_stat_get_activity backend_xmin, xact_start; pg_prepared_xact; pg_replication_slots xmin, catalog_xmin";
    }

    @Override
    public Verdict look(Facts facts) {
        return Check.of(facts.horizons(), all -> look(all, facts));
    }

    private static Verdict look(List<Facts.Horizon> all, Facts facts) {
        List<Facts.Horizon> bad = all.stream().filter(h -> severity(h, facts.server()).isPresent())
                .sorted(Comparator.comparingLong((Facts.Horizon h) -> -age(h))
                        .thenComparing(h -> h.since() == null ? Instant.MAX : h.since()))
                .toList();
        long oldest = all.stream().mapToLong(OldSnapshots::age).max().orElse(0);
        if (bad.isEmpty()) {
            return facts.server().monitor()
                    ? new Verdict.Good(all.isEmpty()
                            ? "no transaction is open"
                            : "the oldest of " + Amount.of(all.size(), "holder")
                                    + " has seen " + Amount.of(oldest, "transaction") + " since")
                    : Check.hidden("since when others' transactions are open", facts);
        }
        return new Verdict.Bad(bad.stream().map(h -> severity(h, facts.server()).orElse(Severity.LOW)).reduce(Severity.LOW, Check::worse),
                Amount.of(bad.size(), "transaction") + (bad.size() == 1 ? " is" : " are") + " open for long; the oldest snapshot is "
                        + Amount.of(oldest, "transaction") + " old",
                Check.first(bad.stream().map(h -> line(h, facts.server())).toList()),
                "-- Ask whoever it is first; what it has not committed is rolled back. Activity (Ctrl+5) does the same behind a plan.\n"
                        + Check.sql(bad, Facts.Horizon::ending)
                        + "\n-- idle_in_transaction_session_timeout ends such sessions by itself.");
    }

    private static String line(Facts.Horizon h, Facts.Server server) {
        return h.kind() + " " + h.who() + (h.since() == null ? "" : ", for " + Amount.time(Duration.between(h.since(), server.at())))
                + (Boolean.TRUE.equals(h.idle()) ? ", idle in its transaction" : "")
                + (h.age() == null ? ": has no snapshot now, but its locks" : ": " + Amount.of(age(h), "transaction") + " old");
    }

    private static long age(Facts.Horizon h) {
        Long age = h.age();
        return age == null ? 0 : age;
    }

    private static Optional<Severity> severity(Facts.Horizon h, Facts.Server server) {
        Duration open = h.since() == null ? Duration.ZERO : Duration.between(h.since(), server.at());
        boolean idle = Boolean.TRUE.equals(h.idle()) || h.kind().equals("prepared transaction");
        if (age(h) >= VERY_MANY || idle && open.compareTo(LONG) >= 0) {
            return Optional.of(Severity.HIGH);
        }
        return age(h) >= MANY || idle && open.compareTo(SOON) >= 0 || open.compareTo(LONG) >= 0
                ? Optional.of(Severity.MEDIUM)
                : Optional.empty();
    }
}
