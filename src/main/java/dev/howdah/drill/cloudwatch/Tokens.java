package dev.howdah.drill.cloudwatch;

import dev.howdah.drill.protocol.ApiError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Opaque tokens that say how many points were already given.
final class Tokens {
    private static final String MARK = "points:";

    private Tokens() {}

    static String seal(int given) {
        return Base64.getUrlEncoder().encodeToString((MARK + given).getBytes(StandardCharsets.UTF_8));
    }

    static int open(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            return 0;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.matches(MARK + "\\d{1,9}")) {
                return Integer.parseInt(text.substring(MARK.length()));
            }
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        throw invalid();
    }

    static ApiError invalid() {
        return ApiError.of(400, "InvalidNextToken", "The next token specified is invalid.");
    }
}
