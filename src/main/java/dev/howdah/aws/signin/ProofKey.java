package dev.howdah.aws.signin;

import dev.howdah.json.Json;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A key on P-256 that a session of `aws login` is bound to: who renews it proves to hold the key (DPoP, RFC 9449).
final class ProofKey {
    private static final int BYTES = 32;
    /// ECPrivateKey of RFC 5915 up to the number, from there to the point, for prime256v1; both lengths are fixed.
    private static final byte[] NUMBER = HexFormat.of().parseHex("30770201010420");
    private static final byte[] POINT = HexFormat.of().parseHex("a00a06082a8648ce3d030107a14403420004");
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
    private final ECPrivateKey secret;
    private final ECPublicKey open;

    private ProofKey(KeyPair pair) {
        secret = (ECPrivateKey) pair.getPrivate();
        open = (ECPublicKey) pair.getPublic();
    }

    /// A new one. Those whose coordinates begin with a byte of zeros (one in 128) are passed over: of such a key the AWS SDK, which renews
    /// the session later, writes a JWK that is too short (RFC 7518, 6.2.1.2 wants all 32 bytes).
    static ProofKey random() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            while (true) {
                var key = new ProofKey(generator.generateKeyPair());
                if (key.x()[0] != 0 && key.y()[0] != 0) {
                    return key;
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a JVM without P-256", e);
        }
    }

    private byte[] x() {
        return fixed(open.getW().getAffineX());
    }

    private byte[] y() {
        return fixed(open.getW().getAffineY());
    }

    private static byte[] fixed(BigInteger number) {
        byte[] all = number.toByteArray();
        byte[] fixed = new byte[BYTES];
        int length = Math.min(all.length, BYTES);
        System.arraycopy(all, all.length - length, fixed, BYTES - length, length);
        return fixed;
    }

    /// The key as the `aws` client keeps it (SEC 1, PEM).
    String pem() {
        byte[] der = new byte[NUMBER.length + BYTES + POINT.length + 2 * BYTES];
        int at = put(der, 0, NUMBER);
        at = put(der, at, fixed(secret.getS()));
        at = put(der, at, POINT);
        at = put(der, at, x());
        put(der, at, y());
        return "-----BEGIN EC PRIVATE KEY-----\n" + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(der)
                + "\n-----END EC PRIVATE KEY-----\n";
    }

    private static int put(byte[] into, int at, byte[] what) {
        System.arraycopy(what, 0, into, at, what.length);
        return at + what.length;
    }

    /// The header `DPoP` for one POST, good once.
    String proof(URI to, Instant now) {
        Map<String, @Nullable Object> header = Json.object("typ", "dpop+jwt", "alg", "ES256", "jwk",
                Json.object("kty", "EC", "crv", "P-256", "x", URL.encodeToString(x()), "y", URL.encodeToString(y())));
        Map<String, @Nullable Object> claims = Json.object("jti", UUID.randomUUID().toString(), "htm", "POST", "htu", to.toString(), "iat",
                now.getEpochSecond());
        String words = part(header) + "." + part(claims);
        try {
            // the form of RFC 7518, 3.4: both numbers of the signature one behind the other
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(secret);
            signature.update(words.getBytes(StandardCharsets.US_ASCII));
            return words + "." + URL.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a JVM without ECDSA", e);
        }
    }

    private static String part(Map<String, @Nullable Object> json) {
        return URL.encodeToString(Json.line(json).getBytes(StandardCharsets.UTF_8));
    }
}
