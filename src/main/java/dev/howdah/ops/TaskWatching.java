package dev.howdah.ops;

import dev.howdah.aws.AwsAccount;
import dev.howdah.journal.Intent;
import dev.howdah.journal.Purpose;
import dev.howdah.model.EcsDefinition;
import dev.howdah.model.EcsService;
import dev.howdah.model.EcsTask;
import dev.howdah.ops.Watching.Look;
import dev.howdah.ops.migrate.BlackBox;
import dev.howdah.ops.migrate.Families;
import dev.howdah.ops.migrate.Runs;
import dev.howdah.ops.migrate.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Finds out where a call to ECS has got to. A task is found by its ARN, or by the tags that only this run gave it: ECS knows it until an
/// hour after its end.
final class TaskWatching {
    /// Reads of ECS lag behind its writes.
    private static final Duration LAG = Duration.ofSeconds(60);
    private final AwsAccount account;
    private final Purpose purpose;
    private final Instant sentAt;
    private final boolean answered;
    private final Map<String, String> answer;

    TaskWatching(AwsAccount account, Purpose purpose, Instant sentAt, boolean answered, Map<String, String> answer) {
        this.account = account;
        this.purpose = purpose;
        this.sentAt = sentAt;
        this.answered = answered;
        this.answer = answer;
    }

    private String detail(String name) {
        return purpose.details().getOrDefault(name, "");
    }

    Look look(Instant now) throws InterruptedException {
        return switch (purpose.operation()) {
            case Request.RunMigration.OPERATION -> migrated(now);
            case Request.StopTask.OPERATION -> stopped(now);
            case Request.RestartService.OPERATION -> restarted(now);
            default -> rolledOut(now);
        };
    }

    private Look migrated(Instant now) throws InterruptedException {
        Optional<EcsTask> found = run();
        String name = detail("definition");
        if (found.isEmpty()) {
            if (Duration.between(sentAt, now).compareTo(LAG) <= 0) {
                return new Look.Going("Waiting for the task to be listed", null, "not listed yet");
            }
            return new Look.Ended(Intent.Result.UNKNOWN, answered
                    ? "ECS has forgotten the task " + EcsDefinition.last(answer.getOrDefault("task", ""))
                            + ": how it ended is in its log alone."
                    : "No answer came, and a minute later ECS lists no task of this run: most likely it never began.", Optional.empty());
        }
        EcsTask task = found.get();
        if (!task.stopped()) {
            return new Look.Going(name + " is " + task.status(), null, "task " + task.id());
        }
        EcsDefinition definition = account.tasks().definition(task.definition());
        Verdict verdict = Verdict.of(task, definition.essential().name());
        return new Look.Ended(verdict.good() ? Intent.Result.DONE : Intent.Result.FAILED, verdict.words(), Optional.empty(),
                verdict.good() ? next(definition) : Optional.empty(), BlackBox.of(account, task, definition));
    }

    private Optional<EcsTask> run() throws InterruptedException {
        String arn = answer.getOrDefault("task", "");
        if (!arn.isEmpty()) {
            return account.tasks().task(detail("cluster"), arn);
        }
        return Runs.find(account, purpose.details());
    }

    /// The service's revision with the migration's image, where there is one that is not deployed.
    private Optional<Request> next(EcsDefinition migration) throws InterruptedException {
        String image = migration.essential().image();
        Optional<EcsService> service = account.tasks().service(detail("cluster"), detail("service"));
        if (service.isEmpty()) {
            return Optional.empty();
        }
        String deployed = EcsDefinition.last(service.get().definition());
        for (String arn : account.tasks().revisions(Families.family(deployed)).stream().limit(5).toList()) {
            EcsDefinition revision = account.tasks().definition(arn);
            if (revision.containers().stream().anyMatch(c -> c.image().equals(image)) && !revision.name().equals(deployed)) {
                return Optional.of(new Request.RollOut(purpose.target(), detail("cluster"), detail("service"), revision.name()));
            }
        }
        return Optional.empty();
    }

    private Look stopped(Instant now) throws InterruptedException {
        Optional<EcsTask> task = account.tasks().task(detail("cluster"), detail("task"));
        if (task.isEmpty()) {
            return new Look.Ended(Intent.Result.UNKNOWN, "ECS knows no such task any more: it has stopped, and how is forgotten.",
                    Optional.empty());
        }
        if (!answered && EcsTask.RUNNING.equals(task.get().desired()) && Duration.between(sentAt, now).compareTo(LAG) > 0) {
            return new Look.Ended(Intent.Result.UNKNOWN,
                    "No answer came, and a minute later the task is still to run: most likely it never "
                            + "arrived.",
                    Optional.empty());
        }
        if (!task.get().stopped()) {
            return new Look.Going("The task is " + task.get().status(), null, "wanted: " + task.get().desired());
        }
        EcsDefinition definition = account.tasks().definition(task.get().definition());
        return new Look.Ended(Intent.Result.DONE, "The task has stopped. " + Verdict.of(task.get(), definition.essential().name()).words(),
                Optional.empty(), Optional.empty(), BlackBox.of(account, task.get(), definition));
    }

