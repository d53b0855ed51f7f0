package dev.howdah.drill.signin;

import dev.howdah.drill.protocol.Service;
import dev.howdah.drill.world.World;
import java.util.List;

/// AWS Sign-In, as one registration.
public final class SigninService {
    private SigninService() {}

    public static Service of(World world) {
        return Service.rest("signin", List.of(new CreateOAuth2Token(world)));
    }
}
