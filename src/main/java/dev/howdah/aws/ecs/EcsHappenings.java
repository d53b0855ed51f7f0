package dev.howdah.aws.ecs;

import dev.howdah.aws.session.AwsSession;
import dev.howdah.model.EcsDefinition;
import dev.howdah.model.EcsEvent;
import dev.howdah.model.EcsService;
import dev.howdah.model.EcsTask;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;

/// What happened in the clusters of one account and region, as long as ECS remembers: the last 100 lines of each service's scheduler, its
/// deployments, and tasks that stopped within the hour.
public final class EcsHappenings {
    private static final int BATCH = 100;
    private static final int SERVICES = 10;
    private final AwsSession session;
    private final EcsClient ecs;

    public EcsHappenings(AwsSession session) {
        this.session = session;
        this.ecs = session.client("ecs", EcsClient.builder());
    }

    /// @param events in no order
    public record Happened(List<EcsService> services, List<EcsEvent> events, List<EcsTask> stopped) {}

    /// Reads all (`ecs:ListClusters`, `ListServices`, `DescribeServices`, `ListTasks`, `DescribeTasks`).
    public Happened read() throws InterruptedException {
        var services = new ArrayList<EcsService>();
        var events = new ArrayList<EcsEvent>();
        var stopped = new ArrayList<EcsTask>();
        for (String cluster : session.call("ecs:ListClusters",
                () -> ecs.listClustersPaginator(r -> r.maxResults(BATCH)).clusterArns().stream().toList())) {
            List<String> arns = session.call("ecs:ListServices",
                    () -> ecs.listServicesPaginator(r -> r.cluster(cluster).maxResults(BATCH)).serviceArns().stream().toList());
            for (int from = 0; from < arns.size(); from += SERVICES) {
                List<String> some = arns.subList(from, Math.min(arns.size(), from + SERVICES));
                session.call("ecs:DescribeServices", () -> ecs.describeServices(r -> r.cluster(cluster).services(some))).services()
                        .forEach(s -> {
                            services.add(EcsTasks.service(s));
                            events.addAll(events(s));
                        });
            }
            List<String> tasks = session.call("ecs:ListTasks",
                    () -> ecs.listTasksPaginator(r -> r.cluster(cluster).desiredStatus(EcsTask.STOPPED).maxResults(BATCH)).taskArns()
                            .stream().toList());
            for (int from = 0; from < tasks.size(); from += BATCH) {
                List<String> some = tasks.subList(from, Math.min(tasks.size(), from + BATCH));
                session.call("ecs:DescribeTasks", () -> ecs.describeTasks(r -> r.cluster(cluster).tasks(some))).tasks()
                        .forEach(t -> stopped.add(EcsTasks.task(t)));
            }
        }
        return new Happened(services, events, stopped);
    }

    private static List<EcsEvent> events(Service service) {
        return service.events().stream().filter(e -> e.createdAt() != null && e.message() != null)
                .map(e -> new EcsEvent(e.createdAt(), EcsDefinition.last(service.clusterArn()), service.serviceName(), e.message()))
                .toList();
    }
}