    private Look restarted(Instant now) throws InterruptedException {
        String name = detail("service");
        Optional<EcsService> service = account.tasks().service(detail("cluster"), name);
        if (service.isEmpty()) {
            return new Look.Ended(Intent.Result.FAILED, name + " is not there any more.", Optional.empty());
        }
        String id = answer.getOrDefault("deployment", "");
        Optional<EcsService.Deployment> own = service.get().deployments().stream()
                .filter(d -> id.isEmpty() ? d.status().equals("PRIMARY") && !d.id().equals(detail("before")) : d.id().equals(id))
                .findFirst();
        if (own.isEmpty()) {
            if (Duration.between(sentAt, now).compareTo(LAG) <= 0) {
                return new Look.Going("Waiting for the deployment to be listed", null, "not listed yet");
            }
            return answered
                    ? new Look.Ended(Intent.Result.FAILED, "Another deployment of " + name + " took its place.", Optional.empty())
                    : new Look.Ended(Intent.Result.UNKNOWN,
                            "No answer came, and a minute later " + name + " has the deployment that it had: most likely it never arrived.",
                            Optional.empty());
        }
        EcsService.Deployment d = own.get();
        String said = (d.reason() == null ? "" : d.reason()) + (service.get().said() == null ? "" : " " + service.get().said());
        return switch (String.valueOf(d.rollout())) {
            case "COMPLETED" -> new Look.Ended(Intent.Result.DONE, name + " runs in new tasks.", Optional.empty());
            case "FAILED" -> new Look.Ended(Intent.Result.FAILED, "The new tasks of " + name + " did not come up: " + said.strip()
                    + " Those from before run on.", Optional.empty());
            default ->
                new Look.Going("New tasks of " + name + ": " + d.running() + " of " + d.desired() + " run", percent(d), said.strip());
        };
    }

    private Look rolledOut(Instant now) throws InterruptedException {
        Optional<EcsService> service = account.tasks().service(detail("cluster"), detail("service"));
        if (service.isEmpty()) {
            return new Look.Ended(Intent.Result.FAILED, detail("service") + " is not there any more.", Optional.empty());
        }
        String wanted = detail("definition");
        Optional<EcsService.Deployment> own = service.get().deployments().stream()
                .filter(d -> d.id().equals(answer.getOrDefault("deployment", "")))
                .findFirst()
                .or(() -> service.get().deployments().stream().filter(d -> EcsDefinition.last(d.definition()).equals(wanted)).findFirst());
        if (own.isEmpty()) {
            return Duration.between(sentAt, now).compareTo(LAG) <= 0
                    ? new Look.Going("Waiting for the deployment to be listed", null, "not listed yet")
                    : new Look.Ended(answered ? Intent.Result.FAILED : Intent.Result.UNKNOWN,
                            "The deployment of " + wanted + " is not there: " + detail("service") + " has "
                                    + EcsDefinition.last(service.get().definition())
                                    + ". It was replaced or rolled back; the schema stays as it is.",
                            Optional.empty());
        }
        EcsService.Deployment d = own.get();
        String said = (d.reason() == null ? "" : d.reason()) + (service.get().said() == null ? "" : " " + service.get().said());
        return switch (String.valueOf(d.rollout())) {
            case "COMPLETED" -> new Look.Ended(Intent.Result.DONE, detail("service") + " runs " + wanted + ".", Optional.empty());
            case "FAILED" -> new Look.Ended(Intent.Result.FAILED, "The deployment of " + wanted + " failed: " + said.strip()
                    + " The circuit breaker goes back to the revision before; the schema stays migrated, and that revision works on it as before "
                    + "the roll-out.", Optional.empty());
            default -> new Look.Going(wanted + ": " + d.running() + " of " + d.desired() + " tasks run", percent(d), said.strip());
        };
    }

    private static @org.jspecify.annotations.Nullable Integer percent(EcsService.Deployment d) {
        return d.running() == null || d.desired() == null || d.desired() == 0 ? null : Math.min(100, d.running() * 100 / d.desired());
    }
}
