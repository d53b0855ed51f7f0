package dev.howdah.drill.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PageTest {
    private final List<String> all = IntStream.range(0, 45).mapToObj(i -> String.format("k%02d", i)).toList();

    @Test
    void pagesCoverAllOnceAndTheLastHasNoToken() {
        List<String> seen = new ArrayList<>();
        List<String> tokens = new ArrayList<>();
        Page<String> page = page(all, null);
        seen.addAll(page.items());
        for (String next = page.next(); next != null; next = page.next()) {
            assertThat(tokens).doesNotContain(next);
            tokens.add(next);
            page = page(all, next);
            seen.addAll(page.items());
        }
        assertThat(seen).isEqualTo(all);
        assertThat(tokens).hasSize(2);
    }

    @Test
    void anExactFitHasNoToken() {
        assertThat(page(all.subList(0, 20), null).next()).isNull();
    }

    @Test
    void rowsThatComeAndGoDoNotShiftPages() {
        String token = page(all, null).next();
        List<String> changed = new ArrayList<>(all);
        changed.removeFirst();
        changed.addFirst("a-new");
        assertThat(page(changed, token).items().getFirst()).isEqualTo("k20");
    }

    @Test
    void foreignTokensAreRefused() {
        String token = page(all, null).next();
        assertThatThrownBy(() -> page(all, "zzz")).isInstanceOf(ApiError.class);
        assertThatThrownBy(() -> page(all, "!!")).isInstanceOf(ApiError.class);
        assertThatThrownBy(() -> Page.of(all, k -> k, "other", token, 20, ApiError::invalidValue)).isInstanceOf(ApiError.class);
    }

    private static Page<String> page(List<String> rows, String token) {
        return Page.of(rows, k -> k, "listing", token, 20, ApiError::invalidValue);
    }
}
