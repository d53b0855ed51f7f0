package dev.howdah.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.session.AwsSettings;
import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.world.ChapterSeed;
import dev.howdah.drill.world.Fault;
import dev.howdah.drill.world.Network;
import dev.howdah.drill.world.Secret;
import dev.howdah.json.Json;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Instance;
import dev.howdah.ops.reach.Login;
import dev.howdah.model.Environment;
import dev.howdah.model.InstanceRef;
import dev.howdah.ops.create.Blueprint;
import dev.howdah.ops.create.Survey;
import dev.howdah.journal.Chain;
import dev.howdah.ops.compare.Doors;
import dev.howdah.ops.compare.Repairs;
import dev.howdah.sql.session.RealServer;
import dev.howdah.sql.session.Safety;
import dev.howdah.sql.session.Target;
import dev.howdah.task.Time;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A database where there is none: what is read for it, and what stands against a bad place. Bad inputs tried: subnets of one zone, a version
/// and a class that are not on offer, a group's name that begins as an id, another role, no days, names that are taken; a secret of somebody
/// else, one in its time of recovery, a name that is none, the password kept otherwise than it was begun.
final class CreatingTest {
    private static final InstanceRef SHOP = new InstanceRef(Bench.BLOG.account(), Bench.BLOG.region(), "shop-db");
    @SuppressWarnings("NullAway.Init")
    private static Drill drill;
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private static RealServer server;

