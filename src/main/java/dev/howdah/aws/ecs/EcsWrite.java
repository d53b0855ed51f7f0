package dev.howdah.aws.ecs;

import dev.howdah.aws.session.AwsWrite;
import dev.howdah.aws.session.Resources;
import dev.howdah.model.EcsService;
import dev.howdah.model.InstanceRef;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One call that changes something at Amazon ECS, with all that it sends. What is shown, permitted and sent is this one object.
public sealed interface EcsWrite extends AwsWrite {
    String cluster();

    /// One task on its own (`ecs:RunTask` with count 1).
    ///
    /// @param definition ARN with its revision
    /// @param launchType null where `providers` stand instead
    /// @param startedBy up to 128 letters, digits, `-`, `/` and `_`
    /// @param token the same one for the same run: ECS starts one task for it
    /// @param tags in the order of their keys; with any, `ecs:TagResource` is needed too
    record RunTask(InstanceRef target, String cluster, String definition, EcsService.Network network, @Nullable String launchType,
            List<String> providers, @Nullable String platformVersion, String startedBy, String token, Map<String, String> tags)
            implements
                EcsWrite {
        public RunTask {
            tags = new TreeMap<>(tags);
        }

        @Override
        public String action() {
            return "ecs:RunTask";
        }

        @Override
        public String resource() {
            return Resources.ranTask(definition, cluster, 1, token);
        }
    }

    /// The end of a task before it ends by itself (`ecs:StopTask`): SIGTERM, and SIGKILL thirty seconds later.
    ///
    /// @param task ARN
    record StopTask(InstanceRef target, String cluster, String task, String reason) implements EcsWrite {
        @Override
        public String action() {
            return "ecs:StopTask";
        }

        @Override
        public String resource() {
            return Resources.ofTask(task);
        }
    }

    /// Another revision for a service (`ecs:UpdateService`), which replaces its tasks.
    ///
    /// @param definition ARN with its revision
    /// @param before ARN of the one that it has; not sent
    record RollOut(InstanceRef target, String cluster, String service, String definition, String before) implements EcsWrite {
        @Override
        public String action() {
            return "ecs:UpdateService";
        }

        @Override
        public String resource() {
            return Resources.rolledOut(target.account(), target.region(), cluster, service, definition, EcsWrites.request(this));
        }
    }

    /// The same revision in new tasks (`ecs:UpdateService` with `forceNewDeployment`): they begin with new connections and read their
    /// secrets anew.
    ///
    /// @param before id of the deployment that is now, by which the new one is told from it; not sent
    record Restart(InstanceRef target, String cluster, String service, String before) implements EcsWrite {
        @Override
        public String action() {
            return "ecs:UpdateService";
        }

        @Override
        public String resource() {
            return Resources.rolledOut(target.account(), target.region(), cluster, service, "", EcsWrites.request(this));
        }
    }

    /// A revision of a task definition (`ecs:RegisterTaskDefinition`). Nothing runs by it.
    ///
    /// @param draft all that it says; with tags, `ecs:TagResource` is needed too, and with roles, `iam:PassRole`
    record Register(InstanceRef target, String cluster, Draft draft) implements EcsWrite {
        @Override
        public String action() {
            return "ecs:RegisterTaskDefinition";
        }

        @Override
        public String resource() {
            return Resources.definition(target.account(), target.region(), draft.family(), draft.request());
        }
    }
}
