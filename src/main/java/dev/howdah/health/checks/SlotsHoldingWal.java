package dev.howdah.health.checks;

import dev.howdah.health.Amount;
import dev.howdah.health.Check;
import dev.howdah.health.Facts;
import dev.howdah.health.Verdict;
import dev.howdah.posture.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Replication slots that keep WAL for somebody who does not read it.
public final class SlotsHoldingWal implements Check {
    private static final long SOME = Amount.GIB;
    private static final long MUCH = 20 * Amount.GIB;

    @Override
    public String id() {
        return "replication-slots";
    }

    @Override
    public String title() {
        return "No slot holds WAL back";
    }

    @Override
    public String matters() {
        return "A slot that nobody reads keeps WAL until the storage is full, and keeps VACUUM from taking dead rows of "
                + "the catalogs away.";
    }

    @Override
    public String reads() {
        return "pg_replication_slots restart_lsn, wal_status, safe_wal_size, active; pg_current_wal_lsn";
    }

    @Override
    public Verdict look(Facts facts) {
        return Check.of(facts.slots(), SlotsHoldingWal::look);
    }

    private static Verdict look(List<Facts.Slot> slots) {
        if (slots.isEmpty()) {
            return new Verdict.Good("there is no replication slot");
        }
        List<Facts.Slot> bad = slots.stream().filter(s -> severity(s).isPresent()).sorted(Comparator.comparingLong(s -> -kept(s))).toList();
        String saw = Amount.of(slots.size(), "slot") + ", " + slots.stream().filter(s -> !s.active()).count()
                + " not read now; the most that one keeps is "
                + Amount.bytes(slots.stream().mapToLong(SlotsHoldingWal::kept).max().orElse(0));
        if (bad.isEmpty()) {
            return new Verdict.Good(saw);
        }
        return new Verdict.Bad(bad.stream().map(s -> severity(s).orElse(Severity.LOW)).reduce(Severity.LOW, Check::worse), saw,
                Check.first(bad.stream().map(s -> s.name() + " (" + s.kind() + (s.database() == null ? "" : ", " + s.database()) + "): "
                        + (s.active() ? "read" : "not read by anybody") + ", keeps " + Amount.bytes(kept(s))
                        + (s.status() == null || "reserved".equals(s.status()) ? "" : ", " + s.status())
                        + (s.left() == null ? "" : ", lost after " + Amount.bytes(s.left()) + " more")).toList()),
                "-- Find who should read it and start that again. A slot that nobody will read again can go; its reader must then copy anew.\n"
                        + Check.sql(bad.stream().filter(s -> !s.active()).toList(),
                                s -> "SELECT pg_drop_replication_slot('" + s.name().replace("'", "''") + "');"));
    }

    private static Optional<Severity> severity(Facts.Slot s) {
        if ("lost".equals(s.status()) || "unreserved".equals(s.status()) || kept(s) >= MUCH) {
            return Optional.of(s.active() && !"lost".equals(s.status()) ? Severity.HIGH : Severity.CRITICAL);
        }
        return s.active()
                ? Optional.empty()
                : Optional.of(kept(s) >= SOME ? Severity.HIGH : Severity.MEDIUM);
    }

    private static long kept(Facts.Slot s) {
        Long kept = s.kept();
        return kept == null ? 0 : kept;
    }
}
