package dev.howdah.ops.reach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.session.AwsSettings;
import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.world.TunnelFault;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Hop;
import dev.howdah.model.Instance;
import dev.howdah.model.Secret;
import dev.howdah.ops.reach.Ladder.Outcome;
import dev.howdah.ops.reach.Ladder.Rung;
import dev.howdah.task.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole ladder on a drill with real servers, and each rung broken in turn. Bad inputs tried: a hop that is none, one
/// without an agent, a wrong password, a certificate authority that is another's, expired credentials, a session that is refused.
final class ReachTest {
    private static Drill drill;
    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() throws IOException {
        drill = Drill.start(DrillOptions.standard(), _ -> {});
        drill.awaitReady();
    }

    @AfterAll
    static void stop() {
        drill.close();
    }

    @Test
    void climbsToAVerifiedSessionWithoutAnyPort() throws Exception {
        var open = new OpenSessions(folder.resolve("good"));
        var seen = new ArrayList<Ladder>();
        try (var account = account(Map.of())) {
            Reached reached = reach(account, open).climb(instance(account), Reach.Choice.OURS, seen::add);
            assertThat(reached.database().row("SELECT 1 AS one")).containsEntry("one", "1");
            assertThat(reached.facts()).containsEntry("tls", "t").containsEntry("recovering", "f");
            assertThat(seen.getLast().steps()).allSatisfy(s -> assertThat(s.outcome()).isEqualTo(Outcome.HOLDS));
            assertThat(open.all()).isNotEmpty().allSatisfy(e -> assertThat(e.alive()).isTrue());
            assertThat(account.ssm().active("arn:aws:iam::123456789012:user/ops-admin")).isNotEmpty();
            reached.close();
            assertThat(open.all()).isEmpty();
            assertThat(account.ssm().active("arn:aws:iam::123456789012:user/ops-admin")).isEmpty();
        }
    }

    @Test
    void hopsAreRankedAndTheUnusableOnesSayWhy() throws Exception {
        try (var account = account(Map.of())) {
            var way = reach(account, new OpenSessions(folder.resolve("hops"))).way(instance(account), Reach.Choice.OURS, _ -> {});
            way.tunnel().close();
            List<Hop> hops = way.hops();
            assertThat(hops.getFirst().usable()).isTrue();
            assertThat(hops.getFirst().name()).startsWith("blog-api task");
            assertThat(hops).anySatisfy(h -> {
                assertThat(h.name()).startsWith("bastion ");
                assertThat(h.usable()).isTrue();
            });
            assertThat(hops).anySatisfy(h -> {
                assertThat(h.name()).startsWith("blog-worker");
                assertThat(h.obstacles().getFirst().saw()).contains("ECS Exec is not enabled");
                assertThat(h.obstacles().getFirst().fix()).contains("aws ecs update-service --cluster blog-cluster");
            });
            assertThat(hops).anySatisfy(h -> assertThat(h.obstacles()).anySatisfy(o -> assertThat(o.saw()).contains("ConnectionLost")));
        }
    }

    @Test
    void aHopThatIsNoneIsToldWithThoseThatAre() throws Exception {
        var broken = broken(Map.of(), new Reach.Choice("no-such-hop", null), roots());
        assertThat(broken.ladder().broken().orElseThrow().rung()).isEqualTo(Rung.HOP);
        assertThat(broken.sentences()).contains("no-such-hop", "blog-api task");
    }

    @Test
    void aWrongPasswordBreaksAtTheLoginAndNowhereBefore() throws Exception {
        var login = new Login("blog_app", new Secret("wrong-canary"), null, null, "blogdb", "typed in");
        var broken = broken(Map.of(), new Reach.Choice(null, login), roots());
        assertThat(broken.ladder().broken().orElseThrow().rung()).isEqualTo(Rung.LOGIN);
        assertThat(broken.ladder().step(Rung.TLS).outcome()).isEqualTo(Outcome.HOLDS);
        assertThat(broken.sentences()).contains("does not accept blog_app").doesNotContain("wrong-canary");
        assertThat(broken.getMessage()).doesNotContain("wrong-canary");
    }

    @Test
    void anotherCertificateAuthorityIsRefusedBeforeAnyPasswordIsSent() throws Exception {
        Path others = folder.resolve("others.pem");
        try (var bundle = Objects.requireNonNull(Login.class.getResourceAsStream("/dev/howdah/rds/roots.pem"))) {
            Files.copy(bundle, others);
        }
        var broken = broken(Map.of(), Reach.Choice.OURS, others);
        assertThat(broken.ladder().broken().orElseThrow().rung()).isEqualTo(Rung.TLS);
        assertThat(broken.sentences()).contains("not signed by an authority of Amazon RDS");
    }

