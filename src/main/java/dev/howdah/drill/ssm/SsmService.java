package dev.howdah.drill.ssm;

import dev.howdah.drill.protocol.Service;
import dev.howdah.drill.ssm.gateway.Sessions;
import dev.howdah.drill.world.TunnelFaults;
import dev.howdah.drill.world.World;
import java.util.List;

/// Systems Manager, as one registration.
public final class SsmService {
    private SsmService() {}

    public static Service of(World world, Sessions sessions, TunnelFaults faults) {
        return Service.json("ssm", "AmazonSSM",
                List.of(new DescribeInstanceInformation(world), new DescribeSessions(sessions), new GetConnectionStatus(world),
                        new ResumeSession(sessions, faults), new StartSession(world, sessions), new TerminateSession(sessions)));
    }
}
