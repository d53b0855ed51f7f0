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
    private static final int KILLED = 137;

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

    /// What the log of a migration that failed says, in the servers' and the operating system's own words.
    private static final List<Advice> LOGGED = List.of(new Advice(List.of("password authentication failed"),
            "The server refused the password that the task was given: the secret does not hold the server's any more, as after a rotation that "
                    + "changed one of the two. Put the right one into the secret, then run it again; nothing was migrated."),
            new Advice(List.of("no pg_hba.conf entry"), "The server lets nobody in from there, or not without TLS; nothing was migrated."),
            new Advice(List.of("canceling statement due to lock timeout"),
                    "A statement did not get its lock within lock_timeout, and nobody was kept waiting for longer. Run it again when whoever "
                            + "holds the lock has ended."),
            new Advice(List.of("canceling statement due to statement timeout"), "A statement took longer than statement_timeout lets it."),
            new Advice(List.of("canceling statement due to user request"), "Somebody cancelled its statement."),
            new Advice(List.of("terminating connection due to administrator command"),
                    "Its session was ended: by somebody, or because the server was restarted or failed over."),
            new Advice(List.of("deadlock detected"), "It and another session waited for each other, and the server ended its statement."),
            new Advice(List.of("remaining connection slots"), "The server had no connection left for it; nothing was migrated."),
            new Advice(List.of("too many clients already"), "The server had no connection left for it; nothing was migrated."),
            new Advice(List.of("no space left on device"), "The server's disk is full. Enlarge the storage first."),
            new Advice(List.of("could not translate host name"), "The host in its secret has no address: is the instance renamed?"),
            new Advice(List.of("connect timed out"), "The task has no way to the database: look at the security groups of both."),
            new Advice(List.of("connection refused"),
                    "Nobody listens where its secret leads: is the instance available, and the port right?"),
            new Advice(List.of("permission denied"), "Its role may not do what a statement does."),
            new Advice(List.of("must be owner of"), "Its role is not the owner of what a statement changes."));

    /// Of a task that has stopped, without its log.
    ///
    /// @param container name of the essential one
    public static Verdict of(EcsTask task, String container) {
        return of(task, container, "", List.of());
    }

    /// Of a task that has stopped.
    ///
    /// @param container name of the essential one
    /// @param log end of its log, empty when it is not known
    /// @param cancels what its limit did, each as a sentence, oldest first
    public static Verdict of(EcsTask task, String container, String log, List<String> cancels) {
        EcsTask.Container essential = task.containers().stream().filter(c -> c.name().equals(container)).findFirst().orElse(null);
        Integer code = essential == null ? null : essential.exitCode();
        String name = EcsDefinition.last(task.definition());
        String stop = String.valueOf(task.stopCode());
        String limit = cancels.isEmpty() ? "" : " " + String.join(" ", cancels);
        if (stop.equals("EssentialContainerExited") && code != null && code == 0) {
            return new Verdict(true, name + " ended with exit code 0." + limit);
        }
        String said = said(task, essential);
        String told = stop.equals("EssentialContainerExited") ? "" : " ECS said: " + said;
        if (code == null) {
            return new Verdict(false, none(task, name, stop, said));
        }
        if (stop.equals("UserInitiated")) {
            return new Verdict(false, name + " was stopped: " + task.stoppedReason() + ". " + (code == 0
                    ? "It had ended with exit code 0."
                    : code == KILLED
                            ? "Exit code 137: it did not end when it was told to (SIGTERM), and was killed after its stopTimeout. What it had "
                                    + "committed stays. Look whether its session is gone."
                            : exit(code) + " Look what of it is done, and whether its session is gone."));
        }
        if (!cancels.isEmpty()) {
            return new Verdict(false, name + " was given up by its limit." + limit + " It ended with exit code " + code
                    + " after the limit's cancel: what it had committed stays, and nobody else was touched. Run it again when less is in its way."
                    + told);
        }
        String advice = advice(ADVICE, said);
        advice = advice.isEmpty() ? advice(LOGGED, log) : advice;
        return new Verdict(false, name + " failed. " + (advice.isEmpty() ? "" : advice + " ") + exit(code) + told);
    }

    /// Without an exit code: it never ran, or ECS has lost it.
    private static String none(EcsTask task, String name, String stop, String said) {
        String advice = advice(ADVICE, said);
        String more = (advice.isEmpty() ? "" : " " + advice) + " ECS said: " + said;
        if (task.times().started() != null) {
            return name
                    + " has no exit code although its container ran: ECS lost sight of it, as when a host is retired. What it had committed "
                    + "stays; look in the database what of it is done, and whether its session is gone." + more;
        }
        return switch (stop) {
            case "UserInitiated" ->
                name + " was stopped: " + task.stoppedReason() + ". It has no exit code because its container never ran: "
                        + "nothing was migrated.";
            case "TaskFailedToStart" -> name + " did not start: nothing was migrated." + more;
            default -> name + " has no exit code because its container never ran: nothing was migrated." + more;
        };
    }

    /// What ECS said of the task and of its container, each once.
    private static String said(EcsTask task, EcsTask.@Nullable Container essential) {
        String reason = task.stoppedReason() == null ? "" : task.stoppedReason();
        String own = essential == null || essential.reason() == null ? "" : essential.reason();
        return own.isEmpty() || reason.contains(own) ? reason : own.contains(reason) ? own : reason + ": " + own;
    }

    private static String advice(List<Advice> of, String said) {
        String text = said.toLowerCase(Locale.ROOT);
        return of.stream().filter(a -> a.all.stream().allMatch(text::contains)).map(Advice::words).findFirst().orElse("");
    }

    /// What an exit code says: 128 and a signal's number, or the program's own.
    static String exit(int code) {
        return "Exit code " + code + ": " + switch (code) {
            case 0 -> "it says that all went well.";
            case 1 -> "the program's own error; the end of its log says which. What it had committed stays.";
            case 126, 127 -> "the command is not there or cannot be run.";
            case 134 -> "it aborted.";
            case KILLED ->
                "it was killed (SIGKILL): most often for memory, or because it did not end when told to. What it had committed stays.";
            case 139 -> "it crashed.";
            case 143 -> "it was told to end (SIGTERM). What it had committed stays.";
            default -> "the program's own; the end of its log says which. What it had committed stays.";
        };
    }
}
