package dev.howdah.drill.world;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The codes of the drill's MFA device, by RFC 6238 with its usual settings: SHA-1, 30 seconds, six digits. Any authenticator shows the
/// same when it is given [#SEED].
final class Totp {
    private static final Duration STEP = Duration.ofSeconds(30);
    /// In Base32, as authenticators want it: `NBXXOZDBNBRWQYLQORSXEMRT`.
    static final String SEED = "howdahchapter23";

    private Totp() {}

    static long step(Instant instant) {
        return instant.getEpochSecond() / STEP.toSeconds();
    }

    static String at(long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(SEED.getBytes(StandardCharsets.US_ASCII), "RAW"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xf;
            int number = ByteBuffer.wrap(hash).getInt(offset) & 0x7fffffff;
            return String.format(java.util.Locale.ROOT, "%06d", number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a JVM without HMAC", e);
        }
    }
}
