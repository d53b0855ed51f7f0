package dev.howdah.ops.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where the password is kept, as fields. Bad inputs tried: an unknown way, none, its name in capitals, a secret without a name.
final class BlueprintTest {
    private static final Blueprint BLOG = new Blueprint(new Blueprint.Place("vpc-1", List.of("a", "b"), "sg-1", "", ""),
            new Blueprint.Database("17.11", "db.t4g.small", 20, 100, true, 7, "", ""), new Blueprint.Keeping(false, ""),
            new Blueprint.Tasks("c", "blog-api", "blog-api:1", "i", "api", "r", "", "blog-api-migrate", List.of("true"))).named("blog-db");

    @Test
    void itIsManagedUnlessSaidOtherwiseAndTheSecretIsNamedAsTheChapterDoes() {
        assertThat(BLOG.keeping()).isEqualTo(new Blueprint.Keeping(false, "blog-api/db"));
        assertThat(BLOG.matters("secret-name")).isFalse();
        assertThat(BLOG.named("forum-db").keeping().name()).as("not the service's first").isEqualTo("blog-api/forum-db");
        Blueprint own = BLOG.with(Map.of("secret", "own", "secret-name", " shop/master "));
        assertThat(own.keeping()).isEqualTo(new Blueprint.Keeping(true, "shop/master"));
        assertThat(own.matters("secret-name")).isTrue();
        assertThat(Blueprint.of(own.fields())).as("the journal keeps it").isEqualTo(own);
    }

    @Test
    void whatWasWrittenDownBeforeThereWasAChoiceIsManaged() {
        var before = new LinkedHashMap<>(BLOG.fields());
        before.keySet().removeAll(List.of("secret", "secret-name"));
        assertThat(Blueprint.of(before).keeping().own()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
            rds; 'secret' is managed or own, and not rds.
            OWN; 'secret' is managed or own, and not OWN.
            ""; 'secret' is managed or own, and not empty.
            """)
    void anotherWayThereIsNot(String way, String words) {
        assertThatThrownBy(() -> BLOG.with(Map.of("secret", way))).isInstanceOf(IllegalArgumentException.class).hasMessage(words);
    }

    @Test
    void aSecretOfOnesOwnHasAName() {
        assertThatThrownBy(() -> BLOG.with(Map.of("secret", "own", "secret-name", ""))).hasMessage("'secret-name' is empty.");
    }
}
