package dev.howdah.posture.checks;

import dev.howdah.model.EcsTask;
import dev.howdah.model.SecretState;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Mend;
import dev.howdah.posture.Part;
import dev.howdah.posture.Service;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// No task holds an old password.
public final class StaleSecret implements Check {
    @Override
    public String id() {
        return "stale-secret";
    }

    @Override
    public String title() {
        return "No task holds an old password";
    }

    @Override
    public String prevents() {
        return "password authentication failed: the secret was rotated, and a task keeps what it read when it started. Its open connections work, and its next one does not.";
    }

    @Override
    public String reads() {
        return "secretsmanager:GetSecretValue CreatedDate of AWSCURRENT (or DescribeSecret LastRotatedDate), DescribeSecret NextRotationDate; ecs:DescribeTasks createdAt";
    }

    @Override
    public Verdict look(Facts facts) {
        return facts.services().judged(all -> all.judged(services -> look(facts, services)));
    }

    private static Verdict look(Facts facts, List<Service> services) {
        List<String> stale = new ArrayList<>();
        List<Service> restart = new ArrayList<>();
        Set<String> unread = new LinkedHashSet<>();
        int tasks = 0;
        for (Service service : services) {
            tasks += service.tasks().size();
            for (Service.SecretUse use : service.secrets()) {
                switch (use.since()) {
                    case Part.Read<Instant>(var since) -> {
                        List<EcsTask> old = service.tasks().stream().filter(t -> older(t, since)).toList();
                        if (!old.isEmpty() && !restart.contains(service)) {
                            restart.add(service);
                            stale.add(use.name() + " is another since " + since + ", and " + old.size() + " of " + service.tasks().size()
                                    + " tasks of " + service.service().name() + " began before: "
                                    + old.stream().map(t -> t.id().substring(0, Math.min(8, t.id().length())))
                                            .collect(Collectors.joining(", ")));
                        }
                    }
                    case Part.Unread<Instant>(var why) -> unread.add(use.name() + ": " + why);
                }
            }
        }
        return !stale.isEmpty()
                ? new Verdict.Bad(Severity.HIGH, String.join("; ", stale),
                        "aws ecs update-service --cluster " + restart.getFirst().service().cluster() + " --service "
                                + restart.getFirst().service().name() + " --force-new-deployment --region "
                                + facts.instance().ref().region(),
                        new Mend.Restart(restart.getFirst().service().cluster(), restart.getFirst().service().name()))
                : !unread.isEmpty()
                        ? new Verdict.Unknown(String.join("; ", unread))
                        : beforehand(facts, services, tasks);
    }

    /// A secret that rotates by itself will be another; whoever reads it once, at its start, has to start again then.
    private static Verdict beforehand(Facts facts, List<Service> services, int tasks) {
        SecretState master = facts.master() instanceof Part.Read<Optional<SecretState>>(var read) ? read.orElse(null) : null;
        Instant next = master == null || !master.rotates() ? null : master.nextRotation();
        List<Service> given = master == null
                ? List.of()
                : services.stream().filter(s -> s.secrets().stream().anyMatch(u -> u.arn().equals(master.arn()))).toList();
        if (master == null || next == null || given.isEmpty()) {
            return new Verdict.Good(tasks + " tasks, all younger than their secrets");
        }
        return new Verdict.Bad(Severity.MEDIUM,
                master.name() + " rotates on " + next.toString().substring(0, 10) + ", in "
                        + Math.max(0, Duration.between(facts.now(), next).toDays())
                        + " days: from then on no new connection works of the tasks that "
                        + given.stream().map(s -> s.service().name()).collect(Collectors.joining(", ")) + " runs now",
                "have the application read the secret anew when a login fails, or give it a user of its own; until then restart it after each "
                        + "rotation: aws ecs update-service --cluster " + given.getFirst().service().cluster() + " --service "
                        + given.getFirst().service().name() + " --force-new-deployment --region " + facts.instance().ref().region());
    }

    /// A task reads its secrets between its creation and its start.
    private static boolean older(EcsTask task, Instant since) {
        return task.times().created() != null && task.times().created().isBefore(since);
    }
}
