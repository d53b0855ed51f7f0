package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.DbSnapshot;
import dev.howdah.drill.world.Region;
import java.util.List;

/// With whom a snapshot is shared, as both actions tell it.
final class SnapshotAttributes {
    /// The one attribute there is: who may restore it.
    static final String RESTORE = "restore";

    private SnapshotAttributes() {}

    static DbSnapshot snapshot(Region region, String named) {
        DbSnapshot found = region.snapshot(Listing.name(named));
        if (found == null) {
            throw RdsErrors.noSnapshot(Listing.name(named));
        }
        return found;
    }

    static Struct of(Region region, DbSnapshot snapshot) {
        var attribute = new Struct().put("AttributeName", RESTORE).list("AttributeValues", "AttributeValue", region.shares(snapshot.id()));
        return new Struct().put("DBSnapshotAttributesResult", new Struct().put("DBSnapshotIdentifier", snapshot.id())
                .list("DBSnapshotAttributes", "DBSnapshotAttribute", List.of(attribute)));
    }
}
