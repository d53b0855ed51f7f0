package dev.howdah.ops;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.ecs.Draft;
import dev.howdah.aws.ecs.EcsWrite;
import dev.howdah.aws.network.NetworkWrite;
import dev.howdah.aws.policy.PolicyWrite;
import dev.howdah.aws.rds.NewInstance;
import dev.howdah.aws.rds.RdsWatch;
import dev.howdah.aws.rds.RdsWrite;
import dev.howdah.journal.Journal;
import dev.howdah.json.Json;
import dev.howdah.model.EcsDefinition;
import dev.howdah.model.EcsService;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.model.SecurityGroup;
import dev.howdah.ops.create.Blueprint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is made for a new database, one thing after the other: the call that makes it, how it is recognised once it is there, how it goes
/// again. What AWS lets carry a tag is told from a stranger's thing of the same name by the tag; the others by what they say.
///
/// @param mark value of the tag [#MARK] of all that is made
/// @param base the service's revision, of which the next is made
record Creation(InstanceRef target, Blueprint of, String mark, Draft base) {
    /// The tag whose value tells what one creation made from everything else.
    static final String MARK = "howdah:create";
    /// Where PostgreSQL listens on an instance that was not told otherwise.
    private static final int PORT = 5432;
    /// Several words in one variable of a shell, which takes them apart.
    private static final String RULES = "$DB_OUT";
    private static final Set<String> READY = Set.of("available", "storage-optimization");
    private static final Set<String> BROKEN = Set.of("failed", "incompatible-network", "incompatible-create", "incompatible-parameters",
            "insufficient-capacity", "inaccessible-encryption-credentials", "deleting", "storage-full");

    /// The steps, in their order.
    enum Stage {
        SUBNETS("create-subnet-group", "rds:CreateDBSubnetGroup"), GROUP("create-security-group", "ec2:CreateSecurityGroup"), SHUT(
                "let-nothing-out", "ec2:RevokeSecurityGroupEgress"), LET_IN("let-tasks-in", "ec2:AuthorizeSecurityGroupIngress"), INSTANCE(
                        "create-instance", "rds:CreateDBInstance"), POLICY("let-role-read", "iam:PutRolePolicy"), DEFINITION(
                                "register-definition", "ecs:RegisterTaskDefinition"), MIGRATE("register-migration",
                                        "ecs:RegisterTaskDefinition"), PROOF("prove", "ssm:StartSession, SELECT 1"), MIGRATION(
                                                Request.RunMigration.OPERATION,
                                                "ecs:RunTask"), SERVICE(Request.RollOut.OPERATION, "ecs:UpdateService");

        private final String word;
        private final String api;

        Stage(String word, String api) {
            this.word = word;
            this.api = api;
        }

        /// In the journal, where it is a call of its own.
        String word() {
            return word;
        }

        String api() {
            return api;
        }
    }

    /// What is known of what stands: AWS gives these their names.
    ///
    /// @param group id of the security group
    /// @param out ids of its rules that let everything out
    /// @param host,port of the instance
    /// @param resourceId of the instance
    /// @param secret ARN
    /// @param definition,migrate ARN of the revisions
    record Known(String group, List<String> out, String host, int port, String resourceId, String secret, String definition,
            String migrate) {
        static final Known NOTHING = new Known("", List.of(), "", PORT, "", "", "", "");
        /// As a shell's variables name them.
        static final Known SHELL = new Known("$DB_GROUP", List.of(RULES), "$DB_HOST", PORT, "", "$DB_SECRET", "$DB_TASK", "$DB_MIGRATE");

        Known {
            out = List.copyOf(out);
        }

        Known withGroup(String next) {
            return new Known(next, out, host, port, resourceId, secret, definition, migrate);
        }

        Known withOut(List<String> next) {
            return new Known(group, next, host, port, resourceId, secret, definition, migrate);
        }

        Known withInstance(Instance db) {
            return new Known(group, out, db.endpoint() == null ? "" : db.endpoint().host(),
                    db.endpoint() == null ? PORT : db.endpoint().port(),
                    String.valueOf(db.resourceId()), String.valueOf(db.security().masterSecretArn()), definition, migrate);
        }

        Known withDefinition(String next) {
            return new Known(group, out, host, port, resourceId, secret, next, migrate);
        }

        Known withMigrate(String next) {
            return new Known(group, out, host, port, resourceId, secret, definition, next);
        }
    }

