package dev.howdah.drill.signin;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.JsonText;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Looks at the proof that whoever asks holds the key of a session (DPoP, RFC 9449, 4.3). Its age is not looked at: the drill's
/// clock may be moved, the asker's is the machine's.
final class Possession {
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    /// @return the key's thumbprint
    /// @throws ApiError when it is no proof
    String key(String proof) {
        try {
            String[] parts = proof.split("\\.", -1);
            if (parts.length != 3) {
                throw refused("DPoP proof is missing");
            }
            Input header = json(parts[0]);
            Input claims = json(parts[1]);
            Input jwk = header.struct("jwk");
            if (!header.text("typ", "").equals("dpop+jwt") || !header.text("alg", "").equals("ES256")
                    || !jwk.text("kty", "").equals("EC") || !jwk.text("crv", "").equals("P-256")) {
                throw refused("DPoP proof is not one of ES256");
            }
            byte[] x = coordinate(jwk.text("x", ""));
            byte[] y = coordinate(jwk.text("y", ""));
            if (!signed(parts, x, y)) {
                throw refused("DPoP proof has a wrong signature");
            }
            if (!claims.text("htm", "").equals("POST") || !"/v1/token".equals(URI.create(claims.text("htu", "")).getPath())) {
                throw refused("DPoP proof is for another request");
            }
            if (claims.time("iat") == null || !seen.add(claims.need("jti"))) {
                throw refused("DPoP proof was used before");
            }
            byte[] both = new byte[64];
            System.arraycopy(x, 0, both, 0, 32);
            System.arraycopy(y, 0, both, 32, 32);
            return Base64.getUrlEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(both));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw refused("DPoP proof is malformed");
        }
    }

    private static boolean signed(String[] parts, byte[] x, byte[] y) throws GeneralSecurityException {
        var curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        var key = KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(
                new ECPoint(new BigInteger(1, x), new BigInteger(1, y)), curve.getParameterSpec(ECParameterSpec.class)));
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(key);
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    }

    private static Input json(String part) {
        @Nullable
        Input read = JsonText.read(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
        if (read == null) {
            throw refused("DPoP proof is malformed");
        }
        return read;
    }

    /// All bytes of it, leading zeros too (RFC 7518, 6.2.1.2).
    private static byte[] coordinate(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (bytes.length != 32) {
            throw refused("DPoP proof has half a key");
        }
        return bytes;
    }

    private static ApiError refused(String why) {
        return new ApiError(400, "INVALID_REQUEST", "ValidationException", why);
    }
}
