package dev.howdah.aws.signin;

import dev.howdah.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Roles that the `aws` client has taken on with an MFA code and keeps in `~/.aws/cli/cache`: whoever gave a code there is not asked for
/// another one here until it ends. They are read only; what is taken on here stays in memory.
final class ClientRoles {
    private static final System.Logger LOG = System.getLogger(ClientRoles.class.getName());

    private ClientRoles() {}

    /// What the client names a role's file after: SHA-1 of what it sends, as Python's `json.dumps(…, sort_keys=True)` writes it, without a
    /// session's name that it made up (botocore, `BaseAssumeRoleCredentialFetcher`).
    static Path file(Path folder, Way.Role way) {
        var sent = new TreeMap<String, Object>();
        sent.put("RoleArn", way.arn());
        put(sent, "RoleSessionName", way.session());
        put(sent, "ExternalId", way.externalId());
        put(sent, "SerialNumber", way.mfa());
        put(sent, "DurationSeconds", way.length() == null ? null : way.length().toSeconds());
        String words = sent.entrySet().stream().map(e -> Json.line(e.getKey()) + ": " + Json.line(e.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(words.getBytes(StandardCharsets.UTF_8));
            return folder.resolve(HexFormat.of().formatHex(hash) + ".json");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a JVM without SHA-1", e);
        }
    }

    private static void put(Map<String, Object> into, String name, @Nullable Object value) {
        if (value != null) {
            into.put(name, value);
        }
    }

    /// What the client holds; empty where it holds nothing that is good after `least`, or nothing that can be read.
    static Optional<Held> read(Path folder, Way.Role way, Instant least) {
        Path file = file(folder, way);
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            if (Json.readObject(Files.readString(file)).get("Credentials") instanceof Map<?, ?> c
                    && c.get("AccessKeyId") instanceof String key && c.get("SecretAccessKey") instanceof String secret
                    && c.get("SessionToken") instanceof String token && c.get("Expiration") instanceof String end) {
                @Nullable
                Instant until = Program.instant(end.endsWith("UTC") ? end.replace("UTC", "Z") : end);
                return until == null || !until.isAfter(least) ? Optional.empty() : Optional.of(Held.of(key, secret, token, until));
            }
        } catch (IOException | Json.Malformed | DateTimeException e) {
            LOG.log(System.Logger.Level.WARNING, "{0} is no role of the aws client: {1}", file, e.getClass().getSimpleName());
        }
        return Optional.empty();
    }
}
