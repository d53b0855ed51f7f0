package dev.howdah.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Precision and recall over statements and migrations of our own making (`corpus-safe.txt`, `corpus-unsafe.txt`). What counts are
/// warnings and errors; the rules that only advise are looked for in their own cases and ignored in the others.
final class ReviewCorpusTest {
    private static final Set<String> ADVISING = Set.of("lock-timeout", "wide-transaction", "concurrently-timeout");

    private static final Map<Case, Set<String>> FOUND = new LinkedHashMap<>();

    /// @param broken the rules that are to be found
    record Case(Set<String> broken, int pg, boolean transaction, String sql) {
        static Case of(String header, String sql, boolean safe) {
            List<String> words = Stream.of(header.split(" ")).filter(w -> !w.isEmpty()).toList();
            return new Case(safe ? Set.of() : new TreeSet<>(List.of(words.getFirst().split(","))),
                    words.stream().filter(w -> w.startsWith("pg=")).map(w -> Integer.valueOf(w.substring(3))).findFirst().orElse(16),
                    words.contains("tx"), sql);
        }

        Set<String> found() throws InterruptedException {
            Set<String> before = FOUND.get(this);
            if (before == null) {
                before = reviewed();
                FOUND.put(this, before);
            }
            return before;
        }

        private Set<String> reviewed() throws InterruptedException {
            var review = new Review(pg, transaction);
            review.read("case.sql", sql);
            assertThat(review.report().problems()).isEmpty();
            return review.report().findings().stream().filter(f -> f.severity() != Finding.Severity.ADVICE || broken.contains(f.rule()))
                    .map(Finding::rule).collect(Collectors.toCollection(TreeSet::new));
        }

        @Override
        public String toString() {
            return broken + " " + sql.replace('\n', ' ');
        }
    }

    static List<Case> safe() throws Exception {
        return cases("corpus-safe.txt", true);
    }

    static List<Case> unsafe() throws Exception {
        return cases("corpus-unsafe.txt", false);
    }

