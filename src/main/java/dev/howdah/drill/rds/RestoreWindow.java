package dev.howdah.drill.rds;

import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.Region;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// From when to when an instance can be restored. With servers behind it, what the archived WAL really reaches; without, what
/// RDS would say: logs leave every five minutes and are kept for the retention period.
final class RestoreWindow {
    private static final long UPLOAD_SECONDS = 300;

    private RestoreWindow() {}

    static DataPlane.@Nullable Window of(Region region, DbInstance instance, Instant now) {
        if (instance.backup().days() == 0 || instance.cluster() != null || instance.endpoint() == null) {
            return null;
        }
        DataPlane servers = region.servers(instance.id());
        if (servers != null) {
            return servers.restoreWindow();
        }
        Instant latest = Instant.ofEpochSecond((now.getEpochSecond() - 60) / UPLOAD_SECONDS * UPLOAD_SECONDS)
                .plusSeconds(instance.id().hashCode() & 31);
        Instant earliest = now.minus(instance.backup().days(), ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);
        return new DataPlane.Window(earliest.isAfter(instance.created()) ? earliest : instance.created(), latest);
    }
}
