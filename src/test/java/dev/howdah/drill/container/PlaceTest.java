package dev.howdah.drill.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Where the image looks for its database.
final class PlaceTest {
    private static final Map<String, String> LIBPQ = Map.of("PGHOST", "blog-db.example", "PGUSER", "blog_admin", "PGPASSWORD", "p@ss#1",
            "PGDATABASE", "blogdb");

    @Test
    void libpqsVariablesAreEnoughAndHaveItsDefaults() {
        assertThat(Place.of(LIBPQ)).isEqualTo(new Place("blog-db.example", "5432", "blogdb", "blog_admin", "p@ss#1", false, null));
        assertThat(Place.of(with("PGDATABASE", null)).database()).as("the user's").isEqualTo("blog_admin");
        assertThat(Place.of(with("PGPORT", "6543")).port()).isEqualTo("6543");
        assertThat(Place.of(with("PGSSLMODE", "disable")).plain()).isTrue();
        assertThat(Place.of(with("PGSSLMODE", "require")).plain()).isFalse();
    }

    @Test
    void aUrlComesFirst() {
        assertThat(Place.of(with("DATABASE_URL", "postgresql://app:secret@other:5433/db")))
                .isEqualTo(new Place("other", "5433", "db", "app", "secret", false, null));
        assertThat(Place.of(with("DATABASE_URL", "postgresql://app:p%40ss%3A%2F%3F%23%25+%C3%A9@other:5433/d%62?sslmode=require")))
                .as("as libpq reads it").isEqualTo(new Place("other", "5433", "db", "app", "p@ss:/?#%+é", false, null));
        assertThat(Place.of(with("DATABASE_URL", "postgresql://app:100%@other:5433/db?connect_timeout=3&sslmode=disable")))
                .isEqualTo(new Place("other", "5433", "db", "app", "100%", true, null));
        assertThat(Place.of(with("DATABASE_URL", "mysql://x")).why()).contains("DATABASE_URL is not of the form");
    }

    @Test
    void whatIsMissingIsSaid() {
        assertThat(Place.of(Map.of()).why()).contains("neither DATABASE_URL nor PGHOST");
        assertThat(Place.of(with("PGPASSWORD", null)).why()).contains("no password supplied");
        assertThat(Place.of(with("PGUSER", null)).why()).contains("PGUSER");
        assertThat(Place.of(with("PGPORT", "five")).why()).contains("invalid integer value \"five\"");
        assertThat(Place.of(LIBPQ).toString()).doesNotContain("p@ss#1");
    }

    private static Map<String, String> with(String name, @org.jspecify.annotations.Nullable String value) {
        var variables = new HashMap<>(LIBPQ);
        if (value == null) {
            variables.remove(name);
        } else {
            variables.put(name, value);
        }
        return variables;
    }
}
