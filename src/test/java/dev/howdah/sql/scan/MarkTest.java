package dev.howdah.sql.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Colours of an editor's text. Bad inputs tried: open quotes, comments and dollars, a quote in a command's argument, nested comments,
/// what only looks like a variable, names after a dot, texts of random pieces.
final class MarkTest {
    private static String marks(String text) {
        return Mark.of(text).stream().map(m -> m.kind() + ":" + text.substring(m.from(), m.to())).collect(Collectors.joining(" | "));
    }

    @Test
    void everyPieceHasItsKind() {
        assertThat(marks("select count(*), \"A b\", 'it''s', 1.5e10 from t -- end\n"))
                .isEqualTo(
                        "KEYWORD:select | FUNCTION:count | QUOTED:\"A b\" | STRING:'it''s' | NUMBER:1.5e10 | KEYWORD:from | COMMENT:-- end");
        assertThat(marks("/* a /* b */ c */ select $x$ ' -- $x$, E'\\'', U&'d', x'1F'"))
                .isEqualTo(
                        "COMMENT:/* a /* b */ c */ | KEYWORD:select | STRING:$x$ ' -- $x$ | STRING:E'\\'' | STRING:U&'d' | STRING:x'1F'");
        assertThat(marks("select t.table, user.name, name from x")).isEqualTo("KEYWORD:select | KEYWORD:user | KEYWORD:from");
    }

    @Test
    void commandsEndWithTheirLineAndTheirQuotesOpenNothing() {
        assertThat(marks("\\echo isn't it\nselect 1")).isEqualTo("COMMAND:\\echo | KEYWORD:select | NUMBER:1");
        assertThat(marks("select 1 \\gx\nselect '\\d'"))
                .isEqualTo("KEYWORD:select | NUMBER:1 | COMMAND:\\gx | KEYWORD:select | STRING:'\\d'");
        assertThat(marks("select 1 \\; select 2")).isEqualTo("KEYWORD:select | NUMBER:1 | KEYWORD:select | NUMBER:2");
        assertThat(marks("-- only this")).isEqualTo("COMMENT:-- only this");
        assertThat(marks("")).isEmpty();
    }

    @Test
    void variablesAreToldFromCasts() {
        assertThat(marks("select :a, :'b', :\"c\", :{?d}, x::int, a[1:2]"))
                .isEqualTo("KEYWORD:select | VARIABLE::a | VARIABLE::'b' | VARIABLE::\"c\" | VARIABLE::{?d} | NUMBER:1 | NUMBER:2");
    }

    @Test
    void whatIsOpenGoesOnToTheEnd() {
        assertThat(marks("select 'open\n\\d x")).isEqualTo("KEYWORD:select | STRING:'open\n\\d x");
        assertThat(marks("select /* open")).isEqualTo("KEYWORD:select | COMMENT:/* open");
        assertThat(marks("select $q$ open")).isEqualTo("KEYWORD:select | STRING:$q$ open");
    }

    @Test
    void marksAreInOrderAndDoNotOverlap() {
        var random = new Random(7);
        List<String> pieces = List.of("select ", "'", "\"", "$$", "$a$", "\\", "\\d ", ":", "::", ":x", "--", "/*", "*/", "\n", " ", "1",
                "e",
                "(", ")", ";", "é", "🙂", "{?", "}", "E'");
        for (int i = 0; i < 3000; i++) {
            String text = random.ints(random.nextInt(30), 0, pieces.size()).mapToObj(pieces::get).collect(Collectors.joining());
            int at = 0;
            for (Mark mark : Mark.of(text)) {
                assertThat(mark.from()).as(text).isGreaterThanOrEqualTo(at);
                assertThat(mark.to()).as(text).isGreaterThan(mark.from()).isLessThanOrEqualTo(text.length());
                at = mark.to();
            }
            Spot spot = Spot.at(text, random.nextInt(text.length() + 1));
            assertThat(spot.from()).as(text).isBetween(0, spot.to());
        }
    }
}
