package dev.howdah.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.ops.review.CatalogReader;
import dev.howdah.drill.Waiting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the review claims against what real servers of three major versions do. Each statement runs in a transaction that is rolled
/// back, and `pg_locks` and `relfilenode` are read before that. Compared are tables, partitioned tables, views and materialized
/// views that were there before, and locks from ROW EXCLUSIVE up. `ground-truth.sql` is claimed without the catalogue and with it,
/// `ground-truth-catalog.sql` with it only.
///
/// The sequences that the review generates are run too: they end in the catalogue that the unsafe original ends in.
final class GroundTruthTest {
    private static final String RELATIONS = "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            + "WHERE n.nspname IN ('public', 'app') AND c.relkind IN ('r', 'p', 'v', 'm')";
    private static final Pattern FROM_VERSION = Pattern.compile("/\\*(\\d+)\\*/");
    /// What is there afterwards, without the order of columns.
    private static final String CATALOGUE = """
            SELECT 'column ' || c.oid::regclass || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull
                   || ' ' || a.attidentity::text || a.attgenerated::text || ' ' || COALESCE(pg_get_expr(d.adbin, d.adrelid), '')
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm')
              AND c.relnamespace IN ('public'::regnamespace, 'blog'::regnamespace)
            UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || ' ' || convalidated
            FROM pg_constraint WHERE conrelid <> 0 AND connamespace IN ('public'::regnamespace, 'blog'::regnamespace)
            UNION ALL SELECT 'domain ' || contypid::regtype || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
            WHERE contypid <> 0 AND connamespace = 'public'::regnamespace
            UNION ALL SELECT 'index ' || pg_get_indexdef(indexrelid) || ' ' || indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE c.relnamespace IN ('public'::regnamespace, 'blog'::regnamespace)
            UNION ALL SELECT 'relation ' || oid::regclass || ' ' || relkind::text || relpersistence::text || ' ' || COALESCE(pg_get_expr(relpartbound, oid), '')
            FROM pg_class WHERE relnamespace IN ('public'::regnamespace, 'blog'::regnamespace)
            UNION ALL SELECT 'function ' || oid::regprocedure FROM pg_proc WHERE pronamespace IN ('public'::regnamespace, 'blog'::regnamespace)
            UNION ALL SELECT 'trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal
            UNION ALL SELECT 'value ' || enumlabel FROM pg_enum""";
    /// Rules whose statement is itself the thing that old releases do not bear: the way is another release, not another statement.
    private static final Set<String> RELEASES = Set.of("drop-column", "drop-table", "drop-routine", "truncate", "drop-not-null",
            "drop-default",
            "rename", "alter-domain", "attach-partition", "alter-column-type");
    private static Majors majors;
    private static int databases;

    @BeforeAll
    static void start() throws Exception {
        majors = Majors.start(14, 16, 18);
    }

    @AfterAll
    static void stop() throws Exception {
        majors.close();
    }

    private static Catalog catalog(Statement statement, String... scripts) throws Exception {
        return CatalogReader.of(sql -> {
            try (ResultSet rows = statement.executeQuery(sql)) {
                var all = new ArrayList<List<@Nullable String>>();
                while (rows.next()) {
                    var row = new ArrayList<@Nullable String>();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        row.add(rows.getString(i));
                    }
                    all.add(row);
                }
                return all;
            } catch (SQLException e) {
                throw new AssertionError(e.getMessage() + "\n" + sql, e);
            }
        }, List.of(scripts));
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void whatIsClaimedIsWhatIsObserved(int version) throws Exception {
        try (Connection connection = majors.connect(version, "postgres"); Statement statement = connection.createStatement()) {
            statement.execute(text("ground-truth-schema.sql"));
            Catalog catalog = catalog(statement, text("ground-truth.sql"), text("ground-truth-catalog.sql"));
            connection.setAutoCommit(false);
            var wrong = new ArrayList<String>();
            int tried = 0;
            for (String file : List.of("ground-truth.sql", "ground-truth-catalog.sql")) {
                for (String written : text(file).split(";\n")) {
                    Matcher from = FROM_VERSION.matcher(written);
                    if (from.lookingAt() && version < Integer.parseInt(from.group(1))) {
                        continue;
                    }
                    String sql = from.replaceFirst("");
                    List<Catalog> known = file.equals("ground-truth.sql") ? List.of(Catalog.NONE, catalog) : List.of(catalog);
                    tried += compare(connection, statement, sql, version, known, wrong);
                }
            }
            System.out.println("ground truth: " + tried + " statements on PostgreSQL "
                    + connection.getMetaData().getDatabaseProductVersion() + ", " + wrong.size() + " claims wrong");
            assertThat(wrong).isEmpty();
            assertThat(tried).isGreaterThan(200);
        }
    }

