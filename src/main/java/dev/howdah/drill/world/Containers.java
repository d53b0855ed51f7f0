package dev.howdah.drill.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What ECS has in one region. What a request names may be a name or an ARN; the last part of an ARN is the name.
public final class Containers {
    private final String prefix;
    private final List<String> clusters = new ArrayList<>();
    private final List<TaskDefinition> definitions = new ArrayList<>();
    private final Map<String, FargateService> services = new TreeMap<>();
    private final Map<String, EcsTask> tasks = new LinkedHashMap<>();
    /// Service → what really runs behind its tasks.
    private final Map<String, Application> applications = new LinkedHashMap<>();

    Containers(String account, String region) {
        prefix = "arn:aws:ecs:" + region + ":" + account + ":";
    }

    /// `arn:aws:ecs:region:account:` and the rest: `cluster/blog-cluster`, `task/blog-cluster/…`.
    public String arn(String rest) {
        return prefix + rest;
    }

    private static String last(String nameOrArn) {
        return nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    }

    public synchronized List<String> clusters() {
        return List.copyOf(clusters);
    }

    public synchronized @Nullable String cluster(String nameOrArn) {
        return clusters.contains(last(nameOrArn)) ? last(nameOrArn) : null;
    }

    public synchronized void putCluster(String name) {
        clusters.add(name);
    }

    /// In order of families and revisions.
    public synchronized List<TaskDefinition> definitions() {
        return definitions.stream()
                .sorted(Comparator.comparing(TaskDefinition::family).thenComparingInt(TaskDefinition::revision)).toList();
    }

    /// By `family:revision`, by ARN, or by family alone, which means the newest.
    public synchronized @Nullable TaskDefinition definition(String reference) {
        String name = last(reference);
        return definitions().reversed().stream().filter(d -> d.name().equals(name) || d.family().equals(name)).findFirst().orElse(null);
    }

    public synchronized void put(TaskDefinition definition) {
        definitions.add(definition);
    }

    public synchronized List<FargateService> services(String cluster) {
        return services.values().stream().filter(s -> s.cluster().equals(cluster)).toList();
    }

    public synchronized @Nullable FargateService service(String cluster, String nameOrArn) {
        return services.get(cluster + "/" + last(nameOrArn));
    }

    public synchronized void put(FargateService service) {
        services.put(service.cluster() + "/" + service.name(), service);
    }

    /// What really runs behind a service's tasks, or null.
    public synchronized @Nullable Application application(String service) {
        return applications.get(service);
    }

    public synchronized void run(String service, Application application) {
        applications.put(service, application);
    }

    void close() {
        List<Application> all;
        synchronized (this) {
            all = List.copyOf(applications.values());
            applications.clear();
        }
        all.forEach(Application::close);
    }

    public synchronized List<EcsTask> tasks(String cluster) {
        return tasks.values().stream().filter(t -> t.cluster().equals(cluster)).toList();
    }

    public synchronized @Nullable EcsTask task(String cluster, String idOrArn) {
        EcsTask task = tasks.get(last(idOrArn));
        return task == null || !task.cluster().equals(cluster) ? null : task;
    }

    public synchronized void put(EcsTask task) {
        tasks.put(task.id(), task);
    }

    /// Replaces a task by what `change` makes of it; nothing happens when it is gone.
    public synchronized void changeTask(String id, UnaryOperator<EcsTask> change) {
        tasks.computeIfPresent(id, (_, old) -> change.apply(old));
    }
}
