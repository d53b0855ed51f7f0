package dev.howdah.ops;

import dev.howdah.aws.AwsAccount;
import dev.howdah.journal.Permit;
import dev.howdah.model.Problem;
import java.util.Map;

/// Hands a call to the adapter of its service.
final class Calls {
    private Calls() {}

    /// Sends it once.
    ///
    /// @return listed fields of the answer
    /// @throws Problem.Thrown when it failed
    static Map<String, String> send(AwsAccount account, Permit permit, Change.Call call) throws InterruptedException {
        return switch (call) {
            case Change.Rds(var write) -> account.rdsWrites().send(permit, write);
            case Change.Ecs(var write) -> account.ecsWrites().send(permit, write);
            case Change.Network(var write) -> account.networkWrites().send(permit, write);
            case Change.Policy(var write) -> account.policyWrites().send(permit, write);
        };
    }
}
