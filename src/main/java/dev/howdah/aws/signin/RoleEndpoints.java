package dev.howdah.aws.signin;

import dev.howdah.json.Json;
import dev.howdah.model.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a container and a machine are told about their role: the container credentials endpoint and version 2 of the instance metadata
/// service (AWS SDKs and Tools Reference Guide, "Container credential provider", "IMDS credential provider"). The SDK's own classes for it read
/// the process environment alone; ours is given. No proxy is used.
final class RoleEndpoints {
    private static final Duration MOST = Duration.ofSeconds(2);
    private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]", "169.254.170.2", "169.254.170.23",
            "[fd00:ec2::23]");
    private static final String ROLES = "/latest/meta-data/iam/security-credentials/";
    private final Ground ground;
    private final String profile;

    RoleEndpoints(Ground ground, String profile) {
        this.ground = ground;
        this.profile = profile;
    }

    Held container() throws InterruptedException {
        URI uri = containerUri();
        var request = HttpRequest.newBuilder(uri);
        authorization().ifPresent(value -> request.header("Authorization", value));
        return document(uri, ask(request.GET()));
    }

    private URI containerUri() {
        Optional<String> relative = ground.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
        if (relative.isPresent()) {
            return URI.create("http://169.254.170.2" + relative.get());
        }
        String full = ground.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI").orElseThrow(() -> wrong("AWS_CONTAINER_CREDENTIALS_FULL_URI",
                "neither it nor AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is set: this is no container with a role"));
        URI uri;
        try {
            uri = URI.create(full);
        } catch (IllegalArgumentException e) {
            throw wrong("AWS_CONTAINER_CREDENTIALS_FULL_URI", "'" + full + "' is not a URL");
        }
        if (uri.getHost() == null || !"https".equals(uri.getScheme()) && !HOSTS.contains(uri.getHost())) {
            throw wrong("AWS_CONTAINER_CREDENTIALS_FULL_URI",
                    "'" + full + "' is neither https nor this machine: credentials are not asked for there");
        }
        return uri;
    }

    private Optional<String> authorization() {
        Optional<String> file = ground.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
        if (file.isEmpty()) {
            return ground.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN");
        }
        try {
            return Optional.of(Files.readString(Path.of(file.get())).strip());
        } catch (IOException e) {
            throw wrong("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", file.get() + " cannot be read");
        }
    }

    Held machine() throws InterruptedException {
        URI base = URI.create(ground.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT").orElse("http://169.254.169.254").replaceAll("/+$", ""));
        String token = ask(HttpRequest.newBuilder(base.resolve("/latest/api/token")).header("X-aws-ec2-metadata-token-ttl-seconds", "300")
                .PUT(HttpRequest.BodyPublishers.noBody())).strip();
        String role = ask(HttpRequest.newBuilder(base.resolve(ROLES)).header("X-aws-ec2-metadata-token", token)).strip();
        if (role.isEmpty()) {
            throw Chain.missing(Problem.SignIn.Kind.MISSING, profile, "this machine has no role");
        }
        URI uri = base.resolve(ROLES + role.lines().findFirst().orElseThrow());
        return document(uri, ask(HttpRequest.newBuilder(uri).header("X-aws-ec2-metadata-token", token)));
    }

    private String ask(HttpRequest.Builder builder) throws InterruptedException {
        HttpRequest request = builder.timeout(MOST).build();
        String host = request.uri().getAuthority();
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(MOST).proxy(HttpClient.Builder.NO_PROXY).build()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw Chain.missing(Problem.SignIn.Kind.MISSING, profile,
                        host + request.uri().getPath() + " answered HTTP " + answer.statusCode());
            }
            return answer.body();
        } catch (HttpTimeoutException e) {
            throw unreachable(host, Problem.Unreachable.Kind.TIMEOUT, e);
        } catch (ConnectException e) {
            throw unreachable(host, Problem.Unreachable.Kind.REFUSED, e);
        } catch (IOException e) {
            throw unreachable(host, Problem.Unreachable.Kind.OTHER, e);
        }
    }

    private Held document(URI uri, String body) {
        try {
            Map<String, @Nullable Object> json = Json.readObject(body);
            if (json.get("AccessKeyId") instanceof String key && json.get("SecretAccessKey") instanceof String secret
                    && json.get("Token") instanceof String token && json.get("Expiration") instanceof String until) {
                return Held.of(key, secret, token, Program.instant(until));
            }
        } catch (Json.Malformed | DateTimeException e) {
            throw new Problem.Thrown(new Problem.BadAnswer(200, new Problem.Source(uri.getAuthority(), null, "no credentials in it")), e);
        }
        throw new Problem.Thrown(new Problem.BadAnswer(200, new Problem.Source(uri.getAuthority(), null, "no credentials in it")), null);
    }

    private static Problem.Thrown unreachable(String host, Problem.Unreachable.Kind kind, IOException e) {
        return new Problem.Thrown(new Problem.Unreachable(host, kind, new Problem.Source("credentials", null, String.valueOf(e))), e);
    }

    private static Problem.Thrown wrong(String setting, String why) {
        return new Problem.Thrown(new Problem.Misconfigured(setting, new Problem.Source("configuration", null, why)), null);
    }
}