    /// What was found of a step.
    sealed interface Found {
        /// It is done.
        record There(Known known) implements Found {}

        /// It is not done.
        ///
        /// @param known with what it takes to do it
        record Absent(Known known) implements Found {}

        /// It is there and not ready.
        record Going(String says) implements Found {}

        /// It cannot be done, or is not ours.
        record Wrong(String words, String fix) implements Found {}
    }

    String title(Stage stage) {
        return switch (stage) {
            case SUBNETS -> "DB subnet group " + of.place().subnetGroup() + " of " + String.join(", ", of.place().subnets());
            case GROUP -> "Security group " + of.place().group() + " in " + of.place().vpc();
            case SHUT -> "Nothing goes out of " + of.place().group() + ": the rules away that AWS gives each new group";
            case LET_IN -> "Only tasks in " + of.place().source() + " come in, on port " + PORT;
            case INSTANCE -> "PostgreSQL " + of.database().version() + " as " + target.id() + ", " + of.database().instanceClass()
                    + (of.database().multiAz() ? ", Multi-AZ" : ", Single-AZ") + ", encrypted, protected against deletion";
            case POLICY -> "The role " + of.tasks().role() + " may read the password of " + target.id() + ", and no other";
            case DEFINITION -> "Revision of " + base.family() + " that is told of " + target.id();
            case MIGRATE -> "Revision of " + of.tasks().migrate() + ", which runs " + String.join(" ", of.tasks().command());
            case PROOF -> "SELECT 1 on " + target.id() + " over the tunnel";
            case MIGRATION -> "Run " + of.tasks().migrate() + " once";
            case SERVICE -> "Roll " + of.tasks().service() + " out to the new revision";
        };
    }

    /// How it goes again.
    String back(Stage stage) {
        return switch (stage) {
            case SUBNETS, GROUP -> "delete it, once " + target.id() + " is gone";
            case SHUT, LET_IN -> "it goes with the group";
            case INSTANCE -> "take its protection off, and delete it with a final snapshot";
            case POLICY -> "delete the policy " + of.tasks().policy();
            case DEFINITION, MIGRATE -> "deregister it; nothing runs by it before the last step";
            case PROOF -> "nothing is changed";
            case MIGRATION -> "none: what it committed stays in the new database";
            case SERVICE -> "roll out to " + of.tasks().definition() + " again";
        };
    }

    /// Whether it is one call under an intent of its own that is made here; the last ones are operations of their own.
    static boolean own(Stage stage) {
        return stage != Stage.PROOF && stage != Stage.MIGRATION && stage != Stage.SERVICE;
    }

    /// The call of a step.
    Change.Call call(Stage stage, Known known) {
        Map<String, String> tags = Map.of(MARK, mark);
        return switch (stage) {
            case SUBNETS -> new Change.Rds(new RdsWrite.CreateSubnetGroup(target, of.place().subnetGroup(), "Subnets of " + target.id(),
                    of.place().subnets(), tags));
            case GROUP -> new Change.Network(new NetworkWrite.CreateGroup(target, of.place().vpc(), of.place().group(),
                    "PostgreSQL of " + target.id() + " from its tasks only", tags));
            case SHUT -> new Change.Network(new NetworkWrite.LetNothingOut(target, known.group, known.out));
            case LET_IN -> new Change.Network(new NetworkWrite.LetIn(target, known.group, of.place().source(), PORT,
                    "tasks of " + of.tasks().service()));
            case INSTANCE -> {
                Blueprint.Database db = of.database();
                yield new Change.Rds(new RdsWrite.CreateInstance(target, new NewInstance(of.place().subnetGroup(), List.of(known.group),
                        db.version(), db.instanceClass(), db.storageGib(), db.ceilingGib(), db.multiAz(), db.days(), db.name(), db.user(),
                        tags)));
            }
            case POLICY -> new Change.Policy(new PolicyWrite(target, of.tasks().role(), of.tasks().policy(), document(known)));
            case DEFINITION -> new Change.Ecs(new EcsWrite.Register(target, of.tasks().cluster(), definition(known)));
            case MIGRATE -> new Change.Ecs(new EcsWrite.Register(target, of.tasks().cluster(), migration(known)));
            case PROOF, MIGRATION, SERVICE -> throw new IllegalStateException(stage + " is no call of its own");
        };
    }

