package dev.howdah.aws.ecs;

import dev.howdah.aws.session.AwsSession;
import dev.howdah.model.EcsDefinition;
import dev.howdah.model.EcsService;
import dev.howdah.model.EcsTask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LogConfiguration;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;
import software.amazon.awssdk.services.ecs.model.TaskField;

/// What a migration asks of Amazon ECS: services, families, tasks. Lists come in pages of 100, services in batches of ten.
public final class EcsTasks {
    private static final int BATCH = 100;
    private static final int SERVICES = 10;
    private static final int EVENTS = 20;
    private final AwsSession session;
    private final EcsClient ecs;

    public EcsTasks(AwsSession session) {
        this.session = session;
        this.ecs = session.client("ecs", EcsClient.builder());
    }

    /// All services of all clusters (`ecs:ListClusters`, `ListServices`, `DescribeServices`).
    public List<EcsService> services() throws InterruptedException {
        var all = new ArrayList<EcsService>();
        for (String cluster : session.call("ecs:ListClusters",
                () -> ecs.listClustersPaginator(r -> r.maxResults(BATCH)).clusterArns().stream().toList())) {
            List<String> arns = session.call("ecs:ListServices",
                    () -> ecs.listServicesPaginator(r -> r.cluster(cluster).maxResults(BATCH)).serviceArns().stream().toList());
            for (int from = 0; from < arns.size(); from += SERVICES) {
                all.addAll(describe(cluster, arns.subList(from, Math.min(arns.size(), from + SERVICES))));
            }
        }
        return all;
    }

    /// One service; empty when there is none of that name.
    public Optional<EcsService> service(String cluster, String name) throws InterruptedException {
        return describe(cluster, List.of(name)).stream().findFirst();
    }

    private List<EcsService> describe(String cluster, List<String> names) throws InterruptedException {
        var answer = session.call("ecs:DescribeServices",
                () -> ecs.describeServices(r -> r.cluster(cluster).services(names).include(ServiceField.TAGS)));
        return answer.services().stream().map(EcsTasks::service).toList();
    }

    static EcsService service(Service s) {
        var network = s.networkConfiguration() == null ? null : s.networkConfiguration().awsvpcConfiguration();
        return new EcsService(EcsDefinition.last(s.clusterArn()), s.serviceName(), s.serviceArn(), s.taskDefinition(),
                network == null
                        ? new EcsService.Network(List.of(), List.of(), false)
                        : new EcsService.Network(List.copyOf(network.subnets()), List.copyOf(network.securityGroups()),
                                network.assignPublicIp() == AssignPublicIp.ENABLED),
                s.launchTypeAsString(), s.capacityProviderStrategy().stream().map(c -> c.capacityProvider()).toList(), s.platformVersion(),
                s.desiredCount(), s.runningCount(),
                s.deployments().stream()
                        .map(d -> new EcsService.Deployment(d.id(), d.status(), d.taskDefinition(), d.rolloutStateAsString(),
                                d.rolloutStateReason(), d.runningCount(), d.desiredCount(), d.failedTasks(), d.createdAt()))
                        .toList(),
                s.events().stream().limit(EVENTS).map(e -> e.message()).toList(), Boolean.TRUE.equals(s.enableExecuteCommand()));
    }

    /// Names of the capacity providers that a cluster has (`ecs:DescribeClusters`); empty for a cluster that is not there.
    public List<String> providers(String cluster) throws InterruptedException {
        return session.call("ecs:DescribeClusters", () -> ecs.describeClusters(r -> r.clusters(cluster))).clusters().stream().findFirst()
                .map(c -> List.copyOf(c.capacityProviders())).orElse(List.of());
    }

    /// ARNs of the revisions of a family that are active, newest first (`ecs:ListTaskDefinitions`); of all families without one.
    public List<String> revisions(@Nullable String family) throws InterruptedException {
        return session.call("ecs:ListTaskDefinitions", () -> ecs
                .listTaskDefinitionsPaginator(r -> r.familyPrefix(family).sort(SortOrder.DESC).maxResults(BATCH)).taskDefinitionArns()
                .stream().toList());
    }

    /// A task definition by `family:revision` or ARN (`ecs:DescribeTaskDefinition`).
    public EcsDefinition definition(String name) throws InterruptedException {
        var d = session.call("ecs:DescribeTaskDefinition", () -> ecs.describeTaskDefinition(r -> r.taskDefinition(name))).taskDefinition();
        return new EcsDefinition(d.taskDefinitionArn(), d.family(), d.revision() == null ? 0 : d.revision(),
                d.status() != TaskDefinitionStatus.INACTIVE, d.executionRoleArn(), d.taskRoleArn(),
                d.containerDefinitions().stream().map(EcsTasks::container).toList(), d.registeredAt());
    }

    /// A revision with all that AWS tells of it, to make another one of (`ecs:DescribeTaskDefinition`).
    ///
    /// @param name `family:revision` or ARN
    public Draft draft(String name) throws InterruptedException {
        var answer = session.call("ecs:DescribeTaskDefinition",
                () -> ecs.describeTaskDefinition(r -> r.taskDefinition(name).include(TaskDefinitionField.TAGS)));
        return Draft.of(answer.taskDefinition(), answer.tags());
    }

