package dev.howdah.drill.sts;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Caller;
import dev.howdah.drill.world.World;

/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html>: the one call that needs no permission.
final class GetCallerIdentity implements Operation {
    private final World world;

    GetCallerIdentity(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "GetCallerIdentity";
    }

    @Override
    public Struct answer(Call call) {
        Caller caller = world.logins().caller(call.accessKey());
        return new Struct().put("Arn", caller.arn()).put("UserId", caller.userId()).put("Account", World.ACCOUNT);
    }
}
