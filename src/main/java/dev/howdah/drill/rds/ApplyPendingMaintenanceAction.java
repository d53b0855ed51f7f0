package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.PendingMaintenance;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.util.List;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ApplyPendingMaintenanceAction.html>: `immediate` begins at once and is not
/// taken back; the other two are noted, and the drill has no maintenance windows.
final class ApplyPendingMaintenanceAction implements Operation {
    private static final String IMMEDIATE = "immediate";
    private final World world;

    ApplyPendingMaintenanceAction(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "ApplyPendingMaintenanceAction";
    }

    @Override
    public String resource(Call call) {
        return call.input().text("ResourceIdentifier", "*");
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        Region region = world.region(call.region());
        String arn = input.need("ResourceIdentifier");
        String action = input.need("ApplyAction");
        String how = input.need("OptInType");
        if (!List.of(IMMEDIATE, "next-maintenance", "undo-opt-in").contains(how)) {
            throw ApiError.invalidValue("Invalid opt-in type: " + how);
        }
        PendingMaintenance waiting = region.maintenance().stream().filter(m -> m.arn().equals(arn) && m.action().equals(action)).findFirst()
                .orElseThrow(() -> ApiError.of(404, "ResourceNotFoundFault", "The specified resource ID was not found: " + arn));
        if (IMMEDIATE.equals(waiting.optIn())) {
            throw RdsErrors.instanceState("The pending maintenance action " + action + " has already begun.");
        }
        PendingMaintenance next = waiting.optedIn(how.equals("undo-opt-in") ? null : how);
        region.replace(waiting, next);
        if (how.equals(IMMEDIATE)) {
            world.clock().after(world.pace().modify(), _ -> region.remove(next));
        }
        return new Struct().put("ResourcePendingMaintenanceActions", DescribePendingMaintenanceActions.shape(arn,
                region.maintenance().stream().filter(m -> m.arn().equals(arn)).toList()));
    }
}
