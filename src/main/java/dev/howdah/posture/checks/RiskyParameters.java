package dev.howdah.posture.checks;

import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Mend;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// No parameter gives up what keeps the data.
public final class RiskyParameters implements Check {
    @Override
    public String id() {
        return "risky-parameters";
    }

    @Override
    public String title() {
        return "No parameter gives up what keeps the data";
    }

    @Override
    public String prevents() {
        return "Without autovacuum tables bloat until the server stops to save itself from wraparound; with asynchronous commits a failover "
                + "loses what applications were told is safe.";
    }

    @Override
    public String reads() {
        return "rds:DescribeDBParameters autovacuum, track_counts, synchronous_commit";
    }

    @Override
    public Verdict look(Facts facts) {
        String group = facts.instance().parameterGroups().isEmpty() ? "" : facts.instance().parameterGroups().getFirst().name();
        return facts.parameters().judged(all -> {
            List<String> found = new ArrayList<>();
            var first = new ArrayList<String>();
            var values = new HashMap<String, String>();
            Map.of("autovacuum", "1", "track_counts", "1", "synchronous_commit", "on").forEach((name, good) -> {
                if (off(all.get(name))) {
                    found.add(name + " is " + all.get(name));
                    values.put(name, good);
                    first.add("ParameterName=" + name + ",ParameterValue=" + good + ",ApplyMethod=immediate");
                }
            });
            found.sort(null);
            first.sort(null);
            boolean vacuum = off(all.get("autovacuum")) || off(all.get("track_counts"));
            // what a group does not say is the engine's own default, and those are on
            return found.isEmpty()
                    ? new Verdict.Good("autovacuum, track_counts and synchronous_commit are on in " + group)
                    : new Verdict.Bad(vacuum ? Severity.HIGH : Severity.MEDIUM, String.join(", ", found) + " in " + group,
                            "aws rds modify-db-parameter-group --db-parameter-group-name " + group + " --parameters "
                                    + String.join(" ", first)
                                    + " --region " + facts.instance().ref().region(),
                            new Mend.Parameters(group, values));
        });
    }

    private static boolean off(@Nullable String value) {
        return value != null && (value.equals("0") || value.equalsIgnoreCase("off"));
    }
}
