package dev.howdah.ops;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.ecs.EcsWrite;
import dev.howdah.aws.images.ImageReads;
import dev.howdah.journal.Intent;
import dev.howdah.journal.Journal;
import dev.howdah.journal.Purpose;
import dev.howdah.json.Json;
import dev.howdah.model.EcsDefinition;
import dev.howdah.model.EcsService;
import dev.howdah.model.EcsTask;
import dev.howdah.model.Identity;
import dev.howdah.model.Instance;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.model.Snapshot;
import dev.howdah.ops.migrate.Families;
import dev.howdah.ops.migrate.Locks;
import dev.howdah.ops.migrate.Reviewed;
import dev.howdah.ops.migrate.Runs;
import dev.howdah.ops.migrate.Sight;
import dev.howdah.task.Time;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is looked at before a migration runs, and the call that runs it.
final class MigrationPlanning {
    private static final Duration FRESH = Duration.ofHours(1);
    /// Parts of a secret's ARN.
    private static final int ARN = 7;
    private static final int DIGEST = 19;
    private static final Pattern HOST = Pattern.compile("://(?:.*@)?([^:/?@]+)");
    private static final Pattern PLAIN_PASSWORD = Pattern.compile("://[^:/@\\s]+:[^@\\s]+@");
    private final AwsAccount account;
    private final Time time;
    private final Instance db;
    private final Identity identity;
    private final Sight sight;
    private final Journal journal;

    MigrationPlanning(AwsAccount account, Time time, Instance db, Identity identity, Sight sight, Journal journal) {
        this.journal = journal;
        this.sight = sight;
        this.account = account;
        this.time = time;
        this.db = db;
        this.identity = identity;
    }

    /// The call, and what stands against it.
    ///
    /// @param production whether the environment is guarded as production
    /// @throws Problem.Thrown when service or definition are not there, or cannot be read
    EcsWrite.RunTask write(Request.RunMigration request, boolean production, List<Guard> guards) throws InterruptedException {
        EcsService service = account.tasks().service(request.cluster(), request.service())
                .orElseThrow(() -> new Problem.Thrown(new Problem.Missing("service " + request.service(),
                        new Problem.Source("ecs:DescribeServices", null, "no such service in " + request.cluster())), null));
        EcsDefinition definition = account.tasks().definition(request.definition());
        String last = alone(request.cluster(), definition, guards);
        revision(definition, guards);
        place(service, guards);
        providers(service, guards);
        snapshot(guards);
        review(request.review(), production, guards);
        guards.add(rehearsed(request.review(), definition));
        secrets(definition, guards);
        role(definition, guards);
        guards.add(registry(account, definition.essential().image()));
        logs(definition, guards);
        guards.add(image(service, definition));
        sessions(request, guards);
        boolean named = service.providers().isEmpty();
        String token = token(request, definition, last);
        return new EcsWrite.RunTask(request.target(), request.cluster(), definition.arn(), service.network(),
                named ? service.launchType() == null ? "FARGATE" : service.launchType() : null, service.providers(),
                service.platformVersion(), request.startedBy(), token,
                Map.of(Runs.RUN, token, Runs.OPERATOR, identity.arn()));
    }

    /// What it touches.
    String blastRadius(Request.RunMigration request) {
        return "What " + request.definition() + " does to " + request.target().id()
                + " is its own: each statement waits for the locks that it needs, and whoever needs what it waits for or holds waits behind it.";
    }

    /// Whether no other task of the family is there; the last one that was, for the token.
    private String alone(String cluster, EcsDefinition definition, List<Guard> guards) throws InterruptedException {
        List<EcsTask> running = account.tasks().tasks(cluster, definition.family(), false);
        List<EcsTask> ended = account.tasks().tasks(cluster, definition.family(), true);
        Optional<EcsTask> other = java.util.stream.Stream.concat(running.stream(), ended.stream()).filter(t -> !t.stopped()).findFirst();
        guards.add(other.<Guard>map(t -> new Guard.Block("Task " + t.id() + " (" + EcsDefinition.last(t.definition()) + ") is "
                + t.status() + (t.startedBy() == null ? "" : ", started by " + t.startedBy()) + ".",
                "wait until it has stopped, or stop it; two migrations never run at once"))
                .orElse(new Guard.Pass("No other task of " + definition.family() + " runs.")));
        return ended.stream().filter(t -> t.times().created() != null)
                .max(Comparator.comparing(t -> t.times().created() == null ? Instant.MIN : t.times().created())).map(EcsTask::arn)
                .orElse("");
    }

