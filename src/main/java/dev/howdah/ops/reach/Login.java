package dev.howdah.ops.reach;

import dev.howdah.json.Json;
import dev.howdah.model.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// As whom to log in.
///
/// @param host what the secret says the server is; null when it does not say
/// @param database null when it does not say
/// @param from where it comes from, for people: `secret blog-api/db (AWSCURRENT)`
/// @param secretArn the secret that it was read from; null for any other
/// @param secretKey the JSON key that was asked for
public record Login(String user, Secret password, @Nullable String host, @Nullable Integer port, @Nullable String database, String from,
        @Nullable String secretArn, @Nullable String secretKey) {
    /// A login that is in no secret.
    public Login(String user, Secret password, @Nullable String host, @Nullable Integer port, @Nullable String database, String from) {
        this(user, password, host, port, database, from, null, null);
    }

    /// The same, read from a secret: it is read anew when its password is not taken any more.
    public Login of(String arn, @Nullable String key) {
        return new Login(user, password, host, port, database, from, arn, key);
    }

    /// Any driver's spelling: postgres, postgresql+asyncpg, jdbc:postgresql … The user's part ends at the last @ before the host,
    /// because passwords hold unencoded ones in the wild.
    private static final Pattern URL = Pattern
            .compile("^(?:jdbc:)?postgres(?:ql)?(?:\\+\\w+)?://(?:(.*)@)?([^/?]*?)(?:/([^?]*))?(?:\\?.*)?$", Pattern.DOTALL);

    /// Reads a secret of any shape that is in use: RDS's own (`username`, `password`), the rotation schema (`host`, `port`,
    /// `dbname` beside them), Django's (`USER`, `PASSWORD`, `HOST`, `NAME`), a `url` or `DATABASE_URL` key, or a bare URL.
    ///
    /// @param key the JSON key that a task definition takes from it; null for the whole
    /// @return empty when it holds no login
    public static Optional<Login> of(Secret text, @Nullable String key, String from) {
        String value = text.reveal().strip();
        if (!value.startsWith("{")) {
            return url(value, from);
        }
        Map<String, @Nullable Object> fields = Json.readObject(value);
        Optional<Login> parts = parts(fields, from);
        if (key != null && fields.get(key) instanceof String named) {
            Optional<Login> byKey = url(named, from);
            if (byKey.isPresent()) {
                return byKey;
            }
        }
        if (parts.isPresent()) {
            return parts;
        }
        for (String name : new String[]{"url", "uri", "DATABASE_URL", "database_url"}) {
            if (fields.get(name) instanceof String named) {
                return url(named, from);
            }
        }
        return Optional.empty();
    }

    private static Optional<Login> parts(Map<String, @Nullable Object> fields, String from) {
        String user = text(fields, "username", "user", "USER");
        String password = text(fields, "password", "PASSWORD");
        if (user == null || password == null) {
            return Optional.empty();
        }
        String port = text(fields, "port", "PORT");
        return Optional.of(new Login(user, new Secret(password), text(fields, "host", "HOST"),
                port == null || !port.matches("\\d{1,5}") ? null : Integer.valueOf(port), text(fields, "dbname", "database", "NAME"),
                from));
    }

    private static @Nullable String text(Map<String, @Nullable Object> fields, String... names) {
        for (String name : names) {
            Object value = fields.get(name);
            if (value != null && !value.toString().isEmpty()) {
                return value.toString();
            }
        }
        return null;
    }

    private static Optional<Login> url(String url, String from) {
        Matcher m = URL.matcher(url);
        if (!m.matches() || m.group(1) == null) {
            return Optional.empty();
        }
        String[] user = m.group(1).split(":", 2);
        if (user.length < 2) {
            return Optional.empty();
        }
        String place = m.group(2).split(",", 2)[0];
        int colon = place.lastIndexOf(':');
        boolean ported = colon > place.lastIndexOf(']') && place.substring(colon + 1).matches("\\d{1,5}");
        String host = ported ? place.substring(0, colon) : place;
        String database = m.group(3) == null || m.group(3).isEmpty() ? null : decoded(m.group(3));
        return Optional.of(new Login(decoded(user[0]), new Secret(decoded(user[1])), host.isEmpty() ? null : host,
                ported ? Integer.valueOf(place.substring(colon + 1)) : null, database, from));
    }

    /// Percent-decoding that leaves what is no escape as it is: `100%` is a password too.
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
