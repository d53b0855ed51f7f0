package dev.howdah.drill.metadata;

import dev.howdah.drill.protocol.JsonText;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.protocol.WireAnswer;
import dev.howdah.drill.protocol.WireRequest;
import dev.howdah.drill.world.Logins;
import dev.howdah.drill.world.TrustedRole;
import dev.howdah.drill.world.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Where a machine and a container ask for the credentials of their role: the instance metadata service, version 2 alone
/// (<https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html>), and the container credentials
/// endpoint (<https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html>).
public final class InstanceRoles {
    /// The path of the container's endpoint, and what must be said to it.
    public static final String CONTAINER = "/v2/credentials/drill";
    public static final String AUTHORIZATION = "drill-container-authorization";
    private static final String ROLES = "/latest/meta-data/iam/security-credentials/";
    private final World world;
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();

    public InstanceRoles(World world) {
        this.world = world;
    }

    /// Empty where nothing of it is asked for.
    public Optional<WireAnswer> answer(WireRequest request) {
        String path = request.path();
        if (path.equals(CONTAINER)) {
            return Optional.of(request.headers().getOrDefault("authorization", "").equals(AUTHORIZATION)
                    ? document(role("ops-viewer", "container"), "RoleArn")
                    : text(403, "{\"code\":\"AccessDenied\",\"message\":\"Authorization token is missing or wrong\"}"));
        }
        if (path.equals("/latest/api/token")) {
            return Optional.of(token(request));
        }
        if (!path.startsWith("/latest/")) {
            return Optional.empty();
        }
        if (!tokens.contains(request.headers().getOrDefault("x-aws-ec2-metadata-token", ""))) {
            return Optional.of(text(401, "Unauthorized"));
        }
        if (path.equals(ROLES)) {
            return Optional.of(text(200, "ops-viewer"));
        }
        return Optional.of(path.equals(ROLES + "ops-viewer") ? document(role("ops-viewer", "i-0123456789abcdef0"), "Code") : text(404, ""));
    }

    private WireAnswer token(WireRequest request) {
        boolean asked = request.method().equals("PUT")
                && request.headers().getOrDefault("x-aws-ec2-metadata-token-ttl-seconds", "").matches("\\d{1,5}");
        if (!asked) {
            return text(400, "");
        }
        String token = UUID.randomUUID().toString();
        tokens.add(token);
        return text(200, token).with("x-aws-ec2-metadata-token-ttl-seconds",
                request.headers().getOrDefault("x-aws-ec2-metadata-token-ttl-seconds", ""));
    }

    private Logins.Issued role(String name, String session) {
        return world.logins().issue(TrustedRole.named(name).orElseThrow().as(session), Duration.ofHours(1));
    }

    private static WireAnswer document(Logins.Issued issued, String more) {
        var body = new Struct().put("AccessKeyId", issued.accessKey()).put("SecretAccessKey", issued.secretKey())
                .put("Token", issued.token()).put("Expiration", issued.until().toString());
        body.put(more, more.equals("Code") ? "Success" : "arn:aws:iam::" + World.ACCOUNT + ":role/ops-viewer");
        return text(200, JsonText.of(body));
    }

    private static WireAnswer text(int status, String body) {
        return new WireAnswer(status, Map.of("Content-Type", body.startsWith("{") ? "application/json" : "text/plain"),
                body.getBytes(StandardCharsets.UTF_8));
    }
}
