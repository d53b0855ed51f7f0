package dev.howdah.drill.world;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Sessions that `aws login` made: each refresh token is good once.
public final class ConsoleLogins {
    private final Set<String> good = ConcurrentHashMap.newKeySet();

    ConsoleLogins() {}

    /// A refresh token, as the `aws` client leaves it on the disk.
    public String refreshToken() {
        String token = "drill-login-" + UUID.randomUUID();
        good.add(token);
        return token;
    }

    /// Uses a token up.
    public boolean take(String token) {
        return good.remove(token);
    }
}
