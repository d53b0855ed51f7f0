package dev.howdah.ops;

import dev.howdah.aws.rds.RdsWrite;
import dev.howdah.model.Problem;

/// What an error says about whether a call was carried out.
enum Silence {
    /// It was not.
    REFUSED,
    /// It may have been: only looking tells.
    OPEN;

    static Silence of(Problem problem, Change change) {
        RdsWrite write = change instanceof Change.Rds(var rds) ? rds : null;
        return switch (problem) {
            // Never connected: a name that does not resolve, a refused port, a certificate that is not trusted.
            case Problem.Unreachable(var _, var kind, var _) ->
                kind == Problem.Unreachable.Kind.DNS || kind == Problem.Unreachable.Kind.REFUSED ? REFUSED : OPEN;
            case Problem.BadAnswer _ -> OPEN;
            // The name was free a moment ago: an answer that got lost on the way may be the reason.
            case Problem.Rejected(var code, var _) -> code.startsWith("DBSubnetGroupAlreadyExists") || code.equals("InvalidGroup.Duplicate")
                    || code.equals("InvalidPermission.Duplicate") || code.startsWith("ResourceExists") ||
                    (write instanceof RdsWrite.CreateSnapshot || write instanceof RdsWrite.CopySnapshot)
                            && code.startsWith("DBSnapshotAlreadyExists")
                    || write != null && !(write instanceof RdsWrite.CreateSnapshot) && !(write instanceof RdsWrite.CopySnapshot)
                            && code.startsWith("DBInstanceAlreadyExists") ? OPEN : REFUSED;
            case Problem.SignIn _,Problem.ClockSkew _,Problem.Denied _,Problem.Missing _,Problem.WrongState _,Problem.Throttled _ ->
                REFUSED;
            case Problem.Misconfigured _,Problem.Bug _,Problem.Sql _ -> REFUSED;
        };
    }
}
