package dev.howdah.aws.ecs;

import dev.howdah.aws.session.AwsSession;
import dev.howdah.model.Hop;
import dev.howdah.model.Hop.Obstacle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.ManagedAgent;
import software.amazon.awssdk.services.ecs.model.Task;

/// The reads of Amazon ECS in one account and region. Lists come in pages of 100, descriptions in batches of 100, as ECS has it.
public final class EcsReads {
    private static final int BATCH = 100;
    private static final String AGENT = "ExecuteCommandAgent";
    private final AwsSession session;
    private final EcsClient ecs;

    public EcsReads(AwsSession session) {
        this.session = session;
        this.ecs = session.client("ecs", EcsClient.builder());
    }

    /// A running task as a way to the database.
    ///
    /// @param hop its security groups are those of its interface only once they were read: see `interfaceId`
    /// @param interfaceId its elastic network interface; null outside `awsvpc`
    /// @param definition ARN of its task definition, which tells the secrets it is given
    /// @param service that started it; null for a task on its own
    /// @param id the task's own
    public record TaskHop(Hop hop, @Nullable String interfaceId, String definition, @Nullable String service, String id) {}

    /// Every container of every running task, usable or not (`ecs:ListClusters`, `ListTasks`, `DescribeTasks`).
    public List<TaskHop> tasks() throws InterruptedException {
        var all = new ArrayList<TaskHop>();
        for (String cluster : clusters()) {
            List<String> arns = tasksOf(cluster);
            for (int from = 0; from < arns.size(); from += BATCH) {
                List<String> some = arns.subList(from, Math.min(arns.size(), from + BATCH));
                var described = session.call("ecs:DescribeTasks", () -> ecs.describeTasks(r -> r.cluster(cluster).tasks(some)));
                described.tasks().forEach(task -> task.containers().forEach(c -> all.add(hop(cluster, task, c))));
            }
        }
        return all;
    }

    private List<String> clusters() throws InterruptedException {
        return session.call("ecs:ListClusters", () -> ecs.listClustersPaginator(r -> r.maxResults(BATCH)).clusterArns().stream().toList());
    }

    private List<String> tasksOf(String cluster) throws InterruptedException {
        return session.call("ecs:ListTasks",
                () -> ecs.listTasksPaginator(r -> r.cluster(cluster).desiredStatus("RUNNING").maxResults(BATCH)).taskArns().stream()
                        .toList());
    }

    private static TaskHop hop(String cluster, Task task, Container container) {
        String clusterName = last(cluster);
        String id = last(task.taskArn());
        String of = task.group() != null && task.group().startsWith("service:") ? task.group().substring(8) : null;
        String service = of == null ? "task" : of;
        String name = service + " task " + id.substring(0, Math.min(8, id.length()))
                + (task.containers().size() > 1 ? " (" + container.name() + ")" : "");
        Map<String, String> attachment = new LinkedHashMap<>();
        task.attachments().stream().filter(a -> "ElasticNetworkInterface".equals(a.type())).flatMap(a -> a.details().stream())
                .forEach((KeyValuePair d) -> attachment.put(d.name(), d.value()));
        String target = "ecs:" + clusterName + "_" + id + "_" + container.runtimeId();
        var hop = new Hop(Hop.Kind.TASK, target, name, task.availabilityZone(), null, attachment.get("privateIPv4Address"), Set.of(),
                obstacles(clusterName, service, task, container), List.of());
        return new TaskHop(hop, attachment.get("networkInterfaceId"), task.taskDefinitionArn(), of, id);
    }

    /// What ECS Exec needs of a task (Amazon ECS developer guide, "ECS Exec"): nothing of it can be switched on in a running one.
    private static List<Obstacle> obstacles(String cluster, String service, Task task, Container container) {
        var obstacles = new ArrayList<Obstacle>();
        if (!"RUNNING".equals(task.lastStatus())) {
            obstacles.add(new Obstacle("the task is " + task.lastStatus(), "wait for it, or use another"));
        }
        if (!Boolean.TRUE.equals(task.enableExecuteCommand())) {
            obstacles.add(new Obstacle("ECS Exec is not enabled on this task, so it has no agent",
                    "replace the tasks: aws ecs update-service --cluster " + cluster + " --service " + service
                            + " --enable-execute-command --force-new-deployment"));
            return obstacles;
        }
        Optional<ManagedAgent> agent = container.managedAgents().stream().filter(a -> AGENT.equals(a.nameAsString())).findFirst();
        if (agent.isEmpty() || !"RUNNING".equals(agent.get().lastStatus())) {
            obstacles.add(new Obstacle("its agent is " + agent.map(ManagedAgent::lastStatus).orElse("not reported")
                    + agent.map(ManagedAgent::reason).filter(r -> !r.isBlank()).map(r -> ": " + r).orElse(""),
                    "check the task role's ssmmessages permissions and its way to ssmmessages"));
        }
        if (container.runtimeId() == null || container.runtimeId().isEmpty()) {
            obstacles.add(new Obstacle("the container has no runtime id yet", "wait for it to start"));
        }
        return obstacles;
    }

    /// The secrets that a task definition's containers are given (`ecs:DescribeTaskDefinition`): environment name → `valueFrom`.
    public Map<String, String> secrets(String definition) throws InterruptedException {
        var answer = session.call("ecs:DescribeTaskDefinition", () -> ecs.describeTaskDefinition(r -> r.taskDefinition(definition)));
        var secrets = new LinkedHashMap<String, String>();
        answer.taskDefinition().containerDefinitions()
                .forEach(c -> c.secrets().forEach(s -> secrets.put(s.name(), s.valueFrom())));
        return secrets;
    }

    /// The definitions of all running tasks, each once.
    public static Set<String> definitions(List<TaskHop> tasks) {
        var all = new LinkedHashSet<String>();
        tasks.forEach(t -> all.add(t.definition()));
        return all;
    }

    private static String last(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
