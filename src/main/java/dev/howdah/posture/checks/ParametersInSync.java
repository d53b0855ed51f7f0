package dev.howdah.posture.checks;

import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Mend;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;

/// Its parameters are in force.
public final class ParametersInSync implements Check {
    @Override
    public String id() {
        return "parameters-in-sync";
    }

    @Override
    public String title() {
        return "Its parameters are in force";
    }

    @Override
    public String prevents() {
        return "A parameter that was changed is not what the server runs with, and comes into force at the next restart, whoever causes it.";
    }

    @Override
    public String reads() {
        return "rds:DescribeDBInstances DBParameterGroups.ParameterApplyStatus";
    }

    @Override
    public Verdict look(Facts facts) {
        var groups = facts.instance().parameterGroups();
        if (groups.isEmpty() || groups.stream().anyMatch(g -> g.applyStatus() == null)) {
            return new Verdict.Unknown("ParameterApplyStatus was not told");
        }
        return groups.stream().filter(g -> !"in-sync".equals(g.applyStatus())).findFirst()
                .<Verdict>map(g -> new Verdict.Bad(Severity.MEDIUM, g.name() + " is " + g.applyStatus(),
                        "reboot in a quiet hour: aws rds reboot-db-instance --db-instance-identifier " + facts.instance().ref().id()
                                + " --region "
                                + facts.instance().ref().region(),
                        "pending-reboot".equals(g.applyStatus()) ? new Mend.Reboot() : null))
                .orElseGet(() -> new Verdict.Good(groups.getFirst().name() + " is in-sync"));
    }
}
