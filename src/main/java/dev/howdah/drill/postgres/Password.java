package dev.howdah.drill.postgres;

import java.security.SecureRandom;
import java.util.Base64;

/// A password that does not print itself. Those made here begin with a word of their own, by which a search finds one that got where it
/// should not be.
public record Password(String value) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /// What each begins with.
    public static final String MARK = "drill-password-";

    /// 32 characters nobody has seen, behind the mark.
    public static Password random() {
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return new Password(MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    @Override
    public String toString() {
        return "••••";
    }
}
