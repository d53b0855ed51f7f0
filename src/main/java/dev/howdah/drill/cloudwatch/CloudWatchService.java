package dev.howdah.drill.cloudwatch;

import dev.howdah.drill.protocol.Service;
import dev.howdah.drill.world.World;
import java.util.List;

/// CloudWatch, as one registration: clients ask it in query, JSON 1.0 or CBOR, by their age.
public final class CloudWatchService {
    private CloudWatchService() {}

    public static Service of(World world) {
        return Service.queryCompatible("cloudwatch", "monitoring", "2010-08-01", "GraniteServiceVersion20100801",
                "http://monitoring.amazonaws.com/doc/2010-08-01/",
                List.of(new DescribeAlarms(world), new DescribeAlarmHistory(world), new GetMetricData(world),
                        new GetMetricStatistics(world), new ListMetrics(world)));
    }
}
