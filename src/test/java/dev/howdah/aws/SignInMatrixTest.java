package dev.howdah.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.howdah.aws.signin.Asker;
import dev.howdah.drill.metadata.InstanceRoles;
import dev.howdah.drill.world.ConsoleLogins;
import dev.howdah.drill.world.Fault;
import dev.howdah.drill.world.RequestLog;
import dev.howdah.drill.world.SignOn;
import dev.howdah.drill.world.TrustedRole;
import dev.howdah.json.Json;
import dev.howdah.model.Problem;
import dev.howdah.model.Secret;
import dev.howdah.model.Sentences;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each kind of sign-in that the `aws` client knows, against the drill's STS, single sign-on, sign-in, container and machine endpoints: it
/// reads the instances, as the identity that it should be. Bad inputs tried: a wrong code, one used twice, none; a program that prints
/// nonsense, another version, half of it, ends with 1, is not there, is not agreed to, has another line; a device that nobody allows,
/// somebody denies, the service has forgotten, asks too often; a role that trusts nobody, wants another external id, is chained for too
/// long; a chain that comes back, to itself, to nobody, from two sources, from none, from an unknown one; a web token that is old, none, not
/// there; a container's wrong word, a foreign host; a machine that does not answer; a login that was used up, and never was; at
/// the console's page somebody else, nobody, a denial, a code too late, rubbish and a stranger's word for the code, a stranger at the port that
/// waits, no network; a role that the `aws` client left, old, half, rubbish, for another length, revoked; a section that is
/// not there; a role of single sign-on that is not assigned; half a key; a profile that says nothing; one that is not there; a token file full
/// of rubbish.
final class SignInMatrixTest {
    @TempDir
    private static Path home;
    private static SignInGround bench;

