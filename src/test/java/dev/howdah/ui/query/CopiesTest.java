package dev.howdah.ui.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.sql.session.Database.Result;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Rows as text for other programs. Bad inputs tried: NULL, tabs, line ends, quotes, pipes, backslashes, a formula, an escape.
final class CopiesTest {
    private static final Result.Rows ROWS = new Result.Rows(List.of("id", "odd \"name\""), List.of(true, false),
            List.of(Arrays.asList("1", "a\tb\nc"), Arrays.asList(null, "it's | \\ =1+1 \u001b[31m"), Arrays.asList("NaN", null)), false);

    @Test
    void eachFormatIsWhatItsReaderReads() {
        assertThat(Copies.TSV.of(ROWS, ROWS.rows())).isEqualTo("id\todd \"name\"\n1\ta b c\n\tit's | \\ =1+1 \u001b[31m\nNaN\t");
        assertThat(Copies.CSV.of(ROWS, ROWS.rows()))
                .isEqualTo("id,\"odd \"\"name\"\"\"\n1,\"a\tb\nc\"\n,it's | \\ =1+1 \u001b[31m\nNaN,\n");
        assertThat(Copies.MARKDOWN.of(ROWS, ROWS.rows()))
                .isEqualTo("| id | odd \"name\" |\n|---:|---|\n| 1 | a\tb<br>c |\n|  | it's \\| \\\\ =1+1 \u001b[31m |\n| NaN |  |");
        assertThat(Copies.INSERT.of(ROWS, ROWS.rows())).isEqualTo("""
                INSERT INTO table_name ("id", "odd ""name""\") VALUES (1, 'a\tb
                c');
                INSERT INTO table_name ("id", "odd ""name""\") VALUES (NULL, E'it''s | \\\\ =1+1 \u001b[31m');
                INSERT INTO table_name ("id", "odd ""name""\") VALUES ('NaN', NULL);""");
        assertThat(Copies.PSQL.of(ROWS, ROWS.rows().subList(2, 3)))
                .isEqualTo(" id  | odd \"name\" \n-----+------------\n NaN | \n(1 row)\n\n");
    }

    @Test
    void sortingPutsNumbersBySizeAndNullLast() {
        var values = Arrays.asList("10", null, "9.5", "NaN", "-3");
        values.sort((a, b) -> Grid.compare(a, b, true));
        assertThat(values).containsExactly("-3", "9.5", "10", "NaN", null);
        var words = Arrays.asList("b", null, "a");
        words.sort((a, b) -> Grid.compare(a, b, false));
        assertThat(words).containsExactly("a", "b", null);
    }

    @Test
    void hostileTextIsShownInert() {
        assertThat(Grid.inert("a\u001b[31m\u202Eb\u0007\u0000\u009b\ttab\r\nnext\u2066"))
                .isEqualTo("a␛[31m⟨U+202E⟩b␇␀⟨U+009B⟩␉tab\nnext⟨U+2066⟩");
        assertThat(Grid.visible("x".repeat(50_000_000))).hasSize(2001).endsWith("…");
    }
}
