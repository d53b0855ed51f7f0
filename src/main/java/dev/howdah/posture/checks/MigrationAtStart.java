package dev.howdah.posture.checks;

import dev.howdah.model.EcsDefinition;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Service;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// No service migrates when it starts.
public final class MigrationAtStart implements Check {
    @Override
    public String id() {
        return "migration-at-start";
    }

    @Override
    public String title() {
        return "No service migrates when it starts";
    }

    @Override
    public String prevents() {
        return "N replicas migrate at the same time and wait for each other's locks; and when the migration fails, the container itself does not come up.";
    }

    @Override
    public String reads() {
        return "ecs:DescribeTaskDefinition containerDefinitions.command of the services' own task definitions";
    }

    private static final Pattern MIGRATES = Pattern.compile("(?i)alembic\\b.*\\bupgrade|manage\\.py\\s+migrate|flyway\\b.*\\bmigrate"
            + "|liquibase\\b.*\\bupdate|(rails|rake)\\s+db:migrate|prisma\\s+migrate|knex\\s+migrate|sequelize\\b.*db:migrate"
            + "|artisan\\s+migrate|(goose|dbmate)\\b.*\\bup\\b|sqlx\\s+migrate\\s+run|diesel\\s+migration\\s+run"
            + "|(npm|yarn|pnpm)\\s+(run\\s+)?\\S*migrat");

    @Override
    public Verdict look(Facts facts) {
        return facts.services().judged(all -> all.judged(MigrationAtStart::look));
    }

    private static Verdict look(List<Service> services) {
        List<String> found = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        for (Service service : services) {
            for (EcsDefinition.Container c : service.definition().containers()) {
                if (c.command().isEmpty()) {
                    silent.add(service.definition().name() + " (" + c.name() + ")");
                } else if (MIGRATES.matcher(String.join(" ", c.command())).find()) {
                    Integer desired = service.service().desired();
                    found.add(service.service().name() + " runs a migration in the command of " + service.definition().name() + " ("
                            + c.name() + ")" + (desired == null ? "" : ", in each of " + desired + " tasks"));
                }
            }
        }
        return !found.isEmpty()
                ? new Verdict.Bad(Severity.HIGH, String.join("; ", found),
                        "take it out of the command, make a task definition of its own with the same image for it, and run that once before "
                                + "each rollout (the Migrate screen does)")
                : silent.isEmpty()
                        ? new Verdict.Good(services.isEmpty() ? "no service of ECS here uses it" : "no command of a service migrates")
                        : new Verdict.Unknown("no command stands in " + String.join(", ", silent)
                                + ": what their image starts with is not told by ECS");
    }
}
