package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.DbSnapshot;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.util.List;
import java.util.Set;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBSnapshotAttribute.html>: shares a manual snapshot with
/// other accounts, or stops it.
final class ModifyDbSnapshotAttribute implements Operation {
    private static final String EVERYBODY = "all";
    private static final int MOST = 20;
    private final World world;

    ModifyDbSnapshotAttribute(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "ModifyDBSnapshotAttribute";
    }

    @Override
    public String resource(Call call) {
        return world.region(call.region()).arn("snapshot", Listing.name(call.input().text("DBSnapshotIdentifier", "*")));
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        Region region = world.region(call.region());
        DbSnapshot snapshot = SnapshotAttributes.snapshot(region, input.need("DBSnapshotIdentifier"));
        if (!input.need("AttributeName").equals(SnapshotAttributes.RESTORE)) {
            throw ApiError.invalidValue("Invalid attribute name: " + input.need("AttributeName"));
        }
        if (!snapshot.isManual() || !snapshot.isAvailable()) {
            throw RdsErrors.snapshotState(snapshot.isManual()
                    ? "The snapshot " + snapshot.id() + " is not in the available state."
                    : "Automated snapshots cannot be shared. Copy the snapshot first: " + snapshot.id());
        }
        List<String> more = accounts(input.texts("ValuesToAdd"));
        List<String> less = accounts(input.texts("ValuesToRemove"));
        if (more.contains(EVERYBODY) && snapshot.source().storage().kmsKey() != null) {
            throw ApiError.invalidValue("An encrypted snapshot cannot be made public: " + snapshot.id());
        }
        Set<String> next = region.shares(snapshot.id());
        next.addAll(more);
        less.forEach(next::remove);
        if (next.size() > MOST) {
            throw ApiError.of(400, "SharedSnapshotQuotaExceeded", "A snapshot cannot be shared with more than " + MOST + " accounts.");
        }
        region.share(snapshot.id(), next);
        return SnapshotAttributes.of(region, snapshot);
    }

    private static List<String> accounts(List<String> sent) {
        for (String account : sent) {
            if (!account.equals(EVERYBODY) && !account.matches("\\d{12}")) {
                throw ApiError.invalidValue("Invalid account id: " + account);
            }
        }
        return sent;
    }
}