    private static String document(Known known) {
        return Json.line(Json.object("Version", "2012-10-17", "Statement", List.of(Json.object("Sid", "ReadThePassword", "Effect", "Allow",
                "Action", "secretsmanager:GetSecretValue", "Resource", known.secret))));
    }

    /// The service's next revision: where the database is in plain text, its password from the secret.
    private Draft definition(Known known) {
        var environment = new LinkedHashMap<String, String>();
        environment.put("PGHOST", known.host);
        environment.put("PGPORT", String.valueOf(known.port));
        environment.put("PGDATABASE", of.database().name());
        environment.put("PGUSER", of.database().user());
        environment.put("PGSSLMODE", "require");
        return base.with(of.tasks().container(), of.tasks().image(), environment, Map.of("PGPASSWORD", known.secret + ":password::"))
                .tagged(MARK, mark);
    }

    private Draft migration(Known known) {
        return definition(known).once(of.tasks().migrate(), of.tasks().container(), "migrate", of.tasks().command());
    }

    // --- what stands --------------------------------------------------------------------------------------------------

    /// How far a step is, as AWS tells now; of the last ones, as the journal does. A proof is never there: it is made each time.
    ///
    /// @throws Problem.Thrown when it cannot be read
    Found look(AwsAccount account, Journal journal, Stage stage, Known known) throws InterruptedException {
        return switch (stage) {
            case SUBNETS -> subnets(account, known);
            case GROUP -> {
                Optional<SecurityGroup> group = group(account);
                yield group.isEmpty()
                        ? new Found.Absent(known)
                        : mark.equals(group.get().tags().get(MARK))
                                ? new Found.There(known.withGroup(group.get().id()))
                                : stranger("security group " + of.place().group());
            }
            case SHUT -> {
                List<String> open = rules(account).stream().filter(Creation::letsAllOut).map(SecurityGroup.Rule::id).toList();
                yield open.isEmpty() ? new Found.There(known) : new Found.Absent(known.withOut(open));
            }
            case LET_IN -> rules(account).stream().anyMatch(r -> !r.egress() && of.place().source().equals(r.peer())
                    && Integer.valueOf(PORT).equals(r.from()) && Integer.valueOf(PORT).equals(r.to()))
                            ? new Found.There(known)
                            : new Found.Absent(known);
            case INSTANCE -> instance(account, known);
            case POLICY -> {
                Optional<String> document = account.policies().inline(of.tasks().role(), of.tasks().policy());
                yield document.isEmpty()
                        ? new Found.Absent(known)
                        : document(known).equals(Json.line(Json.read(document.get())))
                                ? new Found.There(known)
                                : new Found.Wrong("The role " + of.tasks().role() + " has a policy " + of.tasks().policy()
                                        + " that says something else.", "choose another name for the policy");
            }
            case DEFINITION -> account.tasks().like(definition(known)).<Found>map(arn -> new Found.There(known.withDefinition(arn)))
                    .orElse(new Found.Absent(known));
            case MIGRATE -> account.tasks().like(migration(known)).<Found>map(arn -> new Found.There(known.withMigrate(arn)))
                    .orElse(new Found.Absent(known));
            case PROOF -> new Found.Absent(known);
            case MIGRATION -> migrated(journal, known) ? new Found.There(known) : new Found.Absent(known);
            case SERVICE -> service(account, known);
        };
    }

    private static Found.Wrong stranger(String what) {
        return new Found.Wrong("There is a " + what + " already, which this plan did not make.",
                "choose another name, or delete it if nobody needs it");
    }

