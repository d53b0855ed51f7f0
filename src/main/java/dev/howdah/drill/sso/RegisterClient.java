package dev.howdah.drill.sso;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.protocol.Unsigned;
import dev.howdah.drill.world.World;
import java.time.Duration;
import java.util.UUID;

/// <https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_RegisterClient.html>.
final class RegisterClient implements Unsigned {
    private final World world;

    RegisterClient(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "RegisterClient";
    }

    @Override
    public String route() {
        return "POST /client/register";
    }

    @Override
    public Struct answer(Call call) {
        call.input().need("clientName");
        if (!call.input().need("clientType").equals("public")) {
            throw new ApiError(400, "invalid_client_metadata", "InvalidClientMetadataException", "Invalid client type");
        }
        String id = "drill-" + UUID.randomUUID();
        return new Struct().put("clientId", id).put("clientSecret", world.logins().signOn().register(id))
                .put("clientIdIssuedAt", world.clock().now().getEpochSecond())
                .put("clientSecretExpiresAt", world.clock().now().plus(Duration.ofDays(90)).getEpochSecond());
    }
}
