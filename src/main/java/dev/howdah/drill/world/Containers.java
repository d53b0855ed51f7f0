package dev.howdah.drill.world;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What ECS has in one region. What a request names may be a name or an ARN; the last part of an ARN is the name.
public final class Containers {
    /// The capacity providers that a cluster has without anybody's doing.
    public static final List<String> PROVIDERS = List.of("FARGATE", "FARGATE_SPOT");
    private final String prefix;
    private final List<String> clusters = new ArrayList<>();
    private final List<TaskDefinition> definitions = new ArrayList<>();
    private final Map<String, FargateService> services = new TreeMap<>();
    private final Map<String, EcsTask> tasks = new LinkedHashMap<>();
    /// Service → what really runs behind its tasks.
    private final Map<String, Application> applications = new LinkedHashMap<>();
    /// Image → when it arrived in the registry.
    private final Map<String, Instant> images = new TreeMap<>();
    private final Roles roles = new Roles();
    /// `family:revision` of what was deregistered.
    private final Set<String> inactive = new TreeSet<>();
    /// `family:revision` → tags.
    private final Map<String, Map<String, String>> tags = new TreeMap<>();
    private final Map<String, Token> tokens = new LinkedHashMap<>();
    private final Set<String> full = new TreeSet<>();
    /// Service → names of the capacity providers of its strategy.
    private final Map<String, List<String>> strategies = new TreeMap<>();
    private @Nullable String lacking;
    private @Nullable ContainerHost host;
    private int placed;
    private Consumer<EcsTask> whenStopping = _ -> {
    };

    /// What a client token was first used for.
    ///
    /// @param asked all that the request said
    public record Token(String asked, List<String> tasks) {}

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

    /// By `family:revision`, by ARN, or by family alone, which means the newest that is active.
    public synchronized @Nullable TaskDefinition definition(String reference) {
        String name = last(reference);
        return definitions().reversed().stream()
                .filter(d -> d.name().equals(name) || d.family().equals(name) && !inactive.contains(d.name())).findFirst().orElse(null);
    }

    /// Whether new tasks may be made of a revision.
    public synchronized boolean active(String name) {
        return !inactive.contains(name);
    }

    /// No new task is made of a revision any more; what runs by it runs on.
    public synchronized void deregister(String name) {
        inactive.add(name);
    }

    public synchronized Map<String, String> tags(String name) {
        return tags.getOrDefault(name, Map.of());
    }

    public synchronized void tag(String name, Map<String, String> own) {
        tags.put(name, Map.copyOf(own));
    }

    public synchronized void put(TaskDefinition definition) {
        definitions.add(definition);
    }

    /// One more revision of a family.
    ///
    /// @param as makes it, given its number
    public synchronized TaskDefinition register(String family, IntFunction<TaskDefinition> as) {
        int last = definitions.stream().filter(d -> d.family().equals(family)).mapToInt(TaskDefinition::revision).max().orElse(0);
        TaskDefinition next = as.apply(last + 1);
        definitions.add(next);
        return next;
    }

    /// An image arrives in the registry.
    public synchronized void push(String image, Instant at) {
        images.put(image, at);
    }

    /// A life-cycle rule or a person takes an image out of the registry.
    public synchronized void expire(String image) {
        images.remove(image);
    }

    /// What the registry has, in the order of the names.
    public synchronized List<String> images() {
        return List.copyOf(images.keySet());
    }

    /// When an image arrived, null for one that is not there.
    public synchronized @Nullable Instant pushed(String image) {
        return images.get(image);
    }

    /// The same for the same image.
    public static String digest(String image) {
        var hex = new StringBuilder("sha256:");
        for (int i = 0; i < 4; i++) {
            UUID part = UUID.nameUUIDFromBytes((image + i).getBytes(StandardCharsets.US_ASCII));
            hex.append(String.format("%016x", part.getMostSignificantBits()));
        }
        return hex.toString();
    }

    /// Whether the registry has the image.
    public synchronized boolean hasImage(String image) {
        return images.containsKey(image);
    }

