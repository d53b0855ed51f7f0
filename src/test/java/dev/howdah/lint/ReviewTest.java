package dev.howdah.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rules by their ids. Bad inputs tried: a misspelt suppression, one without a reason, a statement that does not parse between
/// two that do, an open quote at the end, COPY data that looks like SQL, `lock_timeout = 0`, SET LOCAL outside a transaction.
final class ReviewTest {
    private static List<String> rules(int pg, boolean transaction, String... files) throws Exception {
        var review = new Review(pg, transaction);
        for (int i = 0; i < files.length; i++) {
            review.read("V" + i + ".sql", files[i]);
        }
        assertThat(review.report().problems()).isEmpty();
        return review.report().findings().stream().map(Finding::rule).filter(r -> !r.equals("lock-timeout")).toList();
    }

    /// An application's transactions come and go all the time; only one that stays is in a migration's way.
    @ParameterizedTest
    @CsvSource({"0, ADVICE", "4999, ADVICE", "5000, WARNING", ", WARNING"})
    void whoHasHeldATableForLongMakesAMissingLockTimeoutWorse(@Nullable Long millis, Finding.Severity severity) throws Exception {
        var holder = new Catalog.Session(4711, "blog_app", "blog-api", Mode.ACCESS_SHARE,
                millis == null ? null : Duration.ofMillis(millis));
        var table = new Catalog.Table('r', 50_000L, 20L << 20, Map.of(), List.of(), List.of(), List.of(), "", List.of(), List.of(),
                Set.of(),
                List.of(holder));
        var review = new Review(16, false, new Catalog(Map.of("posts", table), Map.of(), Set.of(), Map.of()));
        review.read("V1.sql", "ALTER TABLE posts ADD COLUMN status varchar(20)");
        assertThat(review.report().findings()).filteredOn(f -> f.rule().equals("lock-timeout")).singleElement().satisfies(f -> {
            assertThat(f.severity()).isEqualTo(severity);
            assertThat(f.message().contains("pid 4711")).isEqualTo(severity == Finding.Severity.WARNING);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            add-column-rewrite    | ALTER TABLE t ADD c uuid DEFAULT gen_random_uuid()
            add-column-rewrite    | alter table only s."T" add column if not exists c text default md5(random()::text)
            add-column-rewrite    | ALTER TABLE t /* x */ ADD a int, ADD c bigserial
            add-column-rewrite    | ALTER TABLE t ADD c int GENERATED ALWAYS AS IDENTITY
            add-column-rewrite    | ALTER TABLE t ADD c int GENERATED ALWAYS AS (a * 2) STORED
            add-column-not-null   | ALTER TABLE t ADD c int NOT NULL
            add-column-constraint | ALTER TABLE t ADD c int UNIQUE
            add-column-constraint | ALTER TABLE t ADD c int CHECK (c > 0)
            set-not-null          | ALTER TABLE t ALTER c SET NOT NULL
            alter-column-type     | ALTER TABLE t ALTER c TYPE bigint
            create-index          | CREATE INDEX ON t (c)
            create-index          | CREATE UNIQUE INDEX IF NOT EXISTS i ON s.t (lower(c))
            drop-index            | DROP INDEX i
            reindex               | REINDEX (CONCURRENTLY false) TABLE t
            add-unique            | ALTER TABLE t ADD CONSTRAINT k UNIQUE (c)
            add-primary-key       | ALTER TABLE t ADD PRIMARY KEY (c)
            add-exclusion         | ALTER TABLE t ADD EXCLUDE USING gist (c WITH =)
            add-foreign-key       | ALTER TABLE t ADD FOREIGN KEY (c) REFERENCES o (id)
            add-check             | ALTER TABLE t ADD CONSTRAINT k CHECK (c > 0)
            rewrite-table         | VACUUM FULL t
            rewrite-table         | CLUSTER t USING i
            rewrite-table         | ALTER TABLE t SET UNLOGGED
            refresh-view          | REFRESH MATERIALIZED VIEW m
            drop-column           | ALTER TABLE t DROP COLUMN c
            rename                | ALTER TABLE t RENAME c TO d
            rename                | ALTER TABLE t RENAME TO u
            rename                | ALTER TABLE t SET SCHEMA s
            drop-table            | DROP TABLE IF EXISTS t CASCADE
            truncate              | TRUNCATE t
            unbatched-write       | UPDATE t SET c = 1
            unbatched-write       | DELETE FROM s.t
            add-column-not-null   | DO $$ BEGIN EXECUTE 'ALTER TABLE t ADD c int NOT NULL'; END $$
            not-analysed          | DO $$ BEGIN EXECUTE current_query(); END $$
            partition-of          | CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2)
            attach-partition      | ALTER TABLE p ATTACH PARTITION p1 FOR VALUES FROM (1) TO (2)
            detach-partition      | ALTER TABLE p DETACH PARTITION p1
            rename-enum-value     | ALTER TYPE mood RENAME VALUE 'a' TO 'b'
            drop-not-null         | ALTER TABLE t ALTER c DROP NOT NULL""")
    void eachRuleFindsItsStatement(String rule, String sql) throws Exception {
        assertThat(rules(16, false, sql)).containsExactly(rule);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ALTER TABLE t ADD c int
            ALTER TABLE t ADD c int NOT NULL DEFAULT 0
            ALTER TABLE t ADD c timestamptz DEFAULT now()
            ALTER TABLE t ADD c date NOT NULL DEFAULT (now() AT TIME ZONE 'utc')::date
            ALTER TABLE t ADD c text[] DEFAULT array['a', 'b']::text[]
            ALTER TABLE t ADD c int GENERATED ALWAYS AS (a * 2) VIRTUAL
            ALTER TABLE t ADD c bigint REFERENCES o (id)
            ALTER TABLE t ALTER c SET DEFAULT md5(random()::text)
            ALTER TABLE t ALTER c SET STATISTICS 500
            ALTER TABLE t SET (fillfactor = 70)
            ALTER TABLE t VALIDATE CONSTRAINT k
            ALTER TABLE t ADD CONSTRAINT k CHECK (c > 0) NOT VALID
            ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (c) REFERENCES o (id) NOT VALID
            ALTER TABLE t ADD CONSTRAINT k UNIQUE USING INDEX i
            CREATE INDEX CONCURRENTLY i ON t (c)
            DROP INDEX CONCURRENTLY i
            REINDEX TABLE CONCURRENTLY t
            REFRESH MATERIALIZED VIEW CONCURRENTLY m
            VACUUM (FULL false) t
            COMMENT ON TABLE t IS 'x'
            CREATE STATISTICS s ON a, b FROM t
            UPDATE t SET c = 1 WHERE id BETWEEN 1 AND 1000
            UPDATE alembic_version SET version_num = 'b'
            INSERT INTO django_migrations (app) VALUES ('blog')
            ALTER TYPE mood ADD VALUE 'great'
            CREATE TABLE n (id int PRIMARY KEY, o int REFERENCES o)""")
    void whatIsSafeIsSilent(String sql) throws Exception {
        assertThat(rules(16, false, sql)).isEmpty();
    }

    @Test
    void aTableOfTheSameChangeIsNoFindingAlsoInTheNextFileAndRenamed() throws Exception {
        assertThat(rules(16, true, "CREATE TABLE n (a int); CREATE INDEX ON n (a);",
                "ALTER TABLE n RENAME TO m; ALTER TABLE m ALTER a SET NOT NULL"))
                .isEmpty();
        assertThat(rules(16, true, "CREATE TABLE s.n (a int); CREATE INDEX ON n (a)")).containsExactly("create-index");
    }

    @Test
    void aDefaultRewritesUpToVersionTen() throws Exception {
        assertThat(rules(10, false, "ALTER TABLE t ADD c int DEFAULT 1")).containsExactly("add-column-rewrite");
    }

    @Test
    void aValidCheckProvesNotNullFromVersionTwelve() throws Exception {
        String sql = "ALTER TABLE t ADD CONSTRAINT k CHECK (c IS NOT NULL) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT k;"
                + "ALTER TABLE t ALTER c SET NOT NULL";
        assertThat(rules(16, false, sql)).isEmpty();
        assertThat(rules(11, false, sql)).containsExactly("set-not-null");
        assertThat(rules(16, true, sql)).containsExactly("validate-in-one-transaction");
    }

    @Test
    void djangosDropDefaultBreaksTheOldRelease() throws Exception {
        assertThat(rules(16, true, "ALTER TABLE t ADD c int DEFAULT 0 NOT NULL; ALTER TABLE t ALTER c DROP DEFAULT"))
                .containsExactly("drop-default");
    }

    @Test
    void concurrentlyFailsInATransaction() throws Exception {
        assertThat(rules(16, true, "CREATE INDEX CONCURRENTLY i ON t (c)")).containsExactly("not-in-transaction");
        assertThat(rules(16, false, "BEGIN; DROP INDEX CONCURRENTLY i; COMMIT; DROP INDEX CONCURRENTLY i")).containsExactly(
                "not-in-transaction");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            0 | SET lock_timeout = '2s'; ALTER TABLE t ADD c int
            0 | SET lock_timeout = 2000; ALTER TABLE t ADD c int
            0 | BEGIN; SET LOCAL lock_timeout = '2s'; ALTER TABLE t ADD c int; COMMIT
            1 | ALTER TABLE t ADD c int; SET lock_timeout = '2s'
            1 | SET lock_timeout = 0; ALTER TABLE t ADD c int
            1 | SET LOCAL lock_timeout = '2s'; ALTER TABLE t ADD c int
            1 | BEGIN; SET LOCAL lock_timeout = '2s'; COMMIT; ALTER TABLE t ADD c int
            1 | SET lock_timeout = '2s'; RESET lock_timeout; ALTER TABLE t ADD c int
            0 | CREATE INDEX CONCURRENTLY i ON t (c)""")
    void aLockTimeoutMustBeInEffect(int advice, String sql) throws Exception {
        var review = new Review(16, false);
        review.read("a", sql);
        assertThat(review.report().findings()).filteredOn(f -> f.rule().equals("lock-timeout")).hasSize(advice);
    }

    @Test
    void aSuppressionNamesTheRuleAndAReason() throws Exception {
        assertThat(rules(16, false,
                "-- howdah:ignore drop-column: nobody reads it since release 41\nALTER TABLE t DROP c;\nALTER TABLE t DROP d"))
                .containsExactly("drop-column");
        for (String bad : List.of("-- howdah:ignore drop-colum: typo", "-- howdah:ignore drop-column:",
                "-- howdah:ignroe drop-column: x")) {
            var review = new Review(16, false);
            review.read("a", bad + "\nALTER TABLE t DROP c");
            assertThat(review.report().problems()).hasSize(1);
            assertThat(review.report().findings()).extracting(Finding::rule).contains("drop-column");
        }
    }

    @Test
    void aSyntaxErrorHasLineAndCaretAndTheRestIsReviewed() throws Exception {
        var review = new Review(16, false);
        review.read("a",
                "ALTER TABLE t DROP c;\n\nALTER TABLE t\n  ADDD é int;\nCOPY t FROM stdin;\nDROP TABLE x;\n\\.\nTRUNCATE t;\nSELECT 'open");
        assertThat(review.report().problems()).hasSize(2);
        Report.Trouble first = review.report().problems().getFirst();
        assertThat(first.line()).isEqualTo(4);
        assertThat(first.column()).isEqualTo(3);
        assertThat(first.caret()).isEqualTo("  ADDD é int\n  ^");
        assertThat(review.report().findings()).extracting(Finding::rule).contains("drop-column", "truncate").doesNotContain("drop-table");
        assertThat(review.report().findings()).filteredOn(f -> f.rule().equals("truncate")).first().extracting(Finding::line)
                .isEqualTo(8);
    }

    @Test
    void anInterruptStopsIt() throws Exception {
        Thread.currentThread().interrupt();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> new Review(16, false).read("a", "SELECT 1"))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void theFarRelationIsNamed() throws Exception {
        var review = new Review(16, false);
        review.read("a", "ALTER TABLE t ADD FOREIGN KEY (c) REFERENCES o (id); CREATE TABLE p1 PARTITION OF p DEFAULT");
        assertThat(review.report().statements().getFirst().facts().locks()).containsOnly(
                java.util.Map.entry("t", Mode.SHARE_ROW_EXCLUSIVE), java.util.Map.entry("o", Mode.SHARE_ROW_EXCLUSIVE));
        assertThat(review.report().statements().getLast().facts().locks()).containsEntry("p", Mode.ACCESS_EXCLUSIVE);
    }

    @Test
    void everyRuleIsOnThePage() throws Exception {
        String page = java.nio.file.Files.readString(java.nio.file.Path.of("src/site/markdown/review.md"));
        assertThat(Rule.ids()).allSatisfy(rule -> assertThat(page).contains("](rules/" + rule + ".md)"));
    }
}
