package dev.howdah.drill.cloudtrail;

import dev.howdah.drill.protocol.Service;
import dev.howdah.drill.world.World;
import java.util.List;

/// CloudTrail, as one registration.
public final class CloudTrailService {
    private CloudTrailService() {}

    public static Service of(World world) {
        return Service.json("cloudtrail", "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101", List.of(new LookupEvents(world)));
    }
}