    @Test
    void expiredCredentialsBreakTheFirstRung() throws Exception {
        try (var good = account(Map.of()); var expired = account(Map.of("AWS_ACCESS_KEY_ID", "AKIDDRILLEXPIRED0000"))) {
            Instance instance = instance(good);
            var broken = catchThrowableOfType(Reach.Broken.class,
                    () -> reach(expired, new OpenSessions(folder.resolve("expired"))).climb(instance, Reach.Choice.OURS, _ -> {}));
            assertThat(broken.ladder().broken().orElseThrow().rung()).isEqualTo(Rung.CREDENTIALS);
            assertThat(broken.sentences()).contains("have expired");
        }
    }

    @Test
    void whoMayNotStartASessionIsToldWhichActionIsMissing() throws Exception {
        try (var good = account(Map.of()); var viewer = account(Map.of("AWS_ACCESS_KEY_ID", "AKIDDRILLVIEWER00000"))) {
            Instance instance = instance(good);
            var broken = catchThrowableOfType(Reach.Broken.class,
                    () -> reach(viewer, new OpenSessions(folder.resolve("viewer"))).climb(instance,
                            new Reach.Choice(null, new Login("blog_app", new Secret("x"), null, null, null, "typed in")), _ -> {}));
            assertThat(broken.ladder().broken().orElseThrow().rung()).isEqualTo(Rung.SESSION);
            assertThat(broken.sentences()).contains("ssm:StartSession");
        }
    }

    @Test
    void aServerThatHasNotTakenTheRotatedPasswordIsEnteredWithThePreviousOne() throws Exception {
        var region = drill.world().home();
        var secret = region.secrets().stream().filter(s -> s.name().startsWith("rds!")).findFirst().orElseThrow();
        region.put(secret.with("rotated-0001", Instant.now(), "{\"username\":\"blog_admin\",\"password\":\"not-yet-known\"}"));
        try (var account = account(Map.of())) {
            Reached reached = reach(account, new OpenSessions(folder.resolve("previous"))).climb(instance(account), Reach.Choice.OURS,
                    _ -> {});
            assertThat(reached.loginFrom()).contains("AWSPREVIOUS");
            reached.close();
        } finally {
            region.put(secret);
        }
    }

    @Test
    void anIamLoginIsRefusedBeforeAnythingIsOpenedWhereItIsOff() throws Exception {
        try (var account = account(Map.of())) {
            Instance own = instance(account);
            var security = own.security();
            var off = new Instance(own.ref(), own.resourceId(), own.status(), own.engine(), own.instanceClass(), own.placement(),
                    own.endpoint(), own.storage(), own.backup(),
                    new Instance.Security(security.publiclyAccessible(), security.deletionProtection(), false, security.groups(),
                            security.masterUser(), security.masterSecretArn(), security.masterSecretStatus(), security.caIdentifier(),
                            security.certificateValidTill()),
                    own.insight(), own.maintenance(), own.parameterGroups(), own.pending(), own.tags(), own.createdAt());
            var broken = catchThrowableOfType(Reach.Broken.class,
                    () -> reach(account, new OpenSessions(folder.resolve("iam"))).climb(off, new Reach.Choice(null, null, "ops"), _ -> {}));
            assertThat(broken.ladder().broken().orElseThrow().rung()).isEqualTo(Rung.SECRET);
            assertThat(broken.sentences()).contains("--enable-iam-database-authentication");
            assertThat(account.rds().loginToken("blog-db.example", 5432, "ops").reveal()).startsWith("blog-db.example:5432/?")
                    .contains("Action=connect", "DBUser=ops", "X-Amz-Expires=900");
        }
    }

    @Test
    void anotherServerBehindTheSameNameIsNotTakenForTheInstance() throws Exception {
        try (var account = account(Map.of())) {
            Instance own = instance(account);
            var older = new Instance(own.ref(), own.resourceId(), own.status(), new Instance.Engine("postgres", "15.4", null),
                    own.instanceClass(), own.placement(), own.endpoint(), own.storage(), own.backup(), own.security(), own.insight(),
                    own.maintenance(), own.parameterGroups(), own.pending(), own.tags(), own.createdAt());
            var broken = catchThrowableOfType(Reach.Broken.class,
                    () -> reach(account, new OpenSessions(folder.resolve("other"))).climb(older, Reach.Choice.OURS, _ -> {}));
            assertThat(broken.ladder().broken().orElseThrow().rung()).isEqualTo(Rung.IDENTITY);
            assertThat(broken.sentences()).contains("runs PostgreSQL 16.15", "says that blog-db runs 15.4", "Do not use this session");
            assertThat(account.ssm().active("arn:aws:iam::123456789012:user/ops-admin")).isEmpty();
        }
    }