    private static int compare(Connection connection, Statement statement, String sql, int version, List<Catalog> known, List<String> wrong)
            throws Exception {
        var before = names(statement);
        var files = nodes(statement);
        try {
            statement.execute(sql);
            var seen = locks(statement, before);
            var rewritten = new TreeSet<String>();
            nodes(statement).forEach((name, node) -> {
                if (files.containsKey(name) && !node.equals(files.get(name))) {
                    rewritten.add(before.getOrDefault(name, "?"));
                }
            });
            for (Catalog catalog : known) {
                Facts claimed = claimed(sql, version, catalog);
                var expected = new TreeMap<>(claimed.locks());
                expected.keySet().retainAll(before.values());
                expected.values().removeIf(m -> m.compareTo(Mode.ROW_EXCLUSIVE) < 0);
                claimed.rewrites().retainAll(before.values());
                // an unknown old type is taken to be written anew
                boolean unknown = catalog == Catalog.NONE && sql.contains(" TYPE ");
                if (!expected.equals(seen) && catalog != Catalog.NONE || catalog == Catalog.NONE && !seen.equals(expected)
                        || !rewritten.equals(claimed.rewrites()) && !(unknown && rewritten.isEmpty())) {
                    wrong.add(sql + "\n  claimed " + expected + " rewrites " + claimed.rewrites() + "\n  seen    " + seen + " rewrites "
                            + rewritten + (catalog == Catalog.NONE ? " (without the catalogue)" : ""));
                }
            }
            return 1;
        } catch (SQLException e) {
            wrong.add(sql + "\n  " + e.getMessage());
            return 0;
        } finally {
            connection.rollback();
        }
    }

    private static Facts claimed(String sql, int version, Catalog catalog) throws Exception {
        var one = new Review(version, true, catalog);
        one.read("one", sql);
        assertThat(one.report().problems()).as(sql).isEmpty();
        Facts all = Facts.none();
        for (Report.Statement each : one.report().statements()) {
            each.facts().locks().forEach(all::lock);
            all.rewrites().addAll(each.facts().rewrites());
        }
        return all;
    }

    @Test
    void aGeneratedSequenceReachesTheSchemaOfTheUnsafeOriginal() throws Exception {
        var wrong = new ArrayList<String>();
        var compared = new TreeSet<String>();
        var stale = new ArrayList<String>();
        try (Connection connection = majors.connect(16, "postgres"); Statement admin = connection.createStatement()) {
            admin.execute("CREATE DATABASE blank");
            try (Connection blank = majors.connect(16, "blank"); Statement statement = blank.createStatement()) {
                statement.execute(text("rules-schema.sql"));
            }
            for (Rule rule : Rule.all()) {
                Ran ran = both(admin, rule.example(), rule.id(), wrong);
                if (ran.compared) {
                    compared.add(rule.id());
                }
                page(rule, ran, stale);
            }
            for (String sql : text("sequences.sql").split(";\n")) {
                assertThat(both(admin, sql, "", wrong).compared).as(sql).isTrue();
            }
        }
        System.out.println("sequences: " + compared.size() + " of " + Rule.all().size() + " rules compared: " + compared);
        assertThat(wrong).isEmpty();
        assertThat(compared).hasSizeGreaterThanOrEqualTo(25);
        assertThat(stale).as("pages that are not current: run with -Dhowdah.rules=src/site/markdown/rules").isEmpty();
    }

