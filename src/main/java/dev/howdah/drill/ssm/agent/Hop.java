package dev.howdah.drill.ssm.agent;

import dev.howdah.drill.world.Containers;
import dev.howdah.drill.world.EcsTask;
import dev.howdah.drill.world.Machine;
import dev.howdah.drill.world.Network;
import dev.howdah.drill.world.Region;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a session can be opened to: a container of a task (`ecs:cluster_task_runtime`) or a machine (`i-…`).
///
/// @param arn what a policy for ssm:StartSession names
/// @param connected whether an agent answers there
public record Hop(String target, String arn, Network.Peer place, String vpcCidr, String agentVersion, boolean connected) {
    private static final Pattern CONTAINER = Pattern.compile("ecs:(.+)_([0-9a-f]{32})_([0-9a-zA-Z-]+)");

    /// The hop that a target names, or null when there is no such thing.
    public static @Nullable Hop of(Region region, String target) {
        Matcher container = CONTAINER.matcher(target);
        return container.matches()
                ? container(region, target, container.group(1), container.group(2), container.group(3))
                : machine(region, target);
    }

    private static @Nullable Hop container(Region region, String target, String cluster, String taskId, String runtimeId) {
        Containers ecs = region.containers();
        EcsTask task = ecs.task(cluster, taskId);
        if (task == null) {
            return null;
        }
        var place = new Network.Peer(task.place().address(), task.place().groups());
        for (EcsTask.Container c : task.containers()) {
            if (c.runtimeId().equals(runtimeId)) {
                EcsTask.Agent agent = c.agent();
                boolean connected = agent != null && agent.running() && task.lastStatus().equals(EcsTask.RUNNING);
                return new Hop(target, ecs.arn("task/" + cluster + "/" + taskId), place, cidr(region, task.place().subnetId()),
                        agent == null ? "" : agent.version(), connected);
            }
        }
        return null;
    }

    private static @Nullable Hop machine(Region region, String target) {
        Machine machine = region.machine(target);
        Network.Interface card = machine == null ? null : region.network().card(machine.interfaceId());
        if (machine == null || card == null) {
            return null;
        }
        Machine.Agent agent = machine.agent();
        return new Hop(target, "arn:aws:ec2:" + region.name() + ":" + region.account() + ":instance/" + target,
                new Network.Peer(card.address(), card.groups()), cidr(region, card.subnetId()), agent == null ? "" : agent.version(),
                agent != null && agent.online());
    }

    private static String cidr(Region region, String subnetId) {
        Network network = region.network();
        Network.Subnet subnet = network.subnet(subnetId);
        return subnet == null
                ? "10.0.0.0/16"
                : network.vpcs().stream().filter(v -> v.id().equals(subnet.vpcId())).map(Network.Vpc::cidr).findFirst()
                        .orElse("10.0.0.0/16");
    }
}
