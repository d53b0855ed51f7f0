package dev.howdah.posture.checks;

import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;

/// Connections must be encrypted.
public final class ForceSsl implements Check {
    @Override
    public String id() {
        return "force-ssl";
    }

    @Override
    public String title() {
        return "Connections must be encrypted";
    }

    @Override
    public String prevents() {
        return "One client with sslmode=disable sends passwords and rows in the clear, and nobody notices.";
    }

    @Override
    public String reads() {
        return "rds:DescribeDBParameters rds.force_ssl; rds:DescribeDBInstances DBParameterGroups";
    }

    @Override
    public Verdict look(Facts facts) {
        String group = facts.instance().parameterGroups().isEmpty() ? "" : facts.instance().parameterGroups().getFirst().name();
        return facts.parameters().judged(all -> all.get("rds.force_ssl") == null
                ? new Verdict.Unknown("rds.force_ssl is not in " + group)
                : "1".equals(all.get("rds.force_ssl"))
                        ? new Verdict.Good("rds.force_ssl is 1 in " + group)
                        : new Verdict.Bad(Severity.MEDIUM, "rds.force_ssl is " + all.get("rds.force_ssl") + " in " + group,
                                fix(facts, group)));
    }

    /// Who connects without encryption now is refused from then on.
    private static String fix(Facts facts, String group) {
        return (group.startsWith("default.")
                ? "a default group cannot be changed: make one of your own, give it to the instance and reboot it in a quiet hour; then "
                : "look first who connects without TLS (pg_stat_ssl); then ")
                + "aws rds modify-db-parameter-group --db-parameter-group-name " + (group.startsWith("default.") ? "<your group>" : group)
                + " --parameters ParameterName=rds.force_ssl,ParameterValue=1,ApplyMethod=immediate --region "
                + facts.instance().ref().region();
    }
}
