package dev.howdah.posture.checks;

import dev.howdah.model.PendingAction;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Mend;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

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
        return "rds:DescribePendingMaintenanceActions ForcedApplyDate, OptInStatus";
    }

    @Override
    public Verdict look(Facts facts) {
        return facts.pending().judged(pending -> look(facts, pending));
    }

    private static Verdict look(Facts facts, List<PendingAction> pending) {
        List<PendingAction> chosen = pending.stream().filter(PendingMaintenance::isChosen).toList();
        return pending.stream().filter(a -> a.forcedApply() != null && !isChosen(a))
                .min(Comparator.comparing(a -> String.valueOf(a.forcedApply())))
                .<Verdict>map(a -> new Verdict.Bad(Severity.MEDIUM,
                        a.action() + " is forced on " + String.valueOf(a.forcedApply()).substring(0, 10),
                        "choose the hour yourself: aws rds apply-pending-maintenance-action --resource-identifier " + a.resourceArn()
                                + " --apply-action " + a.action() + " --opt-in-type next-maintenance --region "
                                + facts.instance().ref().region(),
                        new Mend.ChooseWindow(a.resourceArn(), a.action())))
                .orElseGet(() -> new Verdict.Good(chosen.isEmpty()
                        ? "nothing is forced; " + pending.size() + " waiting"
                        : chosen.stream().map(a -> a.action() + " is chosen: " + a.optIn()).collect(Collectors.joining("; "))));
    }

    /// Whether somebody has said when.
    private static boolean isChosen(PendingAction action) {
        return action.optIn() != null && !action.optIn().equals("undo-opt-in");
    }
}
