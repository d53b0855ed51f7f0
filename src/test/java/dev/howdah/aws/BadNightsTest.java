package dev.howdah.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.howdah.aws.session.AwsSession;
import dev.howdah.aws.session.AwsSettings;
import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.world.Fault;
import dev.howdah.drill.world.Faults;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;

/// The real SDK against a drill that is in trouble: each kind of trouble becomes its own kind of problem. Bad inputs tried:
/// expired and invalid keys, a denied action, a throttled, stalled, refused, closed, truncated, malformed and failing
/// answer, a skewed clock, an empty region, a broken endpoint URL, a missing CA bundle, an unreadable configuration file, a
/// profile that is not there, no credentials at all.
final class BadNightsTest {
    private static Drill drill;

    @BeforeAll
    static void start() throws IOException {
        drill = Drill.start(DrillOptions.standard().withoutServers().withFleet(3), _ -> {});
    }

    @AfterAll
    static void stop() {
        drill.close();
    }

    @AfterEach
    void calm() {
        drill.faults().clear();
    }

    @Test
    void readsEverythingOnAGoodNight() throws InterruptedException {
        try (var account = account(Map.of())) {
            assertThat(account.identity().account()).isEqualTo("123456789012");
            assertThat(account.rds().instances("")).extracting(i -> i.ref().id()).contains("blog-db", "legacy-db");
            assertThat(account.rds().snapshots()).isNotEmpty();
            assertThat(account.rds().automatedBackups()).isNotEmpty();
            assertThat(account.enabledRegions()).contains("ap-northeast-2");
        }
    }

    @Test
    void anExpiredTokenIsASignInProblemAndNotADatabaseProblem() {
        Problem problem = problem(Map.of("AWS_ACCESS_KEY_ID", "AKIDDRILLEXPIRED0000"));
        assertThat(problem).isInstanceOfSatisfying(Problem.SignIn.class, p -> assertThat(p.kind()).isEqualTo(Problem.SignIn.Kind.EXPIRED));
        assertThat(Sentences.of(problem)).contains("expired").contains("says nothing about the database");
    }

    @Test
    void anInvalidKeyIsASignInProblem() {
        assertThat(problem(Map.of("AWS_ACCESS_KEY_ID", "AKIDDRILLINVALID0000"))).isInstanceOfSatisfying(Problem.SignIn.class,
                p -> assertThat(p.kind()).isEqualTo(Problem.SignIn.Kind.INVALID));
    }

    @Test
    void aDeniedActionNamesItself() throws InterruptedException {
        try (var account = account(Map.of("AWS_ACCESS_KEY_ID", "AKIDDRILLNOSNAPSHOTS"))) {
            assertThat(account.rds().instances("")).isNotEmpty();
            var thrown = catchThrowableOfType(Problem.Thrown.class, () -> account.rds().snapshots());
            assertThat(thrown.problem()).isInstanceOfSatisfying(Problem.Denied.class,
                    p -> assertThat(p.iamAction()).isEqualTo("rds:DescribeDBSnapshots"));
            assertThat(Sentences.next(thrown.problem())).contains("\"Action\":\"rds:DescribeDBSnapshots\"");
        }
    }

    @Test
    void throttlingIsRetriedAndThenReported() throws InterruptedException {
        drill.faults().set("rds:DescribeDBInstances", 1, new Fault.Throttle());
        try (var account = account(Map.of())) {
            assertThat(account.rds().instances("")).isNotEmpty();
            drill.faults().set("rds:DescribeDBInstances", Faults.ALWAYS, new Fault.Throttle());
            assertThat(problemOf(account)).isInstanceOf(Problem.Throttled.class);
        }
    }

    @Test
    void http500IsABadAnswer() {
        drill.faults().set("rds:*", Faults.ALWAYS, new Fault.Http500(true));
        assertThat(problem(Map.of())).isInstanceOfSatisfying(Problem.BadAnswer.class, p -> assertThat(p.httpStatus()).isEqualTo(500));
    }

    @Test
    void malformedAndTruncatedBodiesAreBadAnswersAndNeverEmptyLists() {
        drill.faults().set("rds:*", Faults.ALWAYS, new Fault.Malformed());
        assertThat(problem(Map.of())).isInstanceOf(Problem.BadAnswer.class);
        drill.faults().clear();
        drill.faults().set("rds:*", Faults.ALWAYS, new Fault.Truncate());
        assertThat(problem(Map.of())).isInstanceOfAny(Problem.BadAnswer.class, Problem.Unreachable.class);
    }

    @Test
    void aClosedConnectionIsUnreachable() {
        drill.faults().set("rds:*", Faults.ALWAYS, new Fault.Close());
        assertThat(problem(Map.of())).isInstanceOf(Problem.Unreachable.class);
    }

