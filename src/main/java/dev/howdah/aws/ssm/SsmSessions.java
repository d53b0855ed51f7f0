package dev.howdah.aws.ssm;

import dev.howdah.aws.session.AwsSession;
import dev.howdah.model.Hop;
import dev.howdah.model.Hop.Obstacle;
import dev.howdah.model.Problem;
import dev.howdah.model.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;
import software.amazon.awssdk.services.ssm.model.SessionState;

/// Session Manager in one account and region.
public final class SsmSessions {
    public static final String TO_REMOTE_HOST = "AWS-StartPortForwardingSessionToRemoteHost";
    /// By this reason, shown in AWS's own lists and in CloudTrail, sessions of ours are known.
    public static final String REASON = "Howdah";
    private final AwsSession session;
    private final SsmClient ssm;

    public SsmSessions(AwsSession session) {
        this.session = session;
        this.ssm = session.client("ssm", SsmClient.builder());
    }

    /// A session that AWS opened.
    public record Started(String sessionId, Secret streamUrl, Secret token) {}

    /// A session as AWS lists it.
    public record Listed(String sessionId, @Nullable String target, @Nullable String owner, @Nullable String reason) {}

    /// A forward from `target` to a host and port that it can reach (`ssm:StartSession`). The port must be named: the document's
    /// default is 80.
    public Started start(String target, String host, int port) throws InterruptedException {
        var answer = session.call("ssm:StartSession", () -> ssm.startSession(r -> r.target(target).documentName(TO_REMOTE_HOST)
                .reason(REASON).parameters(Map.of("host", List.of(host), "portNumber", List.of(String.valueOf(port)), "localPortNumber",
                        List.of("0")))));
        return new Started(answer.sessionId(), new Secret(answer.streamUrl()), new Secret(answer.tokenValue()));
    }

    /// A new token for a session that is open (`ssm:ResumeSession`); empty when it has ended.
    public Optional<Started> resume(String sessionId) throws InterruptedException {
        try {
            var answer = session.call("ssm:ResumeSession", () -> ssm.resumeSession(r -> r.sessionId(sessionId)));
            return answer.tokenValue() == null || answer.tokenValue().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Started(answer.sessionId(), new Secret(answer.streamUrl()), new Secret(answer.tokenValue())));
        } catch (Problem.Thrown e) {
            if (e.problem() instanceof Problem.Missing) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// Ends a session (`ssm:TerminateSession`); one that is gone is no failure.
    public void terminate(String sessionId) throws InterruptedException {
        try {
            session.call("ssm:TerminateSession", () -> ssm.terminateSession(r -> r.sessionId(sessionId)));
        } catch (Problem.Thrown e) {
            if (!(e.problem() instanceof Problem.Missing)) {
                throw e;
            }
        }
    }

    /// The open sessions of one caller (`ssm:DescribeSessions`).
    ///
    /// @param owner ARN as `sts:GetCallerIdentity` tells it
    public List<Listed> active(String owner) throws InterruptedException {
        return session.call("ssm:DescribeSessions",
                () -> ssm.describeSessionsPaginator(r -> r.state(SessionState.ACTIVE).filters(f -> f.key("Owner").value(owner)))
                        .sessions().stream().map(s -> new Listed(s.sessionId(), s.target(), s.owner(), s.reason())).toList());
    }

    /// Machines with an agent, usable or not (`ssm:DescribeInstanceInformation`). Their security groups are not known here.
    public List<Hop> nodes() throws InterruptedException {
        return session.call("ssm:DescribeInstanceInformation",
                () -> ssm.describeInstanceInformationPaginator(r -> r.maxResults(50)).instanceInformationList().stream()
                        .map(SsmSessions::hop).toList());
    }

    private static Hop hop(InstanceInformation node) {
        var obstacles = new ArrayList<Obstacle>();
        if (!"Online".equals(node.pingStatusAsString())) {
            obstacles.add(new Obstacle("its agent is " + node.pingStatusAsString()
                    + (node.lastPingDateTime() == null ? "" : ", last heard of " + node.lastPingDateTime()),
                    "start the machine or its agent; check its instance profile and its way to ssm"));
        }
        if (node.agentVersion() != null && older(node.agentVersion(), "3.1.1188.0")) {
            obstacles.add(new Obstacle("its agent, " + node.agentVersion() + ", is too old to forward to another host",
                    "update it: aws ssm send-command --document-name AWS-UpdateSSMAgent --instance-ids " + node.instanceId()));
        }
        return new Hop(Hop.Kind.NODE, node.instanceId(), node.computerName() == null ? node.instanceId() : node.computerName(), null,
                node.agentVersion(), node.ipAddress(), Set.of(), obstacles, List.of());
    }

    private static boolean older(String version, String than) {
        String[] a = version.split("\\.");
        String[] b = than.split("\\.");
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            int order = Integer.compare(Integer.parseInt(a[i]), Integer.parseInt(b[i]));
            if (order != 0) {
                return order < 0;
            }
        }
        return a.length < b.length;
    }
}