    /// ARN of the newest active revision of a draft's family that has the draft's containers, of the last ten; empty where none has
    /// (`ecs:ListTaskDefinitions`, `DescribeTaskDefinition`).
    public Optional<String> like(Draft draft) throws InterruptedException {
        for (String arn : revisions(draft.family()).stream().filter(a -> EcsDefinition.last(a).startsWith(draft.family() + ":"))
                .limit(10).toList()) {
            var found = session.call("ecs:DescribeTaskDefinition", () -> ecs.describeTaskDefinition(r -> r.taskDefinition(arn)))
                    .taskDefinition();
            if (draft.like(found)) {
                return Optional.of(arn);
            }
        }
        return Optional.empty();
    }

    private static EcsDefinition.Container container(ContainerDefinition c) {
        var environment = new LinkedHashMap<String, String>();
        c.environment().forEach((KeyValuePair v) -> environment.put(v.name(), v.value()));
        var secrets = new LinkedHashMap<String, String>();
        c.secrets().forEach((Secret s) -> secrets.put(s.name(), s.valueFrom()));
        LogConfiguration log = c.logConfiguration();
        Map<String, String> options = log == null || log.logDriver() != LogDriver.AWSLOGS ? Map.of() : log.options();
        return new EcsDefinition.Container(c.name(), c.image(), List.copyOf(c.command()), !Boolean.FALSE.equals(c.essential()), environment,
                secrets, options.get("awslogs-group"), options.get("awslogs-stream-prefix"),
                "true".equals(options.get("awslogs-create-group")));
    }

    /// The tasks of a family that are not forgotten yet, tags included (`ecs:ListTasks`, `DescribeTasks`).
    ///
    /// @param stopped those that are to be stopped, or have; else those that are to run
    public List<EcsTask> tasks(String cluster, String family, boolean stopped) throws InterruptedException {
        List<String> arns = session.call("ecs:ListTasks",
                () -> ecs.listTasksPaginator(r -> r.cluster(cluster).family(family)
                        .desiredStatus(stopped ? EcsTask.STOPPED : EcsTask.RUNNING).maxResults(BATCH)).taskArns().stream().toList());
        var all = new ArrayList<EcsTask>();
        for (int from = 0; from < arns.size(); from += BATCH) {
            all.addAll(describeTasks(cluster, arns.subList(from, Math.min(arns.size(), from + BATCH))));
        }
        return all;
    }

    /// The tasks of a service that are to run (`ecs:ListTasks`, `DescribeTasks`).
    public List<EcsTask> tasksOf(String cluster, String service) throws InterruptedException {
        List<String> arns = session.call("ecs:ListTasks", () -> ecs
                .listTasksPaginator(r -> r.cluster(cluster).serviceName(service).desiredStatus(EcsTask.RUNNING).maxResults(BATCH))
                .taskArns()
                .stream().toList());
        var all = new ArrayList<EcsTask>();
        for (int from = 0; from < arns.size(); from += BATCH) {
            all.addAll(describeTasks(cluster, arns.subList(from, Math.min(arns.size(), from + BATCH))));
        }
        return all;
    }

    /// One task by ARN or id; empty when ECS does not know it yet, or not any more.
    public Optional<EcsTask> task(String cluster, String arn) throws InterruptedException {
        return describeTasks(cluster, List.of(arn)).stream().findFirst();
    }

    private List<EcsTask> describeTasks(String cluster, List<String> arns) throws InterruptedException {
        return session.call("ecs:DescribeTasks", () -> ecs.describeTasks(r -> r.cluster(cluster).tasks(arns).include(TaskField.TAGS)))
                .tasks().stream().map(EcsTasks::task).toList();
    }

    static EcsTask task(Task t) {
        String address = t.attachments().stream().filter(a -> "ElasticNetworkInterface".equals(a.type())).flatMap(a -> a.details().stream())
                .filter(d -> "privateIPv4Address".equals(d.name())).map(KeyValuePair::value).findFirst().orElse(null);
        var tags = new LinkedHashMap<String, String>();
        t.tags().forEach((Tag tag) -> tags.put(tag.key(), tag.value()));
        return new EcsTask(EcsDefinition.last(t.clusterArn()), t.taskArn(), t.taskDefinitionArn(), t.lastStatus(), t.desiredStatus(),
                t.startedBy(), address, tags,
                new EcsTask.Times(t.createdAt(), t.pullStartedAt(), t.pullStoppedAt(), t.startedAt(), t.stoppingAt(),
                        t.executionStoppedAt(),
                        t.stoppedAt()),
                t.stopCodeAsString(), t.stoppedReason(),
                t.containers().stream()
                        .map(c -> new EcsTask.Container(c.name(), c.image(), c.imageDigest(), c.exitCode(), c.reason())).toList());
    }
}
