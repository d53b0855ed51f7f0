package dev.howdah.sql.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Setting a text out changes blanks and the case of reserved words, and nothing else: held by a table, by the corpus of scripts and by
/// random texts. Bad inputs tried: open quotes, comments, dollars and parentheses, rows after COPY, variables named like key words,
/// letters whose small form is a key word's.
final class LayoutTest {
    @Test
    void clausesBeginLines() {
        assertThat(Layout
                .of("select a, count(*) from t left join u on t.id = u.id where a between 1 and 2 and b = 'x  y' group by a order by 2;"))
                .isEqualTo("""
                        SELECT a, count(*)
                        FROM t
                            LEFT JOIN u ON t.id = u.id
                        WHERE a BETWEEN 1 AND 2
                            AND b = 'x  y'
                        GROUP BY a
                        ORDER BY 2;""");
        assertThat(Layout
                .of("with a as (select 1 as x from t) select case when x > 1 and x < 3 then 1 else 2 end from a where x in (select 2)"))
                .isEqualTo("""
                        WITH a AS (
                            SELECT 1 AS x
                            FROM t
                        )
                        SELECT CASE WHEN x > 1 AND x < 3 THEN 1 ELSE 2 END
                        FROM a
                        WHERE x IN (
                            SELECT 2
                        )""");
        assertThat(Layout.of("insert into t (a) values (1) on conflict (a) do update set b = 2 returning *"))
                .isEqualTo("INSERT INTO t (a)\nVALUES (1) ON conflict (a) DO UPDATE\nSET b = 2\nRETURNING *");
        assertThat(Layout.of("delete from t where a is distinct from 1")).isEqualTo("DELETE FROM t\nWHERE a IS DISTINCT FROM 1");
        assertThat(Layout.of("select extract(year from x), left(y, 1), a.left from t for update"))
                .isEqualTo("SELECT extract(year FROM x), LEFT(y, 1), a.LEFT\nFROM t\nFOR UPDATE");
    }

    @Test
    void whatIsDoubtfulStays() {
        for (String stays : List.of("select 1 -- why\nfrom t", "create table t (a int, b int)", "\\d  x", "select  1 \\gx",
                "copy t from stdin;\nselect  1;\n\\.\nselect  2", "select 'open  ", "")) {
            assertThat(Layout.of(stays)).isEqualTo(stays.equals("select 'open  ") ? "SELECT 'open  " : stays);
        }
        assertThat(Layout.of("select :select, :'from'")).isEqualTo("SELECT :select, :'from'");
        assertThat(Layout.of("select li\u212Ae from t")).isEqualTo("SELECT li\u212Ae\nFROM t");
        assertThat(Layout.of("-- head\nselect  1")).isEqualTo("-- head\nSELECT 1");
    }

    @Test
    void tokensStayAsTheyAre() throws IOException {
        try (var files = Files.list(Path.of("src/test/resources/dev/howdah/sql/corpus"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".sql")).toList()) {
                same(Files.readString(file));
            }
        }
        var random = new Random(11);
        List<String> pieces = List.of("select ", "select", "from ", " where\n", "'", "''", "\"", "$$", "$a$", "\\", "\\d ", "\\;", ":",
                "::",
                ":x", "--", "/*", "*/", "\n", "  ", "\t", "1", "e", ".5", "(", ")", ";", "é", "🙂", "E'", "U&'", "b'1'", " case ", " end ",
                " and ", " between ", "left join", "left(", ">", "=", "!~", "-", " with ", "copy t from stdin;", "<", "@", "values ",
                "\r\n",
                "union all ", " x ", ",");
        for (int i = 0; i < 20_000; i++) {
            same("select " + random.ints(random.nextInt(24), 0, pieces.size()).mapToObj(pieces::get).collect(Collectors.joining()));
        }
    }

    private static void same(String text) {
        String out = Layout.of(text);
        if (text.indexOf('\\') < 0) {
            assertThat(tokens(out)).as("tokens of <%s> set out as <%s>", text, out).isEqualTo(tokens(text));
        }
        assertThat(messages(out)).as("messages of <%s> set out as <%s>", text, out).isEqualTo(messages(text));
        assertThat(Layout.of(out)).as("set out twice: <%s>", text).isEqualTo(out);
        // and nothing but blanks and letters' case differs, by a measure that knows no tokens
        assertThat(out.replaceAll("\\s", "").toLowerCase(Locale.ROOT)).isEqualTo(text.replaceAll("\\s", "").toLowerCase(Locale.ROOT));
    }

    /// As the server cuts the whole.
    private static List<String> tokens(String text) {
        return Token.withNumbers(text, true).stream().map(t -> t.kind() + " " + written(text, t)).toList();
    }

    private static String written(String text, Token token) {
        String as = text.substring(token.at(), token.end());
        boolean variable = token.at() > 0 && text.charAt(token.at() - 1) == ':';
        return token.kind() == Token.Kind.WORD && !variable && Layout.isCapital(token.text()) && as.chars().allMatch(c -> c < 0x80)
                ? token.text()
                : as;
    }

    /// The statements and commands as psql cuts them, each as tokens.
    private static List<Object> messages(String text) {
        var all = new ArrayList<Object>();
        var scanner = new Scanner(Variables.NONE);
        var buffer = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            if (line.isBlank() && !scanner.inQuote()) {
                continue;
            }
            if (!buffer.isEmpty()) {
                buffer.append('\n');
            }
            scanner.line(line);
            for (Stop stop = scanner.next(buffer); stop != Stop.END_OF_LINE; stop = scanner.next(buffer)) {
                all.add(stop);
                all.add(tokens(buffer.toString()));
                if (stop == Stop.BACKSLASH) {
                    all.add(String.valueOf(scanner.rest()));
                    scanner.commandEnd();
                } else {
                    buffer.setLength(0);
                }
            }
        }
        all.add(tokens(buffer.toString()));
        return all;
    }
}
