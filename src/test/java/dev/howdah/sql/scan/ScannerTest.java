package dev.howdah.sql.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lines in, statements out.
final class ScannerTest {
    private static final Map<String, String> SET = Map.of("a", "1", "quote", "it's", "back", "x\\y", "loop", ":loop", "two", "1;select 2");

    private static List<String> statements(String script) {
        var scanner = new Scanner(SET::get);
        var found = new ArrayList<String>();
        var text = new StringBuilder();
        for (String line : script.split("\n", -1)) {
            if (!text.isEmpty()) {
                text.append('\n');
            }
            scanner.line(line);
            while (scanner.next(text) == Stop.SEMICOLON) {
                found.add(text.toString());
                text.setLength(0);
            }
        }
        if (!text.toString().isBlank()) {
            found.add("… " + text);
        }
        return found;
    }

    @Test
    void quotesCommentsAndParenthesesHideSemicolons() {
        assertThat(statements("select ';', \";\", $$;$$, $t$;$$;$t$ /* ; /* ; */ ; */ -- ;\n;")).hasSize(1);
        assertThat(statements("select e'\\';', u&';', b'0', x'f', n';';")).hasSize(1);
        assertThat(statements("select (1;2);select 3;")).containsExactly("select (1;2);", "select 3;");
        assertThat(statements("select 'a\\';select 'b';")).containsExactly("select 'a\\';", "select 'b';");
        assertThat(statements("select a$b$;select c$b$;")).containsExactly("select a$b$;", "select c$b$;");
        assertThat(statements("select 1\\;select 2;")).containsExactly("select 1;select 2;");
    }

    @Test
    void functionBodiesOfSqlEndWithTheirEnd() {
        String function = "create or replace function f() returns int begin atomic select case when true then 1 end; select 2; end;";
        assertThat(statements(function + "begin;end;")).containsExactly(function, "begin;", "end;");
        assertThat(statements("create table t(a int); select 1;")).hasSize(2);
    }

    @Test
    void variablesAreReplacedOutsideQuotesOnly() {
        assertThat(statements("select :a, :'quote', :\"quote\", ':a', 1::int, :{?a}, :{?b}, :b, :'b';"))
                .containsExactly("select 1, 'it''s', \"it's\", ':a', 1::int, TRUE, FALSE, :b, :'b';");
        assertThat(statements("select :'back';")).containsExactly("select  E'x\\\\y';");
        assertThat(statements("select :two;")).containsExactly("select 1;", "select 2;");
        assertThat(statements("select :loop;")).containsExactly("select :loop;");
    }

