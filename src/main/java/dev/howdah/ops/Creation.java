package dev.howdah.ops;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.ecs.Draft;
import dev.howdah.aws.ecs.EcsWrite;
import dev.howdah.aws.network.NetworkWrite;
import dev.howdah.aws.policy.PolicyWrite;
import dev.howdah.aws.rds.NewInstance;
import dev.howdah.aws.rds.RdsWatch;
import dev.howdah.aws.rds.RdsWrite;
import dev.howdah.aws.secrets.SecretReads;
import dev.howdah.aws.secrets.SecretWrite;
import dev.howdah.journal.Journal;
import dev.howdah.json.Json;
import dev.howdah.model.EcsDefinition;
import dev.howdah.model.EcsService;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.model.Secret;
import dev.howdah.model.SecurityGroup;
import dev.howdah.ops.create.Blueprint;
import dev.howdah.ops.create.OwnSecret;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

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
    /// How long a secret that was deleted can be restored: the longest that there is.
    private static final int RECOVERY = 30;
    private static final Set<String> READY = Set.of("available", "storage-optimization");
    private static final Set<String> BROKEN = Set.of("failed", "incompatible-network", "incompatible-create", "incompatible-parameters",
            "insufficient-capacity", "inaccessible-encryption-credentials", "deleting", "storage-full");

    /// The steps, in their order. Which of them a creation has, [#stages] tells.
    enum Stage {
        SUBNETS("create-subnet-group", "rds:CreateDBSubnetGroup"), //
        GROUP("create-security-group", "ec2:CreateSecurityGroup"), //
        SHUT("let-nothing-out", "ec2:RevokeSecurityGroupEgress"), //
        LET_IN("let-tasks-in", "ec2:AuthorizeSecurityGroupIngress"), //
        SECRET("create-secret", "secretsmanager:CreateSecret"), //
        INSTANCE("create-instance", "rds:CreateDBInstance"), //
        TELL("fill-secret", "secretsmanager:PutSecretValue"), //
        POLICY("let-role-read", "iam:PutRolePolicy"), //
        DEFINITION("register-definition", "ecs:RegisterTaskDefinition"), //
        MIGRATE("register-migration", "ecs:RegisterTaskDefinition"), //
        PROOF("prove", "ssm:StartSession, SELECT 1"), //
        MIGRATION(Request.RunMigration.OPERATION, "ecs:RunTask"), //
        SERVICE(Request.RollOut.OPERATION, "ecs:UpdateService");

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

        Known withSecret(String next) {
            return new Known(group, out, host, port, resourceId, next, definition, migrate);
        }

        /// The secret is the one that RDS manages, where it does.
        Known withInstance(Instance db) {
            return new Known(group, out, db.endpoint() == null ? "" : db.endpoint().host(),
                    db.endpoint() == null ? PORT : db.endpoint().port(),
                    String.valueOf(db.resourceId()), db.security().masterSecretArn() == null ? secret : db.security().masterSecretArn(),
                    definition, migrate);
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

    /// The steps of this one, in their order.
    List<Stage> stages() {
        return Stream.of(Stage.values()).filter(s -> of.keeping().own() || s != Stage.SECRET && s != Stage.TELL).toList();
    }

    /// Which step it is, from 1 on.
    int number(Stage stage) {
        return stages().indexOf(stage) + 1;
    }

    String title(Stage stage) {
        return switch (stage) {
            case SUBNETS -> "DB subnet group " + of.place().subnetGroup() + " of " + String.join(", ", of.place().subnets());
            case GROUP -> "Security group " + of.place().group() + " in " + of.place().vpc();
            case SHUT -> "Nothing goes out of " + of.place().group() + ": the rules away that AWS gives each new group";
            case LET_IN -> "Only tasks in " + of.place().source() + " come in, on port " + PORT;
            case SECRET -> "Secret " + of.keeping().name() + " with a password that nobody types or sees";
            case TELL -> "The secret " + of.keeping().name() + " is told where " + target.id() + " is, and has its url";
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
            case SECRET -> "delete it, once " + target.id() + " is gone; it can be restored for " + RECOVERY + " days";
            case TELL -> "it goes with the secret; the value before stays as AWSPREVIOUS";
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
                        !of.keeping().own(), tags)));
            }
            // the mark knows the request again, were it to come twice
            case SECRET -> new Change.Secrets(new SecretWrite.Create(target, of.keeping().name(), "PostgreSQL of " + target.id()
                    + " for " + of.tasks().service(), tags, mark));
            case TELL -> new Change.Secrets(new SecretWrite.Put(target, known.secret, UUID.randomUUID().toString()));
            case POLICY -> new Change.Policy(new PolicyWrite(target, of.tasks().role(), of.tasks().policy(), document(known)));
            case DEFINITION -> new Change.Ecs(new EcsWrite.Register(target, of.tasks().cluster(), definition(known)));
            case MIGRATE -> new Change.Ecs(new EcsWrite.Register(target, of.tasks().cluster(), migration(known)));
            case PROOF, MIGRATION, SERVICE -> throw new IllegalStateException(stage + " is no call of its own");
        };
    }

    /// What goes with a step's call and is in nothing that is shown or written: read from the secret at this moment, or made.
    ///
    /// @throws Problem.Thrown when it cannot be read
    Optional<Secret> hidden(AwsAccount account, Stage stage, Known known) throws InterruptedException {
        if (!of.keeping().own()) {
            return Optional.empty();
        }
        return switch (stage) {
            case SECRET -> Optional.of(OwnSecret.begun(of.database().user(), of.database().name()));
            case INSTANCE -> Optional.of(OwnSecret.password(text(account, known)).orElseThrow(this::noPassword));
            case TELL -> {
                Secret text = text(account, known);
                if (OwnSecret.password(text).isEmpty()) {
                    throw noPassword();
                }
                yield Optional.of(told(text, known));
            }
            case SUBNETS, GROUP, SHUT, LET_IN, POLICY, DEFINITION, MIGRATE, PROOF, MIGRATION, SERVICE -> Optional.empty();
        };
    }

    /// What the secret says.
    Secret text(AwsAccount account, Known known) throws InterruptedException {
        return account.secrets().value(known.secret, SecretReads.CURRENT).text();
    }

    private Secret told(Secret text, Known known) {
        return OwnSecret.told(text, of.database().user(), known.host, known.port, of.database().name());
    }

    private Problem.Thrown noPassword() {
        return new Problem.Thrown(new Problem.Missing("password in " + of.keeping().name(), new Problem.Source(
                "secretsmanager:GetSecretValue", null, "what the secret says is no JSON object with a password")), null);
    }

    private static String document(Known known) {
        return Json.line(Json.object("Version", "2012-10-17", "Statement", List.of(Json.object("Sid", "ReadThePassword", "Effect", "Allow",
                "Action", "secretsmanager:GetSecretValue", "Resource", known.secret))));
    }

    /// The service's next revision: where the database is in plain text, its password from the secret that RDS manages; or all of it as one URL
    /// from one's own.
    private Draft definition(Known known) {
        if (of.keeping().own()) {
            return base.with(of.tasks().container(), of.tasks().image(), Map.of(), Map.of("DATABASE_URL", known.secret + ":url::"))
                    .tagged(MARK, mark);
        }
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
            case SECRET -> secret(account, known);
            case INSTANCE -> instance(account, known);
            case TELL -> {
                Secret text = text(account, known);
                yield OwnSecret.password(text).isEmpty()
                        ? new Found.Wrong("What the secret " + of.keeping().name() + " says is no JSON object with a password.",
                                "put the password of " + target.id() + " into it again")
                        : OwnSecret.same(text, told(text, known)) ? new Found.There(known) : new Found.Absent(known);
            }
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

    private Found secret(AwsAccount account, Known known) throws InterruptedException {
        String name = of.keeping().name();
        Optional<SecretReads.Named> secret = account.secrets().named(name);
        if (secret.isEmpty()) {
            return new Found.Absent(known);
        }
        Instant gone = secret.get().deleted();
        if (gone != null) {
            return new Found.Wrong("The secret " + name + " is scheduled for deletion on " + gone + ": its name is taken until then.",
                    mark.equals(secret.get().tags().get(MARK))
                            ? "restore it (aws secretsmanager restore-secret --secret-id " + name + "), and continue"
                            : "choose another name");
        }
        return mark.equals(secret.get().tags().get(MARK))
                ? new Found.There(known.withSecret(secret.get().arn()))
                : stranger("secret " + name);
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
        if (!READY.contains(status) || db.endpoint() == null) {
            return new Found.Going("status " + status);
        }
        boolean managed = db.security().masterSecretArn() != null;
        return managed != of.keeping().own()
                ? new Found.There(known.withInstance(db))
                : new Found.Wrong(target.id() + (managed
                        ? " was made with a password that RDS manages."
                        : " was made with a password that RDS does not manage."),
                        "continue with secret=" + (managed ? "managed" : "own"));
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
        for (Stage stage : stages()) {
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
                    if (!of.keeping().own()) {
                        lines.add("DB_SECRET=" + describe + "'DBInstances[0].MasterUserSecret.SecretArn' --output text)");
                    }
                }
                case SECRET -> lines.add("DB_SECRET=$(" + line(stage, setting) + " --query ARN --output text)");
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
                case SUBNETS, LET_IN, TELL, POLICY -> lines.add(line(stage, setting));
            }
        }
        return String.join("\n", lines);
    }

    private String line(Stage stage, Plan.Setting setting) {
        return line(stage, Known.SHELL, setting);
    }

    /// The line of one step's call. A password goes from one process to the next by a pipe: in an argument, others could see it.
    String line(Stage stage, Known known, Plan.Setting setting) {
        String call = String.join(" ", call(stage, known).words(setting).stream().map(Creation::quoted).toList());
        if (!of.keeping().own()) {
            return call;
        }
        String user = of.database().user();
        String database = of.database().name();
        String old = ".*\"password\":\"\\([^\"]*\\)\".*";
        String start = "{\"username\":\"" + user + "\",\"password\":\"";
        String rest = "\",\"engine\":\"postgres\"";
        return switch (stage) {
            case SECRET -> "aws secretsmanager get-random-password --password-length 40 --exclude-punctuation" + where(setting)
                    + " --query RandomPassword --output text | sed "
                    + quoted("s|.*|" + start + "&" + rest + ",\"dbname\":\"" + database + "\"}|") + " | " + call;
            // with a line's end, it would be another password
            case INSTANCE -> read(known, setting) + quoted("s|" + old + "|\\1|") + " | tr -d '\\n' | " + call;
            case TELL -> read(known, setting)
                    + quoted("s|" + old + "|" + start + "\\1" + rest + ",\"host\":\"" + known.host + "\",\"port\":" + known.port
                            + ",\"dbname\":\"" + database + "\",\"url\":\"postgresql://" + user + ":\\1@" + known.host + ":" + known.port
                            + "/"
                            + database + "?sslmode=require\"}|")
                    + " | " + call;
            case SUBNETS, GROUP, SHUT, LET_IN, POLICY, DEFINITION, MIGRATE, PROOF, MIGRATION, SERVICE -> call;
        };
    }

    private static String read(Known known, Plan.Setting setting) {
        return "aws secretsmanager get-secret-value --secret-id " + quoted(known.secret) + where(setting)
                + " --query SecretString --output text | sed ";
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
        if (there.contains(Stage.SECRET)) {
            lines.add("aws secretsmanager delete-secret --secret-id " + known.secret + " --recovery-window-in-days " + RECOVERY + where);
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
