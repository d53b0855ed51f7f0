package dev.howdah.aws.signin;

import dev.howdah.json.Json;
import dev.howdah.model.Problem;
import dev.howdah.task.Time;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.signin.SigninClient;
import software.amazon.awssdk.services.signin.model.AccessDeniedException;
import software.amazon.awssdk.services.signin.model.CreateOAuth2TokenResponseBody;

/// Begins a session of `aws login`: somebody signs in to the AWS console in a browser, here or on another device, and what comes of it is left
/// where the `aws` client leaves it, in its form: whoever signs in with one is signed in with both. OAuth 2.0's code with a proof of the asker
/// (RFC 6749, 4.1; RFC 7636) and of a key (RFC 9449), at the endpoints and under the names of AWS Sign-In (API CreateOAuth2Token).
final class ConsoleLogin {
    static final String HERE = "arn:aws:signin:::devtools/same-device";
    static final String ELSEWHERE = "arn:aws:signin:::devtools/cross-device";
    private static final System.Logger LOG = System.getLogger(ConsoleLogin.class.getName());
    private static final String API = "signin:CreateOAuth2Token";
    /// As long as the `aws` client waits.
    private static final Duration WAITS = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
    private final Way.Login way;
    private final Clients clients;
    private final Path folder;
    private final Time time;
    private final String state = UUID.randomUUID().toString();
    private final String verifier = verifier();
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

    /// @param client as which it was asked for
    private record Arrival(String client, Callback.Reply reply) {}

    ConsoleLogin(Way.Login way, Clients clients, Path folder, Time time) {
        this.way = way;
        this.clients = clients;
        this.folder = folder;
        this.time = time;
    }