    private void revision(EcsDefinition definition, List<Guard> guards) throws InterruptedException {
        if (!definition.active()) {
            guards.add(new Guard.Block(definition.name() + " is not active any more.", "choose another revision"));
        }
        String newest = account.tasks().revisions(definition.family()).stream().map(EcsDefinition::last)
                .max(Comparator.comparingInt(Families::revision)).orElse(definition.name());
        guards.add(newest.equals(definition.name())
                ? new Guard.Pass(definition.name() + " is the newest of its family.")
                : new Guard.Warn("There is a newer revision: " + newest + "."));
    }

    private static void place(EcsService service, List<Guard> guards) {
        if (service.network().subnets().isEmpty()) {
            guards.add(new Guard.Block(service.name() + " has no network configuration to copy.",
                    "choose a service that runs in awsvpc mode"));
        } else if (service.network().publicIp()) {
            guards.add(new Guard.Warn("assignPublicIp is ENABLED in " + service.name()
                    + ", and is copied. In private subnets it is of no use, and does not belong there."));
        } else {
            guards.add(new Guard.Pass("Subnets and security groups are those of " + service.name() + "; no public address."));
        }
        if (service.providers().stream().anyMatch(p -> p.equals("FARGATE_SPOT"))) {
            guards.add(
                    new Guard.Block(service.name() + " runs on FARGATE_SPOT: AWS may take the capacity back in the middle of a migration.",
                            "run it with the aws line and --launch-type FARGATE"));
        }
    }

    /// A strategy may name what the cluster does not have (any more).
    private void providers(EcsService service, List<Guard> guards) throws InterruptedException {
        if (service.providers().isEmpty()) {
            return;
        }
        try {
            List<String> there = account.tasks().providers(service.cluster());
            List<String> missing = service.providers().stream().filter(p -> !there.contains(p)).toList();
            guards.add(missing.isEmpty()
                    ? new Guard.Pass(
                            "The capacity comes from " + String.join(", ", service.providers()) + ", as for " + service.name() + ".")
                    : new Guard.Block("The strategy of " + service.name() + " names " + String.join(", ", missing) + ", which "
                            + service.cluster() + " does not have: the task could not be placed.",
                            "associate it with the cluster, or correct the service's strategy"));
        } catch (Problem.Thrown e) {
            guards.add(new Guard.Warn("Whether the cluster has the service's capacity providers is unknown: "
                    + Sentences.happened(e.problem())));
        }
    }

    /// The execution role reads the secrets and not whoever presses Run: what IAM says of it is asked beforehand.
    private void role(EcsDefinition definition, List<Guard> guards) throws InterruptedException {
        List<String> arns = definition.essential().secrets().values().stream().map(v -> v.split(":", -1))
                .filter(v -> v.length >= ARN && v[2].equals("secretsmanager")).map(v -> String.join(":", List.of(v).subList(0, ARN)))
                .distinct().toList();
        if (arns.isEmpty()) {
            return;
        }
        String role = definition.executionRole();
        if (role == null) {
            guards.add(new Guard.Block(definition.name() + " has no execution role to read its secrets with: the task would not start.",
                    "set executionRoleArn in the task definition"));
            return;
        }
        String name = EcsDefinition.last(role);
        try {
            account.policies().simulate(role, "secretsmanager:GetSecretValue", arns).forEach((arn, decision) -> {
                String secret = arn.substring(arn.lastIndexOf(':') + 1);
                guards.add(switch (decision) {
                    case ALLOWED -> new Guard.Pass("The execution role " + name + " may read " + secret + ".");
                    case NOT_ALLOWED -> new Guard.Warn("No policy of the execution role " + name + " lets it read " + secret
                            + ": unless the secret's own policy does, the task does not start (ResourceInitializationError).");
                    case DENIED -> new Guard.Block("A policy denies the execution role " + name + " to read " + secret
                            + ": the task would not start (ResourceInitializationError).", "correct the policy");
                });
            });
        } catch (Problem.Thrown e) {
            guards.add(e.problem() instanceof Problem.Missing
                    ? new Guard.Block("The execution role " + name + " is not there: the task would not start.",
                            "correct executionRoleArn in the task definition")
                    : new Guard.Warn("Whether the execution role " + name + " may read the secrets is unknown: "
                            + Sentences.happened(e.problem())));
        }
    }

