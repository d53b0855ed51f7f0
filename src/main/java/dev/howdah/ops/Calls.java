package dev.howdah.ops;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.rds.RdsWrite;
import dev.howdah.journal.Permit;
import dev.howdah.model.Problem;
import dev.howdah.model.Secret;
import java.util.Map;
import java.util.Optional;

/// Hands a call to the adapter of its service.
final class Calls {
    private Calls() {}

    /// Sends it once.
    ///
    /// @param hidden what goes with it and is not in it: a password, or a secret's text
    /// @return listed fields of the answer
    /// @throws Problem.Thrown when it failed
    static Map<String, String> send(AwsAccount account, Permit permit, Change.Call call, Optional<Secret> hidden)
            throws InterruptedException {
        if (hidden.isEmpty()) {
            return send(account, permit, call);
        }
        return switch (call) {
            case Change.Rds(RdsWrite.CreateInstance create) -> account.rdsWrites().send(permit, create, hidden.get());
            case Change.Secrets(var write) -> account.secretWrites().send(permit, write, hidden.get());
            case Change.Rds _,Change.Ecs _,Change.Network _,Change.Policy _ ->
                throw new IllegalStateException(call.action() + " takes nothing hidden");
        };
    }

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
            case Change.Secrets _ -> throw new IllegalStateException(call.action() + " has nothing to keep");
        };
    }
}
