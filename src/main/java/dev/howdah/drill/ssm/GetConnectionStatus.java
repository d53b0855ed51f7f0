package dev.howdah.drill.ssm;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.ssm.agent.Hop;
import dev.howdah.drill.world.World;

/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetConnectionStatus.html>: what is unknown is not connected.
final class GetConnectionStatus implements Operation {
    private final World world;

    GetConnectionStatus(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "GetConnectionStatus";
    }

    @Override
    public Struct answer(Call call) {
        String target = call.input().text("Target");
        if (target == null) {
            throw SsmErrors.missing("target");
        }
        Hop hop = Hop.of(world.region(call.region()), target);
        return new Struct().put("Target", target).put("Status", hop != null && hop.connected() ? "connected" : "notconnected");
    }
}