    @Test
    void aStalledEndpointEndsByItsDeadline() {
        drill.faults().set("rds:*", Faults.ALWAYS, new Fault.Stall(Duration.ofSeconds(60)));
        Instant begun = Instant.now();
        assertThat(problem(Map.of())).isInstanceOfSatisfying(Problem.Unreachable.class,
                p -> assertThat(p.kind()).isEqualTo(Problem.Unreachable.Kind.TIMEOUT));
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void aRefusingEndpointIsUnreachableAtOnce() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(problem(Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:" + port))).isInstanceOfSatisfying(Problem.Unreachable.class,
                p -> assertThat(p.kind()).isEqualTo(Problem.Unreachable.Kind.REFUSED));
    }

    @Test
    void aNameThatDoesNotResolveSaysSo() {
        Problem problem = problem(Map.of("AWS_ENDPOINT_URL", "http://no-such-host.invalid:1"));
        assertThat(problem).isInstanceOfSatisfying(Problem.Unreachable.class,
                p -> assertThat(p.kind()).isEqualTo(Problem.Unreachable.Kind.DNS));
    }

    @Test
    void aSkewedClockIsToldApartFromAnExpiredToken() {
        drill.faults().set("rds:*", Faults.ALWAYS, new Fault.SkewClock(Duration.ofMinutes(20)));
        assertThat(problem(Map.of())).isInstanceOf(Problem.ClockSkew.class);
    }

    @Test
    void anotherRegionIsEmptyAndNotAnError() throws InterruptedException {
        try (var account = new AwsAccount(new AwsScope(null, "eu-central-1"), settings(Map.of()))) {
            assertThat(account.rds().instances("")).isEmpty();
            assertThat(account.rds().snapshots()).isEmpty();
        }
    }

    @Test
    void anEndpointThatIsNoUrlIsAMisconfiguration() {
        assertThat(problem(Map.of("AWS_ENDPOINT_URL", "localhost"))).isInstanceOf(Problem.Misconfigured.class);
    }

    @Test
    void aCaBundleThatIsNotThereOrHoldsNothingIsAMisconfiguration(@TempDir Path folder) throws IOException {
        assertThat(problem(Map.of("AWS_CA_BUNDLE", folder.resolve("none.pem").toString()))).isInstanceOf(Problem.Misconfigured.class);
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        assertThat(problem(Map.of("AWS_CA_BUNDLE", empty.toString()))).isInstanceOf(Problem.Misconfigured.class);
    }

    @Test
    void aBrokenConfigurationFileIsNamed(@TempDir Path folder) throws IOException {
        Path config = Files.writeString(folder.resolve("config"), "[profile broken\nregion = \n= =\n");
        var settings = new AwsSettings(
                Map.of("AWS_CONFIG_FILE", config.toString(), "AWS_SHARED_CREDENTIALS_FILE", folder.resolve("none").toString()));
        assertThatThrownBy(settings::profiles).isInstanceOfSatisfying(Problem.Thrown.class,
                t -> assertThat(Sentences.of(t.problem())).contains(config.toString()));
    }

    @Test
    void missingCredentialsSaySoWithinTwoSeconds(@TempDir Path folder) {
        var settings = new AwsSettings(Map.of("AWS_CONFIG_FILE", folder.resolve("none").toString(), "AWS_SHARED_CREDENTIALS_FILE",
                folder.resolve("none").toString()));
        try (var account = new AwsAccount(new AwsScope(null, "ap-northeast-2"), settings)) {
            problemOf(account);
            Instant begun = Instant.now();
            assertThat(problemOf(account)).isInstanceOfSatisfying(Problem.SignIn.class,
                    p -> assertThat(p.kind()).isEqualTo(Problem.SignIn.Kind.MISSING));
            assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void aProfileThatIsNotThereIsNamed() {
        try (var account = new AwsAccount(new AwsScope("nobody", "ap-northeast-2"), settings(Map.of()))) {
            assertThat(problemOf(account)).isInstanceOfSatisfying(Problem.SignIn.class, p -> {
                assertThat(p.kind()).isEqualTo(Problem.SignIn.Kind.NO_SUCH_PROFILE);
                assertThat(Sentences.of(p)).contains("nobody");
            });
        }
    }

    @Test
    void aCallThatIsNoReadNeverLeavesTheProcess() {
        drill.requestLog().clear();
        try (var session = new AwsSession(new AwsScope(null, "ap-northeast-2"), settings(Map.of()))) {
            RdsClient rds = session.client("rds", RdsClient.builder());
            assertThatThrownBy(() -> session.call("rds:CreateDBSnapshot",
                    () -> rds.createDBSnapshot(r -> r.dbInstanceIdentifier("blog-db").dbSnapshotIdentifier("sneaky"))))
                    .isInstanceOfSatisfying(Problem.Thrown.class, t -> assertThat(t.problem()).isInstanceOf(Problem.Bug.class));
            assertThatThrownBy(
                    () -> session.call("rds:DeleteDBInstance", () -> rds.deleteDBInstance(r -> r.dbInstanceIdentifier("blog-db"))))
                    .isInstanceOf(Problem.Thrown.class);
        }
        assertThat(drill.requestLog().entries()).isEmpty();
    }

    private static Problem problem(Map<String, String> environment) {
        try (var account = account(environment)) {
            return problemOf(account);
        } catch (Problem.Thrown e) {
            return e.problem();
        }
    }

    private static Problem problemOf(AwsAccount account) {
        return catchThrowableOfType(Problem.Thrown.class, () -> account.rds().instances("")).problem();
    }

    private static AwsAccount account(Map<String, String> environment) {
        return new AwsAccount(new AwsScope(null, "ap-northeast-2"), settings(environment));
    }

    private static AwsSettings settings(Map<String, String> changes) {
        var environment = new HashMap<>(drill.variables());
        environment.put("AWS_CONFIG_FILE", "/nonexistent/config");
        environment.put("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials");
        environment.putAll(changes);
        return new AwsSettings(environment);
    }
}
