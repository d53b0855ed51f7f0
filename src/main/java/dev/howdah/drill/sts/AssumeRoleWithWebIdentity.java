package dev.howdah.drill.sts;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.JsonText;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.protocol.Unsigned;
import dev.howdah.drill.world.Caller;
import dev.howdah.drill.world.TrustedRole;
import dev.howdah.drill.world.World;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html>: nobody signs it. Of the token (RFC 7519) the
/// form and the end are looked at; who signed it is not.
final class AssumeRoleWithWebIdentity implements Unsigned {
    private final World world;

    AssumeRoleWithWebIdentity(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "AssumeRoleWithWebIdentity";
    }

    @Override
    public Struct answer(Call call) {
        String session = call.input().need("RoleSessionName");
        TrustedRole role = TrustedRole.of(call.input().need("RoleArn")).filter(TrustedRole::web).orElseThrow(() -> ApiError.of(403,
                "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity"));
        String claims = claims(call.input().need("WebIdentityToken"));
        @Nullable
        String end = JsonText.member(claims, "exp");
        if (end == null || JsonText.member(claims, "sub") == null) {
            throw invalid();
        }
        if (!world.clock().now().isBefore(Instant.ofEpochSecond((long) Double.parseDouble(end)))) {
            throw ApiError.of(400, "ExpiredTokenException", "Token expired: current date/time must be before the expiration date/time");
        }
        Caller as = role.as(session);
        return new Struct().put("Credentials", SessionCredentials.of(world.logins().issue(as, SessionCredentials.length(call, false))))
                .put("SubjectFromWebIdentityToken", JsonText.member(claims, "sub"))
                .put("AssumedRoleUser", new Struct().put("AssumedRoleId", as.userId()).put("Arn", as.arn()));
    }

    private static String claims(String token) {
        String[] parts = token.strip().split("\\.", -1);
        if (parts.length != 3) {
            throw invalid();
        }
        try {
            return new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static ApiError invalid() {
        return ApiError.of(400, "InvalidIdentityToken", "The ID Token provided is not a valid JWT. (You may see this error if you sent an "
                + "Access Token)");
    }
}