    /// Whether the registry has the image.
    static Guard registry(AwsAccount account, String image) throws InterruptedException {
        try {
            return switch (account.images().look(image)) {
                case ImageReads.Look.There(var digest, var _) -> new Guard.Pass(
                        "The registry has " + EcsDefinition.last(image) + ": " + digest.substring(0, Math.min(digest.length(), DIGEST))
                                + "….");
                case ImageReads.Look.Missing _ -> new Guard.Block("The registry does not have " + image
                        + ": its tasks would not start (CannotPullContainerError).", "push the image, or choose another revision");
                case ImageReads.Look.Elsewhere _ ->
                    new Guard.Warn(image + " is not in a registry of this region: whether it can be pulled is "
                            + "not looked at.");
            };
        } catch (Problem.Thrown e) {
            return new Guard.Warn("Whether the registry has " + image + " is unknown: " + Sentences.happened(e.problem()));
        }
    }

    /// A task whose log group is not there does not start.
    private void logs(EcsDefinition definition, List<Guard> guards) throws InterruptedException {
        String group = definition.essential().logGroup();
        if (group == null) {
            guards.add(new Guard.Warn("Its log is not in CloudWatch Logs: what it says is not shown here."));
            return;
        }
        if (definition.essential().logCreated()) {
            return;
        }
        try {
            guards.add(account.logs().has(group)
                    ? new Guard.Pass("Its log group " + group + " is there.")
                    : new Guard.Block("Its log group " + group + " is not there: the task would not start.",
                            "create the group, or set awslogs-create-group"));
        } catch (Problem.Thrown e) {
            guards.add(new Guard.Warn("Whether its log group " + group + " is there is unknown: " + Sentences.happened(e.problem())));
        }
    }

    private void snapshot(List<Guard> guards) throws InterruptedException {
        Optional<Instant> newest = account.rdsWatch().snapshots(db.ref()).stream().filter(Snapshot::available).map(Snapshot::createdAt)
                .filter(java.util.Objects::nonNull).map(Instant.class::cast).max(Comparator.naturalOrder());
        Duration age = newest.map(at -> Duration.between(at, time.now())).orElse(null);
        guards.add(age == null
                ? new Guard.Warn("There is no snapshot of " + db.ref().id() + ": take one first.")
                : age.compareTo(FRESH) <= 0
                        ? new Guard.Pass("The newest snapshot is " + age.toMinutes() + " min old.")
                        : new Guard.Warn("The newest snapshot is " + (age.toHours() < 48 ? age.toHours() + " h" : age.toDays() + " days")
                                + " old: take one first."));
    }

    /// Clean, or each finding accepted by its name; both hold for the SQL with this digest and no other. In production what was not
    /// reviewed is not run, unless somebody says why.
    private static void review(Reviewed review, boolean production, List<Guard> guards) {
        if (!review.made()) {
            guards.add(unread("Its SQL was not reviewed: what it locks and rewrites is not known.", "name the SQL that it runs", review,
                    production));
            return;
        }
        if (review.unread() > 0) {
            guards.add(unread(review.unread() + (review.unread() == 1 ? " place of " : " places of ") + review.words()
                    + " could not be reviewed.", "correct the SQL", review, production));
        } else if (review.statements() == 0) {
            guards.add(unread("There is no statement in " + review.words() + ": nothing was reviewed.", "name the SQL that it runs", review,
                    production));
            return;
        }
        if (!review.open().isEmpty()) {
            guards.add(new Guard.Block(
                    "The review of " + review.words() + " found what nobody has accepted: " + String.join(", ", review.open())
                            + ".",
                    "mend the SQL, or accept each finding by its name"));
        }
        if (!review.taken().isEmpty()) {
            guards.add(new Guard.Warn("Accepted by name, in " + review.words() + ": " + String.join(", ", review.taken()) + "."));
        }
        review.suppressed().forEach(s -> guards.add(new Guard.Warn("The SQL suppresses " + s.words())));
        if (review.findings().isEmpty() && review.unread() == 0) {
            guards.add(new Guard.Pass("The review of " + review.words() + " found nothing worse than advice."));
        }
    }

