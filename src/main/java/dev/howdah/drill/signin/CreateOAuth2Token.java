package dev.howdah.drill.signin;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.protocol.Unsigned;
import dev.howdah.drill.world.Logins;
import dev.howdah.drill.world.TrustedRole;
import dev.howdah.drill.world.World;
import java.time.Duration;

/// CreateOAuth2Token of AWS Sign-In (service model 2023-01-01), for refresh tokens: what keeps a session of `aws login` going. The proof of
/// possession (RFC 9449) must be there; what it says is not checked.
final class CreateOAuth2Token implements Unsigned {
    private static final Duration LENGTH = Duration.ofMinutes(15);
    private final World world;

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
        if (call.input().text("dpop", "").split("\\.", -1).length != 3) {
            throw new ApiError(400, "INVALID_REQUEST", "ValidationException", "DPoP proof is missing");
        }
        if (!call.input().need("grantType").equals("refresh_token")) {
            throw new ApiError(400, "INVALID_REQUEST", "ValidationException", "the drill has no browser sign-in");
        }
        if (!world.logins().consoleLogins().take(call.input().need("refreshToken"))) {
            throw new ApiError(401, "TOKEN_EXPIRED", "AccessDeniedException", "The refresh token has expired");
        }
        Logins.Issued issued = world.logins()
                .issue(TrustedRole.named("ops-admin").orElseThrow().as("console"), LENGTH);
        return new Struct()
                .put("accessToken", new Struct().put("accessKeyId", issued.accessKey()).put("secretAccessKey", issued.secretKey())
                        .put("sessionToken", issued.token()))
                .put("tokenType", "aws_sigv4").put("expiresIn", (int) LENGTH.toSeconds())
                .put("refreshToken", world.logins().consoleLogins().refreshToken());
    }
}