    @Test
    void leadingBlanksAndLineCommentsAreNotSent() {
        assertThat(statements("  -- first\n  select 1 -- one\n;")).containsExactly("select 1 -- one\n;");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"select 1,CONTINUE", "select 'a,SINGLE_QUOTE", "select \"a,DOUBLE_QUOTE", "select $x$,DOLLAR",
            "select (,PAREN",
            "/* a,COMMENT", "select 1;,READY", "create function f() begin atomic,CONTINUE"})
    void promptSaysWhatIsOpen(String line, Prompt prompt) {
        var scanner = new Scanner(Variables.NONE);
        var text = new StringBuilder();
        scanner.line(line);
        while (scanner.next(text) == Stop.SEMICOLON) {
            text.setLength(0);
        }
        assertThat(scanner.prompt()).isEqualTo(prompt);
    }

    @Test
    void argumentsOfCommandsAreReadAsPsqlReadsThem() throws ArgumentTrouble {
        var scanner = new Scanner(SET::get);
        var text = new StringBuilder();
        scanner.line("select 1 \\set x 'a\\tb''c' :a :'quote' \"Q q\"; \\\\ select 2;");
        assertThat(scanner.next(text)).isEqualTo(Stop.BACKSLASH);
        assertThat(scanner.command()).isEqualTo("set");
        assertThat(scanner.argument(Argument.NORMAL)).isEqualTo("x");
        assertThat(scanner.argument(Argument.NORMAL)).isEqualTo("a\tb'c");
        assertThat(scanner.argument(Argument.NORMAL)).isEqualTo("1");
        assertThat(scanner.argument(Argument.NORMAL)).isEqualTo("'it''s'");
        assertThat(scanner.argument(Argument.NAME)).isEqualTo("Q q");
        assertThat(scanner.argument(Argument.NORMAL)).isNull();
        scanner.commandEnd();
        assertThat(scanner.next(text)).isEqualTo(Stop.SEMICOLON);
        assertThat(text.toString()).isEqualTo("select 1  select 2;");
    }

    @Test
    void programsAreNotRun() {
        var scanner = new Scanner(Variables.NONE);
        scanner.line("\\echo `date`");
        scanner.next(new StringBuilder());
        scanner.command();
        assertThatThrownBy(() -> scanner.argument(Argument.NORMAL)).isInstanceOf(ArgumentTrouble.class).hasMessageContaining("backquotes");
    }

    @Test
    void copyIsKnownByItsWords() {
        assertThat(CopyStatement.of("copy t (a, b) from stdin with (format csv)")).isEqualTo(CopyStatement.FROM_STDIN);
        assertThat(CopyStatement.of("/* x */ COPY (select 'from stdin') TO STDOUT")).isEqualTo(CopyStatement.TO_STDOUT);
        assertThat(CopyStatement.of("select 'copy t from stdin'")).isEqualTo(CopyStatement.NONE);
        assertThat(CopyStatement.of("copy t from '/tmp/stdin'")).isEqualTo(CopyStatement.NONE);
    }

    @Test
    void conditionsNestAndRefuseWhatIsOutOfPlace() {
        var conditions = new Conditions();
        var outside = new Conditions.Mark(7, 1);
        conditions.begin(false, outside);
        conditions.begin(true, new Conditions.Mark(9, 2));
        assertThat(conditions.active()).isFalse();
        assertThat(conditions.ends(new Conditions.Mark(20, 3))).isEqualTo(new Conditions.Mark(9, 2));
        assertThat(conditions.end()).isEmpty();
        assertThat(conditions.ends(new Conditions.Mark(30, 4))).as("a branch that did not run leaves nothing").isEqualTo(outside);
        assertThat(conditions.elseIf(true)).isEmpty();
        assertThat(conditions.active()).isTrue();
        var inside = new Conditions.Mark(12, 0);
        assertThat(conditions.ends(inside)).as("one that ran leaves what it wrote").isEqualTo(inside);
        assertThat(conditions.otherwise()).isEmpty();
        assertThat(conditions.active()).isFalse();
        assertThat(conditions.ends(new Conditions.Mark(40, 1))).isEqualTo(inside);
        assertThat(conditions.otherwise()).isEqualTo("\\else: cannot occur after \\else");
        assertThat(conditions.end()).isEmpty();
        assertThat(conditions.end()).isEqualTo("\\endif: no matching \\if");
    }

    /// Statements made of randomly nested pieces come back one by one, whatever is inside them and wherever lines end.
    @Test
    void randomNestingNeverChangesWhereStatementsEnd() {
        var random = new Random(20261124);
        for (int round = 0; round < 3000; round++) {
            var made = new ArrayList<String>();
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                made.add("select " + piece(random, 3) + ";");
            }
            assertThat(statements(String.join(" ", made))).as("round %d", round).containsExactlyElementsOf(made);
        }
    }

    private static String piece(Random random, int depth) {
        var text = new StringBuilder();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            String inner = depth == 0 ? "x" : piece(random, depth - 1);
            text.append(' ').append(switch (random.nextInt(9)) {
                case 0 -> "'" + inner.replace("'", "''") + ";'";
                case 1 -> "\"" + inner.replace("\"", "\"\"") + "\"";
                case 2 -> "$q" + depth + "$" + inner + ";$q" + depth + "$";
                case 3 -> "(" + inner + ";)";
                case 4 -> "/*" + inner.replace("*/", "").replace("/*", "") + ";*/";
                case 5 -> "e'\\'" + inner.replace("\\", "\\\\").replace("'", "\\'") + "'";
                case 6 -> "a + 1 -- ;" + "\n";
                case 7 -> " 1::int ";
                default -> " u&';\n'";
            });
        }
        return text.toString();
    }
}
