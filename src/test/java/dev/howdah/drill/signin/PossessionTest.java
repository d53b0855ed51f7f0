package dev.howdah.drill.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.json.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// What the drill takes for a proof that somebody holds a key. Bad inputs tried: nothing, no JWT, rubbish in each part, another algorithm,
/// curve and type, half a coordinate, a point that is none, a wrong signature, another request, no time, no number, one used before.
final class PossessionTest {
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
    private final Possession possession = new Possession();
    private final KeyPair pair = pair();

    private static KeyPair pair() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String whole(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[32];
        int length = Math.min(bytes.length, 32);
        System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
        return URL.encodeToString(fixed);
    }

    private String proof(UnaryOperator<Map<String, Object>> header, UnaryOperator<Map<String, Object>> jwk,
            UnaryOperator<Map<String, Object>> claims) {
        var point = ((ECPublicKey) pair.getPublic()).getW();
        Map<String, Object> key = jwk.apply(Json.object("kty", "EC", "crv", "P-256", "x", whole(point.getAffineX()), "y",
                whole(point.getAffineY())));
        String words = part(header.apply(Json.object("typ", "dpop+jwt", "alg", "ES256", "jwk", key))) + "."
                + part(claims.apply(Json.object("jti", UUID.randomUUID().toString(), "htm", "POST", "htu", "http://127.0.0.1:1/v1/token",
                        "iat", 1_800_000_000)));
        try {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(pair.getPrivate());
            signature.update(words.getBytes(StandardCharsets.US_ASCII));
            return words + "." + URL.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String part(Map<String, Object> json) {
        return URL.encodeToString(Json.line(json).getBytes(StandardCharsets.UTF_8));
    }

    private static UnaryOperator<Map<String, Object>> with(String name, Object value) {
        return map -> {
            map.put(name, value);
            return map;
        };
    }

    private static UnaryOperator<Map<String, Object>> without(String name) {
        return map -> {
            map.remove(name);
            return map;
        };
    }

    private static UnaryOperator<Map<String, Object>> same() {
        return UnaryOperator.identity();
    }

    private void refused(String proof, String why) {
        assertThatExceptionOfType(ApiError.class).isThrownBy(() -> possession.key(proof))
                .satisfies(e -> assertThat(e.text()).contains(why));
    }

    @Test
    void oneKeyHasOneThumbprintAndEachProofIsGoodOnce() {
        String first = proof(same(), same(), same());
        String key = possession.key(first);
        assertThat(possession.key(proof(same(), same(), same()))).isEqualTo(key);
        refused(first, "used before");
        refused(proof(same(), same(), without("iat")), "used before");
        refused(proof(same(), same(), without("jti")), "jti");
    }

    @Test
    void whatIsNoProofIsRefusedWithItsReason() {
        refused("", "is missing");
        refused("a.b", "is missing");
        refused("!.!.!", "malformed");
        refused("e30.e30.e30", "not one of ES256");
        refused(URL.encodeToString("[]".getBytes(StandardCharsets.UTF_8)) + ".e30.e30", "malformed");
        refused(proof(with("alg", "none"), same(), same()), "not one of ES256");
        refused(proof(with("typ", "JWT"), same(), same()), "not one of ES256");
        refused(proof(same(), with("crv", "P-384"), same()), "not one of ES256");
        refused(proof(same(), with("x", "AAAA"), same()), "half a key");
        refused(proof(same(), with("x", URL.encodeToString(new byte[32])), same()), "wrong signature");
        refused(proof(same(), same(), with("htm", "GET")), "another request");
        refused(proof(same(), same(), with("htu", "http://127.0.0.1:1/v1/other")), "another request");
        String[] parts = proof(same(), same(), same()).split("\\.");
        byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
        signature[40] ^= 1;
        refused(parts[0] + "." + parts[1] + "." + URL.encodeToString(signature), "wrong signature");
        refused(parts[0] + "." + parts[1] + "." + URL.encodeToString(Arrays.copyOf(signature, 12)), "wrong signature");
    }
}
