package dev.howdah.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/// Five hundred instances and five thousand snapshots, a page at a time.
final class FleetOnTheWireTest {
    @Test
    void everyRowComesOnceOverAllPages() throws Exception {
        try (Drill drill = Drill.start(DrillOptions.standard().withoutServers().withFleet(500), _ -> {
        }); var rds = Clients.of(drill).rds()) {
            Set<String> snapshots = new HashSet<>();
            int rows = 0;
            for (DBSnapshot s : rds.describeDBSnapshotsPaginator().dbSnapshots()) {
                snapshots.add(s.dbSnapshotIdentifier());
                rows++;
            }
            assertThat(snapshots).hasSize(rows).hasSizeGreaterThanOrEqualTo(5000);
            assertThat(drill.requestLog().count("DescribeDBSnapshots")).isEqualTo(51);
            assertThat(rds.describeDBInstancesPaginator().dbInstances().stream().map(DBInstance::dbiResourceId).distinct()).hasSize(502);
            assertThat(rds.describeDBClusters().dbClusters()).hasSize(2);
        }
    }
}
