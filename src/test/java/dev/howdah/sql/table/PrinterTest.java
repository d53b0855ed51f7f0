package dev.howdah.sql.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Formats in detail are compared with psql itself by the corpus; here is what that cannot show.
final class PrinterTest {
    private static final Table TABLE = Table.of(List.of(new Column("id", true), new Column("name", false)),
            List.of(List.of("1", "한글"), Arrays.asList("22", null), List.of("3", "a\nb")));

    private static String printed(String... options) throws IOException, Refused {
        var look = new Look();
        for (String option : options) {
            String[] parts = option.split("=", 2);
            look.set(parts[0], parts[1]);
        }
        var out = new StringBuilder();
        new Printer(look, out).print(TABLE);
        return out.toString();
    }

    @Test
    void alignedCountsWideCharactersTwiceAndMarksNewlines() throws Exception {
        assertThat(printed()).isEqualTo("""
                 id | name\s
                ----+------
                  1 | 한글
                 22 |\s
                  3 | a   +
                    | b
                (3 rows)

                """);
    }

    @Test
    void csvQuotesOnlyWhereNeeded() throws Exception {
        assertThat(printed("format=csv")).isEqualTo("id,name\n1,한글\n22,\n3,\"a\nb\"\n");
    }

    @Test
    void expandedAutoLooksAtTheWidth() throws Exception {
        assertThat(printed("expanded=auto", "columns=8")).startsWith("-[ RECORD 1 ]\nid   | 1\n");
        assertThat(printed("expanded=auto", "columns=80")).startsWith(" id | name");
    }

    @Test
    void portionsOfAStreamedResultMakeOneCsv() throws Exception {
        var look = new Look();
        look.set("format", "csv");
        var out = new StringBuilder();
        var printer = new Printer(look, out);
        printer.portion(TABLE, true, false);
        printer.portion(TABLE, false, true);
        assertThat(out.toString().lines().filter("id,name"::equals)).hasSize(1);
        assertThat(out.toString().lines().filter("1,한글"::equals)).hasSize(2);
    }

    @Test
    void wrongOptionsAreRefusedInPsqlsWords() {
        assertThatThrownBy(() -> printed("format=xml")).hasMessageStartingWith("\\pset: allowed formats are");
        assertThatThrownBy(() -> printed("nothing=1")).hasMessage("\\pset: unknown option: nothing");
    }

    @Test
    void combiningMarksTakeNoPlaceAndEmojiTwo() {
        assertThat(Width.of("e\u0301")).isEqualTo(1);
        assertThat(Width.of("🙂")).isEqualTo(2);
        assertThat(Width.of("ｱ")).isEqualTo(1);
    }
}
