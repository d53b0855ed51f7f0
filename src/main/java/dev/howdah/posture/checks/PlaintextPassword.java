package dev.howdah.posture.checks;

import dev.howdah.model.EcsDefinition;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Service;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// No password stands in a task definition.
public final class PlaintextPassword implements Check {
    @Override
    public String id() {
        return "plaintext-password";
    }

    @Override
    public String title() {
        return "No password stands in a task definition";
    }

    @Override
    public String prevents() {
        return "The password is in every revision for good, and whoever may list task definitions has it. It belongs in Secrets Manager.";
    }

    @Override
    public String reads() {
        return "ecs:DescribeTaskDefinition containerDefinitions.environment, command; ecs:DescribeServices taskDefinition";
    }

    private static final Pattern IN_URL = Pattern.compile("\\w://[^:/@\\s]+:[^@\\s]+@");
    private static final Pattern NAME = Pattern.compile(".*(PASS(WORD|WD)?|PWD|SECRET|TOKEN)");
    private static final Pattern OPTION = Pattern.compile("(?i)--?(password|passwd|pass)[= ]\\S+|PGPASSWORD=\\S+");

    @Override
    public Verdict look(Facts facts) {
        return facts.services().judged(all -> all.judged(services -> {
            List<String> found = new ArrayList<>();
            services.forEach(s -> s.definition().containers().forEach(c -> found.addAll(in(s, c))));
            return found.isEmpty()
                    ? new Verdict.Good(services.isEmpty() ? "no service of ECS here uses it" : "none in " + services.size() + " services")
                    : new Verdict.Bad(Severity.CRITICAL, String.join("; ", found),
                            "put it into a secret, name it in the container's secrets (valueFrom), roll the service out, and rotate the "
                                    + "password: old revisions keep it, also when they are deregistered");
        }));
    }

    /// Where, never what.
    private static List<String> in(Service service, EcsDefinition.Container container) {
        List<String> found = new ArrayList<>();
        container.environment().forEach((name, value) -> {
            if (IN_URL.matcher(value).find()) {
                found.add("a URL with a password in " + name + " of " + service.definition().name() + " (" + container.name() + ")");
            } else if (NAME.matcher(name.toUpperCase(Locale.ROOT)).matches() && !value.isBlank() && !value.startsWith("arn:")) {
                found.add("a value in " + name + " of " + service.definition().name() + " (" + container.name() + ")");
            }
        });
        String command = String.join(" ", container.command());
        if (IN_URL.matcher(command).find() || OPTION.matcher(command).find()) {
            found.add("a password in the command of " + service.definition().name() + " (" + container.name() + ")");
        }
        return found;
    }
}
