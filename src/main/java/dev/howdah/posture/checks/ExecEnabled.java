package dev.howdah.posture.checks;

import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Service;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/// A task leads to the database.
public final class ExecEnabled implements Check {
    @Override
    public String id() {
        return "exec-enabled";
    }

    @Override
    public String title() {
        return "A task leads to the database";
    }

    @Override
    public String prevents() {
        return "Without ECS Exec no task carries a session: in an incident nobody has a prompt of the private database.";
    }

    @Override
    public String reads() {
        return "ecs:DescribeServices enableExecuteCommand";
    }

    @Override
    public Verdict look(Facts facts) {
        return facts.services().judged(all -> all.judged(services -> {
            if (services.isEmpty()) {
                return new Verdict.Unknown("no service of ECS here uses it; whether another machine leads to it is not looked at");
            }
            List<String> on = services.stream().filter(s -> s.service().exec()).map(s -> s.service().name()).toList();
            return on.isEmpty()
                    ? new Verdict.Bad(Severity.MEDIUM,
                            "enableExecuteCommand is false for " + services.stream().map(s -> s.service().name())
                                    .collect(Collectors.joining(", ")),
                            fix(services.getFirst(), facts.instance().ref().region()))
                    : new Verdict.Good("ECS Exec is on for " + String.join(", ", on));
        }));
    }

    private static String fix(Service service, String region) {
        return "the task role needs ssmmessages, and every task is replaced: aws ecs update-service --cluster "
                + service.service().cluster() + " --service " + service.service().name()
                + " --enable-execute-command --force-new-deployment --region " + region;
    }
}
