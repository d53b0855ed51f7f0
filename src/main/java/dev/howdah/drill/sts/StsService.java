package dev.howdah.drill.sts;

import dev.howdah.drill.protocol.Service;
import dev.howdah.drill.world.World;
import java.util.List;

/// STS, as one registration.
public final class StsService {
    private StsService() {}

    public static Service of(World world) {
        return Service.query("sts", "2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/", List.of(new GetCallerIdentity(world),
                new AssumeRole(world), new AssumeRoleWithWebIdentity(world)));
    }
}
