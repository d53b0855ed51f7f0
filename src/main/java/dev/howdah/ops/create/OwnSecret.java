package dev.howdah.ops.create;

import dev.howdah.json.Json;
import dev.howdah.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is in a secret of one's own, in the shape that the chapter recommends and that AWS's functions of rotation know: `username`,
/// `password`, `engine`, `host`, `port`, `dbname`, and `url`, which a task takes as its `DATABASE_URL`. Texts go in and come out as [Secret]s,
/// so that none of it is printed by accident.
public final class OwnSecret {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    /// Of 62 letters each: 238 bits.
    private static final int LENGTH = 40;
    private static final String UNRESERVED = "-._~";
    private static final SecureRandom RANDOM = new SecureRandom();

    private OwnSecret() {}

    /// The first text: a password that nobody has seen, and not yet where the database is. Letters and digits only, so that it is the same in
    /// each spelling.
    public static Secret begun(String user, String database) {
        var password = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            password.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return new Secret(
                Json.line(Json.object("username", user, "password", password.toString(), "engine", "postgres", "dbname", database)));
    }

    /// The password in a text; empty when it is no such text.
    public static Optional<Secret> password(Secret text) {
        return fields(text).map(f -> f.get("password")).filter(p -> p instanceof String s && !s.isEmpty())
                .map(p -> new Secret(String.valueOf(p)));
    }

    /// The same with where the database is. What else somebody has put there stays.
    ///
    /// @param text with a password
    /// @throws IllegalArgumentException when it has none
    public static Secret told(Secret text, String user, String host, int port, String database) {
        String password = password(text).orElseThrow(() -> new IllegalArgumentException("the secret holds no password")).reveal();
        Map<String, @Nullable Object> all = fields(text).orElseThrow();
        all.put("username", user);
        all.put("password", password);
        all.put("engine", "postgres");
        all.put("host", host);
        all.put("port", port);
        all.put("dbname", database);
        all.put("url", url(user, password, host, port, database));
        return new Secret(Json.line(all));
    }

    /// Whether two texts say the same.
    public static boolean same(Secret one, Secret other) {
        return fields(one).map(Json::line).equals(fields(other).map(Json::line));
    }

    /// As libpq reads it (<https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS>); over TLS or not at all.
    static String url(String user, String password, String host, int port, String database) {
        return "postgresql://" + encoded(user) + ":" + encoded(password) + "@" + host + ":" + port + "/" + encoded(database)
                + "?sslmode=require";
    }

    /// Whatever is not unreserved in a URI (RFC 3986, 2.3) as `%` and two digits.
    private static String encoded(String part) {
        var text = new StringBuilder();
        for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            text.append(LETTERS.indexOf(c) >= 0 || UNRESERVED.indexOf(c) >= 0 ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return text.toString();
    }

    private static Optional<Map<String, @Nullable Object>> fields(Secret text) {
        try {
            return Optional.of(Json.readObject(text.reveal()));
        } catch (Json.Malformed e) {
            // its message tells what it could not read, which must not get anywhere
            return Optional.empty();
        }
    }
}
