package dev.howdah.drill.postgres;

import java.security.SecureRandom;
import java.util.Base64;

/// A password that does not print itself.
public record Password(String value) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /// 32 characters nobody has seen.
    public static Password random() {
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return new Password(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    @Override
    public String toString() {
        return "••••";
    }
}