    private static String verifier() {
        byte[] random = new byte[48];
        new SecureRandom().nextBytes(random);
        return URL.encodeToString(random);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a JVM without SHA-256", e);
        }
    }

    /// What the `aws` client names a session's file after.
    static Path file(Path folder, String session) {
        return folder.resolve(HexFormat.of().formatHex(sha256(session)) + ".json");
    }

    /// Returns when the session's file is there.
    ///
    /// @throws Problem.Thrown when nobody signs in, somebody else does, or it is denied
    void begin(Asker asker) throws InterruptedException {
        URI base = clients.signinEndpoint(way.region());
        URI confirmation = URI.create(base + "/v1/sessions/confirmation");
        Instant until = time.now().plus(WAITS);
        try (Callback callback = open()) {
            URI back = callback.address();
            boolean there = asker.show(new Asker.Page(way.profile(), authorize(base, HERE, back), authorize(base, ELSEWHERE, confirmation),
                    until, this::pasted));
            if (!there) {
                throw ended(Problem.SignIn.Kind.LOGIN_EXPIRED, "nobody is there to sign in");
            }
            try {
                Arrival arrival = wait(until);
                if (arrival.reply().code() == null) {
                    throw ended(Problem.SignIn.Kind.DEVICE_DENIED, "the page says that it was denied");
                }
                keep(base, arrival, arrival.client().equals(HERE) ? back : confirmation);
            } finally {
                asker.allowed();
            }
        }
    }

    private Callback open() {
        try {
            return Callback.open(state, reply -> arrivals.add(new Arrival(HERE, reply)));
        } catch (IOException e) {
            throw new Problem.Thrown(new Problem.Misconfigured("a port of this machine for the browser",
                    new Problem.Source(API, null, String.valueOf(e.getMessage()))), e);
        }
    }

    /// What the page on another device shows: the base64 of `state=…&code=…`.
    private boolean pasted(String text) {
        Callback.@Nullable Reply reply;
        try {
            String words = new String(Base64.getMimeDecoder().decode(text.strip()), StandardCharsets.UTF_8);
            reply = Callback.Reply.of(words, state);
        } catch (IllegalArgumentException e) {
            LOG.log(System.Logger.Level.DEBUG, "what was pasted is no base64: {0}", e.getMessage());
            reply = null;
        }
        if (reply == null || reply.code() == null) {
            return false;
        }
        arrivals.add(new Arrival(ELSEWHERE, reply));
        return true;
    }

    private Arrival wait(Instant until) throws InterruptedException {
        while (time.now().isBefore(until)) {
            @Nullable
            Arrival arrival = arrivals.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            if (arrival != null) {
                return arrival;
            }
        }
        throw ended(Problem.SignIn.Kind.DEVICE_EXPIRED, "nobody signed in in time");
    }

    private URI authorize(URI base, String client, URI back) {
        // the name of the method is AWS's own; the specification's would be S256
        var fields = List.of("response_type", "code", "client_id", client, "state", state, "code_challenge_method", "SHA-256", "scope",
                "openid", "redirect_uri", back.toString(), "code_challenge", URL.encodeToString(sha256(verifier)));
        var query = new ArrayList<String>();
        for (int i = 0; i < fields.size(); i += 2) {
            query.add(fields.get(i) + "=" + URLEncoder.encode(fields.get(i + 1), StandardCharsets.UTF_8));
        }
        return URI.create(base + "/v1/authorize?" + String.join("&", query));
    }

    private void keep(URI base, Arrival arrival, URI back) {
        ProofKey key = ProofKey.random();
        URI to = URI.create(base + "/v1/token");
        CreateOAuth2TokenResponseBody got = exchange(arrival, back, key.proof(to, time.now()));
        String session = subject(got.idToken());
        if (!session.equals(way.session())) {
            throw ended(Problem.SignIn.Kind.LOGIN_OTHER, session + ", not " + way.session());
        }
        String[] arn = session.split(":", -1);
        var token = got.accessToken();
        Map<String, @Nullable Object> json = Json.object("accessToken",
                Json.object("accessKeyId", token.accessKeyId(), "secretAccessKey", token.secretAccessKey(), "sessionToken",
                        token.sessionToken(), "accountId", arn.length > 4 ? arn[4] : "", "expiresAt",
                        time.now().plusSeconds(got.expiresIn()).truncatedTo(ChronoUnit.SECONDS).toString()),
                "tokenType", got.tokenType(), "clientId", arrival.client(), "refreshToken", got.refreshToken(), "idToken", got.idToken(),
                "dpopKey", key.pem());
        try {
            ClientCache.write(file(folder, session), json);
        } catch (IOException e) {
            throw new Problem.Thrown(new Problem.Misconfigured(folder.toString(),
                    new Problem.Source("the session of aws login cannot be written", null, String.valueOf(e.getMessage()))), e);
        }
    }

    private CreateOAuth2TokenResponseBody exchange(Arrival arrival, URI back, String proof) {
        try (SigninClient client = clients.signin(way.region())) {
            return clients.call(API, way.profile(), () -> {
                try {
                    return client.createOAuth2Token(r -> r
                            .tokenInput(t -> t.clientId(arrival.client()).grantType("authorization_code").code(arrival.reply().code())
                                    .codeVerifier(verifier).redirectUri(back.toString()))
                            .overrideConfiguration(o -> o.putHeader("DPoP", proof))).tokenOutput();
                } catch (AccessDeniedException e) {
                    // what its error is stands in the answer, and of a 401 the client that is used here keeps no body
                    if (e.statusCode() == 401) {
                        throw new Problem.Thrown(new Problem.SignIn(Problem.SignIn.Kind.DEVICE_EXPIRED, way.profile(),
                                new Problem.Source(API, e.requestId(), String.valueOf(e.getMessage()))), e);
                    }
                    throw e;
                }
            });
        }
    }

    /// Who signed in, by the token that AWS gave directly and over TLS (OpenID Connect Core 1.0, 3.1.3.7: its signature need not be looked at).
    private String subject(@Nullable String token) {
        String[] parts = token == null ? new String[0] : token.split("\\.", -1);
        try {
            if (parts.length == 3 && Json.readObject(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8))
                    .get("sub") instanceof String subject) {
                return subject;
            }
        } catch (IllegalArgumentException | Json.Malformed e) {
            throw new Problem.Thrown(new Problem.BadAnswer(200, new Problem.Source(API, null, "the identity is unreadable")), e);
        }
        throw new Problem.Thrown(new Problem.BadAnswer(200, new Problem.Source(API, null, "it names nobody")), null);
    }

    private Problem.Thrown ended(Problem.SignIn.Kind kind, String why) {
        return new Problem.Thrown(new Problem.SignIn(kind, way.profile(), new Problem.Source(API, null, why)), null);
    }
}
