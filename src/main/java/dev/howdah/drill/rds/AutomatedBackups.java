package dev.howdah.drill.rds;

import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.Region;
import java.util.Locale;

/// How the automated backups of an instance are called.
final class AutomatedBackups {
    private AutomatedBackups() {}

    /// Made of the resource id, so it survives a rename and the instance itself.
    static String arn(Region region, DbInstance db) {
        return region.arn("auto-backup", "ab-" + db.resourceId().substring(3).toLowerCase(Locale.ROOT));
    }
}
