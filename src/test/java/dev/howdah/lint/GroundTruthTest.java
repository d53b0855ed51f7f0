package dev.howdah.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.postgres.Password;
import dev.howdah.drill.postgres.Servers;
import dev.howdah.drill.postgres.Spec;
import dev.howdah.drill.tls.DrillCa;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What the review claims against what a real PostgreSQL 16 does: each statement runs in a transaction that is rolled back,
/// and `pg_locks` and `relfilenode` are read before that. Compared are tables, partitioned tables, views and materialized
/// views that were there before, and locks from ROW EXCLUSIVE up. Not in the table: what only a catalogue tells (old types whose
/// change is free, foreign keys of old tables, old CHECKs, user functions, domains, children, the default partition), and what needs a superuser.
final class GroundTruthTest {
    private static final String RELATIONS = "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            + "WHERE n.nspname IN ('public', 'app') AND c.relkind IN ('r', 'p', 'v', 'm')";

    @Test
    void whatIsClaimedIsWhatIsObserved() throws Exception {
        Password password = Password.random();
        DrillCa ca = DrillCa.create(Files.createTempDirectory("howdah-lint-ca"));
        try (Servers servers = Servers.create(new Spec(Spec.standardHome().resolveSibling("howdah-drill-tests"),
                new Spec.Endpoint("blog-db.cdrill0000.ap-northeast-2.rds.amazonaws.com", 5432),
                new Spec.Database("blogdb", "blog_admin", password), new Spec.Zones("ap-northeast-2a", Optional.empty()),
                Spec.Size.small(Spec.Size.BRISK), ca), _ -> {
                });
                Connection connection = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + servers.endpointPort()
                        + "/blogdb?sslmode=require", "blog_admin", password.value());
                Statement statement = connection.createStatement()) {
            statement.execute(text("ground-truth-schema.sql"));
            connection.setAutoCommit(false);
            var wrong = new ArrayList<String>();
            int tried = 0;
            for (String sql : text("ground-truth.sql").split(";\n")) {
                var before = names(statement);
                var files = nodes(statement);
                var one = new Review(16, true);
                one.read("one", sql);
                assertThat(one.report().problems()).isEmpty();
                Facts claimed = one.report().statements().getFirst().facts();
                try {
                    statement.execute(sql);
                    tried++;
                    var seen = locks(statement, before);
                    var rewritten = new TreeSet<String>();
                    nodes(statement).forEach((name, node) -> {
                        if (files.containsKey(name) && !node.equals(files.get(name))) {
                            rewritten.add(before.getOrDefault(name, "?"));
                        }
                    });
                    var expected = new TreeMap<>(claimed.locks());
                    expected.keySet().retainAll(before.values());
                    if (!expected.equals(seen) || !rewritten.equals(claimed.rewrites())) {
                        wrong.add(sql + "\n  claimed " + expected + " rewrites " + claimed.rewrites() + "\n  seen    " + seen + " rewrites "
                                + rewritten);
                    }
                } catch (SQLException e) {
                    wrong.add(sql + "\n  " + e.getMessage());
                } finally {
                    connection.rollback();
                }
            }
            System.out.println("ground truth: " + tried + " statements on PostgreSQL "
                    + connection.getMetaData().getDatabaseProductVersion() + ", " + wrong.size() + " claims wrong");
            assertThat(wrong).isEmpty();
            assertThat(tried).isGreaterThan(99);
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
            return new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