    /// The roles of tasks; they guard themselves.
    public Roles roles() {
        return roles;
    }

    /// A role and the secrets that it may read, all at once.
    public void putRole(String name, List<String> secrets) {
        roles.put(name, secrets);
    }

    /// Whether ECS can take a role on for a task: by its ARN.
    public boolean assumable(String role) {
        return roles.has(role);
    }

    public boolean mayRead(String role, String secret) {
        return roles.decide(role, "secretsmanager:GetSecretValue", secret) == Policy.Decision.ALLOWED;
    }

    /// Fargate has no room left in a zone, or has again.
    public synchronized void capacity(String zone, boolean there) {
        if (there) {
            full.remove(zone);
        } else {
            full.add(zone);
        }
    }

    public synchronized boolean room(String zone) {
        return !full.contains(zone);
    }

    /// What a task cannot be given at the moment: the reason of a failure, such as `RESOURCE:MEMORY`. Null for nothing.
    public synchronized void lack(@Nullable String reason) {
        lacking = reason;
    }

    public synchronized @Nullable String lacks() {
        return lacking;
    }

    /// A service's capacity provider strategy, in place of a launch type.
    public synchronized void strategy(String service, List<String> providers) {
        strategies.put(service, List.copyOf(providers));
    }

    /// Names of the capacity providers; empty for a service with a launch type.
    public synchronized List<String> strategy(String service) {
        return strategies.getOrDefault(service, List.of());
    }

    /// What the token was used for, or null for a new one.
    public synchronized @Nullable Token token(String token) {
        return tokens.get(token);
    }

    public synchronized void keep(String token, Token used) {
        tokens.put(token, used);
    }

    /// Where the containers of tasks on their own run.
    public synchronized @Nullable ContainerHost host() {
        return host;
    }

    public synchronized void host(ContainerHost machine) {
        host = machine;
    }

    /// How many tasks there ever were: the next one's place in its subnet.
    public synchronized int placed() {
        return placed;
    }

    /// The same, and one more from now on.
    synchronized int place() {
        return placed++;
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

    /// Replaces a service by what `change` makes of it; nothing happens when it is gone.
    public synchronized void changeService(String cluster, String name, UnaryOperator<FargateService> change) {
        services.computeIfPresent(cluster + "/" + name, (_, old) -> change.apply(old));
    }

    /// What really runs behind a service's tasks, or null.
    public synchronized @Nullable Application application(String service) {
        return applications.get(service);
    }

    public synchronized void run(String service, Application application) {
        applications.put(service, application);
    }

    /// Whom to tell of a task that stops: its sessions end with it.
    public synchronized void whenStopping(Consumer<EcsTask> told) {
        whenStopping = told;
    }

    /// A task that should run shall stop. False when it should not any more.
    public boolean stop(String id, String reason, Instant at) {
        return stop(id, "ServiceSchedulerInitiated", reason, at);
    }

    /// The same for another reason than its service.
    public boolean stop(String id, String code, String reason, Instant at) {
        Consumer<EcsTask> told;
        EcsTask task;
        synchronized (this) {
            task = tasks.get(id);
            if (task == null || !task.desiredStatus().equals(EcsTask.RUNNING)) {
                return false;
            }
            tasks.put(id, task.stopping(code, reason, at));
            told = whenStopping;
        }
        told.accept(task);
        return true;
    }

    void close() {
        List<Application> all;
        ContainerHost machine;
        synchronized (this) {
            all = List.copyOf(applications.values());
            applications.clear();
            machine = host;
            host = null;
        }
        if (machine != null) {
            machine.close();
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

    /// ECS tells nothing more of a task.
    public synchronized void forget(String id) {
        tasks.remove(id);
        tokens.values().removeIf(t -> t.tasks().contains(id));
    }

    /// Replaces a task by what `change` makes of it; nothing happens when it is gone.
    public synchronized void changeTask(String id, UnaryOperator<EcsTask> change) {
        tasks.computeIfPresent(id, (_, old) -> change.apply(old));
    }
}
