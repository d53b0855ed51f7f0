package dev.howdah.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One service of Amazon ECS, as far as a task beside it and its own deployment need it.
///
/// @param cluster name
/// @param definition ARN of the task definition that it should run
/// @param launchType `FARGATE`, null where a capacity provider strategy stands instead
/// @param providers names of the capacity providers of its strategy
/// @param deployments newest first
/// @param told what its scheduler told, newest first; the last few
/// @param exec whether its new tasks get the agent of ECS Exec
public record EcsService(String cluster, String name, String arn, String definition, Network network, @Nullable String launchType,
        List<String> providers, @Nullable String platformVersion, @Nullable Integer desired, @Nullable Integer running,
        List<Deployment> deployments, List<String> told, boolean exec) {

    /// Where its tasks are.
    ///
    /// @param publicIp whether they get a public address
    public record Network(List<String> subnets, List<String> groups, boolean publicIp) {}

    /// One deployment.
    ///
    /// @param status `PRIMARY` for the one that should be
    /// @param rollout `IN_PROGRESS`, `COMPLETED` or `FAILED`
    public record Deployment(String id, String status, String definition, @Nullable String rollout, @Nullable String reason,
            @Nullable Integer running, @Nullable Integer desired, @Nullable Integer failed, @Nullable Instant created) {}

    /// What its scheduler told last, null for nothing.
    public @Nullable String said() {
        return told.isEmpty() ? null : told.getFirst();
    }

    /// The deployment that should be, null while AWS tells of none.
    public @Nullable Deployment primary() {
        return deployments.stream().filter(d -> d.status().equals("PRIMARY")).findFirst().orElse(null);
    }
}
