package dev.howdah.drill.logs;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.World;

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html>
final class CreateLogGroup implements Operation {
    private static final String NAME = "[.\\-_/#A-Za-z0-9]{1,512}";
    private final World world;

    CreateLogGroup(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "CreateLogGroup";
    }

    @Override
    public Struct answer(Call call) {
        String group = Asking.group(call.input());
        if (!group.matches(NAME)) {
            throw LogsErrors.invalid("1 validation error detected: Value at 'logGroupName' failed to satisfy constraint: "
                    + "Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+");
        }
        if (!Asking.logs(world, call).create(group, world.clock().now())) {
            throw LogsErrors.exists();
        }
        return new Struct();
    }
}