    @Test
    void aNameThatTheHopDoesNotResolveBreaksTheRungOfDns() throws Exception {
        drill.tunnelFaults().inject(new TunnelFault.NoSuchHost());
        try {
            var broken = broken(Map.of(), Reach.Choice.OURS, roots());
            var step = broken.ladder().broken().orElseThrow();
            assertThat(step.rung()).isEqualTo(Rung.DNS);
            assertThat(step.saw()).contains("no such host");
            assertThat(step.fix()).contains("describe-vpc-attribute --attribute enableDnsSupport");
            assertThat(broken.ladder().step(Rung.PATH).outcome()).isEqualTo(Outcome.HOLDS);
            assertThat(broken.ladder().step(Rung.SESSION).outcome()).isEqualTo(Outcome.HOLDS);
            assertThat(broken.ladder().step(Rung.TCP).outcome()).isEqualTo(Outcome.NOT_REACHED);
        } finally {
            drill.tunnelFaults().clear();
        }
    }

    @Test
    void secretsAreNowhereButInMemory() throws Exception {
        var told = new StringBuffer();
        var root = java.util.logging.Logger.getLogger("");
        var level = root.getLevel();
        var handler = new java.util.logging.StreamHandler() {
            @Override
            public void publish(java.util.logging.LogRecord entry) {
                told.append(new java.util.logging.SimpleFormatter().format(entry));
            }
        };
        handler.setLevel(java.util.logging.Level.ALL);
        root.addHandler(handler);
        root.setLevel(java.util.logging.Level.FINE);
        var open = new OpenSessions(folder.resolve("canary"));
        var secrets = new ArrayList<String>();
        try (var account = account(Map.of())) {
            String url = Objects.requireNonNull(drill.databaseUrl());
            secrets.add(url.replaceAll(".*//[^:]+:([^@]+)@.*", "$1"));
            Reached reached = reach(account, open).climb(instance(account), Reach.Choice.OURS, l -> told.append(l));
            told.append(reached);
            drill.sessions().all().forEach(s -> {
                secrets.add(drill.sessions().streamUrl(s.facts().id()));
            });
            assertThat(drill.sessions().tokens()).isNotEmpty();
            secrets.addAll(drill.sessions().tokens());
            told.append(Files.readString(folder.resolve("canary/sessions.jsonl")));
            told.append(ProcessHandle.current().info().commandLine().orElse(""));
            ProcessHandle.current().descendants().forEach(p -> told.append(p.info().commandLine().orElse("")));
            reached.close();
        } finally {
            root.setLevel(level);
            root.removeHandler(handler);
        }
        assertThat(told.length()).isGreaterThan(1000);
        assertThat(secrets).hasSizeGreaterThan(1);
        assertThat(secrets).allSatisfy(secret -> assertThat(told.toString()).doesNotContain(secret));
    }

    private static Reach.Broken broken(Map<String, String> changes, Reach.Choice choice, Path roots) throws Exception {
        try (var account = account(changes)) {
            Instance instance = instance(account);
            var broken = catchThrowableOfType(Reach.Broken.class,
                    () -> new Reach(account, roots, new OpenSessions(folder.resolve("broken")), Time.SYSTEM).climb(instance, choice,
                            _ -> {}));
            assertThat(broken).isNotNull();
            return broken;
        }
    }

    private static Reach reach(AwsAccount account, OpenSessions open) {
        return new Reach(account, roots(), open, Time.SYSTEM);
    }

    private static Path roots() {
        return Objects.requireNonNull(drill.certificateAuthority());
    }

    private static Instance instance(AwsAccount account) throws InterruptedException {
        return account.rds().instances("123456789012").stream().filter(i -> i.ref().id().equals("blog-db")).findFirst().orElseThrow();
    }

    private static AwsAccount account(Map<String, String> changes) {
        var environment = new HashMap<>(drill.variables());
        environment.put("AWS_CONFIG_FILE", "/nonexistent/config");
        environment.put("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials");
        environment.putAll(changes);
        return new AwsAccount(new AwsScope(null, "ap-northeast-2"), new AwsSettings(environment));
    }
}
