package dev.howdah.drill.logs;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.World;

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html>
final class DeleteLogGroup implements Operation {
    private final World world;

    DeleteLogGroup(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DeleteLogGroup";
    }

    @Override
    public Struct answer(Call call) {
        if (!Asking.logs(world, call).remove(Asking.group(call.input()))) {
            throw LogsErrors.noGroup();
        }
        return new Struct();
    }
}
