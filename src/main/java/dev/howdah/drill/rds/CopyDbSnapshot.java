package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.DbSnapshot;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.Vault;
import dev.howdah.drill.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CopyDBSnapshot.html>, within a region.
///
/// A copy is manual, whatever its source was: that is how an automated snapshot is kept.
final class CopyDbSnapshot implements Operation {
    private final World world;

    CopyDbSnapshot(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "CopyDBSnapshot";
    }

    @Override
    public String resource(Call call) {
        return world.region(call.region()).arn("snapshot", Listing.name(call.input().text("TargetDBSnapshotIdentifier", "*")));
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        Region region = world.region(call.region());
        String named = input.need("SourceDBSnapshotIdentifier");
        String id = Identifiers.sound("TargetDBSnapshotIdentifier", input.need("TargetDBSnapshotIdentifier"), 255);
        DbSnapshot source = region.snapshot(Listing.name(named));
        if (source == null || named.startsWith("arn:") && !named.equals(region.arn("snapshot", source.id()))) {
            throw RdsErrors.noSnapshot(named);
        }
        if (!source.isAvailable()) {
            throw RdsErrors.snapshotState("Cannot copy the snapshot because it is not currently in the available state: " + source.id());
        }
        String key = input.text("KmsKeyId", source.source().storage().kmsKey() == null ? "" : source.source().storage().kmsKey());
        if (!region.keyWorks(source.source().storage().kmsKey()) || !key.isEmpty() && !region.keyWorks(key)) {
            throw RdsErrors.noKey(key);
        }
        Map<String, String> tags = new LinkedHashMap<>(Wishes.tags(input));
        if (input.flag("CopyTags")) {
            region.tags(region.arn("snapshot", source.id())).forEach(tags::putIfAbsent);
        }
        Instant now = world.clock().now();
        DbSnapshot copy;
        synchronized (region) {
            Snapshots.mayBe(region, id);
            copy = source.copied(id, key.isEmpty() ? null : key, region.arn("snapshot", source.id()), now, now.plus(world.pace().settle()));
            region.put(copy);
            region.tag(region.arn("snapshot", id), tags);
        }
        run(region, source, copy);
        return new Struct().put("DBSnapshot", DbSnapshotShape.of(region, copy));
    }

    private void run(Region region, DbSnapshot source, DbSnapshot copy) {
        String id = copy.id();
        region.tell(copy.taken(), "db-snapshot", id, "Started the copy of snapshot " + source.id() + " in region " + region.name() + ".",
                "notification");
        Duration usual = world.pace().backup();
        Vault vault = region.vault();
        boolean real = vault != null && vault.holds(source.id());
        for (int percent = 25; percent < 100 && !real; percent += 25) {
            int reached = percent;
            world.clock().after(usual.multipliedBy(percent).dividedBy(100),
                    _ -> region.changeSnapshot(id, s -> s.with("creating", reached)));
        }
        world.work("copy-" + id, vault == null || !real
                ? null
                : () -> vault.copy(source.id(), id, done -> region.changeSnapshot(id, s -> s.with("creating", Math.min(done, 99)))), usual,
                at -> {
                    region.changeSnapshot(id, s -> s.with(DbInstance.AVAILABLE, 100));
                    region.tell(at, "db-snapshot", id, "Finished the copy of snapshot " + source.id() + " in region " + region.name() + ".",
                            "notification");
                }, _ -> region.changeSnapshot(id, s -> s.with("failed", s.percent())));
    }
}
