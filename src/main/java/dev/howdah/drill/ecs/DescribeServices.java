package dev.howdah.drill.ecs;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Containers;
import dev.howdah.drill.world.FargateService;
import dev.howdah.drill.world.EcsTask;
import dev.howdah.drill.world.World;
import java.util.ArrayList;
import java.util.List;

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html>
final class DescribeServices implements Operation {
    private static final int MOST = 10;
    private final World world;

    DescribeServices(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeServices";
    }

    @Override
    public Struct answer(Call call) {
        Containers ecs = Listing.containers(world, call);
        String cluster = Listing.cluster(ecs, call.input());
        List<Struct> found = new ArrayList<>();
        List<Struct> failures = new ArrayList<>();
        for (String name : Listing.names(call.input(), "services", MOST)) {
            FargateService service = ecs.service(cluster, name);
            if (service == null) {
                failures.add(EcsErrors.missing(Listing.arn(ecs, name, "service/" + cluster)));
            } else {
                found.add(shape(ecs, service, Listing.includes(call.input(), "TAGS")));
            }
        }
        return new Struct().list("services", found).list("failures", failures);
    }

    static Struct shape(Containers ecs, FargateService s, boolean tags) {
        int running = running(ecs, s);
        String arn = ecs.arn("service/" + s.cluster() + "/" + s.name());
        List<String> providers = ecs.strategy(s.name());
        return new Struct().put("serviceArn", arn).put("serviceName", s.name()).put("clusterArn", ecs.arn("cluster/" + s.cluster()))
                .list("loadBalancers", List.of()).list("serviceRegistries", List.of()).put("status", "ACTIVE")
                .put("desiredCount", s.desired()).put("runningCount", running).put("pendingCount", Math.max(0, s.desired() - running))
                .put("launchType", providers.isEmpty() ? "FARGATE" : null)
                .list("capacityProviderStrategy", providers.stream()
                        .map(p -> new Struct().put("capacityProvider", p).put("weight", 1).put("base", 0)).toList())
                .put("platformVersion", "LATEST").put("platformFamily", "Linux")
                .put("taskDefinition", ecs.arn("task-definition/" + s.definition()))
                .put("deploymentConfiguration", new Struct()
                        .put("deploymentCircuitBreaker", new Struct().put("enable", true).put("rollback", true))
                        .put("maximumPercent", 200).put("minimumHealthyPercent", 100).put("strategy", "ROLLING"))
                .list("deployments", s.deployments().stream().map(d -> deployment(ecs, s, d)).toList())
                .put("roleArn", "arn:aws:iam::" + World.ACCOUNT + ":role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS")
                .list("events", s.events().stream()
                        .map(e -> new Struct().put("id", e.id()).put("createdAt", e.at()).put("message", e.message())).toList())
                .put("createdAt", s.created()).list("placementConstraints", List.of()).list("placementStrategy", List.of())
                .put("networkConfiguration", network(s)).put("schedulingStrategy", "REPLICA")
                .put("deploymentController", new Struct().put("type", "ECS")).list("tags", tags ? tags() : List.of())
                .put("enableECSManagedTags", true).put("propagateTags", "NONE").put("enableExecuteCommand", s.exec())
                .put("availabilityZoneRebalancing", "ENABLED");
    }

    private static List<Struct> tags() {
        return List.of(new Struct().put("key", "Project").put("value", "blog-api"));
    }

    private static int running(Containers ecs, FargateService s) {
        return (int) ecs.tasks(s.cluster()).stream().filter(t -> t.group().equals(s.group()) && t.lastStatus().equals(EcsTask.RUNNING))
                .count();
    }

    private static Struct deployment(Containers ecs, FargateService s, FargateService.Deployment d) {
        List<EcsTask> own = ecs.tasks(s.cluster()).stream().filter(t -> d.id().equals(t.startedBy())).toList();
        int running = (int) own.stream().filter(t -> t.lastStatus().equals(EcsTask.RUNNING)).count();
        int pending = (int) own.stream().filter(t -> !t.ran() && t.desiredStatus().equals(EcsTask.RUNNING)).count();
        boolean primary = d.id().equals(s.primary().id());
        boolean steady = d.completed() && running >= d.desired();
        return new Struct().put("id", d.id()).put("status", primary ? "PRIMARY" : "ACTIVE")
                .put("taskDefinition", ecs.arn("task-definition/" + d.definition())).put("desiredCount", primary ? d.desired() : 0)
                .put("pendingCount", d.completed() ? Math.max(0, d.desired() - running) : pending).put("runningCount", running)
                .put("failedTasks", d.failed()).put("createdAt", d.created()).put("updatedAt", d.updated()).put("launchType", "FARGATE")
                .put("platformVersion", "1.4.0").put("platformFamily", "Linux").put("networkConfiguration", network(s))
                .put("rolloutState", d.broken() ? "FAILED" : steady || !primary ? "COMPLETED" : "IN_PROGRESS")
                .put("rolloutStateReason", d.broken()
                        ? "ECS deployment circuit breaker: tasks failed to start."
                        : d.back() != null && !steady
                                ? "ECS deployment circuit breaker: rolling back to deploymentId " + d.id() + "."
                                : "ECS deployment " + d.id() + (steady || !primary ? " completed." : " in progress."));
    }

    private static Struct network(FargateService s) {
        return new Struct().put("awsvpcConfiguration", new Struct().list("subnets", s.subnets()).list("securityGroups", s.groups())
                .put("assignPublicIp", "DISABLED"));
    }
}
