package dev.howdah.posture.checks;

import dev.howdah.model.PendingAction;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;
import java.util.Comparator;
import java.util.List;

/// No maintenance is forced soon.
public final class PendingMaintenance implements Check {
    @Override
    public String id() {
        return "pending-maintenance";
    }

    @Override
    public String title() {
        return "No maintenance is forced soon";
    }

    @Override
    public String prevents() {
        return "RDS restarts the database in its window, on a day that nobody chose.";
    }

    @Override
    public String reads() {
        return "rds:DescribePendingMaintenanceActions ForcedApplyDate";
    }

    @Override
    public Verdict look(Facts facts) {
        return facts.pending().judged(pending -> look(facts, pending));
    }

    private static Verdict look(Facts facts, List<PendingAction> pending) {
        return pending.stream().filter(a -> a.forcedApply() != null)
                .min(Comparator.comparing(a -> String.valueOf(a.forcedApply())))
                .<Verdict>map(a -> new Verdict.Bad(Severity.MEDIUM,
                        a.action() + " is forced on " + String.valueOf(a.forcedApply()).substring(0, 10),
                        "choose the hour yourself: aws rds apply-pending-maintenance-action --resource-identifier " + a.resourceArn()
                                + " --apply-action " + a.action() + " --opt-in-type next-maintenance --region "
                                + facts.instance().ref().region()))
                .orElseGet(() -> new Verdict.Good("nothing is forced; " + pending.size() + " waiting"));
    }
}
