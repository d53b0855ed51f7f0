package dev.howdah.aws.policy;

import dev.howdah.aws.session.AwsSession;
import dev.howdah.model.Problem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;

/// What a role's own policies say to an action. Policies of resources and of the organization are not in it.
public final class PolicyReads {
    private final AwsSession session;
    private final IamClient iam;

    public PolicyReads(AwsSession session) {
        this.session = session;
        this.iam = session.client("iam", IamClient.builder());
    }

    /// What was decided.
    public enum Decision {
        ALLOWED,
        /// No policy of the role allows it; a policy of the resource may.
        NOT_ALLOWED,
        /// A policy denies it, whatever others say.
        DENIED
    }

    /// Asks for one action on some resources (`iam:SimulatePrincipalPolicy`).
    ///
    /// @param role ARN
    /// @return resource → decision, in the order of `resources`
    /// @throws Problem.Thrown `Missing` when there is no such role
    public Map<String, Decision> simulate(String role, String action, List<String> resources) throws InterruptedException {
        var answer = session.call("iam:SimulatePrincipalPolicy",
                () -> iam.simulatePrincipalPolicy(r -> r.policySourceArn(role).actionNames(action).resourceArns(resources)));
        var decisions = new LinkedHashMap<String, Decision>();
        for (String resource : resources) {
            decisions.put(resource, answer.evaluationResults().stream().filter(e -> resource.equals(e.evalResourceName())).findFirst()
                    .map(EvaluationResult::evalDecision).map(PolicyReads::decision).orElse(Decision.NOT_ALLOWED));
        }
        return decisions;
    }

    /// An inline policy of a role, as JSON (`iam:GetRolePolicy`); empty when the role has none of that name.
    ///
    /// @param role its name
    public Optional<String> inline(String role, String name) throws InterruptedException {
        try {
            String sent = session.call("iam:GetRolePolicy",
                    () -> iam.getRolePolicy(r -> r.roleName(role).policyName(name)).policyDocument());
            // "URL-encoded compliant with RFC 3986" (API_GetRolePolicy): a plus sign stands for itself
            return Optional.of(URLDecoder.decode(sent.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (Problem.Thrown e) {
            if (e.problem() instanceof Problem.Missing) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Decision decision(PolicyEvaluationDecisionType type) {
        return switch (type) {
            case ALLOWED -> Decision.ALLOWED;
            case EXPLICIT_DENY -> Decision.DENIED;
            case IMPLICIT_DENY, UNKNOWN_TO_SDK_VERSION -> Decision.NOT_ALLOWED;
        };
    }
}
