package dev.howdah.drill.logs;

import dev.howdah.drill.protocol.Service;
import dev.howdah.drill.world.World;
import java.util.List;

/// CloudWatch Logs, as one registration.
public final class LogsService {
    private LogsService() {}

    public static Service of(World world) {
        return Service.json("logs", "Logs_20140328", List.of(new DescribeLogGroups(world), new DescribeLogStreams(world),
                new GetLogEvents(world), new FilterLogEvents(world), new CreateLogGroup(world), new DeleteLogGroup(world)));
    }
}
