package dev.howdah.drill.sso;

import dev.howdah.drill.protocol.Service;
import dev.howdah.drill.world.World;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/// Single sign-on, as two registrations: who hands out tokens, and who hands out credentials for them.
public final class SsoService {
    private SsoService() {}

    /// @param here where the drill is
    public static List<Service> of(World world, Supplier<URI> here) {
        return List.of(
                Service.rest("sso-oidc",
                        List.of(new RegisterClient(world), new StartDeviceAuthorization(world, here), new CreateToken(world))),
                Service.rest("sso", List.of(new GetRoleCredentials(world))));
    }
}
