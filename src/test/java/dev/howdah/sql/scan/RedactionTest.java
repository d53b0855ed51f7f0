package dev.howdah.sql.scan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the journal keeps of a text. Bad inputs tried: strings of every kind, open at the end, with quotes, backslashes and line ends
/// in them, dollar quotes in dollar quotes, nested and open comments, numbers of every spelling, key words glued to strings.
final class RedactionTest {
    @ParameterizedTest
    @ValueSource(strings = {"select 'canary'", "select E'it\\'s canary'", "select e'\\\\canary'", "select U&'\\0041canary'",
            "select N'canary'",
            "select B'101' , x'canary'", "select $$canary$$", "select $a$ $$canary$$ $a$", "select $$canary", "select 'canary",
            "select 'it''s canary'", "select 'a'\n  'canary'", "select 'a' -- canary\n 'canary'",
            "/* canary /* canary */ canary */ select 1",
            "select 1 /* canary", "-- canary", "select 1 -- canary", "alter role x password 'canary'", "values('canary')",
            "insert into t values (1,'canary')", "do $do$ begin perform 'canary'; end $do$", "select 'a''canary''b'", "selectE'canary'",
            "copy t from program 'canary'", "select 'x\n\ncanary'", "select U&\"n\" , 'canary'", "select ''''||'canary'",
            "select 12canary", "select 1.5canary", "select 0xcanary"})
    void noLiteralIsLeft(String sql) {
        assertThat(Redaction.of(sql, true)).as(sql).doesNotContainIgnoringCase("canary");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            select * from t where id = 4711 and b='x'         | select * from t where id = ? and b=?
            select 1.5e10, .5, 0xFF, 1_000, 1e-5, -3           | select ?, .?, ?, ?, ?-?, -?
            select t1.c2 from t1 where $1 = c2                 | select t1.c2 from t1 where $1 = c2
            select "My Table"."x" from a::int[3]               | select "My Table"."x" from a::int[?]
            select  a ,   b /* c */ from x -- d                | select a , b from x
            """)
    void theRestStays(String sql, String redacted) {
        assertThat(Redaction.of(sql, true)).isEqualTo(redacted);
    }

    @Test
    void theNumberOfAParameterIsNoValue() {
        assertThat(Redaction.of("SELECT views + 1 FROM posts WHERE id = $1 AND price > 12", true))
                .isEqualTo("SELECT views + ? FROM posts WHERE id = $1 AND price > ?");
    }

    @Test
    void backslashesEscapeWhereTheSessionSaysSo() {
        assertThat(Redaction.of("select 'a\\' canary'", false)).isEqualTo("select ?");
        assertThat(Redaction.of("select 'a\\', b", true)).isEqualTo("select ?, b");
    }
}
