package dev.howdah.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Bad inputs tried: quotes, back slashes, new lines, control characters, what would be a template, names that no resource may have.
final class HclTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"plain|\"plain\"", "say \"no\"|\"say \\\"no\\\"\"", "a\\b|\"a\\\\b\"",
            "${aws_iam_role.x}|\"$${aws_iam_role.x}\"", "100 %{if}|\"100 %%{if}\"", "한국|\"한국\""})
    void textsAreQuoted(String value, String written) {
        assertThat(Hcl.quoted(value)).isEqualTo(written);
    }

    @Test
    void controlCharactersDoNotBreakALine() {
        assertThat(Hcl.quoted("a\nb\tc\u0001")).isEqualTo("\"a\\nb\\tc\\u0001\"");
    }

    @ParameterizedTest
    @CsvSource({"blog-db,blog-db", "rds.main group,rds_main_group", "9lives,_9lives", "'',_"})
    void namesAreMadeOnesThatAResourceMayHave(String name, String label) {
        assertThat(Hcl.label(name)).isEqualTo(label);
    }

    @Test
    void neighboursStandInOneColumnAndAGapEndsThem() {
        assertThat(new Hcl().open("resource", "a", "b").text("id", "x").number("allocated", 20).number("left_out", null).gap()
                .flag("on", true).list("all", List.of("a.id", "\"b\"")).map("tags", Map.of("k", "v")).map("none", Map.of()).close())
                .hasToString("""
                        resource "a" "b" {
                          id        = "x"
                          allocated = 20

                          on  = true
                          all = [a.id, "b"]
                          tags = {
                            "k" = "v"
                          }
                        }
                        """);
    }
}
