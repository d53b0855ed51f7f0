package dev.howdah.drill.sso;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.protocol.Unsigned;
import dev.howdah.drill.world.SignOn;
import dev.howdah.drill.world.World;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// <https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html>, for devices (RFC 8628) and for refresh tokens.
final class CreateToken implements Unsigned {
    private final World world;

    CreateToken(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "CreateToken";
    }

    @Override
    public String route() {
        return "POST /token";
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        SsoErrors.client(world, input);
        SignOn.Tokens tokens = switch (input.need("grantType")) {
            case "urn:ietf:params:oauth:grant-type:device_code" -> ofDevice(input.need("deviceCode"));
            case "refresh_token" -> world.logins().signOn().renew(input.need("clientId"), input.need("refreshToken"))
                    .orElseThrow(SsoErrors::grant);
            default -> throw new ApiError(400, "unsupported_grant_type", "UnsupportedGrantTypeException", "Unsupported grant type");
        };
        return new Struct().put("accessToken", tokens.access()).put("tokenType", "Bearer")
                .put("expiresIn", (int) tokens.length().toSeconds()).put("refreshToken", tokens.refresh());
    }

    private SignOn.Tokens ofDevice(String code) {
        SignOn.Device device = world.logins().signOn().asked(code).orElseThrow(SsoErrors::grant);
        Instant now = world.clock().now();
        if (!device.until().isAfter(now)) {
            throw SsoErrors.expired();
        }
        @Nullable
        Instant before = device.asked();
        return switch (device.word()) {
            case NO -> throw SsoErrors.denied();
            case YES -> world.logins().signOn().grant(device);
            case NONE -> throw before != null && before.plus(SignOn.INTERVAL).minusMillis(100).isAfter(now)
                    ? SsoErrors.slowDown()
                    : SsoErrors.pending();
        };
    }
}
