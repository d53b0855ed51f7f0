package dev.howdah.drill.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class FleetSeedTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void theSameNumberGivesTheSameFleet() {
        assertThat(fleet(40).instances()).isEqualTo(fleet(40).instances());
        assertThat(fleet(40).snapshots()).isEqualTo(fleet(40).snapshots());
    }

    @Test
    void fiveHundredInstancesHaveFiveThousandSnapshotsAndUniqueIds() {
        Region region = fleet(500);
        assertThat(region.instances()).hasSize(500);
        assertThat(region.snapshots()).hasSize(5000);
        assertThat(region.snapshots().stream().filter(DbSnapshot::isManual)).hasSizeLessThan(100).isNotEmpty();
        assertThat(region.instances().stream().map(DbInstance::resourceId).distinct()).hasSize(500);
        assertThat(region.instances()).allSatisfy(db -> {
            assertThat(db.resourceId()).matches("db-[A-Z2-7]{26}");
            assertThat(region.tags(region.arn("db", db.id()))).containsEntry(ChapterSeed.METADATA_ONLY, "true");
        });
        assertThat(region.instances().stream().map(DbInstance::status).distinct()).hasSizeGreaterThan(5);
        assertThat(region.clusters()).extracting(DbCluster::engine).containsExactlyInAnyOrder("postgres", "aurora-postgresql");
    }

    private static Region fleet(int count) {
        var world = new World(DrillClock.stoppedAt(NOON), Pace.BRISK);
        FleetSeed.plant(world, count, 10);
        return world.home();
    }
}