    private static List<Case> cases(String file, boolean safe) throws Exception {
        try (var in = Objects.requireNonNull(ReviewCorpusTest.class.getResourceAsStream(file))) {
            var all = new ArrayList<Case>();
            String[] blocks = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^==");
            for (String block : List.of(blocks).subList(1, blocks.length)) {
                int end = block.indexOf('\n');
                all.add(Case.of(block.substring(0, end), block.substring(end + 1).stripTrailing(), safe));
            }
            return all;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("safe")
    void whatIsSafeIsSilent(Case one) throws Exception {
        assertThat(one.found()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unsafe")
    void whatIsUnsafeIsFoundAndNothingElse(Case one) throws Exception {
        assertThat(one.found()).isEqualTo(one.broken());
    }

    @Test
    void precisionAndRecallAreAbovePeers() throws Exception {
        int right = 0;
        int wrong = 0;
        int missed = 0;
        var forms = new LinkedHashMap<String, Integer>();
        for (Case one : Stream.concat(safe().stream(), unsafe().stream()).toList()) {
            Set<String> found = one.found();
            for (String rule : one.broken()) {
                forms.merge(rule, 1, Integer::sum);
                right += found.contains(rule) ? 1 : 0;
                missed += found.contains(rule) ? 0 : 1;
            }
            wrong += (int) found.stream().filter(f -> !one.broken().contains(f)).count();
        }
        double precision = right / (double) (right + wrong);
        double recall = right / (double) (right + missed);
        System.out.println("corpus: " + safe().size() + " safe, " + unsafe().size() + " unsafe cases of " + forms.size()
                + " rules; precision " + precision + ", recall " + recall);
        assertThat(precision).isGreaterThan(0.95);
        assertThat(recall).isGreaterThan(0.95);
        assertThat(safe()).hasSizeGreaterThanOrEqualTo(150);
        assertThat(forms.keySet()).isEqualTo(Set.copyOf(Rule.ids()));
        assertThat(forms).allSatisfy((rule, count) -> assertThat(count).as(rule).isGreaterThanOrEqualTo(5));
        assertThat(ADVISING).allSatisfy(rule -> assertThat(forms).containsKey(rule));
    }

    /// The traps by their names.
    @Test
    void theSecondRelationIsNamed() throws Exception {
        Map<String, Map<String, Mode>> locks = Map.of(
                "ALTER TABLE t ADD FOREIGN KEY (c) REFERENCES o (id)", Map.of("t", Mode.SHARE_ROW_EXCLUSIVE, "o", Mode.SHARE_ROW_EXCLUSIVE),
                "ALTER TABLE t ADD c int REFERENCES o (id)", Map.of("t", Mode.ACCESS_EXCLUSIVE, "o", Mode.SHARE_ROW_EXCLUSIVE),
                "CREATE TABLE n (o int REFERENCES o (id))", Map.of("o", Mode.SHARE_ROW_EXCLUSIVE),
                "ALTER TABLE p ATTACH PARTITION q DEFAULT", Map.of("p", Mode.SHARE_UPDATE_EXCLUSIVE, "q", Mode.ACCESS_EXCLUSIVE),
                "CREATE TABLE q PARTITION OF p DEFAULT", Map.of("p", Mode.ACCESS_EXCLUSIVE),
                "DO $$ BEGIN ALTER TABLE t ADD FOREIGN KEY (c) REFERENCES o (id); END $$",
                Map.of("t", Mode.SHARE_ROW_EXCLUSIVE, "o", Mode.SHARE_ROW_EXCLUSIVE));
        for (var each : locks.entrySet()) {
            var review = new Review(16, false);
            review.read("a", each.getKey());
            assertThat(review.report().statements().getFirst().facts().locks()).as(each.getKey()).isEqualTo(each.getValue());
        }
    }

    @Test
    void whatIsNewEndsAtTheNextRevisionOfAlembic() throws Exception {
        var review = new Review(16, false);
        review.read("all.sql", "BEGIN;\n-- Running upgrade  -> a1\nCREATE TABLE notes (id int);\nCREATE INDEX a ON notes (id);\n"
                + "-- Running upgrade a1 -> b2\nCREATE INDEX b ON notes (id);\nCOMMIT;");
        assertThat(review.report().findings()).filteredOn(f -> f.severity() != Finding.Severity.ADVICE).singleElement()
                .satisfies(f -> assertThat(f.rule() + f.line()).isEqualTo("create-index6"));
    }

    @Test
    void aFindingInsideCodeHasItsOwnLine() throws Exception {
        var review = new Review(16, false);
        review.read("a.sql", "SELECT 1;\n\nDO $$\nBEGIN\n  PERFORM 1;\n  DROP TABLE posts;\nEND $$;\nCREATE FUNCTION f() RETURNS void\n"
                + "LANGUAGE plpgsql AS $$\nBEGIN\n  TRUNCATE posts;\nEND $$;\nSELECT f();");
        assertThat(review.report().findings()).filteredOn(f -> f.severity() != Finding.Severity.ADVICE)
                .extracting(f -> f.rule() + f.line() + f.statement()).containsExactly("drop-table6DROP TABLE posts",
                        "truncate11TRUNCATE posts");
    }

    @Test
    void aTasksLogIsReadAsTheStatementsInIt() throws Exception {
        var review = new Review(16, false);
        review.read("task.log", """
                2026-11-28T10:00:00.123Z INFO  [alembic.runtime.migration] Context impl PostgresqlImpl.
                2026-11-28T10:00:00.200Z INFO  [alembic.runtime.migration] Running upgrade a1 -> b2, add a slug
                2026-11-28T10:00:00.300Z INFO sqlalchemy.engine.Engine BEGIN (implicit)
                2026-11-28T10:00:00.301Z INFO sqlalchemy.engine.Engine ALTER TABLE posts
                  ADD COLUMN slug text NOT NULL
                2026-11-28T10:00:00.400Z INFO sqlalchemy.engine.Engine [no key 0.00010s] {}
                2026-11-28T10:00:00.401Z INFO sqlalchemy.engine.Engine COMMIT
                """);
        review.read("flyway.log", "DEBUG: Executing SQL: DROP TABLE posts\nINFO: Successfully applied 1 migration\n"
                + "2026-11-28 10:00:00.000 UTC [77] LOG:  statement: TRUNCATE posts;");
        assertThat(review.report().problems()).isEmpty();
        assertThat(review.report().findings()).filteredOn(f -> f.severity() != Finding.Severity.ADVICE)
                .extracting(f -> f.file() + f.line() + f.rule())
                .containsExactly("task.log4add-column-not-null", "flyway.log1drop-table", "flyway.log3truncate");
    }

    @Test
    void whatDjangoCannotWriteAsSqlIsNamedAndFlywaysPlaceholdersAreNames() throws Exception {
        var review = new Review(16, true);
        review.read("0007.sql", "BEGIN;\n--\n-- Raw Python operation\n--\n-- THIS OPERATION CANNOT BE WRITTEN AS SQL\nCOMMIT;");
        review.read("V1.sql", "DROP TABLE ${schema}.posts;");
        assertThat(review.report().problems()).isEmpty();
        assertThat(review.report().findings()).extracting(f -> f.rule() + f.line()).contains("not-analysed5", "drop-table1");
    }

    @Test
    void progressIsToldAndAnInterruptEndsAMegabyteAtOnce() throws Exception {
        var script = "ALTER TABLE posts ADD a int;\n".repeat(40_000);
        var reviewing = Thread.currentThread();
        var told = new ArrayList<Integer>();
        var review = new Review(16, false).telling((file, done, of) -> {
            told.add(done);
            reviewing.interrupt();
        });
        assertThatThrownBy(() -> review.read("big.sql", script)).isInstanceOf(InterruptedException.class);
        assertThat(told).containsExactly(256);
        assertThat(review.report().statements()).hasSize(256);
        var after = new Review(16, false);
        after.read("small.sql", "DROP TABLE posts");
        assertThat(after.report().findings()).isNotEmpty();
    }

    @Test
    void rowsOfAGreatInsertAreNotParsed() throws Exception {
        var review = new Review(16, false);
        review.read("rows.sql",
                "INSERT INTO posts (id, title) VALUES " + "(1, 'DROP TABLE posts;'), ".repeat(2_000) + "(2, 'x');\nDROP TABLE posts");
        assertThat(review.report().problems()).isEmpty();
        assertThat(review.report().statements().getFirst().facts().locks()).isEqualTo(Map.of("posts", Mode.ROW_EXCLUSIVE));
        assertThat(review.report().findings()).extracting(Finding::rule).contains("drop-table");
    }

    @Test
    void aSuppressedFindingIsKeptWithItsReason() throws Exception {
        var review = new Review(16, false);
        review.read("a.sql", "-- howdah:ignore drop-table: empty since March\nDO $$ BEGIN DROP TABLE posts; END $$;\nDROP TABLE posts");
        assertThat(review.report().suppressed()).singleElement().satisfies(s -> {
            assertThat(s.reason()).isEqualTo("empty since March");
            assertThat(s.finding().rule()).isEqualTo("drop-table");
        });
        assertThat(review.report().findings()).extracting(Finding::rule).contains("drop-table");
    }
}