    @Test
    void theLiveCatalogueDecidesHowBadItIs() throws Exception {
        try (Connection connection = majors.connect(16, "postgres"); Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE live");
        }
        try (Connection holder = majors.connect(16, "live");
                Statement holding = holder.createStatement();
                Connection connection = majors.connect(16, "live");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE small (a int, b varchar(20)); INSERT INTO small SELECT g FROM generate_series(1, 100) g;"
                    + "CREATE TABLE large (id int PRIMARY KEY, a int); INSERT INTO large SELECT g, g FROM generate_series(1, 20000) g;"
                    + "CREATE TABLE refers (l int REFERENCES large); ALTER TABLE large ADD CONSTRAINT a_set CHECK (a IS NOT NULL);"
                    + "CREATE TABLE \"Odd.name\" (a int); CREATE FUNCTION steady() RETURNS int LANGUAGE sql STABLE AS 'SELECT 1'; ANALYZE");
            assertThat(severities(statement, "CREATE INDEX ON small (a)")).isEqualTo(Map.of("create-index", Finding.Severity.ADVICE,
                    "lock-timeout", Finding.Severity.ADVICE));
            assertThat(severities(statement, "CREATE INDEX ON large (a)")).containsEntry("create-index", Finding.Severity.ERROR);
            assertThat(severities(statement, "ALTER TABLE large ALTER a SET NOT NULL")).doesNotContainKey("set-not-null");
            assertThat(severities(statement, "ALTER TABLE small ALTER b TYPE varchar(40)")).doesNotContainKey("alter-column-type");
            assertThat(severities(statement, "ALTER TABLE large ADD x int DEFAULT steady()")).doesNotContainKey("add-column-rewrite");
            assertThat(severities(statement, "ALTER TABLE large ALTER id TYPE bigint")).containsEntry("alter-column-type",
                    Finding.Severity.ERROR);
            holder.setAutoCommit(false);
            holding.execute("SELECT * FROM large LIMIT 1");
            // until then it would pass for an application's usual work
            Waiting.until("it has been there for long", Weight.PASSING.multipliedBy(4), () -> age(statement) >= Weight.PASSING.toMillis());
            var review = new Review(16, false, catalog(statement, "ALTER TABLE large ALTER id TYPE bigint"));
            review.read("a", "ALTER TABLE large ALTER id TYPE bigint; CREATE INDEX ON small (a)");
            assertThat(review.report().findings()).filteredOn(f -> f.rule().equals("alter-column-type")).singleElement()
                    .satisfies(
                            f -> assertThat(f.message()).contains("locks refers", "large has 20,000 rows in", "Now it would wait for pid ",
                                    "ACCESS SHARE on large"));
            assertThat(review.report().findings()).filteredOn(f -> f.rule().equals("lock-timeout")).first()
                    .extracting(Finding::severity).isEqualTo(Finding.Severity.WARNING);
            // a table that somebody has locked whole keeps the reader from nothing
            holder.rollback();
            holding.execute("LOCK TABLE large IN ACCESS EXCLUSIVE MODE");
            assertThat(severities(statement, "UPDATE large SET a = 1")).containsKey("unbatched-write");
        }
    }

    /// How long the oldest transaction that reads has been open, in ms.
    private static long age(Statement statement) {
        try (var rows = statement.executeQuery("SELECT max(extract(epoch FROM clock_timestamp() - xact_start) * 1000)::bigint"
                + " FROM pg_stat_activity WHERE datname = 'live' AND pid <> pg_backend_pid()")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Finding.Severity> severities(Statement statement, String sql) throws Exception {
        var review = new Review(16, false, catalog(statement, sql));
        review.read("a", sql);
        var all = new TreeMap<String, Finding.Severity>();
        review.report().findings().forEach(f -> all.put(f.rule(), f.severity()));
        return all;
    }

    /// What became of an example.
    ///
    /// @param locks as measured; empty when it failed
    /// @param error the server's words; empty when it did not fail
    private record Ran(Map<String, Mode> locks, Set<String> rewritten, String error, List<Finding> findings, boolean compared) {}

    /// A new one; it goes with the server.
    private static String database(Statement admin) throws SQLException {
        String name = "one" + databases++;
        admin.execute("CREATE DATABASE " + name + " TEMPLATE blank");
        return name;
    }

    private static Ran both(Statement admin, String example, String rule, List<String> wrong) throws Exception {
        boolean empty = rule.equals("add-column-not-null");
        Catalog catalog;
        Map<String, Mode> locks = Map.of();
        var rewritten = new TreeSet<String>();
        String error = "";
        String after = "";
        String unsafe = database(admin);
        try (Connection connection = majors.connect(16, unsafe); Statement statement = connection.createStatement()) {
            catalog = catalog(statement, example);
            var before = names(statement);
            var files = nodes(statement);
            connection.setAutoCommit(false);
            try {
                for (Script.Piece piece : Script.cut("", example)) {
                    if (!piece.text().matches("BEGIN|COMMIT")) {
                        statement.execute(piece.text());
                    }
                }
                locks = locks(statement, before);
                nodes(statement).forEach((name, node) -> {
                    if (files.containsKey(name) && !node.equals(files.get(name))) {
                        rewritten.add(before.getOrDefault(name, "?"));
                    }
                });
                connection.commit();
            } catch (SQLException e) {
                error = String.valueOf(e.getMessage()).replaceFirst("(?s)\n.*", "");
                connection.rollback();
            }
            if (empty) {
                statement.execute("TRUNCATE posts");
                statement.execute(example);
                connection.commit();
            }
            after = rows(statement);
        }
        var review = new Review(16, false, catalog);
        review.read("example.sql", example);
        List<Finding> findings = review.report().findings().stream().filter(f -> rule.isEmpty()
                ? f.severity() != Finding.Severity.ADVICE || f.safe().stream().anyMatch(s -> !s.startsWith("--"))
                        && !Set.of("lock-timeout", "wide-transaction").contains(f.rule())
                : f.rule().equals(rule)).toList();
        if (findings.isEmpty()) {
            wrong.add(example + "\n  has no finding " + rule);
            return new Ran(locks, rewritten, error, findings, false);
        }
        boolean sql = findings.stream().allMatch(f -> f.safe().stream().anyMatch(s -> !s.startsWith("--")));
        // a value of an enum cannot be taken away again
        boolean comparable = sql && (error.isEmpty() || empty) && !rule.equals("rename-enum-value");
        if (comparable) {
            String reached = safely(admin, example, findings, empty);
            if (!reached.equals(after)) {
                wrong.add(example + "\n  " + difference(after, reached));
            }
            if (!RELEASES.contains(findings.getFirst().rule())) {
                clean(example, findings, catalog, wrong);
            }
        }
        return new Ran(locks, rewritten, error, findings, comparable);
    }

    /// The generated sequence has no finding of its own.
    private static void clean(String example, List<Finding> findings, Catalog catalog, List<String> wrong) throws Exception {
        for (Finding finding : findings) {
            var again = new Review(16, false, catalog);
            again.read("safe.sql", String.join(";\n", finding.safe().stream().filter(s -> !s.startsWith("--")).toList()));
            assertThat(again.report().problems()).as(example).isEmpty();
            // the default that an identity takes the place of, in the same transaction
            boolean identity = finding.safe().stream().anyMatch(s -> s.contains("AS IDENTITY"));
            again.report().findings().stream().filter(f -> f.severity() != Finding.Severity.ADVICE && !f.rule().equals(identity
                    ? "drop-default"
                    : "transaction-nesting"))
                    .forEach(f -> wrong.add(example + "\n  its sequence has " + f.rule() + ": " + f.statement()));
        }
    }

    /// The statements with findings replaced by their sequences.
    private static String safely(Statement admin, String example, List<Finding> findings, boolean empty) throws Exception {
        try (Connection connection = majors.connect(16, database(admin)); Statement statement = connection.createStatement()) {
            if (empty) {
                statement.execute("TRUNCATE posts");
            }
            for (Script.Piece piece : Script.cut("", example)) {
                List<Finding> of = findings.stream().filter(f -> f.statement().equals(piece.text())).toList();
                if (of.isEmpty()) {
                    statement.execute(piece.text());
                }
                for (Finding finding : of) {
                    for (String step : finding.safe()) {
                        if (!step.startsWith("--")) {
                            try {
                                statement.execute(step);
                            } catch (SQLException e) {
                                return "failed at " + step + ": " + e.getMessage();
                            }
                        }
                    }
                }
            }
            statement.execute("COMMIT");
            return rows(statement);
        }
    }

    private static String rows(Statement statement) throws SQLException {
        var all = new TreeSet<String>();
        try (ResultSet rows = statement.executeQuery(CATALOGUE)) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        return String.join("\n", all);
    }

    private static String difference(String one, String other) {
        var a = new TreeSet<>(List.of(one.split("\n")));
        var b = new TreeSet<>(List.of(other.split("\n")));
        var onlyB = new TreeSet<>(b);
        onlyB.removeAll(a);
        a.removeAll(b);
        return "only the original: " + a + "\n  only the sequence: " + onlyB;
    }

    private static void page(Rule rule, Ran ran, List<String> stale) throws Exception {
        var text = new StringBuilder(
                "# " + rule.id() + "\n\n" + rule.what() + "\n\n**Whom it hurts.** " + rule.whom() + "\n\n**What to know.** "
                        + rule.but() + "\n\n## Unsafe\n\n```sql\n" + rule.example().replace("; ", ";\n") + ";\n```\n\n");
        if (ran.error.isEmpty()) {
            text.append("Measured on PostgreSQL 16:\n\n| relation | lock | written anew |\n|---|---|---|\n");
            ran.locks
                    .forEach((relation, mode) -> text.append("| ").append(relation).append(" | ").append(mode.words()).append(" | ").append(
                            ran.rewritten.contains(relation) ? "yes" : "no").append(" |\n"));
            text.append(ran.locks.isEmpty() ? "| none | none | no |\n" : "");
        } else {
            text.append("Run on PostgreSQL 16 it fails: ").append(ran.error.replaceFirst("^ERROR: ", "")).append('\n');
        }
        var plain = new Review(16, false);
        plain.read("example.sql", rule.example());
        Finding said = plain.report().findings().stream().filter(f -> f.rule().equals(rule.id())).findFirst().orElseThrow();
        Finding finding = ran.findings.getFirst();
        text.append("\nThe review says: ").append(said.severity().name().toLowerCase(Locale.ROOT)).append(". ").append(said.message())
                .append(' ').append(said.why()).append("\n\n## Instead\n\n```sql\n");
        finding.safe().forEach(s -> text.append(s).append(s.startsWith("--") ? "\n" : ";\n"));
        text.append(finding.safe().isEmpty() ? "-- nothing that SQL could do\n" : "").append("```\n\n").append(ran.compared
                ? "Both were run, and the catalogue is the same afterwards.\n"
                : "").append("\n## Suppress\n\n```sql\n-- howdah:ignore " + rule.id() + ": the reason\n```\n");
        String page = text.toString().replace("\n\n\n", "\n\n");
        String into = System.getProperty("howdah.rules", "");
        if (!into.isEmpty()) {
            Files.createDirectories(Path.of(into));
            Files.writeString(Path.of(into, rule.id() + ".md"), page);
        }
        Path current = Path.of(Rule.docs(rule.id()));
        if (!Files.exists(current) || !Files.readString(current).equals(page)) {
            stale.add(rule.id());
        }
    }

    private static TreeMap<String, String> nodes(Statement statement) throws SQLException {
        var all = new TreeMap<String, String>();
        try (ResultSet rows = statement.executeQuery("SELECT c.oid, pg_relation_filenode(c.oid) " + RELATIONS)) {
            while (rows.next()) {
                all.put(rows.getString(1), String.valueOf(rows.getString(2)));
            }
        }
        return all;
    }

    /// By oid, so that what is renamed or dropped is still known.
    private static TreeMap<String, String> names(Statement statement) throws SQLException {
        var all = new TreeMap<String, String>();
        try (ResultSet rows = statement.executeQuery("SELECT c.oid, c.relname " + RELATIONS)) {
            while (rows.next()) {
                all.put(rows.getString(1), rows.getString(2));
            }
        }
        return all;
    }

    private static TreeMap<String, Mode> locks(Statement statement, TreeMap<String, String> names) throws SQLException {
        var facts = Facts.none();
        try (ResultSet rows = statement.executeQuery("SELECT relation, mode FROM pg_locks "
                + "WHERE pid = pg_backend_pid() AND granted AND relation IS NOT NULL")) {
            while (rows.next()) {
                String mode = rows.getString(2).replaceFirst("Lock$", "").replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
                String name = names.get(rows.getString(1));
                if (name != null && Mode.valueOf(mode).compareTo(Mode.ROW_EXCLUSIVE) >= 0) {
                    facts.lock(name, Mode.valueOf(mode));
                }
            }
        }
        return new TreeMap<>(facts.locks());
    }

    private static String text(String name) throws Exception {
        try (var in = GroundTruthTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
