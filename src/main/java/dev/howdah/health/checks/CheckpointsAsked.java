package dev.howdah.health.checks;

import dev.howdah.health.Amount;
import dev.howdah.health.Check;
import dev.howdah.health.Facts;
import dev.howdah.posture.Part;
import dev.howdah.health.Verdict;
import dev.howdah.posture.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Checkpoints that WAL asked for, against those that the clock did.
public final class CheckpointsAsked implements Check {
    private static final long ENOUGH = 20;

    @Override
    public String id() {
        return "checkpoints";
    }

    @Override
    public String title() {
        return "Checkpoints come by the clock";
    }

    @Override
    public String matters() {
        return "A checkpoint that the volume of WAL forces comes when writing is heaviest, and after each one whole pages"
                + " are written to WAL again.";
    }

    @Override
    public String reads() {
        return "pg_stat_checkpointer num_timed, num_requested (before 17: pg_stat_bgwriter checkpoints_timed, "
                + "checkpoints_req)";
    }

    @Override
    public Verdict look(Facts facts) {
        if (facts.server().recovery()) {
            return new Verdict.Unknown("a replica makes restartpoints, which follow the checkpoints of its source", "");
        }
        return Check.of(facts.checkpoints(), c -> look(c, facts));
    }

    private static Verdict look(Facts.Checkpoints c, Facts facts) {
        long all = c.timed() + c.requested();
        String saw = c.requested() + " of " + Amount.of(all, "checkpoint") + (all == 1 ? " was" : " were") + " asked for, not due"
                + (c.since() == null ? "" : ", in " + Amount.time(Duration.between(c.since(), facts.server().at())));
        if (all < ENOUGH) {
            return new Verdict.Unknown(saw + ": too few to tell", "");
        }
        double share = (double) c.requested() / all;
        if (share <= 0.3) {
            return new Verdict.Good(saw);
        }
        return new Verdict.Bad(share > 0.6 ? Severity.MEDIUM : Severity.LOW, saw,
                facts.settings() instanceof Part.Read<Map<String, Facts.Setting>>(var settings)
                        && settings.get("max_wal_size") instanceof Facts.Setting size
                                ? List.of("max_wal_size is " + Amount.bytes(Double.parseDouble(size.value()) * Amount.MIB))
                                : List.of(),
                SensibleSettings.before(facts.server()) + SensibleSettings.set(facts.server(), "max_wal_size", "16384", false)
                        + "\n-- in MB, twice what it is or more; it needs as much free storage, and recovery after a crash takes longer");
    }
}
