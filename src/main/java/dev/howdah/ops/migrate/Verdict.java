package dev.howdah.ops.migrate;

import dev.howdah.model.EcsDefinition;
import dev.howdah.model.EcsTask;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the end of a task means, in words, and what to do about it. It went well only when its essential container ended by itself with
/// exit code 0; "Essential container in task exited" is what a good migration says too. The texts are those of the Amazon ECS developer
/// guide, "Stopped task error messages".
///
/// @param good whether the migration did what it was to do
/// @param words what happened and what to do, as sentences
public record Verdict(boolean good, String words) {
    private record Advice(List<String> all, String words) {}

    /// In order: the first whose every part is in the text, in any case, is meant.
    private static final List<Advice> ADVICE = List.of(new Advice(List.of("did not contain json key"),
            "The secret has no such key. Correct valueFrom in the task definition: a secret that RDS manages has username and password only."),
            new Advice(List.of("unable to retrieve secret", "accessdenied"),
                    "The execution role may not read the secret. Give it secretsmanager:GetSecretValue on that ARN (and kms:Decrypt for a key "
                            + "of one's own); a managed secret gets a new ARN after a restore."),
            new Advice(List.of("secret", "resourcenotfound"),
                    "The secret, or the version that is asked for, is not there. Correct the ARN in the task definition."),
            new Advice(List.of("secret", "can't find"),
                    "The secret, or the version that is asked for, is not there. Correct the ARN in the task definition."),
            new Advice(List.of("failed to validate logger args"),
                    "The log group is not there. Create it, or set awslogs-create-group and let the role create groups."),
            new Advice(List.of("specified log group does not exist"),
                    "The log group is not there. Create it, or set awslogs-create-group and let the role create groups."),
            new Advice(List.of("connection issue"),
                    "The task has no way to the service: a private subnet without NAT or endpoint, a security group without egress, or a public "
                            + "subnet with assignPublicIp DISABLED."),
            new Advice(List.of("context deadline exceeded"), "The task has no way to the service: check subnet, NAT, endpoints, egress."),
            new Advice(List.of("i/o timeout"), "The task has no way to the service: check subnet, NAT, endpoints, egress."),
            new Advice(List.of("cannotpullcontainererror", "toomanyrequests"),
                    "The registry limits anonymous pulls. Sign in, or keep the image in ECR."),
            new Advice(List.of("cannotpullcontainererror", "platform"),
                    "The image is of another processor (arm64 or x86). Build it for both."),
            new Advice(List.of("cannotpullcontainererror"),
                    "The image cannot be pulled: the tag or the repository is not there, or the execution role may not pull it. Push the image, or "
                            + "correct it in the task definition."),
            new Advice(List.of("executable file not found"),
                    "The image has no such program. Correct command or entry point in the task definition."),
            new Advice(List.of("exec format error"), "The image is of another processor (arm64 or x86). Build it for both."),
            new Advice(List.of("cannotstartcontainererror"),
                    "The container cannot be started: check command, entry point and architecture."),
            new Advice(List.of("cannotcreatecontainererror"),
                    "The container cannot be created: check command, entry point and architecture."),
            new Advice(List.of("outofmemory"),
                    "The container needed more memory than the task has. Raise the task's memory; look first how far the migration came."),
            new Advice(List.of("timeout waiting for network interface"),
                    "The subnet has no free address, or the quota of interfaces is used up."),
            new Advice(List.of("insufficientfreeaddresses"), "The subnet has no free address."),
            new Advice(List.of("spot"), "AWS took the Spot capacity back. Run it on FARGATE."));

    /// Of a task that has stopped.
    ///
    /// @param container name of the essential one
    public static Verdict of(EcsTask task, String container) {
        EcsTask.Container essential = task.containers().stream().filter(c -> c.name().equals(container)).findFirst().orElse(null);
        Integer code = essential == null ? null : essential.exitCode();
        String name = EcsDefinition.last(task.definition());
        String stop = String.valueOf(task.stopCode());
        if (stop.equals("EssentialContainerExited") && code != null && code == 0) {
            return new Verdict(true, name + " ended with exit code 0.");
        }
        String said = said(task, essential);
        String advice = advice(said);
        return new Verdict(false, switch (stop) {
            case "UserInitiated" -> name + " was stopped: " + task.stoppedReason() + ". " + (code == null
                    ? "Its container never ran: nothing was migrated."
                    : code == 0
                            ? "It had ended with exit code 0."
                            : exit(code) + " Look what of it is done, and whether its session is gone.");
            case "TaskFailedToStart" -> name + " did not start: nothing was migrated. " + advice + " ECS said: " + said;
            default -> code == null
                    ? name + " has no exit code: its container never ran, and nothing was migrated. " + advice + " ECS said: " + said
                    : name + " failed. " + (advice.isEmpty() ? exit(code) : advice + " " + exit(code))
                            + (stop.equals("EssentialContainerExited") ? "" : " ECS said: " + said);
        });
    }

    /// What ECS said of the task and of its container, each once.
    private static String said(EcsTask task, EcsTask.@Nullable Container essential) {
        String reason = task.stoppedReason() == null ? "" : task.stoppedReason();
        String own = essential == null || essential.reason() == null ? "" : essential.reason();
        return own.isEmpty() || reason.contains(own) ? reason : own.contains(reason) ? own : reason + ": " + own;
    }

    private static String advice(String said) {
        String text = said.toLowerCase(Locale.ROOT);
        return ADVICE.stream().filter(a -> a.all.stream().allMatch(text::contains)).map(Advice::words).findFirst().orElse("");
    }

    /// What an exit code says: 128 and a signal's number, or the program's own.
    static String exit(int code) {
        return "Exit code " + code + ": " + switch (code) {
            case 0 -> "it says that all went well.";
            case 1 -> "the program's own error; the end of its log says which. What it had committed stays.";
            case 126, 127 -> "the command is not there or cannot be run.";
            case 134 -> "it aborted.";
            case 137 -> "it was killed, for memory or because it did not end when told to. What it had committed stays.";
            case 139 -> "it crashed.";
            case 143 -> "it was told to end (SIGTERM). What it had committed stays.";
            default -> "the program's own; the end of its log says which. What it had committed stays.";
        };
    }
}
