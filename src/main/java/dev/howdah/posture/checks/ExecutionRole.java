package dev.howdah.posture.checks;

import dev.howdah.model.EcsDefinition;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Part;
import dev.howdah.posture.Service;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Execution roles may read their secrets.
public final class ExecutionRole implements Check {
    @Override
    public String id() {
        return "execution-role";
    }

    @Override
    public String title() {
        return "Execution roles may read their secrets";
    }

    @Override
    public String prevents() {
        return "A task whose execution role may not read a secret ends STOPPED with ResourceInitializationError.";
    }

    @Override
    public String reads() {
        return "ecs:DescribeTaskDefinition executionRoleArn, secrets; iam:SimulatePrincipalPolicy secretsmanager:GetSecretValue";
    }

    @Override
    public Verdict look(Facts facts) {
        return facts.services().judged(all -> all.judged(ExecutionRole::look));
    }

    private static Verdict look(List<Service> services) {
        Set<String> wrong = new LinkedHashSet<>();
        Set<String> unread = new LinkedHashSet<>();
        Set<String> arns = new LinkedHashSet<>();
        for (Service service : services) {
            String role = service.definition().executionRole();
            for (Service.SecretUse use : service.secrets()) {
                switch (use.readable()) {
                    case Part.Read<Boolean>(var may) when !may -> {
                        wrong.add(role == null
                                ? service.definition().name() + " has no execution role to read " + use.name() + " with"
                                : "no policy of " + EcsDefinition.last(role) + " lets " + service.definition().name() + " read "
                                        + use.name());
                        arns.add(use.arn());
                    }
                    case Part.Read<Boolean> _ -> {
                        // it may
                    }
                    case Part.Unread<Boolean>(var why) -> unread.add(why);
                }
            }
        }
        return !wrong.isEmpty()
                ? new Verdict.Bad(Severity.HIGH, String.join("; ", wrong),
                        "allow secretsmanager:GetSecretValue on " + String.join(", ", arns)
                                + " to the execution role (and kms:Decrypt on a key of your own), unless the secret's own policy allows it")
                : !unread.isEmpty()
                        ? new Verdict.Unknown(String.join("; ", unread))
                        : new Verdict.Good("all of " + services.size()
                                + " services may read theirs");
    }
}
