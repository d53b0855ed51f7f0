package dev.howdah.drill.ssm;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.CommonErrors;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.ssm.agent.Hop;
import dev.howdah.drill.ssm.gateway.Session;
import dev.howdah.drill.ssm.gateway.Sessions;
import dev.howdah.drill.world.Caller;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.security.SecureRandom;
import java.util.Map;

/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StartSession.html>
final class StartSession implements Operation {
    private static final int LONGEST_TARGET = 400;
    private static final SecureRandom RANDOM = new SecureRandom();
    private final World world;
    private final Sessions sessions;

    StartSession(World world, Sessions sessions) {
        this.world = world;
        this.sessions = sessions;
    }

    @Override
    public String name() {
        return "StartSession";
    }

    /// The target; the policy must allow the document too, but AWS names the target first.
    @Override
    public String resource(Call call) {
        String target = call.input().text("Target", "*");
        Hop hop = Hop.of(world.region(call.region()), target);
        return hop == null ? "arn:aws:ec2:" + call.region() + ":" + World.ACCOUNT + ":instance/" + target : hop.arn();
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        String target = target(input);
        Caller caller = world.logins().caller(call.accessKey());
        if (caller.rights() == Caller.Rights.NO_TASK_SESSIONS && target.startsWith("ecs:")) {
            throw CommonErrors.deniedExplicitly(call.service(), caller.arn(), call.action(), resource(call));
        }
        PortDocument document = PortDocument.named(input.text("DocumentName", "SSM-SessionManagerRunShell"));
        Map<String, String> properties = document.properties(input.struct("Parameters"));
        Region region = world.region(call.region());
        Hop hop = Hop.of(region, target);
        if (hop == null || !hop.connected()) {
            throw SsmErrors.notConnected(target);
        }
        var facts = new Session.Facts(id(caller), hop, document.name(), caller.arn(), input.text("Reason"), world.clock().now());
        return SessionShape.opened(sessions.start(region, facts, properties), sessions);
    }

    private static String target(Input input) {
        String target = input.text("Target");
        if (target == null) {
            throw SsmErrors.missing("target");
        }
        if (target.isEmpty() || target.length() > LONGEST_TARGET) {
            throw SsmErrors.invalid("target", "'" + target + "'",
                    "Member must have length between 1 and " + LONGEST_TARGET + ", inclusive");
        }
        return target;
    }

    /// The caller's name and 17 hexadecimal digits.
    private static String id(Caller caller) {
        String name = caller.arn().substring(caller.arn().lastIndexOf('/') + 1);
        return name + "-0" + String.format("%016x", RANDOM.nextLong());
    }
}