    @BeforeAll
    static void start() throws IOException {
        bench = new SignInGround(home);
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    @BeforeEach
    void calm() throws IOException {
        bench.drill.faults().clear();
        Files.deleteIfExists(token("corp"));
        Files.deleteIfExists(token("https://old.awsapps.com/start"));
        Files.deleteIfExists(home.resolve("howdah/agreed-programs"));
        Files.deleteIfExists(role(MFA));
    }

    /// What the `aws` client sends for profile `mfa`, as it writes it down to name its file after.
    private static final String MFA = "{\"RoleArn\": \"arn:aws:iam::123456789012:role/ops-with-mfa\", "
            + "\"SerialNumber\": \"arn:aws:iam::123456789012:mfa/on-call\"}";

    private static Path role(String sent) {
        try {
            return home.resolve(".aws/cli/cache").resolve(
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(sent.getBytes(StandardCharsets.UTF_8))) + ".json");
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /// As the client leaves it.
    private static void left(String sent, java.time.Instant until) throws IOException {
        var issued = bench.drill.world().logins().issue(TrustedRole.named("ops-with-mfa").orElseThrow().as("client"), Duration.ofHours(1));
        Files.createDirectories(role(sent).getParent());
        Files.writeString(role(sent),
                Json.line(Json.object("Credentials",
                        Json.object("AccessKeyId", issued.accessKey(), "SecretAccessKey", issued.secretKey(), "SessionToken",
                                issued.token(), "Expiration", until.toString().replace("Z", "+00:00")),
                        "AssumedRoleUser", Json.object("Arn", "any"))));
    }

    @Test
    void whoeverGaveACodeToTheAwsClientIsNotAskedForAnother() throws IOException, InterruptedException {
        left(MFA, bench.time().now().plus(Duration.ofHours(1)));
        var person = bench.willing();
        try (var account = bench.account("mfa", bench.settings(Map.of(), Asker.NOBODY))) {
            assertThat(account.identity().arn()).contains("assumed-role/ops-with-mfa/client");
            bench.drill.world().logins().end();
            assertThat(catchThrowableOfType(Problem.Thrown.class, account::identity).problem()).isInstanceOf(Problem.SignIn.class);
            assertThat(Sentences.of(catchThrowableOfType(Problem.Thrown.class, account::identity).problem()))
                    .as("what a service has refused is not tried again").contains("wants an MFA code");
            account.signIn(person);
            assertThat(person.asked).hasSize(1);
            assertThat(account.identity().arn()).contains("assumed-role/ops-with-mfa/howdah-");
        }
    }

    @Test
    void whatTheAwsClientLeftIsLeftWhereItIsOldRubbishOrOfAnotherSession() throws IOException, InterruptedException {
        for (String text : List.of("rubbish", "{}", "{\"Credentials\":{\"AccessKeyId\":\"A\"}}",
                "{\"Credentials\":{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"b\",\"SessionToken\":\"c\",\"Expiration\":\"soon\"}}")) {
            Files.createDirectories(role(MFA).getParent());
            Files.writeString(role(MFA), text);
            assertThat(wanted("mfa")).contains("wants an MFA code");
        }
        left(MFA, bench.time().now().plusSeconds(30));
        assertThat(wanted("mfa")).contains("wants an MFA code");
        left(MFA, bench.time().now().plus(Duration.ofHours(1)));
        assertThat(wanted("mfa-short")).as("it asks for 15 minutes").contains("wants an MFA code");
        String shorter = MFA.replace("{", "{\"DurationSeconds\": 900, ");
        left(shorter, bench.time().now().plus(Duration.ofMinutes(14)));
        try (var account = bench.account("mfa-short", bench.settings(Map.of(), Asker.NOBODY))) {
            assertThat(account.identity().arn()).contains("assumed-role/ops-with-mfa/client");
        }
        Files.delete(role(shorter));
    }

    private static String wanted(String profile) {
        try (var account = bench.account(profile, bench.settings(Map.of(), Asker.NOBODY))) {
            return Sentences.of(catchThrowableOfType(Problem.Thrown.class, account::identity).problem());
        }
    }

    private static Path token(String name) {
        try {
            return home.resolve(".aws/sso/cache").resolve(
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(name.getBytes(StandardCharsets.UTF_8))) + ".json");
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> keys(String key) {
        return Map.of("AWS_ACCESS_KEY_ID", key, "AWS_SECRET_ACCESS_KEY", "any");
    }

    private static Map<String, String> plus(Map<String, String> a, Map<String, String> b) {
        var all = new HashMap<>(a);
        all.putAll(b);
        return all;
    }

    static Stream<Arguments> kinds() {
        Map<String, String> machine = Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT", bench.drill.endpoint().toString());
        return Stream.of(arguments("access key", "keys", Map.of(), "user/ops-viewer"),
                arguments("program", "program", Map.of(), "user/ops-viewer"),
                arguments("single sign-on", "sso", Map.of(), "assumed-role/ops-viewer/on-call"),
                arguments("single sign-on, older form", "sso-legacy", Map.of(), "assumed-role/ops-viewer/on-call"),
                arguments("aws login", "login", Map.of(), "assumed-role/ops-admin/console"),
                arguments("aws login, begun here", "login",
                        Map.of("AWS_LOGIN_CACHE_DIRECTORY", home.resolve("new/.aws/login/cache").toString()),
                        "assumed-role/ops-admin/console"),
                arguments("role", "role", Map.of(), "assumed-role/ops-viewer/night-shift"),
                arguments("role with keys beside it", "itself", Map.of(), "assumed-role/ops-viewer/howdah-"),
                arguments("chain of roles", "chain", Map.of(), "assumed-role/ops-admin/howdah-"),
                arguments("role over single sign-on", "chain-over-sso", Map.of(), "assumed-role/ops-admin/howdah-"),
                arguments("role with external id", "partner", Map.of(), "assumed-role/ops-partner/"),
                arguments("role with MFA", "mfa", Map.of(), "assumed-role/ops-with-mfa/"),
                arguments("role from the environment", "from-environment", keys("AKIDDRILLOPSADMIN000"), "assumed-role/ops-viewer/"),
                arguments("role from the container", "from-container", bench.inContainer(), "assumed-role/ops-admin/"),
                arguments("role from the machine", "from-machine", machine, "assumed-role/ops-admin/"),
                arguments("web identity", "web", Map.of(), "assumed-role/ops-web/"),
                arguments("environment: keys", null, keys("AKIDDRILLVIEWER00000"), "user/ops-viewer"),
                arguments("environment: profile", null, Map.of("AWS_PROFILE", "role"), "assumed-role/ops-viewer/night-shift"),
                arguments("environment: web identity", null,
                        Map.of("AWS_WEB_IDENTITY_TOKEN_FILE", home.resolve("web-token").toString(), "AWS_ROLE_ARN",
                                SignInGround.ROLE + "ops-web", "AWS_ROLE_SESSION_NAME", "pod"),
                        "assumed-role/ops-web/pod"),
                arguments("environment: container", null, bench.inContainer(), "assumed-role/ops-viewer/container"),
                arguments("environment: machine", null, plus(machine, Map.of("AWS_EC2_METADATA_DISABLED", "false")),
                        "assumed-role/ops-viewer/i-0123456789abcdef0"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void signsInAndReadsTheInstances(String kind, String profile, Map<String, String> environment, String who)
            throws InterruptedException {
        try (var account = bench.account(profile, bench.settings(environment, Asker.NOBODY))) {
            account.signIn(bench.willing());
            assertThat(account.rds().instances("")).extracting(i -> i.ref().id()).contains("blog-db");
            assertThat(account.identity().arn()).contains(who);
        }
    }

    private static SignInGround.Person with(String code) {
        return new SignInGround.Person(() -> Optional.of(new Secret(code)), true, _ -> {});
    }

    private static String used() {
        bench.drill.world().clock().advance(Duration.ofSeconds(31));
        String code = bench.drill.world().logins().code();
        assertThat(bench.drill.world().logins().accepts(code)).isTrue();
        return code;
    }

    private static SignInGround.Person devices(java.util.function.Consumer<Asker.Device> shown) {
        return new SignInGround.Person(Optional::empty, true, shown);
    }

    private static SignInGround.Person pages(java.util.function.Consumer<Asker.Page> signsIn) {
        return new SignInGround.Person(Optional::empty, true, _ -> {}, signsIn);
    }

    /// A folder without any session of `aws login`.
    private static Map<String, String> fresh() {
        return Map.of("AWS_LOGIN_CACHE_DIRECTORY", home.resolve(java.util.UUID.randomUUID() + "/.aws/login/cache").toString());
    }

    static Stream<Arguments> mistakes() {
        Asker nobody = Asker.NOBODY;
        var refusing = new SignInGround.Person(Optional::empty, false, _ -> {});
        return Stream.of(arguments("mfa", with("12"), Map.of(), "The MFA code of profile 'mfa' was not accepted."),
                arguments("mfa", with(used()), Map.of(), "Wait for the next code"),
                arguments("mfa", refusing, Map.of(), "The role of profile 'mfa' wants an MFA code."),
                arguments("mfa", nobody, Map.of(), "The role of profile 'mfa' wants an MFA code."),
                arguments("program", nobody, Map.of(), "from a program that nobody has agreed to run"),
                arguments("program", refusing, Map.of(), "its command line is shown before it is run"),
                arguments("program-nonsense", with(""), Map.of(), "'program-nonsense' failed: it prints no JSON object."),
                arguments("program-fails", with(""), Map.of(), "it ended with 1 and says: the vault is sealed."),
                arguments("program-newer", with(""), Map.of(), "it prints Version 2, and 1 is known"),
                arguments("program-partly", with(""), Map.of(), "has no AccessKeyId or no SecretAccessKey"),
                arguments("program-gone", with(""), Map.of(), "give its whole path"),
                arguments("sso", nobody, Map.of(), "The single sign-on session of profile 'sso' has ended."),
                arguments("sso", devices(_ -> bench.drill.world().clock().advance(SignOn.WAITS)), Map.of(),
                        "Nobody allowed the sign-in of profile 'sso' in time."),
                arguments("sso", devices(_ -> bench.drill.faults().set("sso-oidc:CreateToken", 1,
                        new Fault.Refuse(400, "ExpiredTokenException", ""))), Map.of(), "in time. "),
                arguments("sso", devices(d -> bench.drill.world().logins().signOn().say(d.userCode(), SignOn.Word.NO)), Map.of(),
                        "The sign-in of profile 'sso' was denied."),
                arguments("sso-no-section", nobody, Map.of(), "there is no section [sso-session nowhere]"),
                arguments("sso-not-assigned", bench.willing(), Map.of(), "Ask for the permission set"),
                arguments("closed", nobody, Map.of(), "Not allowed: sts:AssumeRole. On " + SignInGround.ROLE + "ops-closed."),
                arguments("partner-wrong", nobody, Map.of(), "Not allowed: sts:AssumeRole."),
                arguments("chain-too-long", nobody, Map.of(), "exceeds the 1 hour session limit"),
                arguments("loop-a", nobody, Map.of(), "the chain comes back to 'loop-a' (loop-a → loop-b → loop-a)"),
                arguments("loop-itself", nobody, Map.of(), "the chain comes back to 'loop-itself'"),
                arguments("both", nobody, Map.of(), "it has both source_profile and credential_source"),
                arguments("neither", nobody, Map.of(), "role_arn wants source_profile or credential_source beside it"),
                arguments("source-gone", nobody, Map.of(), "source_profile of 'source-gone': there is no profile 'nobody'."),
                arguments("source-unknown", nobody, Map.of(), "'Pigeon' is none of Environment, EcsContainer, Ec2InstanceMetadata"),
                arguments("from-environment", nobody, Map.of(), "There are no AWS credentials of profile 'from-environment'."),
                arguments("length", nobody, Map.of(), "'soon' is not a number of seconds"),
                arguments("half", nobody, Map.of(), "it has no aws_secret_access_key"),
                arguments("nothing", nobody, Map.of(), "There are no AWS credentials of profile 'nothing'."),
                arguments("nobody", nobody, Map.of(), "There is no profile 'nobody'."),
                arguments("web-old", nobody, Map.of(), "have expired"), arguments("web-bad", nobody, Map.of(), "InvalidIdentityToken"),
                arguments("web-gone", nobody, Map.of(), "web-token-gone cannot be read"),
                arguments("login-used-up", nobody, Map.of(), "Sign in here, or: aws login --profile login-used-up"),
                arguments("login-never", nobody, Map.of(), "The session of aws login of profile 'login-never' has ended."),
                arguments("login-never", bench.willing(), Map.of(),
                        "Somebody else signed in than the one of profile 'login-never': " + ConsoleLogins.ON_CALL + ", not never. "),
                arguments("login", pages(page -> SignInGround.browse(page.here(), "day-shift")), fresh(),
                        "profile 'login': " + ConsoleLogins.OTHER + ", not " + ConsoleLogins.ON_CALL + "."),
                arguments("login", pages(page -> SignInGround.browse(page.here(), "")), fresh(),
                        "The sign-in of profile 'login' was denied."),
                arguments("login", pages(_ -> bench.drill.world().clock().advance(Duration.ofMinutes(10))), fresh(),
                        "Nobody allowed the sign-in of profile 'login' in time."),
                arguments("login", pages(page -> {
                    String code = SignInGround.carried(SignInGround.browse(page.elsewhere(), "on-call"));
                    bench.drill.world().clock().advance(Duration.ofMinutes(6));
                    assertThat(page.code().test(code)).isTrue();
                }), fresh(), "Nobody allowed the sign-in of profile 'login' in time."),
                arguments("login", pages(page -> {
                    bench.drill.faults().set("signin:CreateOAuth2Token", 1,
                            new Fault.Refuse(403, "AccessDeniedException", "INSUFFICIENT_PERMISSIONS"));
                    SignInGround.browse(page.here(), "on-call");
                }), fresh(), "Not allowed: signin:CreateOAuth2Token."),
                arguments(null, nobody,
                        Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", bench.drill.endpoint() + InstanceRoles.CONTAINER,
                                "AWS_CONTAINER_AUTHORIZATION_TOKEN", "wrong"),
                        "There are no AWS credentials of profile 'environment'."),
                arguments(null, nobody, Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://203.0.113.7/credentials"),
                        "is neither https nor this machine"),
                arguments("from-machine", nobody, Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:1"),
                        "127.0.0.1:1 refuses connections."),
                arguments(null, nobody, keys("AKIDDRILLEXPIRED0000"), "The AWS credentials have expired."),
                arguments(null, nobody, Map.of("AWS_PROFILE", "nobody"), "There is no profile 'nobody'."),
                arguments(null, nobody, Map.of("AWS_WEB_IDENTITY_TOKEN_FILE", home.resolve("web-token").toString()),
                        "Unusable setting, AWS_ROLE_ARN"));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("mistakes")
    void aMistakeHasItsSentence(String profile, Asker asker, Map<String, String> environment, String sentence) {
        try (var account = bench.account(profile, bench.settings(environment, Asker.NOBODY))) {
            var thrown = catchThrowableOfType(Problem.Thrown.class, () -> {
                account.signIn(asker);
                account.rds().instances("");
            });
            assertThat(Sentences.of(thrown.problem())).contains(sentence);
        }
    }

    @Test
    void theTokenIsInTheClientsOwnFileInItsFormForItsOwnerAlone() throws IOException, InterruptedException {
        var person = bench.willing();
        var settings = bench.settings(Map.of(), Asker.NOBODY);
        java.time.Instant now = bench.time().now();
        assertThat(settings.signedIn("chain-over-sso", now)).hasValueSatisfying(s -> assertThat(s.until()).isBefore(now));
        try (var account = bench.account("sso", settings)) {
            account.signIn(person);
        }
        assertThat(settings.signedIn("chain-over-sso", now)).as("its role is taken on with that token").hasValueSatisfying(s -> {
            assertThat(s.until()).isAfter(now);
            assertThat(s.renews()).isTrue();
        });
        assertThat(settings.signedIn("keys", now)).isEmpty();
        assertThat(settings.signedIn("loop-a", now)).isEmpty();
        Map<String, Object> json = Json.readObject(Files.readString(token("corp")));
        assertThat(json.keySet()).containsExactlyInAnyOrder("startUrl", "region", "accessToken", "expiresAt", "clientId", "clientSecret",
                "registrationExpiresAt", "refreshToken");
        assertThat(String.valueOf(json.get("expiresAt"))).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(Files.getPosixFilePermissions(token("corp"))).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(person.asked).containsExactly("allow " + bench.drill.endpoint() + "/device", "shown no more");
        try (var other = bench.account("sso", bench.settings(Map.of(), Asker.NOBODY))) {
            assertThat(other.identity().arn()).as("another process needs nobody").contains("ops-viewer");
        }
    }

    /// The SDK's own provider reads what was left, and renews it with a proof that the drill looks at.
    @Test
    void aSessionOfAwsLoginBegunOnAnotherDeviceIsLeftInTheClientsFormAndGoesOnByItself() throws IOException, InterruptedException {
        Map<String, String> folder = fresh();
        var tried = new java.util.ArrayList<Boolean>();
        var person = pages(page -> {
            String right = SignInGround.carried(SignInGround.browse(page.elsewhere(), "on-call"));
            String stranger = java.util.Base64.getEncoder().encodeToString("state=another&code=1".getBytes(StandardCharsets.UTF_8));
            for (String code : List.of("", "rubbish!", right.substring(4), stranger, " " + right + "\n")) {
                tried.add(page.code().test(code));
            }
        });
        try (var account = bench.account("login", bench.settings(folder, Asker.NOBODY))) {
            account.signIn(person);
            assertThat(tried).containsExactly(false, false, false, false, true);
            assertThat(person.asked).containsExactly("sign in at /v1/authorize", "shown no more");
        }
        Path file;
        try (var files = Files.list(Path.of(folder.get("AWS_LOGIN_CACHE_DIRECTORY")))) {
            file = files.toList().getFirst();
        }
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        Map<String, Object> before = Json.readObject(Files.readString(file));
        assertThat(before.keySet()).containsExactlyInAnyOrder("accessToken", "tokenType", "clientId", "refreshToken", "idToken", "dpopKey");
        assertThat(before.get("clientId")).isEqualTo("arn:aws:signin:::devtools/cross-device");
        assertThat(((Map<?, ?>) before.get("accessToken")).get("accountId")).isEqualTo("123456789012");
        assertThat(file.getFileName().toString()).isEqualTo(HexFormat.of().formatHex(sha256(ConsoleLogins.ON_CALL)) + ".json");
        age(file);
        try (var other = bench.account("login", bench.settings(folder, Asker.NOBODY))) {
            assertThat(other.identity().arn()).as("another process needs nobody").contains("ops-admin");
        }
        assertThat(Json.readObject(Files.readString(file)).get("refreshToken")).isNotEqualTo(before.get("refreshToken"));
    }

    /// Its credentials are at their end.
    private static void age(Path file) throws IOException {
        Map<String, Object> json = Json.readObject(Files.readString(file));
        json.put("accessToken", Json.object("accessKeyId", "ASIAOLD", "secretAccessKey", "old", "sessionToken", "old", "accountId",
                "123456789012", "expiresAt", "2026-01-01T00:00:00Z"));
        Files.writeString(file, Json.line(json));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aStrangersPageOrAnotherPathCountsForNothingWhileSomebodySignsIn() throws InterruptedException {
        var pages = new java.util.ArrayList<String>();
        var person = pages(page -> {
            String back = java.net.URLDecoder.decode(page.here().getQuery().replaceAll(".*redirect_uri=([^&]+).*", "$1"),
                    StandardCharsets.UTF_8);
            pages.add(SignInGround.browse(java.net.URI.create(back + "?code=stolen&state=guessed"), ""));
            pages.add(SignInGround.browse(java.net.URI.create(back.replace("/oauth/callback", "/") + "?state=x"), ""));
            pages.add(SignInGround.browse(java.net.URI.create(back + "?code=1&state"), ""));
            pages.add(SignInGround.browse(page.here(), "on-call"));
        });
        try (var account = bench.account("login", bench.settings(fresh(), Asker.NOBODY))) {
            account.signIn(person);
            assertThat(account.identity().arn()).contains("ops-admin");
        }
        assertThat(pages.subList(0, 3)).allSatisfy(p -> assertThat(p).contains("not the sign-in that Howdah waits for"));
        assertThat(pages.getLast()).contains("go back to it");
    }

    @Test
    void aBrokenWayToSignInIsNotCalledAnEndedSession() throws IOException {
        var person = bench.willing();
        age(home.resolve(".aws/login/cache").resolve(HexFormat.of().formatHex(sha256(ConsoleLogins.ON_CALL)) + ".json"));
        bench.drill.faults().set("signin:CreateOAuth2Token", 20, new Fault.Close());
        try (var account = bench.account("login", bench.settings(Map.of(), Asker.NOBODY))) {
            var thrown = catchThrowableOfType(Problem.Thrown.class, () -> account.signIn(person));
            assertThat(thrown.problem()).isInstanceOf(Problem.Unreachable.class);
            assertThat(person.asked).as("nobody is sent to a page for it").isEmpty();
        }
    }

    @Test
    void theAwsClientSignsInWithOurTokenAndWeWithWhatItRenewed() throws Exception {
        assumeClient();
        try (var account = bench.account("sso", bench.settings(Map.of(), Asker.NOBODY))) {
            account.signIn(bench.willing());
        }
        var before = Json.readObject(Files.readString(token("corp")));
        // near its end by the machine's clock, so that the client renews it
        var near = new java.util.LinkedHashMap<>(before);
        near.put("expiresAt", java.time.Instant.now().plusSeconds(120).truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString());
        Files.writeString(token("corp"), Json.pretty(near));
        assertThat(client(Map.of(), "rds", "describe-db-instances", "--profile", "sso", "--query", "DBInstances[].DBInstanceIdentifier",
                "--output", "text")).contains("blog-db");
        assertThat(Json.readObject(Files.readString(token("corp"))).get("accessToken")).as("renewed by the client")
                .isNotEqualTo(before.get("accessToken"));
        try (var account = bench.account("sso", bench.settings(Map.of(), Asker.NOBODY))) {
            assertThat(account.identity().arn()).contains("ops-viewer");
        }
    }

    @Test
    void keysThatSomebodyRenewedInTheFileAreTakenAfterARefusal() throws IOException, InterruptedException {
        String file = Files.readString(home.resolve(".aws/credentials"));
        try (var account = bench.account("keys", bench.settings(Map.of(), Asker.NOBODY))) {
            bench.write(".aws/credentials", file.replace("AKIDDRILLVIEWER00000", "AKIDDRILLEXPIRED0000"));
            assertThat(Sentences.of(catchThrowableOfType(Problem.Thrown.class, account::identity).problem())).contains("have expired");
            bench.write(".aws/credentials", file);
            assertThat(account.identity().arn()).contains("ops-viewer");
        } finally {
            bench.write(".aws/credentials", file);
        }
    }

    /// That the drill speaks AWS's wire is said by the client that everybody has.
    @ParameterizedTest
    @ValueSource(strings = {"partner", "web", "from-container"})
    void theAwsClientSignsInToTheDrillToo(String profile) throws Exception {
        assumeClient();
        assertThat(client(bench.inContainer(), "sts", "get-caller-identity", "--profile", profile, "--query", "Arn"))
                .contains("assumed-role/ops-");
    }

    private static void assumeClient() {
        Assumptions.assumeThat(Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(d -> Files.isExecutable(Path.of(d, "aws")))).isTrue();
    }

    private static String client(Map<String, String> more, String... words) throws IOException {
        var all = new java.util.ArrayList<>(List.of("aws"));
        all.addAll(List.of(words));
        var client = new ProcessBuilder(all);
        client.environment().keySet().removeIf(k -> k.startsWith("AWS_"));
        client.environment().putAll(bench.environment());
        client.environment().putAll(more);
        Process process = client.redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aTokenNearItsEndRenewsItselfAndOneThatWasEndedWantsAPerson() throws InterruptedException {
        var settings = bench.settings(Map.of(), Asker.NOBODY);
        try (var account = bench.account("sso", settings)) {
            account.signIn(bench.willing());
            assertThat(settings.keyring().stand("sso").signedIn().orElseThrow()).satisfies(s -> {
                assertThat(s.renews()).isTrue();
                assertThat(s.until()).isNotNull();
            });
            bench.drill.world().clock().advance(Duration.ofHours(9));
            assertThat(account.identity().arn()).as("nobody was asked").contains("ops-viewer");
            bench.drill.world().logins().signOn().end();
            bench.drill.world().logins().end();
            var thrown = catchThrowableOfType(Problem.Thrown.class, () -> {
                account.identity();
                account.identity();
            });
            assertThat(thrown).as("the service's word counts, not the clock").isNotNull();
            bench.time().sleep(Duration.ofSeconds(4));
            assertThat(catchThrowableOfType(Problem.Thrown.class, account::identity).problem()).isInstanceOfSatisfying(
                    Problem.SignIn.class, p -> assertThat(p.kind()).isEqualTo(Problem.SignIn.Kind.SSO_EXPIRED));
            account.signIn(bench.willing());
            assertThat(account.identity().arn()).as("the same session goes on").contains("ops-viewer");
        }
    }

    @Test
    void aServiceThatWantsToBeAskedLessOftenIs() throws InterruptedException {
        var person = devices(d -> {
            bench.drill.faults().set("sso-oidc:CreateToken", 1, new Fault.Refuse(400, "SlowDownException", ""));
            bench.drill.world().logins().signOn().say(d.userCode(), SignOn.Word.YES);
        });
        java.time.Instant begun = bench.time().now();
        try (var account = bench.account("sso", bench.settings(Map.of(), Asker.NOBODY))) {
            account.signIn(person);
        }
        assertThat(Duration.between(begun, bench.time().now())).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(12));
    }

    @Test
    void whoeverGaveACodeIsNotAskedAgainByAnyScreenUntilItsEnd() throws InterruptedException {
        var settings = bench.settings(Map.of(), Asker.NOBODY);
        var person = bench.willing();
        bench.drill.requestLog().clear();
        try (var first = bench.account("mfa", settings); var second = bench.account("mfa", settings)) {
            first.signIn(person);
            assertThat(second.identity().arn()).contains("ops-with-mfa");
            assertThat(person.asked).hasSize(1);
            assertThat(bench.drill.requestLog().entries()).extracting(RequestLog.Entry::operation).containsOnlyOnce("AssumeRole");
            assertThat(settings.keyring().stand("mfa").signedIn().orElseThrow().renews()).isFalse();
            bench.drill.world().clock().advance(Duration.ofHours(1));
            var thrown = catchThrowableOfType(Problem.Thrown.class, second::identity);
            assertThat(Sentences.of(thrown.problem())).contains("wants an MFA code");
            assertThat(settings.keyring().stand("mfa").missing()).contains((Problem.SignIn) thrown.problem());
            first.signIn(person);
            assertThat(second.identity().arn()).as("signed in on one screen, all go on").contains("ops-with-mfa");
        }
    }

    @Test
    void nobodyElseWaitsForThePersonWhoIsAskedAndWhatIsGoodStillCounts() throws Exception {
        var settings = bench.settings(Map.of(), Asker.NOBODY);
        try (var first = bench.account("mfa", settings); var second = bench.account("mfa", settings)) {
            first.signIn(bench.willing());
            var thinking = new java.util.concurrent.CountDownLatch(1);
            var asked = new java.util.concurrent.CountDownLatch(1);
            var slow = new SignInGround.Person(() -> {
                asked.countDown();
                try {
                    thinking.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return Optional.empty();
            }, true, _ -> {});
            Thread person = Thread.ofVirtual().start(() -> assertThat(catchThrowableOfType(Problem.Thrown.class,
                    () -> first.signIn(slow)).problem()).isInstanceOf(Problem.SignIn.class));
            asked.await();
            assertThat(second.identity().arn()).as("good for an hour yet").contains("ops-with-mfa");
            bench.drill.world().logins().end();
            assertThat(catchThrowableOfType(Problem.Thrown.class, second::identity).problem()).isInstanceOf(Problem.SignIn.class);
            java.time.Instant begun = java.time.Instant.now();
            assertThat(catchThrowableOfType(Problem.Thrown.class, second::identity).problem()).isInstanceOf(Problem.SignIn.class);
            assertThat(Duration.between(begun, java.time.Instant.now())).isLessThan(Duration.ofSeconds(2));
            thinking.countDown();
            person.join();
            first.signIn(bench.willing());
            assertThat(second.identity().arn()).contains("ops-with-mfa");
        }
    }

    @Test
    void whoeverLeavesARenewalKeepsWhatThereIs() throws InterruptedException {
        try (var account = bench.account("mfa", bench.settings(Map.of(), Asker.NOBODY))) {
            account.signIn(bench.willing());
            var leaving = devices(_ -> {});
            assertThat(catchThrowableOfType(Problem.Thrown.class, () -> account.signIn(leaving)).problem())
                    .isInstanceOf(Problem.SignIn.class);
            assertThat(leaving.asked).as("it was asked for, though there are good ones").hasSize(1);
            assertThat(account.identity().arn()).contains("ops-with-mfa");
        }
    }

    @Test
    void aProgramIsShownBeforeItsFirstRunAndAgainWhenItsLineIsAnother() throws IOException, InterruptedException {
        var person = bench.willing();
        String line = home.resolve("good").toString();
        try (var account = bench.account("program", bench.settings(Map.of(), Asker.NOBODY))) {
            account.signIn(person);
        }
        try (var account = bench.account("program", bench.settings(Map.of(), Asker.NOBODY))) {
            assertThat(account.identity().arn()).as("remembered by another process").contains("ops-viewer");
        }
        assertThat(person.asked).containsExactly("run " + line);
        Path memory = home.resolve("howdah/agreed-programs");
        assertThat(Files.readString(memory)).matches("[0-9a-f]{64}\n");
        assertThat(Files.getPosixFilePermissions(memory)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        String config = Files.readString(home.resolve(".aws/config"));
        try {
            bench.write(".aws/config", config.replace(line + "\n", line + " --as root\n"));
            try (var account = bench.account("program", bench.settings(Map.of(), Asker.NOBODY))) {
                assertThat(Sentences.of(catchThrowableOfType(Problem.Thrown.class, account::identity).problem()))
                        .contains("nobody has agreed to run");
                account.signIn(person);
            }
        } finally {
            bench.write(".aws/config", config);
        }
        assertThat(person.asked).containsExactly("run " + line, "run " + line + " --as root");
    }

    @Test
    void aTokenFileFullOfRubbishIsNoToken() throws IOException {
        Files.createDirectories(token("corp").getParent());
        for (String rubbish : List.of("", "[]", "{\"accessToken\":1}", "{\"accessToken\":\"a\",\"expiresAt\":\"tomorrow\"}")) {
            Files.writeString(token("corp"), rubbish);
            try (var account = bench.account("sso", bench.settings(Map.of(), Asker.NOBODY))) {
                assertThat(Sentences.of(catchThrowableOfType(Problem.Thrown.class, account::identity).problem()))
                        .contains("The single sign-on session of profile 'sso' has ended.");
            }
        }
    }
}
