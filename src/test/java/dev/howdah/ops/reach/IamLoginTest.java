package dev.howdah.ops.reach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.session.AwsSettings;
import dev.howdah.drill.tls.DrillCa;
import dev.howdah.drill.tls.ServerCertificate;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Problem;
import dev.howdah.model.Secret;
import dev.howdah.sql.session.ConnectFailure;
import dev.howdah.sql.session.Database;
import dev.howdah.sql.session.Server;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A login by an IAM token, over TLS, against an end that asks for the password in clear as RDS does and checks the token's signature
/// by hand (Signature Version 4, presigned), for the host, port and user that it is. The end speaks just enough of PostgreSQL's
/// protocol for a login; it is no real server. Bad inputs tried: a token of another secret key, for another host, port, user, an old
/// one.
final class IamLoginTest {
    private static final String HOST = "blog-db.cx0drill2hdh.ap-northeast-2.rds.amazonaws.com";
    private static final int PORT = 5432;
    private static final String KEY = "AKIDDRILLOPSADMIN000";
    private static final String SECRET = "the/secret/key/of/this/test";
    @TempDir
    private Path folder;

    @Test
    void aTokenForThisHostPortAndUserIsTaken() throws Exception {
        try (var end = new End()) {
            try (Database session = end.login("ops", token(SECRET, HOST, PORT, "ops"))) {
                assertThat(session).isNotNull();
            }
            assertThat(end.refusal).isEmpty();
        }
    }

    @Test
    void anyOtherTokenIsRefusedAtTheRungOfTheLoginAndNotShown() throws Exception {
        refused(token("another/key", HOST, PORT, "ops"), "signature");
        refused(token(SECRET, "other.ap-northeast-2.rds.amazonaws.com", PORT, "ops"), "host");
        refused(token(SECRET, HOST, 5433, "ops"), "host");
        refused(token(SECRET, HOST, PORT, "somebody"), "user");
        String good = token(SECRET, HOST, PORT, "ops").reveal();
        refused(new Secret(good.replaceAll("X-Amz-Date=\\d{8}", "X-Amz-Date=20200101")), "old");
        refused(new Secret("no token at all"), "no token");
    }

    private void refused(Secret token, String why) throws Exception {
        try (var end = new End()) {
            var failure = catchThrowableOfType(ConnectFailure.class, () -> end.login("ops", token).close());
            assertThat(failure.rung()).isEqualTo(ConnectFailure.Rung.LOGIN);
            assertThat(failure).hasMessageContaining("PAM authentication failed for user \"ops\"");
            assertThat(String.valueOf(failure.getMessage())).doesNotContain("X-Amz");
            assertThat(end.refusal).isEqualTo(why);
        }
    }

    @Test
    void withoutCredentialsThereIsNoTokenAndThatIsSaid() {
        var environment = Map.of("AWS_REGION", "ap-northeast-2", "AWS_CONFIG_FILE", "/nonexistent/config", "AWS_SHARED_CREDENTIALS_FILE",
                "/nonexistent/credentials", "AWS_EC2_METADATA_DISABLED", "true");
        try (var account = new AwsAccount(new AwsScope(null, "ap-northeast-2"), new AwsSettings(environment))) {
            var thrown = catchThrowableOfType(Problem.Thrown.class, () -> account.rds().loginToken(HOST, PORT, "ops"));
            assertThat(thrown.problem()).isInstanceOf(Problem.SignIn.class);
        }
    }

    private static Secret token(String secretKey, String host, int port, String user) throws InterruptedException {
        var environment = Map.of("AWS_ACCESS_KEY_ID", KEY, "AWS_SECRET_ACCESS_KEY", secretKey, "AWS_REGION", "ap-northeast-2",
                "AWS_CONFIG_FILE", "/nonexistent/config", "AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials");
        try (var account = new AwsAccount(new AwsScope(null, "ap-northeast-2"), new AwsSettings(environment))) {
            return account.rds().loginToken(host, port, user);
        }
    }

