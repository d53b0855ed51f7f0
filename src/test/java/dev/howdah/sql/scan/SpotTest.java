package dev.howdah.sql.scan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The statement at the caret, written `|`.
final class SpotTest {
    private static String at(String text) {
        int caret = text.indexOf('|');
        String plain = text.replace("|", "");
        return Spot.at(plain, caret).of(plain);
    }

    @Test
    void theStatementAtTheCaretIsFound() {
        assertThat(at("select| 1; select 2;")).isEqualTo("select 1");
        assertThat(at("select 1; sel|ect 2;\nselect 3;")).isEqualTo("select 2");
        assertThat(at("select 1; select 2;|\nselect 3;")).isEqualTo("select 2");
        assertThat(at("select 1; select 2;\n|\nselect 3;")).isEqualTo("select 3");
        assertThat(at("select 'a;|b'; select 2")).isEqualTo("select 'a;b'");
        assertThat(at("select 1;\n\\d posts|\nselect 2;")).isEqualTo("\\d posts");
        assertThat(at("\\d posts;\nselect 2|")).isEqualTo("select 2");
        assertThat(at("select 2;|")).isEqualTo("select 2");
        assertThat(at("|")).isEmpty();
    }

    @Test
    void aCommandThatSendsEndsAStatementAndItsQuotesOpenNothing() {
        assertThat(at("select 1| \\gx\nselect 2")).isEqualTo("select 1 \\gx");
        assertThat(at("select 1 \\gx\nsel|ect 2")).isEqualTo("select 2");
        assertThat(at("\\echo isn't\nsel|ect 2; select 3")).isEqualTo("select 2");
        assertThat(at("select 1\n\\echo x\n+ |2;")).isEqualTo("select 1\n\\echo x\n+ 2");
        assertThat(at("select 1 \\; select| 2; select 3")).isEqualTo("select 1 \\; select 2");
        assertThat(at("-- first\n\\d x|\nselect 1")).isEqualTo("\\d x");
        assertThat(at("create rule r as on insert to t do (select 1; sel|ect 2); select 3"))
                .isEqualTo("create rule r as on insert to t do (select 1; select 2)");
        assertThat(at("create function f() returns int begin atomic select 1; se|lect 2; end; select 3"))
                .isEqualTo("create function f() returns int begin atomic select 1; select 2; end");
    }
}
