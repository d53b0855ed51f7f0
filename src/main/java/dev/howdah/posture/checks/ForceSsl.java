package dev.howdah.posture.checks;

import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Mend;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;
import java.util.Map;

/// Connections must be encrypted.
public final class ForceSsl implements Check {
    private static final String NAME = "rds.force_ssl";

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
        return facts.parameters().judged(all -> all.get(NAME) == null
                ? new Verdict.Unknown(NAME + " is not in " + group)
                : "1".equals(all.get(NAME))
                        ? new Verdict.Good(NAME + " is 1 in " + group)
                        : bad(facts, NAME + " is " + all.get(NAME) + " in " + group, group));
    }

    /// Who connects without encryption now is refused from then on.
    private static Verdict bad(Facts facts, String saw, String group) {
        String line = " --parameters ParameterName=" + NAME + ",ParameterValue=1,ApplyMethod=immediate --region "
                + facts.instance().ref().region();
        return group.startsWith("default.")
                ? new Verdict.Bad(Severity.MEDIUM, saw,
                        "a default group cannot be changed: make one of your own, give it to the instance and reboot it in a quiet hour; "
                                + "then aws rds modify-db-parameter-group --db-parameter-group-name <your group>" + line)
                : new Verdict.Bad(Severity.MEDIUM, saw,
                        "look first who connects without TLS (pg_stat_ssl); then aws rds modify-db-parameter-group "
                                + "--db-parameter-group-name " + group + line,
                        new Mend.Parameters(group, Map.of(NAME, "1")));
    }
}
