package dev.howdah.aws.policy;

import dev.howdah.aws.session.AwsCommand;
import dev.howdah.aws.session.AwsSession;
import dev.howdah.journal.Permit;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;

/// The call of IAM that changes something. It wants a permit, and is not repeated after silence.
public final class PolicyWrites {
    private final AwsSession session;
    private final IamClient iam;

    public PolicyWrites(AwsSession session) {
        this.session = session;
        this.iam = session.writer("iam", IamClient.builder());
    }

    /// Sends it once.
    ///
    /// @return the request id, for the journal
    /// @throws Problem.Thrown when it failed
    public Map<String, String> send(Permit permit, PolicyWrite write) throws InterruptedException {
        return session.write(permit, write.action(), () -> {
            String request = iam.putRolePolicy(request(write)).responseMetadata().requestId();
            return Map.of("request", request == null ? "" : request);
        });
    }

    /// The `aws` line that sends the same, word by word.
    public static List<String> words(PolicyWrite write, AwsScope scope, @Nullable String endpoint) {
        return AwsCommand.words("iam", "PutRolePolicy", request(write), scope, endpoint);
    }

    static PutRolePolicyRequest request(PolicyWrite write) {
        return PutRolePolicyRequest.builder().roleName(write.role()).policyName(write.name()).policyDocument(write.document()).build();
    }
}
