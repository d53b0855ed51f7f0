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
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Single sign-on's token as the `aws` client keeps it, in its folder (`~/.aws/sso/cache`), under its name and in its form, for its owner
/// alone: whoever signs in with one is signed in with both (AWS SDKs and Tools Reference Guide, "IAM Identity Center credential provider").
///
/// @param refresh what renews it, null where nothing does
/// @param registeredUntil until when the client that asked for it is known
record SsoToken(String access, Instant until, @Nullable String refresh, @Nullable String clientId, @Nullable String clientSecret,
        @Nullable Instant registeredUntil) {
    private static final System.Logger LOG = System.getLogger(SsoToken.class.getName());

    boolean renewable(Instant now) {
        return refresh != null && clientId != null && clientSecret != null && registeredUntil != null && registeredUntil.isAfter(now);
    }

    static Path file(Path folder, Way.Session session) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(session.key().getBytes(StandardCharsets.UTF_8));
            return folder.resolve(HexFormat.of().formatHex(hash) + ".json");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a JVM without SHA-1", e);
        }
    }

    /// The token that is there; empty where there is none, or none that can be read.
    static Optional<SsoToken> read(Path folder, Way.Session session) {
        Path file = file(folder, session);
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            Map<String, @Nullable Object> json = Json.readObject(Files.readString(file));
            @Nullable
            String access = text(json, "accessToken");
            @Nullable
            Instant until = instant(json, "expiresAt");
            return access == null || until == null
                    ? Optional.empty()
                    : Optional
                            .of(new SsoToken(access, until, text(json, "refreshToken"), text(json, "clientId"), text(json, "clientSecret"),
                                    instant(json, "registrationExpiresAt")));
        } catch (IOException | Json.Malformed | DateTimeException e) {
            LOG.log(System.Logger.Level.WARNING, "{0} is no token of single sign-on: {1}", file, e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    /// Replaces the file as a whole.
    void write(Path folder, Way.Session session) throws IOException {
        var json = Json.object("startUrl", session.startUrl(), "region", session.region(), "accessToken", access, "expiresAt", text(until));
        if (clientId != null && clientSecret != null && registeredUntil != null) {
            json.put("clientId", clientId);
            json.put("clientSecret", clientSecret);
            json.put("registrationExpiresAt", text(registeredUntil));
        }
        if (refresh != null) {
            json.put("refreshToken", refresh);
        }
        ClientCache.write(file(folder, session), json);
    }

    private static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static @Nullable String text(Map<String, @Nullable Object> json, String name) {
        return json.get(name) instanceof String text && !text.isEmpty() ? text : null;
    }

    /// Older clients write `UTC` where newer ones write `Z`.
    private static @Nullable Instant instant(Map<String, @Nullable Object> json, String name) {
        @Nullable
        String text = text(json, name);
        return text == null ? null : Program.instant(text.endsWith("UTC") ? text.replace("UTC", "Z") : text);
    }

    @Override
    public String toString() {
        return "token until " + until;
    }
}