    /// Where it was, and what it came to.
    static String rehearsal(Journal.Outcome outcome) {
        Purpose of = outcome.purpose();
        return "On " + of.details().getOrDefault("copy", of.target().id()) + ": " + outcome.words();
    }

    private static Guard unread(String what, String fix, Reviewed review, boolean production) {
        if (!review.skipped().isEmpty()) {
            return new Guard.Warn(what + " It is run all the same, and the journal keeps why: \"" + review.skipped() + "\".");
        }
        return production
                ? new Guard.Block(what, fix + ", or say why it runs without a review")
                : new Guard.Warn(what);
    }

    /// What the last rehearsal of the same SQL came to; it holds for the image whose digest it was made with.
    private Guard rehearsed(Reviewed review, EcsDefinition definition) throws InterruptedException {
        if (!review.made()) {
            return new Guard.Warn("It was not rehearsed.");
        }
        Optional<Journal.Outcome> last;
        try {
            last = journal.outcomesWith(Request.Rehearse.OPERATION, "sqlSha256", review.digest()).stream().reduce((_, b) -> b);
        } catch (IOException e) {
            return new Guard.Warn("Whether it was rehearsed is unknown: the journal cannot be read (" + e.getMessage() + ").");
        }
        if (last.isEmpty()) {
            return new Guard.Warn("This SQL was not rehearsed on a copy.");
        }
        String words = rehearsal(last.get());
        if (!last.get().result().equals(Intent.Result.DONE.word())) {
            return new Guard.Warn("The last rehearsal did not go well. " + words);
        }
        String image = last.get().purpose().details().getOrDefault("image", "");
        try {
            return account.images().look(definition.essential().image()) instanceof ImageReads.Look.There(var digest, var _)
                    && digest.equals(image) ? new Guard.Pass(words) : new Guard.Warn("Rehearsed, but not for this image. " + words);
        } catch (Problem.Thrown e) {
            return new Guard.Warn("Rehearsed; whether for this image is unknown. " + words);
        }
    }

    /// Each secret must be there, have the key, and lead to this database.
    private void secrets(EcsDefinition definition, List<Guard> guards) throws InterruptedException {
        boolean plain = definition.containers().stream().flatMap(c -> c.environment().values().stream())
                .anyMatch(v -> PLAIN_PASSWORD.matcher(v).find());
        if (plain) {
            guards.add(new Guard.Warn("A password stands in the environment of " + definition.name()
                    + " for everybody to read: move it into secrets."));
        }
        for (Map.Entry<String, String> secret : definition.essential().secrets().entrySet()) {
            guards.add(secret(secret.getKey(), secret.getValue()));
        }
    }

    private Guard secret(String variable, String from) throws InterruptedException {
        String[] parts = from.split(":", -1);
        if (parts.length < 7 || !parts[2].equals("secretsmanager")) {
            return new Guard.Warn("Where " + variable + " comes from is not looked at: " + from + ".");
        }
        String arn = String.join(":", List.of(parts).subList(0, 7));
        String key = parts.length > 7 ? parts[7] : "";
        String stage = parts.length > 8 && !parts[8].isEmpty() ? parts[8] : "AWSCURRENT";
        try {
            String text = account.secrets().value(arn, stage).text().reveal();
            Object value = key.isEmpty() ? text : Json.read(text) instanceof Map<?, ?> map ? map.get(key) : null;
            if (value == null) {
                return new Guard.Block(variable + ": the secret has no key '" + key + "', so the task would not start.",
                        "correct valueFrom in the task definition");
            }
            return host(variable, value.toString());
        } catch (Problem.Thrown e) {
            return e.problem() instanceof Problem.Missing
                    ? new Guard.Block(variable + ": the secret " + parts[6] + " is not there, so the task would not start.",
                            "correct valueFrom in the task definition")
                    : new Guard.Warn("Whether " + variable + " can be read is unknown: " + Sentences.happened(e.problem()));
        }
    }

