package dev.howdah.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// `howdah status` on 500 instances and 5,000 snapshots beside the `aws` client's two commands, whole processes, in turn.
final class StatusBench {
    private static final int PAIRS = 9;

    @Test
    void statusOfFiveHundredInstancesBesideTheAwsClient() throws Exception {
        assumeTrue(Timing.onPath("aws").isPresent(), "the aws client is not on PATH: nothing to compare with");
        String launcher = System.getProperty("howdah.launcher");
        try (Drill drill = Drill.start(DrillOptions.standard().withoutServers().withFleet(498), _ -> {})) {
            var environment = drill.variables();
            var pairs = new ArrayList<Timing.Pair>();
            for (int i = -2; i < PAIRS; i++) {
                double ours = Timing.seconds(environment, launcher, "status", "--json");
                double theirs = Timing.seconds(environment, "aws", "rds", "describe-db-instances")
                        + Timing.seconds(environment, "aws", "rds", "describe-db-snapshots");
                if (i >= 0) {
                    pairs.add(new Timing.Pair(ours, theirs));
                }
            }
            assertThat(pairs).hasSize(PAIRS);
            Timing.report("status, 500 instances, 5,000 snapshots", "aws describe-db-instances + describe-db-snapshots", pairs);
        }
    }
}