    /// Why a token is no good; empty when it is.
    static String check(String token, String user) throws GeneralSecurityException {
        String[] parts = token.split("/\\?", 2);
        if (parts.length < 2) {
            return "no token";
        }
        Map<String, String> query = Arrays.stream(parts[1].split("&"))
                .collect(Collectors.toMap(p -> p.substring(0, p.indexOf('=')), p -> p.substring(p.indexOf('=') + 1)));
        String[] scope = query.get("X-Amz-Credential").split("%2F");
        String date = query.get("X-Amz-Date");
        Instant made = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC).parse(date, Instant::from);
        if (Duration.between(made, Instant.now()).compareTo(Duration.ofMinutes(15)) > 0) {
            return "old";
        }
        if (!parts[0].equals(HOST + ":" + PORT)) {
            return "host";
        }
        if (!user.equals(query.get("DBUser")) || !"connect".equals(query.get("Action")) || !scope[0].equals(KEY)) {
            return "user";
        }
        String canonical = "GET\n/\n" + query.entrySet().stream().filter(e -> !e.getKey().equals("X-Amz-Signature"))
                .sorted(Map.Entry.comparingByKey()).map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining("&"))
                + "\nhost:" + parts[0] + "\n\nhost\n" + hex(sha256(""));
        String toSign = "AWS4-HMAC-SHA256\n" + date + "\n" + String.join("/", Arrays.copyOfRange(scope, 1, 5)) + "\n"
                + hex(sha256(canonical));
        byte[] key = ("AWS4" + SECRET).getBytes(StandardCharsets.UTF_8);
        for (int i = 1; i < 5; i++) {
            key = hmac(key, scope[i]);
        }
        return hex(hmac(key, toSign)).equals(query.get("X-Amz-Signature")) && scope[3].equals("rds-db") ? "" : "signature";
    }

    private static byte[] sha256(String text) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /// The other end: TLS, one login (PostgreSQL manual, 55.2 and 55.7), and an empty answer to whatever a driver asks then.
    private final class End implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        private final DrillCa authority = DrillCa.create(folder);
        private final SSLContext tls = context(authority.serverCertificate(HOST));
        private volatile String refusal = "";

        End() throws IOException, GeneralSecurityException {
            Thread.ofVirtual().start(this::serve);
        }

        Database login(String user, Secret token) throws ConnectFailure {
            return Database.open(new Server(HOST, PORT, "postgres"), user, token, authority.caPem(), () -> new Socket() {
                @Override
                public void connect(SocketAddress endpoint, int timeout) throws IOException {
                    super.connect(listener.getLocalSocketAddress(), timeout);
                }
            }, Duration.ofSeconds(10));
        }

        private void serve() {
            try (Socket plain = listener.accept()) {
                plain.getInputStream().readNBytes(8);
                plain.getOutputStream().write('S');
                var socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, plain.getPort(), false);
                socket.setUseClientMode(false);
                var in = new DataInputStream(socket.getInputStream());
                var out = new DataOutputStream(socket.getOutputStream());
                in.readNBytes(in.readInt() - 4);
                message(out, 'R', ByteBuffer.allocate(4).putInt(3).array());
                in.readByte();
                byte[] password = in.readNBytes(in.readInt() - 4);
                refusal = check(new String(password, 0, password.length - 1, StandardCharsets.UTF_8), "ops");
                if (!refusal.isEmpty()) {
                    message(out, 'E', text("SFATAL", "VFATAL", "C28000", "MPAM authentication failed for user \"ops\"", ""));
                    return;
                }
                message(out, 'R', new byte[4]);
                message(out, 'S', text("server_version", "16.15"));
                message(out, 'S', text("client_encoding", "UTF8"));
                message(out, 'S', text("DateStyle", "ISO, MDY"));
                message(out, 'S', text("standard_conforming_strings", "on"));
                message(out, 'Z', new byte[]{'I'});
                while (true) {
                    int type = in.readByte();
                    in.readNBytes(in.readInt() - 4);
                    switch (type) {
                        case 'P' -> message(out, '1', new byte[0]);
                        case 'B' -> message(out, '2', new byte[0]);
                        case 'D' -> message(out, 'n', new byte[0]);
                        case 'E' -> message(out, 'C', text("SET"));
                        case 'S' -> message(out, 'Z', new byte[]{'I'});
                        case 'Q' -> {
                            message(out, 'C', text("SET"));
                            message(out, 'Z', new byte[]{'I'});
                        }
                        default -> {
                            return;
                        }
                    }
                }
            } catch (IOException | GeneralSecurityException e) {
                refusal = refusal.isEmpty() ? String.valueOf(e) : refusal;
            }
        }

        private static void message(DataOutputStream out, char type, byte[] body) throws IOException {
            out.writeByte(type);
            out.writeInt(body.length + 4);
            out.write(body);
            out.flush();
        }

        private static byte[] text(String... words) {
            return (String.join("\0", words) + "\0").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }

    private static SSLContext context(ServerCertificate certificate) throws IOException, GeneralSecurityException {
        var chain = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate.certificatePem().getBytes(StandardCharsets.US_ASCII)));
        byte[] key = Base64.getMimeDecoder().decode(certificate.keyPem().replaceAll("-----[A-Z ]+-----", ""));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("end", KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key)), new char[0],
                new java.security.cert.Certificate[]{chain});
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
