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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

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
    private final Supplier<List<String>> cancels;

    /// @param cancels what the run's limit did, as sentences
    TaskWatching(AwsAccount account, Purpose purpose, Instant sentAt, boolean answered, Map<String, String> answer,
            Supplier<List<String>> cancels) {
        this.cancels = cancels;
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
            return answered
                    ? forgotten(name)
                    : new Look.Ended(Intent.Result.UNKNOWN,
                            "No answer came, and a minute later ECS lists no task of this run: most likely it never began.",
                            Optional.empty());
        }
        EcsTask task = found.get();
        if (!task.stopped()) {
            return new Look.Going(name + " is " + task.status(), null, "task " + task.id());
        }
        EcsDefinition definition = account.tasks().definition(task.definition());
        Map<String, String> box = BlackBox.of(account, task, definition);
        Verdict verdict = Verdict.of(task, definition.essential().name(), box.getOrDefault("logEnd", ""), cancels.get());
        return new Look.Ended(verdict.good() ? Intent.Result.DONE : Intent.Result.FAILED, verdict.words(), Optional.empty(),
                verdict.good() ? next(definition) : Optional.empty(), box);
    }

    /// An hour after its end ECS knows nothing of it; CloudWatch keeps its log.
    private Look forgotten(String name) throws InterruptedException {
        String id = EcsDefinition.last(answer.getOrDefault("task", ""));
        Map<String, String> box = BlackBox.ofLog(account, id, account.tasks().definition(name));
        return new Look.Ended(Intent.Result.UNKNOWN,
                "ECS has forgotten the task " + id + ", as it does an hour after the end: how it ended is "
                        + "in its log alone, whose end is in the journal. Look in the database what of it is done.",
                Optional.empty(),
                Optional.empty(), box);
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
                return Optional.of(
                        new Request.RollOut(purpose.target(), detail("cluster"), detail("service"), revision.name(), migration.name()));
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
        Map<String, String> box = BlackBox.of(account, task.get(), definition);
        return new Look.Ended(Intent.Result.DONE, "The task has stopped. "
                + Verdict.of(task.get(), definition.essential().name(), box.getOrDefault("logEnd", ""), List.of()).words(),
                Optional.empty(), Optional.empty(), box);
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
        String id = answer.getOrDefault("deployment", "");
        Optional<EcsService.Deployment> own = service.get().deployments().stream().filter(d -> d.id().equals(id)).findFirst()
                .or(() -> service.get().deployments().stream().filter(d -> EcsDefinition.last(d.definition()).equals(wanted)).findFirst());
        if (own.isEmpty()) {
            // one that was rolled back is listed for a while only; the scheduler's words stay longer
            Optional<String> broken = service.get().told().stream().filter(t -> !id.isEmpty() && t.contains(id) && t.contains("failed"))
                    .findFirst();
            if (broken.isPresent()) {
                return failed(service.get(), broken.get());
            }
            return Duration.between(sentAt, now).compareTo(LAG) <= 0
                    ? new Look.Going("Waiting for the deployment to be listed", null, "not listed yet")
                    : new Look.Ended(answered ? Intent.Result.FAILED : Intent.Result.UNKNOWN,
                            "The deployment of " + wanted + " is not there: " + detail("service") + " has "
                                    + EcsDefinition.last(service.get().definition()) + ". It was replaced or rolled back. " + schema(),
                            Optional.empty());
        }
        EcsService.Deployment d = own.get();
        String said = ((d.reason() == null ? "" : d.reason()) + (service.get().said() == null ? "" : " " + service.get().said())).strip();
        return switch (String.valueOf(d.rollout())) {
            case "COMPLETED" -> new Look.Ended(Intent.Result.DONE, detail("service") + " runs " + wanted + ".", Optional.empty());
            case "FAILED" -> failed(service.get(), d.reason() == null ? said : d.reason());
            default -> new Look.Going(wanted + ": " + d.running() + " of " + d.desired() + " tasks run"
                    + (d.failed() == null || d.failed() == 0 ? "" : ", " + d.failed() + " did not come up"), percent(d), said);
        };
    }

    /// What the service runs now, what the schema is like, and what either code sees.
    private Look failed(EcsService service, String why) {
        String wanted = detail("definition");
        String before = detail("before").isEmpty() ? EcsDefinition.last(service.definition()) : detail("before");
        return new Look.Ended(Intent.Result.FAILED, "The deployment of " + wanted + " failed: " + why
                + (why.endsWith(".") ? "" : ".") + " The circuit breaker goes back to " + before + ", whose tasks never stopped. "
                + schema()
                + " " + before + " works on that schema as it has since the migration; " + wanted + " has served nobody. Mend " + wanted
                + " and roll out again: the migration need not be run again, and taking it back is a migration of its own.",
                Optional.empty());
    }

    private String schema() {
        return detail("migration").isEmpty()
                ? "The schema is as it was before the roll-out."
                : "The schema stays as " + detail("migration") + " left it.";
    }

    private static @org.jspecify.annotations.Nullable Integer percent(EcsService.Deployment d) {
        return d.running() == null || d.desired() == null || d.desired() == 0 ? null : Math.min(100, d.running() * 100 / d.desired());
    }
}
