package dev.howdah.drill.world;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Sessions of `aws login`: what the console's page was asked for, and the tokens that go on with it. Each code and each token is good once.
public final class ConsoleLogins {
    /// Whose sessions these are.
    public static final String ON_CALL = "arn:aws:iam::" + World.ACCOUNT + ":user/on-call";
    /// Somebody else of the account.
    public static final String OTHER = "arn:aws:iam::" + World.ACCOUNT + ":user/day-shift";
    private static final Duration CODE = Duration.ofMinutes(5);
    private final DrillClock clock;
    private final Map<String, Asked> codes = new ConcurrentHashMap<>();
    private final Map<String, Going> good = new ConcurrentHashMap<>();

    /// What somebody agreed to on the page.
    ///
    /// @param challenge SHA-256 of the word that whoever takes the code must know (RFC 7636)
    public record Asked(String client, String back, String challenge, String who, Instant until) {}

    /// A session.
    ///
    /// @param key thumbprint of the key that it is bound to; null until it is used first
    public record Going(String who, String client, @Nullable String key) {}

    ConsoleLogins(DrillClock clock) {
        this.clock = clock;
    }

    /// A refresh token, as the `aws` client leaves it on the disk.
    public String refreshToken() {
        return refreshToken(new Going(ON_CALL, "arn:aws:signin:::devtools/same-device", null));
    }

    /// The token by which a session goes on.
    public String refreshToken(Going session) {
        String token = "drill-login-" + UUID.randomUUID();
        good.put(token, session);
        return token;
    }

    /// Uses a token up; empty when it is none, or bound to another key.
    public Optional<Going> take(String token, String key) {
        @Nullable
        Going session = good.get(token);
        if (session == null || session.key() != null && !session.key().equals(key)) {
            return Optional.empty();
        }
        return good.remove(token, session) ? Optional.of(session) : Optional.empty();
    }

    /// The code that the page sends back.
    public String code(String client, String back, String challenge, String who) {
        String code = UUID.randomUUID().toString().replace("-", "");
        codes.put(code, new Asked(client, back, challenge, who, clock.now().plus(CODE)));
        return code;
    }

    /// Uses a code up; empty when it is none or too old.
    public Optional<Asked> exchange(String code) {
        return Optional.ofNullable(codes.remove(code)).filter(a -> a.until().isAfter(clock.now()));
    }
}
