package dev.howdah.posture;

import dev.howdah.model.EcsService;
import dev.howdah.model.EcsTask;
import dev.howdah.model.SecretState;
import dev.howdah.model.SecretVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A secret that has to do with an instance: its versions, and which of them each running task holds. A task is given the value once, when
/// it starts (Amazon ECS developer guide, "Pass Secrets Manager secrets through Amazon ECS environment variables").
///
/// @param arn without the suffixes of a task definition
/// @param managed whether RDS keeps it for the master user
/// @param versions the newest first
/// @param holders tasks that were given it, by service and by when they began
public record Holding(String arn, String name, boolean managed, Part<SecretState> state, Part<List<SecretVersion>> versions,
        List<Holder> holders) {
    /// How what a task holds stands to what the secret is now.
    public enum Grip {
        CURRENT, OLD, UNKNOWN
    }

    /// @param variable that the task's container has it in
    /// @param version that was current when the task was created; null when that cannot be told
    public record Holder(EcsService service, EcsTask task, String variable, @Nullable SecretVersion version, Grip grip) {}

    /// What is read of one secret.
    public record Read(Part<SecretState> state, Part<List<SecretVersion>> versions) {}

    public List<Holder> with(Grip grip) {
        return holders.stream().filter(h -> h.grip() == grip).toList();
    }

    /// The version that is current; empty when it was not read.
    public Optional<SecretVersion> current() {
        return current(versions);
    }

    private static Optional<SecretVersion> current(Part<List<SecretVersion>> versions) {
        return versions instanceof Part.Read<List<SecretVersion>>(var all)
                ? all.stream().filter(SecretVersion::current).findFirst()
                : Optional.empty();
    }

    /// Secrets of an instance: the master user's, and what the services that use it are given.
    ///
    /// @param master ARN of the secret that RDS keeps; null for none
    /// @param read of each secret, by its ARN
    public static List<Holding> of(List<Service> services, @Nullable String master, Map<String, Read> read) {
        Map<String, List<Holder>> holders = new LinkedHashMap<>();
        if (master != null) {
            holders.put(master, new ArrayList<>());
        }
        for (Service service : services) {
            for (Service.SecretUse use : service.secrets()) {
                List<Holder> all = holders.computeIfAbsent(use.arn(), _ -> new ArrayList<>());
                Read secret = read.get(use.arn());
                Part<List<SecretVersion>> versions = secret == null ? new Part.Unread<>("it was not read") : secret.versions();
                service.tasks().stream().filter(t -> !t.stopped()).forEach(t -> all.add(holder(service.service(), t, use, versions)));
            }
        }
        var found = new ArrayList<Holding>();
        holders.forEach((arn, all) -> {
            Read secret = read.getOrDefault(arn, new Read(new Part.Unread<>("it was not read"), new Part.Unread<>("it was not read")));
            all.sort(Comparator.comparing((Holder h) -> h.service().name())
                    .thenComparing(h -> h.task().times().created(), Comparator.nullsFirst(Comparator.naturalOrder())));
            found.add(new Holding(arn, name(arn), arn.equals(master), secret.state(), secret.versions(), List.copyOf(all)));
        });
        return List.copyOf(found);
    }

    private static Holder holder(EcsService service, EcsTask task, Service.SecretUse use, Part<List<SecretVersion>> versions) {
        Instant created = task.times().created();
        Instant since = current(versions).map(SecretVersion::created)
                .orElse(use.since() instanceof Part.Read<Instant>(var at) ? at : null);
        SecretVersion held = created == null || !(versions instanceof Part.Read<List<SecretVersion>>(var all))
                ? null
                : all.stream().filter(v -> v.created() != null && !v.created().isAfter(created) && !v.stages().contains(
                        SecretVersion.PENDING)).max(Comparator.comparing(SecretVersion::created)).orElse(null);
        Grip grip = created == null || since == null ? Grip.UNKNOWN : created.isBefore(since) ? Grip.OLD : Grip.CURRENT;
        return new Holder(service, task, use.variable(), held, grip);
    }

    /// The name in an ARN, without the letters that AWS adds.
    static String name(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1).replaceFirst("-[A-Za-z0-9]{6}$", "");
    }
}