    private Found subnets(AwsAccount account, Known known) throws InterruptedException {
        Optional<RdsWatch.Group> group = account.rdsWatch().group(of.place().subnetGroup());
        return group.isEmpty()
                ? new Found.Absent(known)
                : mark.equals(group.get().tags().get(MARK)) && Set.copyOf(group.get().subnets()).equals(Set.copyOf(of.place().subnets()))
                        ? new Found.There(known)
                        : stranger("DB subnet group " + of.place().subnetGroup());
    }

    private Optional<SecurityGroup> group(AwsAccount account) throws InterruptedException {
        return account.network().groupNamed(of.place().vpc(), of.place().group());
    }

    private static boolean letsAllOut(SecurityGroup.Rule rule) {
        return rule.egress() && "-1".equals(rule.protocol()) && ("0.0.0.0/0".equals(rule.cidr4()) || "::/0".equals(rule.cidr6()));
    }

    private List<SecurityGroup.Rule> rules(AwsAccount account) throws InterruptedException {
        return group(account).map(SecurityGroup::rules).orElse(List.of());
    }

    private Found instance(AwsAccount account, Known known) throws InterruptedException {
        Optional<Instance> found = account.rdsWatch().instance(target);
        if (found.isEmpty()) {
            return new Found.Absent(known);
        }
        Instance db = found.get();
        String status = String.valueOf(db.status());
        if (!mark.equals(db.tags().get(MARK))) {
            return stranger("DB instance " + target.id());
        }
        if (BROKEN.contains(status)) {
            return new Found.Wrong(target.id() + " is " + status + ".", "see its events; delete it, and continue");
        }
        boolean ready = READY.contains(status) && db.endpoint() != null && db.security().masterSecretArn() != null;
        return ready ? new Found.There(known.withInstance(db)) : new Found.Going("status " + status);
    }

    private boolean migrated(Journal journal, Known known) {
        try {
            return journal.outcomesWith(Request.RunMigration.OPERATION, "create", mark).stream()
                    .anyMatch(o -> o.result().equals(dev.howdah.journal.Intent.Result.DONE.word())
                            && known.resourceId.equals(o.purpose().details().get("resourceId")));
        } catch (IOException e) {
            throw new Problem.Thrown(new Problem.Misconfigured("journal",
                    new Problem.Source("journal", null, "it cannot be read (" + e.getMessage() + ")")), e);
        }
    }

    private Found service(AwsAccount account, Known known) throws InterruptedException {
        EcsService service = account.tasks().service(of.tasks().cluster(), of.tasks().service()).orElse(null);
        if (service == null) {
            return new Found.Wrong("The service " + of.tasks().service() + " is not there any more.", "choose another one");
        }
        EcsService.Deployment now = service.primary();
        if (known.definition.isEmpty() || !service.definition().equals(known.definition) || now == null) {
            return new Found.Absent(known);
        }
        return switch (String.valueOf(now.rollout())) {
            case "COMPLETED" -> new Found.There(known);
            case "FAILED" -> new Found.Wrong("The deployment of " + EcsDefinition.last(known.definition) + " failed: " + now.reason() + ".",
                    "mend what it says, and continue");
            default -> new Found.Going(now.running() + " of " + now.desired() + " tasks run");
        };
    }

    // --- in words -----------------------------------------------------------------------------------------------------

