package dev.howdah.drill.signin;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.JsonText;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.protocol.Unsigned;
import dev.howdah.drill.world.ConsoleLogins;
import dev.howdah.drill.world.Logins;
import dev.howdah.drill.world.TrustedRole;
import dev.howdah.drill.world.World;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;

/// CreateOAuth2Token of AWS Sign-In (service model 2023-01-01): for the code that its page sends back, what begins a session of `aws login`,
/// and for a refresh token, what keeps it going.
final class CreateOAuth2Token implements Unsigned {
    private static final Duration LENGTH = Duration.ofMinutes(15);
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
    private final World world;
    private final Possession possession = new Possession();

    CreateOAuth2Token(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "CreateOAuth2Token";
    }

    @Override
    public String route() {
        return "POST /v1/token";
    }

    @Override
    public Struct answer(Call call) {
        String key = possession.key(call.input().text("dpop", ""));
        return switch (call.input().need("grantType")) {
            case "authorization_code" -> begun(call.input(), key);
            case "refresh_token" -> {
                ConsoleLogins.Going session = world.logins().consoleLogins().take(call.input().need("refreshToken"), key)
                        .orElseThrow(() -> new ApiError(401, "TOKEN_EXPIRED", "AccessDeniedException", "The refresh token has expired"));
                yield tokens(new ConsoleLogins.Going(session.who(), session.client(), key));
            }
            default -> throw new ApiError(400, "INVALID_REQUEST", "ValidationException", "unknown grant type");
        };
    }

    private Struct begun(Input input, String key) {
        ConsoleLogins.Asked asked = world.logins().consoleLogins().exchange(input.need("code"))
                .orElseThrow(() -> new ApiError(401, "AUTHCODE_EXPIRED", "AccessDeniedException", "The authorization code has expired"));
        if (!asked.client().equals(input.need("clientId")) || !asked.back().equals(input.need("redirectUri"))
                || !asked.challenge().equals(challenge(input.need("codeVerifier")))) {
            throw new ApiError(400, "INVALID_REQUEST", "ValidationException", "the code is of another request");
        }
        String header = URL.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        String claims = URL.encodeToString(JsonText.of(new Struct().put("sub", asked.who()).put("aud", asked.client()))
                .getBytes(StandardCharsets.UTF_8));
        return tokens(new ConsoleLogins.Going(asked.who(), asked.client(), key)).put("idToken", header + "." + claims + ".drill");
    }

    private Struct tokens(ConsoleLogins.Going session) {
        Logins.Issued issued = world.logins()
                .issue(TrustedRole.named("ops-admin").orElseThrow().as("console"), LENGTH);
        return new Struct()
                .put("accessToken", new Struct().put("accessKeyId", issued.accessKey()).put("secretAccessKey", issued.secretKey())
                        .put("sessionToken", issued.token()))
                .put("tokenType", "aws_sigv4").put("expiresIn", (int) LENGTH.toSeconds())
                .put("refreshToken", world.logins().consoleLogins().refreshToken(session));
    }

    private static String challenge(String verifier) {
        try {
            return URL.encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a JVM without SHA-256", e);
        }
    }
}
