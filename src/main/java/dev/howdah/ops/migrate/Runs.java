package dev.howdah.ops.migrate;

import dev.howdah.aws.AwsAccount;
import dev.howdah.model.EcsTask;
import java.util.Map;
import java.util.Optional;

/// Finds the task of one run again: by the tags that it alone was given.
public final class Runs {
    /// Tag with the run's client token.
    public static final String RUN = "howdah-run";
    /// Tag with the ARN of who asked.
    public static final String OPERATOR = "howdah-operator";

    private Runs() {}

    /// @param details of the run, as the journal keeps them: cluster, definition, token, operator
    /// @return empty when ECS does not list it yet, or has forgotten it
    public static Optional<EcsTask> find(AwsAccount account, Map<String, String> details) throws InterruptedException {
        String cluster = details.getOrDefault("cluster", "");
        String family = Families.family(details.getOrDefault("definition", ""));
        for (boolean ended : new boolean[]{false, true}) {
            Optional<EcsTask> own = account.tasks().tasks(cluster, family, ended).stream()
                    .filter(t -> details.getOrDefault("token", "").equals(t.tags().get(RUN))
                            && details.getOrDefault("operator", "").equals(t.tags().get(OPERATOR)))
                    .findFirst();
            if (own.isPresent()) {
                return own;
            }
        }
        return Optional.empty();
    }
}
