package dev.howdah.lint.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

/// Bad inputs tried: a word missing, an open quote, characters of four bytes before the error, nothing at all, NUL.
final class GrammarTest {
    private final Grammar grammar = new Grammar();

    @Test
    void whatPostgresqlAcceptsIsATree() throws Exception {
        assertThat(grammar.parse("ALTER TABLE users ADD COLUMN x int").toString()).contains("AlterTableStmt", "AT_AddColumn");
        assertThat(grammar.parse("").get("stmts")).isIn(null, java.util.List.of());
    }

    @Test
    void anErrorHasPostgresqlsWordsAndItsPlaceAndLeavesTheGrammarUsable() throws Exception {
        for (int i = 0; i < 20; i++) {
            var trouble = catchThrowableOfType(SyntaxTrouble.class, () -> grammar.parse("SELECT '😀' AS \"é\" FORM users WHERE"));
            assertThat(trouble).hasMessageContaining("syntax error at or near");
            assertThat(trouble.at()).isEqualTo("SELECT '😀' AS \"é\" ".length());
            assertThatThrownBy(() -> grammar.parse("SELECT 'open")).hasMessageContaining("unterminated quoted string");
            assertThat(grammar.parse("SELECT 1").toString()).contains("SelectStmt");
        }
    }
}
