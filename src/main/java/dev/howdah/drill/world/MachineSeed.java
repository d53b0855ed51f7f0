package dev.howdah.drill.world;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The account's machines: the bastion, the one it replaced and that nobody switched off, and a build machine, which sessions
/// reach but which the database's group does not let in.
public final class MachineSeed {
    private static final Ids IDS = new Ids(2300);
    public static final String BASTION = IDS.ec2("i");
    public static final String OLD_BASTION = IDS.ec2("i");
    public static final String BUILD = IDS.ec2("i");

    private MachineSeed() {}

    static void plant(Region region, Instant now) {
        Instant spring = now.minus(200, ChronoUnit.DAYS);
        Instant lost = now.minus(26, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        region.put(new Machine(BASTION, "bastion", "t4g.nano", NetworkSeed.BASTION_ENI, now.minus(40, ChronoUnit.DAYS), "bastion",
                new Machine.Agent(EcsSeed.AGENT, true, now.minus(40, ChronoUnit.DAYS), null)));
        region.put(new Machine(OLD_BASTION, "bastion-old", "t3.nano", NetworkSeed.OLD_BASTION_ENI, spring, "bastion",
                new Machine.Agent("3.1.1188.0", false, spring, lost)));
        region.put(new Machine(BUILD, "build", "t4g.medium", NetworkSeed.BUILD_ENI, now.minus(90, ChronoUnit.DAYS), "build",
                new Machine.Agent(EcsSeed.AGENT, true, now.minus(90, ChronoUnit.DAYS), null)));
    }
}