    @BeforeAll
    static void start() throws IOException {
        server = new RealServer();
        drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {});
    }

    @AfterAll
    static void stop() throws IOException {
        drill.close();
        server.close();
    }

    private static Blueprint survey(String instance) throws InterruptedException {
        try (var account = new AwsAccount(Bench.SCOPE, new AwsSettings(drill.variables()))) {
            return Survey.of(account, instance, "blog-api");
        }
    }

    private Plan plan(InstanceRef ref, Map<String, String> otherwise) throws InterruptedException {
        try (var operations = Bench.operations(drill, folder, Environment.PRODUCTION, new Bench.Hasty(false))) {
            return operations.plan(Bench.SCOPE, new Request.Create(ref, survey(ref.id()).with(otherwise)));
        }
    }

    @Test
    void whatTheAccountHasIsTheDefault() throws InterruptedException {
        Blueprint of = survey("shop-db");
        assertThat(of.place().subnets()).hasSize(2);
        assertThat(of.place().group()).isEqualTo("shop-rds");
        assertThat(of.database().version()).isEqualTo("17.11");
        assertThat(of.database().user()).isEqualTo("shop_admin");
        assertThat(of.tasks().role()).isEqualTo("blog-execution");
        assertThat(Blueprint.of(of.fields())).as("the journal keeps all of it").isEqualTo(of);
    }

    @Test
    void thePlanNamesEachStepItsWayBackAndItsLine() throws InterruptedException {
        Plan plan = plan(SHOP, Map.of());
        assertThat(plan.block()).isEmpty();
        assertThat(plan.grade()).isEqualTo(Plan.Grade.NAME);
        assertThat(plan.name()).isEqualTo("shop-db");
        assertThat(plan.steps()).hasSize(11).allSatisfy(s -> assertThat(s.what()).contains("Way back: "));
        assertThat(plan.guards()).map(Guard::text).contains("None of the subnets has a route to an internet gateway.");
        assertThat(plan.command()).contains("aws rds create-db-subnet-group --db-subnet-group-name shop-db-subnets",
                "DB_GROUP=$(aws ec2 create-security-group", "--group-id \"$DB_GROUP\"", "--manage-master-user-password",
                "--no-publicly-accessible", "--deletion-protection", "--multi-az", "--storage-encrypted", "aws iam put-role-policy",
                "\\\"Resource\\\":\\\"$DB_SECRET\\\"", "$DB_SECRET:password::", "\\\"family\\\":\\\"blog-api-migrate\\\"",
                "aws ecs update-service --cluster blog-cluster --service blog-api --task-definition \"$DB_TASK\"")
                .doesNotContain("--master-user-password ", "sg-rds");
        assertThat(Bench.changes(drill)).isEmpty();
    }

    @Test
    void aBadPlaceAndWhatIsNotOnOfferStandAgainstIt() throws InterruptedException {
        String subnets = survey("shop-db").place().subnets().getFirst();
        assertThat(blocks(SHOP, Map.of("subnets", subnets))).anySatisfy(b -> assertThat(b).contains("RDS wants two zones at least"));
        assertThat(blocks(SHOP, Map.of("version", "16.99"))).contains("PostgreSQL 16.99 is not on offer.");
        assertThat(blocks(SHOP, Map.of("class", "db.x1.huge"))).anySatisfy(b -> assertThat(b).contains("db.x1.huge is not on offer"));
        assertThat(blocks(SHOP, Map.of("group", "sg-rds"))).anySatisfy(b -> assertThat(b).contains("cannot begin with 'sg-'"));
        assertThat(blocks(SHOP, Map.of("role", "other"))).anySatisfy(b -> assertThat(b).contains("and not other"));
        assertThat(blocks(SHOP, Map.of("days", "0"))).contains("Automated backups are kept for 1 to 35 days.");
        assertThat(blocks(SHOP, Map.of("subnet-group", "blog-db-subnets")))
                .contains("There is a DB subnet group blog-db-subnets already, which this plan did not make.");
        assertThat(blocks(Bench.BLOG, Map.of())).contains("There is a DB instance blog-db already, which this plan did not make.");
    }

    private java.util.List<String> blocks(InstanceRef ref, Map<String, String> otherwise) throws InterruptedException {
        return plan(ref, otherwise).guards().stream().filter(Guard.Block.class::isInstance).map(Guard::text).toList();
    }

    // --- carried out --------------------------------------------------------------------------------------------------

    /// What is sent, in its order, and each of it once.
    private static final List<String> ALL = List.of("CreateDBSubnetGroup", "CreateSecurityGroup", "RevokeSecurityGroupEgress",
            "AuthorizeSecurityGroupIngress", "CreateDBInstance", "PutRolePolicy", "RegisterTaskDefinition", "RegisterTaskDefinition",
            "RunTask", "UpdateService");
    /// The same with a secret of one's own.
    private static final List<String> OWN = List.of("CreateDBSubnetGroup", "CreateSecurityGroup", "RevokeSecurityGroupEgress",
            "AuthorizeSecurityGroupIngress", "CreateSecret", "CreateDBInstance", "PutSecretValue", "PutRolePolicy",
            "RegisterTaskDefinition",
            "RegisterTaskDefinition", "RunTask", "UpdateService");
    private static final Map<String, String> OWN_SECRET = Map.of("secret", "own");
    private static final InstanceRef BLOG = Bench.BLOG;

    /// Sleeps a moment, and says that it was as long as was asked for.
    private static final class Skipping implements Time {
        private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

        @Override
        public Instant now() {
            return Instant.now().plus(ahead.get());
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration howLong) throws InterruptedException {
            Time.SYSTEM.sleep(Duration.ofMillis(10));
            ahead.updateAndGet(a -> a.plus(howLong));
        }
    }

    /// An account without a database, whose clock hurries.
    private static final class Empty implements AutoCloseable {
        private final Drill drill;
        private final Thread hurry;
        private final Time time = new Skipping();
        private final Path folder;
        private final Map<String, String> otherwise = new HashMap<>(Map.of("command", "true"));
        private final List<Operations> dead = new ArrayList<>();
        /// With what login somebody asked for a way.
        private final List<Login> logins = new CopyOnWriteArrayList<>();

        Empty(Path folder) throws IOException {
            this(folder, Map.of());
        }

        Empty(Path folder, Map<String, String> otherwise) throws IOException {
            this.folder = folder;
            this.otherwise.putAll(otherwise);
            drill = Drill.start(DrillOptions.standard().withEmptyAccount().withoutServers(), _ -> {});
            hurry = Thread.ofVirtual().start(() -> {
                while (!Thread.interrupted()) {
                    drill.world().clock().advance(Duration.ofSeconds(3));
                    LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
                }
            });
        }

        Request.Create request() throws InterruptedException {
            try (var account = new AwsAccount(Bench.SCOPE, new AwsSettings(drill.variables()))) {
                return new Request.Create(BLOG, Survey.of(account, BLOG.id(), null).with(otherwise));
            }
        }

        Operations operations(Consumer<Crossing> passing) {
            return Bench.operations(drill.variables(), folder, Environment.PRODUCTION, time, new Repairs(new Doors() {
                @Override
                public Optional<Opened> open(InstanceRef ref, Duration statement) {
                    try {
                        return Optional.of(new Opened(Target.of(Map.of(), server.environment())
                                .open(Safety.of("create").withStatement(statement)), Map.of()));
                    } catch (IOException | SQLException e) {
                        throw new IllegalStateException(e);
                    }
                }

                @Override
                public Optional<String> reach(AwsScope scope, Instance instance, Login login) {
                    logins.add(login);
                    return Optional.empty();
                }
            }, folder), passing);
        }

        Secret secret() {
            return Objects.requireNonNull(drill.world().home().secret("blog-api/db"));
        }

        /// What it says now.
        Map<String, ?> says() {
            return Json.readObject(Objects.requireNonNull(secret().stage(Secret.CURRENT)).text());
        }

        /// Nothing that is shown, written or logged holds a password that was ever in the secret.
        void keepsItToItself(String... shown) throws IOException {
            List<String> passwords = secret().versions().stream()
                    .map(v -> String.valueOf(Json.readObject(v.text()).get("password"))).distinct().toList();
            assertThat(passwords).isNotEmpty().allSatisfy(p -> assertThat(p).hasSize(40));
            var written = new StringBuilder(String.join("\n", shown));
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    written.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                }
            }
            assertThat(written).contains("create-secret", "fill-secret", "create-instance");
            for (String password : passwords) {
                assertThat(written.indexOf(password)).as("where a password is, in all that is shown and written").isEqualTo(-1);
            }
        }

        /// The rules by which a group lets connections out.
        List<Network.Rule> out(String group) {
            Network network = drill.world().home().network();
            String id = network.groups().stream().filter(g -> g.name().equals(group)).findFirst().orElseThrow().id();
            return network.rules().stream().filter(r -> r.groupId().equals(id) && r.egress()).toList();
        }

        /// Begins it, or goes on with it, and dies at the first crossing of that kind: nothing of it runs on, and nothing is tidied up.
        void dies(Crossing at) throws Exception {
            var reached = new CountDownLatch(1);
            Operations operations = operations(passed -> {
                if (passed == at) {
                    reached.countDown();
                    never();
                }
            });
            dead.add(operations);
            Running run = Bench.start(operations, operations.plan(Bench.SCOPE, request()));
            if (!reached.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("it never came to " + at + ": " + run.state().get());
            }
        }

        private static void never() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Empty.<RuntimeException>thrown(e);
            }
        }

        /// What an end of the test does to a thread that is dead by then.
        @SuppressWarnings("unchecked")
        private static <E extends Throwable> void thrown(Throwable e) throws E {
            throw (E) e;
        }

        @Override
        public void close() throws InterruptedException {
            dead.forEach(Operations::close);
            hurry.interrupt();
            hurry.join();
            drill.close();
        }
    }

    @Test
    void killedBeforeAndAfterEachOfItsCallsItIsGoneOnWithAndNothingIsMadeTwice() throws Exception {
        try (var empty = new Empty(folder)) {
            killed(empty, ALL);
        }
    }

    @Test
    void withASecretOfOnesOwnToo() throws Exception {
        var logged = new StringBuffer();
        var listener = new Handler() {
            @Override
            public void publish(LogRecord logRecord) {
                logged.append(new SimpleFormatter().format(logRecord));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("");
        root.addHandler(listener);
        try (var empty = new Empty(folder, OWN_SECRET)) {
            killed(empty, OWN);
            assertThat(empty.secret().versions()).as("made once, told once").hasSize(2);
            wired(empty);
            empty.keepsItToItself(logged.toString());
        } finally {
            root.removeHandler(listener);
        }
    }

    /// What the tasks get, and what may be read for them.
    private static void wired(Empty empty) {
        String arn = empty.secret().arn();
        String password = String.valueOf(empty.says().get("password"));
        String host = ChapterSeed.address("blog-db");
        assertThat(empty.says()).isEqualTo(Json.object("username", "blog_admin", "password", password, "engine", "postgres", "dbname",
                "blogdb", "host", host, "port", 5432L, "url",
                "postgresql://blog_admin:" + password + "@" + host + ":5432/blogdb?sslmode=require"));
        for (String made : List.of("blog-api:2", "blog-api-migrate:1")) {
            var container = Objects.requireNonNull(empty.drill.world().home().containers().definition(made)).containers().getFirst();
            assertThat(container.secrets()).as(made).containsEntry("DATABASE_URL", arn + ":url::").doesNotContainKey("PGPASSWORD");
            assertThat(container.environment()).as(made).doesNotContainKeys("PGHOST", "PGUSER", "DATABASE_URL");
        }
        assertThat(empty.drill.world().home().containers().mayRead("arn:aws:iam::" + BLOG.account() + ":role/blog-execution", arn))
                .isTrue();
    }

    private static void killed(Empty empty, List<String> all) throws Exception {
        {
            Request.Create request = empty.request();
            for (int call = 0; call < all.size(); call++) {
                for (Crossing at : List.of(Crossing.BEFORE_SEND, Crossing.AFTER_SEND)) {
                    boolean last = call == all.size() - 1 && at == Crossing.AFTER_SEND;
                    empty.dies(at);
                    List<String> sent = Bench.changes(empty.drill);
                    assertThat(sent).as("at %s of call %s", at, call)
                            .isEqualTo(all.subList(0, at == Crossing.BEFORE_SEND ? call : call + 1));
                    try (Operations next = empty.operations(_ -> {})) {
                        assertThat(next.resume()).singleElement().satisfies(r -> {
                            assertThat(r.title()).isEqualTo("Create blog-db");
                            if (last) {
                                // the end of the roll-out is looked for, and nothing is left to do
                                assertThat(Bench.end(r)).isInstanceOf(OpState.Done.class);
                            } else {
                                assertThat(Bench.end(r)).isInstanceOfSatisfying(OpState.Failed.class,
                                        f -> assertThat(f.next()).contains(request));
                            }
                        });
                        assertThat(Bench.changes(empty.drill)).as("a start sends nothing").isEqualTo(sent);
                        assertThat(next.resume()).as("it is closed").isEmpty();
                    }
                }
            }
            try (Operations last = empty.operations(_ -> {})) {
                Plan plan = last.plan(Bench.SCOPE, empty.request());
                assertThat(plan.steps().stream().filter(s -> s.what().startsWith("Stands: "))).hasSize(all.size());
                assertThat(Bench.end(Bench.start(last, plan))).isInstanceOfSatisfying(OpState.Done.class,
                        d -> assertThat(d.words()).contains("blog-db is there, at ", "SELECT 1 says 1, over the tunnel"));
            }
            assertThat(Bench.changes(empty.drill)).isEqualTo(all);
            assertThat(Chain.read(empty.folder).bad()).isEmpty();
        }
    }

    @Test
    void aCallWithoutAnAnswerIsLookedForAndNotSentAgain() throws Exception {
        try (var empty = new Empty(folder)) {
            ALL.stream().distinct().forEach(call -> empty.drill.faults().set(service(call) + ":" + call, 1, new Fault.LoseAnswer()));
            try (Operations operations = empty.operations(_ -> {})) {
                Plan plan = operations.plan(Bench.SCOPE, empty.request());
                assertThat(Bench.end(Bench.start(operations, plan))).isInstanceOf(OpState.Done.class);
            }
            assertThat(Bench.changes(empty.drill)).isEqualTo(ALL);
        }
    }

    @Test
    void inAVpcWithIpv6NothingGoesOutByThatEitherAndOneCallDoesBoth() throws Exception {
        try (var empty = new Empty(folder)) {
            empty.drill.world().home().network(empty.drill.world().home().network().withIpv6());
            empty.drill.faults().set("ec2:AuthorizeSecurityGroupIngress", 1, new Fault.Refuse(400, "RulesPerSecurityGroupLimitExceeded",
                    "The maximum number of rules per security group has been reached."));
            try (Operations operations = empty.operations(_ -> {})) {
                Plan plan = operations.plan(Bench.SCOPE, empty.request());
                assertThat(Bench.end(Bench.start(operations, plan))).isInstanceOf(OpState.Failed.class);
            }
            assertThat(Bench.changes(empty.drill)).isEqualTo(ALL.subList(0, 4));
            assertThat(empty.out("blog-rds")).isEmpty();
        }
    }

    private static String service(String call) {
        return call.contains("DB") ? "rds" : call.contains("SecurityGroup") ? "ec2" : call.contains("Policy") ? "iam" : "ecs";
    }

    @Test
    void aStepThatIsRefusedStopsItAndTellsHowWhatStandsGoesAgain() throws Exception {
        try (var empty = new Empty(folder)) {
            empty.drill.faults().set("rds:CreateDBInstance", 1, new Fault.Refuse(400, "InsufficientDBInstanceCapacity",
                    "No capacity for db.t4g.small in ap-northeast-2a."));
            try (Operations operations = empty.operations(_ -> {})) {
                Request.Create request = empty.request();
                OpState.Failed failed = (OpState.Failed) Bench.end(Bench.start(operations, operations.plan(Bench.SCOPE, request)));
                assertThat(failed.words()).contains("Step 5 of 11 is not done", "What stands is kept");
                assertThat(failed.words().lines().skip(1)).satisfiesExactly(
                        l -> assertThat(l).startsWith("aws ec2 delete-security-group --group-id sg-"),
                        l -> assertThat(l).startsWith("aws rds delete-db-subnet-group --db-subnet-group-name blog-db-subnets --region "));
                assertThat(failed.next()).contains(request);
                assertThat(Bench.changes(empty.drill)).isEqualTo(ALL.subList(0, 5));

                Running run = Bench.start(operations, operations.plan(Bench.SCOPE, request));
                while (Bench.changes(empty.drill).size() < 6) {
                    assertThat(run.state().get().ended()).isFalse();
                    LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
                }
                run.unwatch();
                assertThat(Bench.end(run)).isInstanceOfSatisfying(OpState.Failed.class, f -> {
                    assertThat(f.words()).contains("It was cancelled.");
                    assertThat(f.next()).contains(request);
                });
                assertThat(Bench.changes(empty.drill)).as("nothing more is begun").hasSize(6);
                assertThat(Bench.end(Bench.start(operations, operations.plan(Bench.SCOPE, request)))).isInstanceOf(OpState.Done.class);
                assertThat(Bench.changes(empty.drill).stream().filter("CreateDBInstance"::equals)).as("one was refused, one was made")
                        .hasSize(2);
            }
        }
    }

    @Test
    void aSecretOfOnesOwnIsKnownAgainAndARefusalKeepsIt() throws Exception {
        try (var empty = new Empty(folder, OWN_SECRET); Operations operations = empty.operations(_ -> {})) {
            empty.drill.faults().set("secretsmanager:CreateSecret", 1, new Fault.LoseAnswer());
            empty.drill.faults().set("rds:CreateDBInstance", 1, new Fault.Refuse(400, "InsufficientDBInstanceCapacity",
                    "No capacity for db.t4g.small in ap-northeast-2a."));
            Plan plan = operations.plan(Bench.SCOPE, empty.request());
            assertThat(plan.steps()).hasSize(13).allSatisfy(s -> assertThat(s.what()).contains("Way back: "));
            assertThat(plan.command())
                    .contains("get-random-password", "--secret-string file:///dev/stdin", "--master-user-password file:///dev/stdin",
                            "aws secretsmanager put-secret-value --secret-id \"$DB_SECRET\"", "$DB_SECRET:url::")
                    .doesNotContain("manage-master-user-password", "PGHOST");
            assertThat(plan.guards()).map(Guard::text)
                    .anySatisfy(g -> assertThat(g).contains("Nothing changes this password until you set up"));
            OpState.Failed failed = (OpState.Failed) Bench.end(Bench.start(operations, plan));
            assertThat(failed.words()).contains("Step 6 of 13 is not done", "What stands is kept");
            assertThat(failed.words().lines().skip(1).findFirst()).hasValueSatisfying(l -> assertThat(l).startsWith(
                    "aws secretsmanager delete-secret --secret-id " + empty.secret().arn() + " --recovery-window-in-days 30 "));
            assertThat(empty.says()).as("there is no host yet").containsOnlyKeys("username", "password", "engine", "dbname");

            Secret made = empty.secret();
            empty.drill.world().home().put(made.deletedAt(Instant.parse("2030-01-02T03:04:05Z")));
            assertThat(operations.plan(Bench.SCOPE, empty.request()).block()).hasValueSatisfying(b -> {
                assertThat(b.text()).contains("The secret blog-api/db is scheduled for deletion on 2030-01-02T03:04:05Z");
                assertThat(b.fix()).contains("aws secretsmanager restore-secret --secret-id blog-api/db");
            });
            empty.drill.world().home().put(made);
            empty.drill.faults().set("secretsmanager:PutSecretValue", 1, new Fault.LoseAnswer());
            Plan again = operations.plan(Bench.SCOPE, empty.request());
            OpState.Done done = (OpState.Done) Bench.end(Bench.start(operations, again));
            assertThat(empty.secret().versions()).hasSize(2);
            assertThat(empty.logins).singleElement().satisfies(l -> {
                assertThat(l.password().reveal()).as("SELECT 1 is asked with it").isEqualTo(empty.says().get("password"));
                assertThat(l.host()).isEqualTo(ChapterSeed.address("blog-db"));
            });
            wired(empty);
            empty.keepsItToItself(plan.toString(), plan.command(), again.toString(), failed.toString(), done.toString());
            assertThat(
                    operations.plan(Bench.SCOPE, new Request.Create(BLOG, empty.request().of().with(Map.of("secret", "managed")))).block())
                    .hasValueSatisfying(b -> assertThat(b.text()).contains("was made with a password that RDS does not manage"));
        }
    }

    @Test
    void aSecretThatIsNotOursStandsAgainstIt() throws InterruptedException {
        assertThat(blocks(SHOP, Map.of("secret", "own", "secret-name", "blog-api/db")))
                .contains("There is a secret blog-api/db already, which this plan did not make.");
        assertThat(blocks(SHOP, Map.of("secret", "own", "secret-name", "no good"))).contains("'no good' cannot be a secret's name.");
        var region = drill.world().home();
        Secret blog = Objects.requireNonNull(region.secret("blog-api/db"));
        region.put(blog.deletedAt(Instant.parse("2030-01-02T03:04:05Z")));
        try {
            assertThat(blocks(SHOP, Map.of("secret", "own", "secret-name", "blog-api/db"))).contains(
                    "The secret blog-api/db is scheduled for deletion on 2030-01-02T03:04:05Z: its name is taken until then.");
            assertThat(blocks(SHOP, Map.of("secret", "managed", "secret-name", "blog-api/db"))).isEmpty();
        } finally {
            region.put(blog);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"managed", "own"})
    void theLinesOfThePlanMakeTheSame(String way) throws Exception {
        assumeThat(Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).map(d -> Path.of(d, "aws"))
                .anyMatch(Files::isExecutable)).as("the aws client is on PATH").isTrue();
        boolean own = way.equals("own");
        try (var empty = new Empty(folder, Map.of("secret", way)); Operations operations = empty.operations(_ -> {})) {
            String script = operations.plan(Bench.SCOPE, empty.request()).command().lines().filter(l -> !l.startsWith("howdah "))
                    // the client looks each half minute, and the clock hurries here
                    .map(l -> l.startsWith("aws rds wait ")
                            ? "until " + l.replace("wait db-instance-available", "describe-db-instances")
                                    + " --query 'DBInstances[0].DBInstanceStatus' --output text | grep -q available; do sleep 0.2; done"
                            : l)
                    .collect(Collectors.joining("\n"));
            var builder = new ProcessBuilder("sh", "-ec", script).redirectErrorStream(true);
            builder.environment().putAll(empty.drill.variables());
            builder.environment().put("AWS_PAGER", "");
            Process shell = builder.start();
            String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(shell.waitFor()).as(said).isZero();
            assertThat(Bench.changes(empty.drill)).isEqualTo((own ? OWN : ALL).stream().filter(c -> !c.equals("RunTask")).toList());
            assertThat(empty.out("blog-rds")).isEmpty();
            if (own) {
                wired(empty);
                assertThat(said).doesNotContain(String.valueOf(empty.says().get("password")));
                return;
            }
            var made = empty.drill.world().home().containers().definition("blog-api:2");
            assertThat(made).isNotNull();
            assertThat(made.containers().getFirst().environment()).containsEntry("PGHOST", ChapterSeed.address("blog-db"));
            assertThat(made.containers().getFirst().secrets().get("PGPASSWORD")).endsWith(":password::");
        }
    }
}
