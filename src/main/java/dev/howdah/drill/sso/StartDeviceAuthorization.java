package dev.howdah.drill.sso;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.protocol.Unsigned;
import dev.howdah.drill.world.SignOn;
import dev.howdah.drill.world.World;
import java.net.URI;
import java.util.function.Supplier;

/// <https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_StartDeviceAuthorization.html>.
final class StartDeviceAuthorization implements Unsigned {
    private final World world;
    private final Supplier<URI> here;

    /// @param here where the page is on which somebody agrees
    StartDeviceAuthorization(World world, Supplier<URI> here) {
        this.world = world;
        this.here = here;
    }

    @Override
    public String name() {
        return "StartDeviceAuthorization";
    }

    @Override
    public String route() {
        return "POST /device_authorization";
    }

    @Override
    public Struct answer(Call call) {
        call.input().need("startUrl");
        SsoErrors.client(world, call.input());
        SignOn.Device device = world.logins().signOn().start(call.input().need("clientId"));
        String page = here.get() + DevicePage.PATH;
        return new Struct().put("deviceCode", device.code()).put("userCode", device.userCode()).put("verificationUri", page)
                .put("verificationUriComplete", page + "?user_code=" + device.userCode())
                .put("expiresIn", (int) SignOn.WAITS.toSeconds()).put("interval", (int) SignOn.INTERVAL.toSeconds());
    }
}
