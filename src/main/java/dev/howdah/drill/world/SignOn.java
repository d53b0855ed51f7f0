package dev.howdah.drill.world;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Single sign-on: clients that registered, devices that wait for somebody's word, tokens that were handed out.
public final class SignOn {
    /// What somebody said about a device.
    public enum Word {
        NONE, YES, NO
    }

    /// A device that waits.
    ///
    /// @param asked when its client asked last, null before the first time
    public record Device(String code, String userCode, String client, Instant until, Word word, @Nullable Instant asked) {}

    /// What a client holds after somebody said yes.
    public record Tokens(String access, String refresh, Duration length) {}

    private record Session(Instant until) {}

    /// How long a device waits, a token lasts, and the least between two questions.
    public static final Duration WAITS = Duration.ofMinutes(10);
    public static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration LASTS = Duration.ofHours(8);
    private final DrillClock clock;
    private final Map<String, Device> devices = new ConcurrentHashMap<>();
    private final Map<String, String> clients = new ConcurrentHashMap<>();
    private final Map<String, Session> access = new ConcurrentHashMap<>();
    private final Map<String, String> refresh = new ConcurrentHashMap<>();

    SignOn(DrillClock clock) {
        this.clock = clock;
    }

    private static String random(int length) {
        return UUID.randomUUID().toString().replace("-", "").substring(0, length);
    }

    /// @return its secret
    public String register(String client) {
        String secret = "drill-client-" + random(20);
        clients.put(client, secret);
        return secret;
    }

    public boolean knows(String client, String secret) {
        return secret.equals(clients.get(client));
    }

    public Device start(String client) {
        String four = random(8).toUpperCase(Locale.ROOT);
        var device = new Device(random(32), four.substring(0, 4) + "-" + four.substring(4), client, clock.now().plus(WAITS), Word.NONE,
                null);
        devices.put(device.code(), device);
        return device;
    }

    /// The device as it was before this question, which is remembered.
    public Optional<Device> asked(String code) {
        @Nullable
        Device before = devices.get(code);
        if (before == null) {
            return Optional.empty();
        }
        devices.put(code, new Device(code, before.userCode, before.client, before.until, before.word, clock.now()));
        return Optional.of(before);
    }

    /// Somebody's word about the device that shows this code.
    ///
    /// @return whether there is one that waits
    public boolean say(String userCode, Word word) {
        Optional<Device> device = devices.values().stream()
                .filter(d -> d.userCode.equals(userCode) && d.word == Word.NONE && d.until.isAfter(clock.now())).findFirst();
        device.ifPresent(d -> devices.put(d.code, new Device(d.code, d.userCode, d.client, d.until, word, d.asked)));
        return device.isPresent();
    }

    /// The codes that wait for somebody's word.
    public java.util.List<String> waiting() {
        return devices.values().stream().filter(d -> d.word == Word.NONE && d.until.isAfter(clock.now())).map(Device::userCode).toList();
    }

    /// Tokens for a device; it is done with.
    public Tokens grant(Device device) {
        devices.remove(device.code);
        return tokens(device.client);
    }

    /// New tokens for an old refresh token, which is used up; empty when it is not one.
    public Optional<Tokens> renew(String client, String token) {
        return client.equals(refresh.remove(token)) ? Optional.of(tokens(client)) : Optional.empty();
    }

    private Tokens tokens(String client) {
        var tokens = new Tokens("drill-access-" + random(24), "drill-refresh-" + random(24), LASTS);
        access.put(tokens.access, new Session(clock.now().plus(LASTS)));
        refresh.put(tokens.refresh, client);
        return tokens;
    }

    /// Whether a token is good.
    public boolean accepts(String token) {
        @Nullable
        Session session = access.get(token);
        return session != null && session.until.isAfter(clock.now());
    }

    /// Ends each session, as an administrator does.
    public void end() {
        access.clear();
        refresh.clear();
    }
}
