package dev.howdah.aws;

import dev.howdah.aws.session.AwsSettings;
import dev.howdah.aws.signin.Asker;
import dev.howdah.aws.signin.Keyring;
import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.metadata.InstanceRoles;
import dev.howdah.drill.world.SignOn;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Secret;
import dev.howdah.task.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jspecify.annotations.Nullable;

/// A drill, a home with each kind of profile in it, and a person who answers as told. The drill's clock is everybody's.
public final class SignInGround implements AutoCloseable {
    public static final String ROLE = "arn:aws:iam::123456789012:role/";
    public final Drill drill;
    public final Path home;
    private final Map<String, String> environment = new HashMap<>();

    public SignInGround(Path home) throws IOException {
        this.home = home;
        drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {});
        Files.createDirectories(home.resolve(".aws"));
        environment.put("HOME", home.toString());
        environment.put("AWS_ENDPOINT_URL", drill.endpoint().toString());
        environment.put("AWS_CONFIG_FILE", home.resolve(".aws/config").toString());
        environment.put("AWS_SHARED_CREDENTIALS_FILE", home.resolve(".aws/credentials").toString());
        environment.put("AWS_REGION", drill.region());
        environment.put("AWS_DEFAULT_REGION", drill.region());
        write(".aws/credentials", """
                [keys]
                aws_access_key_id = AKIDDRILLVIEWER00000
                aws_secret_access_key = any
                [itself]
                aws_access_key_id = AKIDDRILLOPSADMIN000
                aws_secret_access_key = any
                """);
        write(".aws/config", CONFIG.replace("ROLE/", ROLE).replace("HOME", home.toString()));
        program("good", "echo '{\"Version\":1,\"AccessKeyId\":\"AKIDDRILLVIEWER00000\",\"SecretAccessKey\":\"any\",\"SessionToken\":\"t\","
                + "\"Expiration\":\"2099-01-01T00:00:00Z\"}'");
        program("nonsense", "echo hello");
        program("fails", "echo 'the vault is sealed' >&2; exit 1");
        program("newer", "echo '{\"Version\":2}'");
        program("partly", "echo '{\"Version\":1,\"AccessKeyId\":\"A\"}'");
        write("web-token", token(Instant.now().plus(Duration.ofDays(400))));
        write("web-token-old", token(Instant.now().minusSeconds(60)));
        write("web-token-bad", "not a token");
        login("arn:aws:iam::123456789012:user/on-call", drill.world().logins().consoleLogins().refreshToken());
        login("used-up", "used up");
    }

    private static final String CONFIG = """
            [profile itself]
            role_arn = ROLE/ops-viewer
            source_profile = itself
            [profile program]
            credential_process = HOME/good
            [profile program-nonsense]
            credential_process = HOME/nonsense
            [profile program-fails]
            credential_process = HOME/fails
            [profile program-newer]
            credential_process = HOME/newer
            [profile program-partly]
            credential_process = HOME/partly
            [profile program-gone]
            credential_process = HOME/gone --quick
            [sso-session corp]
            sso_start_url = https://corp.awsapps.com/start
            sso_region = ap-northeast-2
            sso_registration_scopes = sso:account:access
            [profile sso]
            sso_session = corp
            sso_account_id = 123456789012
            sso_role_name = ops-viewer
            [profile sso-legacy]
            sso_start_url = https://old.awsapps.com/start
            sso_region = ap-northeast-2
            sso_account_id = 123456789012
            sso_role_name = ops-viewer
            [profile sso-no-section]
            sso_session = nowhere
            sso_account_id = 123456789012
            sso_role_name = ops-viewer
            [profile sso-not-assigned]
            sso_session = corp
            sso_account_id = 123456789012
            sso_role_name = ops-nobody
            [profile role]
            role_arn = ROLE/ops-viewer
            source_profile = keys
            duration_seconds = 1800
            role_session_name = night-shift
            [profile chain]
            role_arn = ROLE/ops-admin
            source_profile = role
            [profile chain-over-sso]
            role_arn = ROLE/ops-admin
            source_profile = sso
            [profile chain-too-long]
            role_arn = ROLE/ops-admin
            source_profile = role
            duration_seconds = 7200
            [profile partner]
            role_arn = ROLE/ops-partner
            source_profile = keys
            external_id = blog-42
            [profile partner-wrong]
            role_arn = ROLE/ops-partner
            source_profile = keys
            external_id = blog-43
            [profile mfa]
            role_arn = ROLE/ops-with-mfa
            source_profile = keys
            mfa_serial = arn:aws:iam::123456789012:mfa/on-call
            [profile mfa-short]
            role_arn = ROLE/ops-with-mfa
            source_profile = keys
            mfa_serial = arn:aws:iam::123456789012:mfa/on-call
            duration_seconds = 900
            [profile closed]
            role_arn = ROLE/ops-closed
            source_profile = keys
            [profile web]
            role_arn = ROLE/ops-web
            web_identity_token_file = HOME/web-token
            [profile web-old]
            role_arn = ROLE/ops-web
            web_identity_token_file = HOME/web-token-old
            [profile web-bad]
            role_arn = ROLE/ops-web
            web_identity_token_file = HOME/web-token-bad
            [profile web-gone]
            role_arn = ROLE/ops-web
            web_identity_token_file = HOME/web-token-gone
            [profile from-environment]
            role_arn = ROLE/ops-viewer
            credential_source = Environment
            [profile from-container]
            role_arn = ROLE/ops-admin
            credential_source = EcsContainer
            [profile from-machine]
            role_arn = ROLE/ops-admin
            credential_source = Ec2InstanceMetadata
            [profile login]
            login_session = arn:aws:iam::123456789012:user/on-call
            region = ap-northeast-2
            [profile login-used-up]
            login_session = used-up
            [profile login-never]
            login_session = never
            [profile loop-a]
            role_arn = ROLE/ops-viewer
            source_profile = loop-b
            [profile loop-b]
            role_arn = ROLE/ops-viewer
            source_profile = loop-a
            [profile loop-itself]
            role_arn = ROLE/ops-viewer
            source_profile = loop-itself
            [profile both]
            role_arn = ROLE/ops-viewer
            source_profile = keys
            credential_source = Environment
            [profile neither]
            role_arn = ROLE/ops-viewer
            [profile source-gone]
            role_arn = ROLE/ops-viewer
            source_profile = nobody
            [profile source-unknown]
            role_arn = ROLE/ops-viewer
            credential_source = Pigeon
            [profile length]
            role_arn = ROLE/ops-viewer
            source_profile = keys
            duration_seconds = soon
            [profile half]
            aws_access_key_id = AKIDDRILLVIEWER00000
            [profile nothing]
            region = ap-northeast-2
            """;

    public void write(String name, String text) throws IOException {
        Files.writeString(home.resolve(name), text);
    }

    public void program(String name, String line) throws IOException {
        write(name, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(home.resolve(name), PosixFilePermissions.fromString("rwx------"));
    }

    private static String token(Instant until) {
        var base = Base64.getUrlEncoder().withoutPadding();
        return base.encodeToString("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base.encodeToString(
                        ("{\"sub\":\"system:serviceaccount:ops\",\"exp\":" + until.getEpochSecond() + "}").getBytes(StandardCharsets.UTF_8))
                + ".c2lnbmF0dXJl";
    }

    /// What `aws login` leaves, its credentials at their end.
    private void login(String session, String refresh) throws IOException {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            while (halfAKey((ECPublicKey) pair.getPublic())) {
                pair = generator.generateKeyPair();
            }
            var point = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()).getPublicKeyData();
            var key = new ECPrivateKey(256, ((java.security.interfaces.ECPrivateKey) pair.getPrivate()).getS(), point,
                    SECObjectIdentifiers.secp256r1);
            String pem = "-----BEGIN EC PRIVATE KEY-----\n" + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(key.getEncoded())
                    + "\n-----END EC PRIVATE KEY-----\n";
            Path folder = Files.createDirectories(home.resolve(".aws/login/cache"));
            String name = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(session.getBytes(StandardCharsets.UTF_8)));
            Files.writeString(folder.resolve(name + ".json"),
                    dev.howdah.json.Json.pretty(dev.howdah.json.Json.object("accessToken",
                            dev.howdah.json.Json.object("accessKeyId", "ASIAOLD", "secretAccessKey", "old", "sessionToken", "old",
                                    "accountId", "123456789012", "expiresAt", "2026-01-01T00:00:00Z"),
                            "tokenType", "aws_sigv4", "clientId", "arn:aws:signin:::devtools/same-device", "refreshToken", refresh,
                            "idToken", "eyJ.e.y", "dpopKey", pem)));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /// Of one whose coordinate begins with zeros the SDK writes a JWK that is too short.
    private static boolean halfAKey(ECPublicKey key) {
        return key.getW().getAffineX().bitLength() <= 248 || key.getW().getAffineY().bitLength() <= 248;
    }

    /// What a browser does with a page of the console: opens it, presses a button, and goes where it is sent.
    ///
    /// @param who whose button; empty for the one that denies
    /// @return the page at its end
    public static String browse(URI page, String who) {
        try (var browser = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build()) {
            var form = browser.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
            if (form.statusCode() != 200) {
                return form.body();
            }
            var fields = new StringBuilder("who=" + who);
            Matcher field = Pattern.compile("hidden name=(\\w+) value=\"([^\"]*)\">").matcher(form.body());
            while (field.find()) {
                fields.append('&').append(field.group(1)).append('=')
                        .append(URLEncoder.encode(field.group(2).replace("&amp;", "&"), StandardCharsets.UTF_8));
            }
            var answer = browser.send(HttpRequest.newBuilder(page).header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(fields.toString())).build(), HttpResponse.BodyHandlers.ofString());
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /// The code that the page on another device shows.
    public static String carried(String page) {
        Matcher code = Pattern.compile("<pre>([^<]+)</pre>").matcher(page);
        if (!code.find()) {
            throw new AssertionError("no code on " + page);
        }
        return code.group(1);
    }

    /// Everybody's clock; whoever sleeps turns it.
    public Time time() {
        return new Time() {
            @Override
            public Instant now() {
                return drill.world().clock().now();
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void sleep(Duration howLong) {
                drill.world().clock().advance(howLong);
            }
        };
    }

    public AwsSettings settings(Map<String, String> more, Asker standing) {
        var all = new HashMap<>(environment);
        all.putAll(more);
        return new AwsSettings(all, new Keyring(home.resolve("howdah"), standing, time()));
    }

    public Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    public Map<String, String> inContainer() {
        return Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", drill.endpoint() + InstanceRoles.CONTAINER, "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                InstanceRoles.AUTHORIZATION);
    }

    public AwsAccount account(@Nullable String profile, AwsSettings settings) {
        return new AwsAccount(new AwsScope(profile, drill.region()), settings);
    }

    /// A person who does all that is wanted.
    public Person willing() {
        return new Person(() -> {
            drill.world().clock().advance(Duration.ofSeconds(31));
            return Optional.of(new Secret(drill.world().logins().code()));
        }, true, device -> drill.world().logins().signOn().say(device.userCode(), SignOn.Word.YES));
    }

    /// Where a code comes from.
    public interface Codes {
        Optional<Secret> next();
    }

    /// Answers as told, and remembers what was asked.
    public static final class Person implements Asker {
        public final List<String> asked = new ArrayList<>();
        private final Codes codes;
        private final boolean agrees;
        private final Consumer<Device> shown;
        private final Consumer<Page> signsIn;

        public Person(Codes codes, boolean agrees, Consumer<Device> shown) {
            this(codes, agrees, shown, page -> browse(page.here(), "on-call"));
        }

        /// @param signsIn at the console's page
        public Person(Codes codes, boolean agrees, Consumer<Device> shown, Consumer<Page> signsIn) {
            this.codes = codes;
            this.agrees = agrees;
            this.shown = shown;
            this.signsIn = signsIn;
        }

        @Override
        public Optional<Secret> code(String profile, String role, String serial) {
            asked.add("code of " + serial);
            return codes.next();
        }

        @Override
        public boolean agrees(String profile, String command) {
            asked.add("run " + command);
            return agrees;
        }

        @Override
        public boolean show(Device device) {
            asked.add("allow " + device.page());
            shown.accept(device);
            return true;
        }

        @Override
        public boolean show(Page page) {
            asked.add("sign in at " + page.here().getPath());
            signsIn.accept(page);
            return true;
        }

        @Override
        public void allowed() {
            asked.add("shown no more");
        }
    }

    @Override
    public void close() {
        drill.close();
        try (var files = Files.walk(home)) {
            files.filter(f -> f.toString().endsWith(".tmp")).forEach(f -> {
                throw new AssertionError("left behind: " + f);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