    private Guard host(String variable, String value) {
        Matcher host = HOST.matcher(value);
        if (!host.find()) {
            return new Guard.Pass(variable + " is in its secret.");
        }
        String leads = host.group(1).toLowerCase(Locale.ROOT);
        String own = db.endpoint() == null ? null : db.endpoint().host();
        return leads.equals(own)
                ? new Guard.Pass(variable + " is in its secret and leads to " + db.ref().id() + ".")
                : new Guard.Block(variable + " leads to " + leads + ", which is not " + db.ref().id() + ".",
                        "correct the secret, or migrate the instance that it names");
    }

    /// Whether another migration is at it, and who would keep this one waiting.
    private void sessions(Request.RunMigration request, List<Guard> guards) {
        Optional<List<Locks.Session>> all;
        try {
            all = sight.sessions(request.target());
        } catch (Problem.Thrown e) {
            guards.add(new Guard.Warn("Who would block it is unknown: " + Sentences.happened(e.problem())));
            return;
        }
        if (all.isEmpty()) {
            guards.add(new Guard.Warn("There is no session with " + request.target().id()
                    + ": whether another migration holds its lock, and who would block this one, is unknown. Connect first."));
            return;
        }
        all.get().stream().filter(Locks.Session::migrates).findFirst()
                .ifPresent(
                        s -> guards.add(new Guard.Block("Process " + s.pid() + " (" + s.user() + at(s) + ") holds the advisory lock of a "
                                + "migration that runs.", "wait until it has ended; two migrations never run at once")));
        List<Locks.Session> old = all.get().stream().filter(s -> !s.holds().isEmpty() && s.transaction() != null
                && s.transaction().compareTo(request.blockers()) >= 0).sorted(Comparator.comparing(
                        (Locks.Session s) -> s.transaction() == null ? Duration.ZERO : s.transaction()).reversed())
                .toList();
        if (old.isEmpty()) {
            guards.add(new Guard.Pass("No transaction older than " + request.blockers().toSeconds() + " s holds a lock on a table."));
        }
        old.stream().limit(3).forEach(s -> guards.add(new Guard.Warn("Process " + s.pid() + " (" + s.user() + at(s) + ") holds "
                + String.join(", ", s.holds().stream().limit(3).toList()) + " for "
                + Planning.words(s.transaction() == null ? Duration.ZERO : s.transaction())
                + ": a statement that changes such a table waits for it, and everybody else behind that statement.")));
    }

    private static String at(Locks.Session s) {
        return (s.application().isEmpty() ? "" : ", " + s.application()) + (s.address() == null ? "" : ", " + s.address());
    }

    private Guard image(EcsService service, EcsDefinition definition) throws InterruptedException {
        EcsDefinition deployed = account.tasks().definition(service.definition());
        String image = definition.essential().image();
        boolean runs = deployed.containers().stream().anyMatch(c -> c.image().equals(image));
        return runs
                ? new Guard.Pass("Its image is the one that " + service.name() + " runs.")
                : new Guard.Warn(service.name() + " runs " + deployed.essential().image() + ", and the migration is of " + image
                        + ": until the roll-out the old code has to work on the new schema.");
    }

    /// The same for everybody who plans the same step after the same last task: of two operators who press Run at once, ECS starts one
    /// and tells the other that the token is taken.
    private static String token(Request.RunMigration request, EcsDefinition definition, String last) {
        String what = String.join(" ", request.target().account(), request.target().region(), request.cluster(), definition.family(), last);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
            return "howdah-" + HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
