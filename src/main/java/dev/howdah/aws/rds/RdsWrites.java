package dev.howdah.aws.rds;

import dev.howdah.aws.session.AwsCommand;
import dev.howdah.aws.session.AwsSession;
import dev.howdah.journal.Permit;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/// The calls of Amazon RDS that change something. Each wants a permit; none is repeated after silence.
public final class RdsWrites {
    private final AwsSession session;
    private final RdsClient rds;

    public RdsWrites(AwsSession session) {
        this.session = session;
        this.rds = session.writer("rds", RdsClient.builder());
    }

    /// Sends it once.
    ///
    /// @return listed fields of the answer, for the journal: the request id and the status that the service told
    /// @throws Problem.Thrown when it failed: `Unreachable` and `BadAnswer` do not tell whether it was carried out
    /// @throws InterruptedException when told to stop meanwhile: it may have been carried out
    public Map<String, String> send(Permit permit, RdsWrite write) throws InterruptedException {
        return session.write(permit, write.action(), () -> switch (write) {
            case RdsWrite.CreateSnapshot create -> {
                var answer = rds.createDBSnapshot(request(create));
                yield answer(answer, answer.dbSnapshot() == null ? null : answer.dbSnapshot().status());
            }
            case RdsWrite.DeleteSnapshot delete -> {
                var answer = rds.deleteDBSnapshot(request(delete));
                yield answer(answer, answer.dbSnapshot() == null ? null : answer.dbSnapshot().status());
            }
            case RdsWrite.Reboot reboot -> {
                var answer = rds.rebootDBInstance(request(reboot));
                yield answer(answer, answer.dbInstance() == null ? null : answer.dbInstance().dbInstanceStatus());
            }
        });
    }

    /// The `aws` line that sends the same, for a POSIX shell.
    public static String command(RdsWrite write, AwsScope scope, @Nullable String endpoint) {
        return AwsCommand.line(words(write, scope, endpoint));
    }

    /// The same, word by word.
    public static List<String> words(RdsWrite write, AwsScope scope, @Nullable String endpoint) {
        return switch (write) {
            case RdsWrite.CreateSnapshot create -> AwsCommand.words("rds", "CreateDBSnapshot", request(create), scope, endpoint);
            case RdsWrite.DeleteSnapshot delete -> AwsCommand.words("rds", "DeleteDBSnapshot", request(delete), scope, endpoint);
            case RdsWrite.Reboot reboot -> AwsCommand.words("rds", "RebootDBInstance", request(reboot), scope, endpoint);
        };
    }

    private static CreateDbSnapshotRequest request(RdsWrite.CreateSnapshot create) {
        return CreateDbSnapshotRequest.builder().dbInstanceIdentifier(create.target().id()).dbSnapshotIdentifier(create.name())
                .tags(create.tags().entrySet().stream().map(t -> Tag.builder().key(t.getKey()).value(t.getValue()).build()).toList())
                .build();
    }

    private static DeleteDbSnapshotRequest request(RdsWrite.DeleteSnapshot delete) {
        return DeleteDbSnapshotRequest.builder().dbSnapshotIdentifier(delete.name()).build();
    }

    private static RebootDbInstanceRequest request(RdsWrite.Reboot reboot) {
        return RebootDbInstanceRequest.builder().dbInstanceIdentifier(reboot.target().id()).forceFailover(reboot.failover()).build();
    }

    private static Map<String, String> answer(AwsResponse answer, @Nullable String status) {
        String request = answer.responseMetadata().requestId();
        return Map.of("request", request == null ? "" : request, "status", status == null ? "" : status);
    }
}
