package dev.howdah.drill.world;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Who has been given credentials that end, and until when.
public final class Logins {
    /// Temporary credentials. Their secret means nothing: signatures are not checked.
    public record Issued(String accessKey, String secretKey, String token, Instant until) {}

    private record Held(Caller caller, Instant until) {}

    private final DrillClock clock;
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final SignOn signOn;
    private final ConsoleLogins consoleLogins;
    /// Guarded by `this`.
    private long lastStep = -1;

    Logins(DrillClock clock) {
        this.clock = clock;
        signOn = new SignOn(clock);
        consoleLogins = new ConsoleLogins(clock);
    }

    /// Single sign-on: who asks on which device, and what was answered.
    public SignOn signOn() {
        return signOn;
    }

    /// What `aws login` is given.
    public ConsoleLogins consoleLogins() {
        return consoleLogins;
    }

    /// Credentials of a role's session.
    public Issued issue(Caller caller, Duration length) {
        String id = UUID.randomUUID().toString().replace("-", "").substring(0, 16).toUpperCase(Locale.ROOT);
        var issued = new Issued("ASIA" + id, "drill/" + id, "drill-token/" + id, clock.now().plus(length));
        held.put(issued.accessKey(), new Held(caller, issued.until()));
        return issued;
    }

    /// Who a key belongs to; one that was issued and has run out may do nothing.
    public Caller caller(String accessKey) {
        @Nullable
        Held known = held.get(accessKey);
        if (known == null) {
            return Caller.of(accessKey);
        }
        return known.until.isAfter(clock.now())
                ? known.caller
                : new Caller(known.caller.arn(), known.caller.userId(), Caller.Rights.EXPIRED);
    }

    /// Ends all that was issued, as an administrator does who revokes sessions.
    public void end() {
        held.replaceAll((_, h) -> new Held(h.caller, clock.now()));
    }

    /// What the MFA device shows now.
    public String code() {
        return Totp.at(Totp.step(clock.now()));
    }

    /// What it shows as soon as that was not used yet.
    public synchronized String unusedCode() {
        return Totp.at(Math.max(Totp.step(clock.now()), lastStep + 1));
    }

    /// Whether a code is right, the one before and after now included, since devices' clocks differ. One that was used is not taken again,
    /// nor one before it.
    public synchronized boolean accepts(String code) {
        long now = Totp.step(clock.now());
        for (long step = Math.max(now - 1, lastStep + 1); step <= now + 1; step++) {
            if (code.equals(Totp.at(step))) {
                lastStep = step;
                return true;
            }
        }
        return false;
    }
}
