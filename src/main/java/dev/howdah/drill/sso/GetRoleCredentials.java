package dev.howdah.drill.sso;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Logins;
import dev.howdah.drill.world.TrustedRole;
import dev.howdah.drill.world.World;
import java.time.Duration;

/// <https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html>. The end is told in milliseconds.
final class GetRoleCredentials implements Operation {
    private final World world;

    GetRoleCredentials(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "GetRoleCredentials";
    }

    @Override
    public boolean signed() {
        return false;
    }

    @Override
    public String route() {
        return "GET /federation/credentials";
    }

    @Override
    public Struct answer(Call call) {
        if (!world.logins().signOn().accepts(call.input().text("bearer", ""))) {
            throw new ApiError(401, "UnauthorizedException", "UnauthorizedException", "Session token not found or invalid");
        }
        TrustedRole role = TrustedRole.named(call.input().need("role_name")).filter(r -> r.trusts() && !r.web())
                .filter(_ -> call.input().text("account_id", "").equals(World.ACCOUNT))
                .orElseThrow(() -> new ApiError(403, "ForbiddenException", "ForbiddenException", "No access"));
        Logins.Issued issued = world.logins().issue(role.as("on-call"), Duration.ofHours(1));
        return new Struct().put("roleCredentials",
                new Struct().put("accessKeyId", issued.accessKey()).put("secretAccessKey", issued.secretKey())
                        .put("sessionToken", issued.token()).put("expiration", issued.until().toEpochMilli()));
    }
}
