package dev.howdah.drill.sso;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.world.World;

/// Refusals of single sign-on: OAuth's word (RFC 8628, 3.5) and the shape that carries it.
final class SsoErrors {
    private SsoErrors() {}

    static void client(World world, Input input) {
        if (!world.logins().signOn().knows(input.text("clientId", ""), input.text("clientSecret", ""))) {
            throw new ApiError(401, "invalid_client", "InvalidClientException", "Invalid client provided");
        }
    }

    static ApiError pending() {
        return new ApiError(400, "authorization_pending", "AuthorizationPendingException", "");
    }

    static ApiError slowDown() {
        return new ApiError(400, "slow_down", "SlowDownException", "");
    }

    static ApiError expired() {
        return new ApiError(400, "expired_token", "ExpiredTokenException", "");
    }

    static ApiError denied() {
        return new ApiError(400, "access_denied", "AccessDeniedException", "");
    }

    static ApiError grant() {
        return new ApiError(400, "invalid_grant", "InvalidGrantException", "Invalid grant provided");
    }
}