    /// The lines that do the same, for a POSIX shell.
    String script(Plan.Setting setting) {
        String there = where(setting);
        String describe = "$(aws rds describe-db-instances --db-instance-identifier " + target.id() + there + " --query ";
        var lines = new ArrayList<String>();
        for (Stage stage : Stage.values()) {
            switch (stage) {
                case GROUP -> lines.add("DB_GROUP=$(" + line(stage, setting) + " --query GroupId --output text)");
                case DEFINITION ->
                    lines.add("DB_TASK=$(" + line(stage, setting) + " --query taskDefinition.taskDefinitionArn --output text)");
                case MIGRATE ->
                    lines.add("DB_MIGRATE=$(" + line(stage, setting) + " --query taskDefinition.taskDefinitionArn --output text)");
                case INSTANCE -> {
                    lines.add(line(stage, setting));
                    lines.add("aws rds wait db-instance-available --db-instance-identifier " + target.id() + there);
                    lines.add("DB_HOST=" + describe + "'DBInstances[0].Endpoint.Address' --output text)");
                    lines.add("DB_SECRET=" + describe + "'DBInstances[0].MasterUserSecret.SecretArn' --output text)");
                }
                case PROOF -> lines.add("howdah sql --instance " + target.id() + " -c 'SELECT 1'");
                case MIGRATION -> lines.add(
                        "howdah migrate run --instance " + target.id() + " --definition \"$DB_MIGRATE\" --confirm \"${DB_MIGRATE##*/}\"");
                case SERVICE -> lines.add("aws ecs update-service --cluster " + of.tasks().cluster() + " --service " + of.tasks().service()
                        + " --task-definition \"$DB_TASK\"" + there);
                case SHUT -> {
                    lines.add("DB_OUT=$(aws ec2 describe-security-group-rules --filters \"Name=group-id,Values=$DB_GROUP\" --query "
                            + "'SecurityGroupRules[?IsEgress].SecurityGroupRuleId' --output text" + there + ")");
                    lines.add(line(stage, setting));
                }
                case SUBNETS, LET_IN, POLICY -> lines.add(line(stage, setting));
            }
        }
        return String.join("\n", lines);
    }

    private String line(Stage stage, Plan.Setting setting) {
        return String.join(" ", call(stage, Known.SHELL).words(setting).stream().map(Creation::quoted).toList());
    }

    /// A word for a shell, which puts in what the variables hold.
    private static String quoted(String word) {
        if (word.matches("[A-Za-z0-9_@%+=:,./-]+") || word.equals(RULES)) {
            return word;
        }
        if (!word.contains("$DB_")) {
            return "'" + word.replace("'", "'\\''") + "'";
        }
        return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"").replace("`", "\\`").replace("$", "\\$").replace("\\$DB_", "$DB_")
                + '"';
    }

    static String where(Plan.Setting setting) {
        return " --region " + setting.scope().region() + (setting.profile() == null ? "" : " --profile " + setting.profile())
                + (setting.endpoint() == null ? "" : " --endpoint-url " + setting.endpoint());
    }

    /// The lines that remove what stands, in the order in which it goes.
    ///
    /// @param there what stands
    List<String> removal(Set<Stage> there, Known known, String where) {
        var lines = new ArrayList<String>();
        if (there.contains(Stage.SERVICE)) {
            lines.add("aws ecs update-service --cluster " + of.tasks().cluster() + " --service " + of.tasks().service()
                    + " --task-definition "
                    + of.tasks().definition() + where);
        }
        if (there.contains(Stage.MIGRATE)) {
            lines.add("aws ecs deregister-task-definition --task-definition " + EcsDefinition.last(known.migrate) + where);
        }
        if (there.contains(Stage.DEFINITION)) {
            lines.add("aws ecs deregister-task-definition --task-definition " + EcsDefinition.last(known.definition) + where);
        }
        if (there.contains(Stage.POLICY)) {
            lines.add("aws iam delete-role-policy --role-name " + of.tasks().role() + " --policy-name " + of.tasks().policy()
                    + where.replaceFirst(" --region \\S+", ""));
        }
        if (there.contains(Stage.INSTANCE)) {
            lines.add("aws rds modify-db-instance --db-instance-identifier " + target.id() + " --no-deletion-protection" + where);
            lines.add(
                    "aws rds delete-db-instance --db-instance-identifier " + target.id() + " --final-db-snapshot-identifier " + target.id()
                            + "-final --no-delete-automated-backups" + where);
            lines.add("aws rds wait db-instance-deleted --db-instance-identifier " + target.id() + where);
        }
        if (there.contains(Stage.GROUP)) {
            lines.add("aws ec2 delete-security-group --group-id " + known.group + where);
        }
        if (there.contains(Stage.SUBNETS)) {
            lines.add("aws rds delete-db-subnet-group --db-subnet-group-name " + of.place().subnetGroup() + where);
        }
        return lines;
    }

    /// What the journal keeps of it, so that another start can go on.
    Map<String, String> details() {
        var details = new LinkedHashMap<>(of.fields());
        details.put("instance", target.id());
        details.put("mark", mark);
        return details;
    }
}
