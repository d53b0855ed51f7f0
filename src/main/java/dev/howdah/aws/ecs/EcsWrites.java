package dev.howdah.aws.ecs;

import dev.howdah.aws.session.AwsCommand;
import dev.howdah.aws.session.AwsSession;
import dev.howdah.journal.Permit;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.StopTaskRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceResponse;

/// The calls of Amazon ECS that change something. Each wants a permit; none is repeated after silence.
public final class EcsWrites {
    private final AwsSession session;
    private final EcsClient ecs;

    public EcsWrites(AwsSession session) {
        this.session = session;
        this.ecs = session.writer("ecs", EcsClient.builder());
    }

    /// Sends it once.
    ///
    /// @return listed fields of the answer, for the journal: the request id, and the task's ARN or the deployment's id
    /// @throws Problem.Thrown when it failed; `Rejected` with the failure's reason when ECS answered well and started no task
    public Map<String, String> send(Permit permit, EcsWrite write) throws InterruptedException {
        return session.write(permit, write.action(), () -> switch (write) {
            case EcsWrite.RunTask run -> started(ecs.runTask(request(run)));
            case EcsWrite.StopTask stop -> {
                var answer = ecs.stopTask(request(stop));
                yield Map.of("request", text(answer.responseMetadata().requestId()), "task", text(answer.task().taskArn()));
            }
            case EcsWrite.Register register -> {
                var answer = ecs.registerTaskDefinition(register.draft().request());
                yield Map.of("request", text(answer.responseMetadata().requestId()), "definition",
                        text(answer.taskDefinition().taskDefinitionArn()));
            }
            case EcsWrite.RollOut roll -> deployed(ecs.updateService(request(roll)));
            case EcsWrite.Restart restart -> deployed(ecs.updateService(request(restart)));
        });
    }

    private static Map<String, String> deployed(UpdateServiceResponse answer) {
        String deployment = answer.service().deployments().isEmpty() ? "" : answer.service().deployments().getFirst().id();
        return Map.of("request", text(answer.responseMetadata().requestId()), "deployment", text(deployment));
    }

    /// HTTP 200 is no task yet (Amazon ECS developer guide, "API failures").
    private static Map<String, String> started(RunTaskResponse answer) {
        if (answer.tasks().isEmpty()) {
            String reason = answer.failures().stream().map(Failure::reason).findFirst().orElse("no task, and no failure either");
            String detail = answer.failures().stream().map(Failure::detail).filter(d -> d != null && !d.isEmpty()).findFirst().orElse("");
            throw new Problem.Thrown(new Problem.Rejected(code(reason),
                    new Problem.Source("ecs:RunTask",
                            answer.responseMetadata().requestId(), reason + (detail.isEmpty() ? "" : ": " + detail))),
                    null);
        }
        return Map.of("request", text(answer.responseMetadata().requestId()), "task", text(answer.tasks().getFirst().taskArn()));
    }

    /// What a failure's reason means (Amazon ECS developer guide, "API failures messages").
    private static String code(String reason) {
        return switch (reason) {
            case "RESOURCE:CPU", "RESOURCE:MEMORY" -> "TaskTooBig";
            case "RESOURCE:ENI" -> "TaskWithoutInterface";
            default -> reason.startsWith("Capacity") ? "TaskCapacityUnavailable" : "TaskNotPlaced";
        };
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /// The `aws` line that sends the same, for a POSIX shell.
    ///
    /// @param scope whose profile the client is told
    /// @param endpoint that stands in for AWS's own, null for AWS
    public static String command(EcsWrite write, AwsScope scope, @Nullable String endpoint) {
        return AwsCommand.line(words(write, scope, endpoint));
    }

    /// The same, word by word.
    public static List<String> words(EcsWrite write, AwsScope scope, @Nullable String endpoint) {
        return switch (write) {
            case EcsWrite.Register register ->
                AwsCommand.document("ecs", "RegisterTaskDefinition", register.draft().request(), scope, endpoint);
            case EcsWrite.RunTask run -> words("RunTask", request(run), scope, endpoint);
            case EcsWrite.StopTask stop -> words("StopTask", request(stop), scope, endpoint);
            case EcsWrite.RollOut roll -> words("UpdateService", request(roll), scope, endpoint);
            case EcsWrite.Restart restart -> words("UpdateService", request(restart), scope, endpoint);
        };
    }

    private static List<String> words(String operation, SdkPojo request, AwsScope scope, @Nullable String endpoint) {
        return AwsCommand.words("ecs", operation, request, scope, endpoint);
    }

    private static RunTaskRequest request(EcsWrite.RunTask run) {
        var request = RunTaskRequest.builder().cluster(run.cluster()).taskDefinition(run.definition()).count(1)
                .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets(run.network().subnets())
                        .securityGroups(run.network().groups())
                        .assignPublicIp(run.network().publicIp() ? AssignPublicIp.ENABLED : AssignPublicIp.DISABLED)))
                .platformVersion(run.platformVersion()).startedBy(run.startedBy()).clientToken(run.token())
                .tags(run.tags().entrySet().stream().map(t -> Tag.builder().key(t.getKey()).value(t.getValue()).build()).toList());
        return run.providers().isEmpty()
                ? request.launchType(run.launchType()).build()
                : request.capacityProviderStrategy(
                        run.providers().stream().map(p -> CapacityProviderStrategyItem.builder().capacityProvider(p).build()).toList())
                        .build();
    }

    private static StopTaskRequest request(EcsWrite.StopTask stop) {
        return StopTaskRequest.builder().cluster(stop.cluster()).task(stop.task()).reason(stop.reason()).build();
    }

    static UpdateServiceRequest request(EcsWrite.Restart restart) {
        return UpdateServiceRequest.builder().cluster(restart.cluster()).service(restart.service()).forceNewDeployment(true).build();
    }

    static UpdateServiceRequest request(EcsWrite.RollOut roll) {
        return UpdateServiceRequest.builder().cluster(roll.cluster()).service(roll.service()).taskDefinition(roll.definition()).build();
    }
}
