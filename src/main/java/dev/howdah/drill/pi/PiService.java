package dev.howdah.drill.pi;

import dev.howdah.drill.protocol.Service;
import dev.howdah.drill.world.World;
import java.util.List;

/// Performance Insights, as one registration.
public final class PiService {
    private PiService() {}

    public static Service of(World world) {
        return Service.json("pi", "PerformanceInsightsv20180227",
                List.of(new GetResourceMetrics(world), new DescribeDimensionKeys(world), new GetDimensionKeyDetails(world),
                        new GetResourceMetadata(world), new ListAvailableResourceDimensions(world),
                        new ListAvailableResourceMetrics(world)));
    }
}
