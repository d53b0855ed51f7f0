package dev.howdah.drill.scenario;

import java.util.List;

/// All there are, the simplest first.
public final class Scenarios {
    public static final List<Scenario> ALL = List.of(new RunawayQuery(), new IdleInTransaction(), new CpuSaturation(),
            new BlockingMigration(), new ConnectionFlood(), new StaleSecret(), new ZoneLoss(), new StorageNearlyFull(),
            new BadDelete());

    private Scenarios() {}
}
