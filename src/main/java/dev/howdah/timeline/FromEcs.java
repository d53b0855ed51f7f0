package dev.howdah.timeline;

import dev.howdah.model.EcsDefinition;
import dev.howdah.model.EcsEvent;
import dev.howdah.model.EcsService;
import dev.howdah.model.EcsTask;
import dev.howdah.timeline.Mark.Clock;
import dev.howdah.timeline.Mark.Kind;
import dev.howdah.timeline.Mark.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Deployments, what the schedulers told and tasks that stopped. ECS forgets a stopped task within the hour and a deployment with the next.
public final class FromEcs {
    public static final String SOURCE = "ecs:DescribeServices";
    public static final String TASKS = "ecs:DescribeTasks";

    private FromEcs() {}

    /// @param stopped tasks that have stopped
    public static List<Mark> of(List<EcsService> services, List<EcsEvent> events, List<EcsTask> stopped) {
        List<Mark> marks = new ArrayList<>();
        for (EcsService service : services) {
            service.deployments().stream().filter(d -> d.created() != null).forEach(d -> marks.add(deployment(service, d, events)));
        }
        events.stream().filter(e -> services.stream().noneMatch(s -> s.name().equals(e.service()) && ends(s, e)))
                .forEach(e -> marks.add(told(e)));
        stopped.stream().filter(t -> t.times().stopped() != null).forEach(t -> marks.add(stopped(t)));
        return marks;
    }

    private static Mark deployment(EcsService service, EcsService.Deployment d, List<EcsEvent> events) {
        Instant created = Objects.requireNonNull(d.created());
        Optional<EcsEvent> end = events.stream().filter(e -> e.service().equals(service.name()) && ends(d, e))
                .min(Comparator.comparing(EcsEvent::at));
        Instant until = end.map(EcsEvent::at).filter(at -> !at.isBefore(created)).orElse(null);
        boolean failed = "FAILED".equals(d.rollout());
        boolean going = "IN_PROGRESS".equals(d.rollout());
        String title = service.name() + ": deployment of " + EcsDefinition.last(d.definition())
                + (failed
                        ? " failed"
                        : going
                                ? ", going on"
                                : until == null
                                        ? ""
                                        : ", complete after "
                                                + Moments.words(Duration.between(created, until)));
        return new Mark(created, until, going, Kind.DEPLOYMENT, failed ? Weight.TROUBLE : Weight.PLAIN, Clock.AWS, title,
                d.id() + (d.reason() == null ? "" : "\n" + d.reason()), SOURCE);
    }

    private static boolean ends(EcsService service, EcsEvent event) {
        return service.deployments().stream().anyMatch(d -> d.created() != null && ends(d, event));
    }

    private static boolean ends(EcsService.Deployment d, EcsEvent event) {
        return event.message().contains(d.id()) && event.message().contains("deployment completed");
    }

    private static Mark told(EcsEvent event) {
        String message = event.message().replaceFirst("^\\(service [^)]*\\)\\s*", "");
        String lower = message.toLowerCase(Locale.ROOT);
        boolean bad = lower.contains("unable") || lower.contains("fail") || lower.contains("unhealthy") || lower.contains("rolling back");
        boolean deployment = lower.contains("deployment");
        return Mark.point(event.at(), deployment ? Kind.DEPLOYMENT : Kind.TASK, bad ? Weight.TROUBLE : Weight.PLAIN, Clock.AWS,
                event.service() + " " + message, "", SOURCE);
    }

    private static Mark stopped(EcsTask task) {
        String definition = EcsDefinition.last(task.definition());
        String exits = task.containers().stream().filter(c -> c.exitCode() != null)
                .map(c -> c.name() + " exited with " + c.exitCode() + (c.reason() == null ? "" : " (" + c.reason() + ")"))
                .collect(Collectors.joining(", "));
        boolean bad = "TaskFailedToStart".equals(task.stopCode())
                || "EssentialContainerExited".equals(task.stopCode())
                        && task.containers().stream().anyMatch(c -> c.exitCode() == null || c.exitCode() != 0);
        String reason = words(task.stoppedReason());
        String title = "Task " + task.id().substring(0, Math.min(8, task.id().length())) + " of " + definition + " stopped"
                + (exits.isEmpty() ? "" : ": " + exits);
        return Mark.point(Objects.requireNonNull(task.times().stopped()), Kind.TASK, bad ? Weight.TROUBLE : Weight.PLAIN, Clock.AWS, title,
                (reason.isEmpty() ? "" : reason + "\n") + task.arn(), TASKS);
    }

    private static String words(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
