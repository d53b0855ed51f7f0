package dev.howdah.drill.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One page of a listing and the token of the next one, null at the end. A token names the last key shown, so it stays right
/// when rows come and go, and each page's token differs from the last.
public record Page<T>(List<T> items, @Nullable String next) {
    private static final String MARK = "howdah\n";

    /// The page after `token` of `all`, which must be in ascending order of `key`.
    ///
    /// @param listing what is listed; a token of another listing is refused
    /// @param refusal the service's error for a token that it did not give
    public static <T> Page<T> of(List<T> all, Function<T, String> key, String listing, @Nullable String token, int size,
            Function<String, ApiError> refusal) {
        String after = token == null || token.isEmpty() ? null : open(token, listing, refusal);
        List<T> items = new ArrayList<>();
        for (T item : all) {
            if (after != null && key.apply(item).compareTo(after) <= 0) {
                continue;
            }
            if (items.size() == size) {
                return new Page<>(items, seal(listing, key.apply(items.getLast())));
            }
            items.add(item);
        }
        return new Page<>(items, null);
    }

    private static String seal(String listing, String key) {
        return Base64.getUrlEncoder().encodeToString((MARK + listing + "\n" + key).getBytes(StandardCharsets.UTF_8));
    }

    private static String open(String token, String listing, Function<String, ApiError> refusal) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            String start = MARK + listing + "\n";
            if (text.startsWith(start)) {
                return text.substring(start.length());
            }
        } catch (IllegalArgumentException e) {
            throw refusal.apply(token);
        }
        throw refusal.apply(token);
    }
}
