package dev.howdah.sql.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.lint.Majors;
import dev.howdah.ops.query.PlanTree;
import dev.howdah.ops.query.ReadyMade;
import dev.howdah.sql.meta.Outline;
import dev.howdah.sql.meta.Settings;
import dev.howdah.sql.table.Look;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The `\d` family, the ready-made questions and the schema browser on servers of all majors that RDS runs, by roles that own nothing and are
/// no superusers (the questions by one with pg_monitor): catalogs have other columns from one to the next, and each has to be answered by all of them.
final class DescribeOnEveryMajorTest {
    private static final int[] VERSIONS = {13, 14, 15, 16, 17, 18};
    private static final List<String> OBJECTS = List.of("CREATE ROLE stranger LOGIN", "CREATE ROLE watcher LOGIN IN ROLE pg_monitor",
            "CREATE SCHEMA s", "CREATE TYPE s.mood AS ENUM ('a', 'b')",
            "CREATE DOMAIN s.positive AS int CHECK (VALUE > 0)", "CREATE TABLE s.parent (id int PRIMARY KEY, m s.mood, p s.positive)",
            "CREATE TABLE s.child (id int REFERENCES s.parent, at date NOT NULL, n int GENERATED ALWAYS AS IDENTITY) PARTITION BY RANGE (at)",
            "CREATE TABLE s.child_1 PARTITION OF s.child FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
            "CREATE TABLE s.child_rest PARTITION OF s.child DEFAULT", "CREATE UNIQUE INDEX parent_m ON s.parent (m) WHERE id > 3",
            "CREATE VIEW s.v AS SELECT id FROM s.parent", "CREATE MATERIALIZED VIEW s.mv AS SELECT 1 AS one", "CREATE SEQUENCE s.seq",
            "ALTER TABLE s.parent ENABLE ROW LEVEL SECURITY", "CREATE POLICY own ON s.parent USING (id > 0)",
            "CREATE FUNCTION s.tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'",
            "CREATE TRIGGER tg BEFORE INSERT ON s.parent FOR EACH ROW EXECUTE FUNCTION s.tf()",
            "CREATE RULE r AS ON DELETE TO s.parent DO NOTHING",
            "CREATE STATISTICS s.st (ndistinct, dependencies) ON id, m FROM s.parent", "CREATE PUBLICATION pub FOR TABLE s.parent",
            "CREATE FOREIGN DATA WRAPPER w OPTIONS (x '1')", "CREATE SERVER far FOREIGN DATA WRAPPER w",
            "CREATE FOREIGN TABLE s.ft (a int) SERVER far", "CREATE USER MAPPING FOR stranger SERVER far",
            "CREATE FUNCTION s.et() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'",
            "CREATE EVENT TRIGGER et ON ddl_command_start EXECUTE FUNCTION s.et()", "COMMENT ON TABLE s.parent IS 'of all'",
            "COMMENT ON TRIGGER tg ON s.parent IS 'does nothing'", "ALTER ROLE stranger SET work_mem = '8MB'",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO stranger", "GRANT USAGE ON SCHEMA s TO stranger, watcher",
            "GRANT SELECT ON ALL TABLES IN SCHEMA s TO stranger, watcher", "CREATE EXTENSION pg_stat_statements");
    /// Each of them also with `+` and with `S`.
    private static final List<String> COMMANDS = List.of("d", "d s.*", "d s.parent", "dt", "di", "dv", "dm", "ds", "dE", "dt s.*", "dn",
            "l",
            "df", "df s.*", "dfa sum", "dfw", "dfp", "du", "dg", "dp", "z s.*", "dx", "dT", "dT s.*", "dT int*", "db", "dRp", "dRs", "drds",
            "dconfig", "dconfig work_mem", "dPi", "dPtn", "dD", "dL", "da", "da sum", "dO", "dO C", "do", "do || text text",
            "do !~ int4", "dc", "dc utf8*", "dC",
            "dC integer", "dd", "dd tg", "ddp", "ddp s", "dX", "dX s.*", "dy", "dFd", "dFd simple", "dFt", "dA", "dA b*", "dAc",
            "dAc brin int4", "dAf",
            "dAf btree integer", "dAo", "dAo hash integer_ops", "dAp", "dAp hash integer_ops", "dew", "des", "deu", "deu stranger", "det",
            "det s.*", "dl", "dP", "dPn", "dF", "dF simple", "dFp", "dFp default");
    private static Majors majors;

    @BeforeAll
    static void start() throws Exception {
        majors = Majors.start(VERSIONS);
        for (int version : VERSIONS) {
            try (Connection c = majors.connect(version, "postgres"); var statement = c.createStatement()) {
                for (String sql : OBJECTS) {
                    statement.execute(sql);
                }
            }
        }
    }

    @AfterAll
    static void stop() throws Exception {
        majors.close();
    }

    @Test
    void eachCommandIsAnswered() throws Exception {
        var refused = new ArrayList<String>();
        for (int version : VERSIONS) {
            try (Database database = majors.database(version, "postgres", "stranger");
                    SqlSession session = database.session(Safety.of("test"), null)) {
                for (String command : COMMANDS) {
                    for (String typed : forms(command)) {
                        String said = said(session, "\\" + typed + "\n");
                        if (said.contains("ERROR") || said.contains("not known") || said.isBlank()) {
                            refused.add(version + ": \\" + typed + ": " + said.lines().limit(2).toList());
                        }
                    }
                }
            }
        }
        assertThat(refused).isEmpty();
    }

    /// A session without TLS begins in libpq's words, and outlives dates in any style.
    @Test
    void theServersOwnDatesAndZoneHoldInPlainText() throws Exception {
        for (int version : VERSIONS) {
            Map<String, String> plain = Map.of("host", "127.0.0.1", "port", String.valueOf(majors.port(version)), "user", "postgres",
                    "dbname", "postgres", "sslmode", "disable");
            try (SqlSession session = Target.of(plain, Map.of()).open()) {
                assertThat(session
                        .ask("SELECT source FROM pg_catalog.pg_settings WHERE name IN ('TimeZone', 'DateStyle') AND source = 'client'"))
                        .as("asked for by nobody, %d", version).isEmpty();
                assertThat(session.run("SET datestyle = 'German'", _ -> {
                })).isTrue();
                assertThat(session.ask("SELECT '2026-11-30'::date")).as("%d", version).containsExactly(List.of("30.11.2026"));
            }
            try (SqlSession session = Target.of(plain, Map.of("PGTZ", "Asia/Seoul", "PGDATESTYLE", "SQL, DMY", "PGGEQO", "default"))
                    .open()) {
                assertThat(session.ask("SELECT current_setting('timezone'), '2026-11-30'::date, current_setting('geqo')"))
                        .as("%d", version).containsExactly(List.of("Asia/Seoul", "30/11/2026", "on"));
            }
        }
    }

    @Test
    void readyMadeQuestionsAndTheSchemaBrowserAreAnswered() throws Exception {
        var refused = new ArrayList<String>();
        for (int version : VERSIONS) {
            try (Database database = majors.database(version, "postgres", "watcher");
                    SqlSession session = database.session(Safety.of("test"), null)) {
                for (ReadyMade question : ReadyMade.ALL) {
                    session.run(question.sql(), answer -> {
                        if (answer instanceof Answer.Failed failed) {
                            refused.add(version + ": " + question.title() + ": " + failed.message());
                        }
                    });
                }
                Outline outline = CatalogOutline.of(session, "postgres");
                assertThat(outline.toString()).as("%d", version).contains("parent", "child_rest", "pg_stat_statements");
                long parent = outline.schemas().stream().flatMap(s -> s.relations().stream()).filter(r -> r.name().equals("parent"))
                        .findFirst().orElseThrow().oid();
                assertThat(CatalogOutline.details(session, parent).constraints()).as("%d", version)
                        .extracting(Outline.Constraint::kind).contains("primary key")
                        .allMatch(kind -> kind.contains("key") || kind.equals("not null"));
                String json = String.valueOf(session.ask("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT count(*) FROM s.parent, s.child_1")
                        .getFirst().getFirst());
                PlanTree plan = PlanTree.of(json).orElseThrow();
                assertThat(plan.root().what()).as("%d", version).contains("Aggregate");
                assertThat(plan.root().actual()).isEqualTo(1.0);
                assertThat(plan.summary()).hasSize(2);
            }
        }
        assertThat(refused).isEmpty();
    }

    private static List<String> forms(String command) {
        String[] parts = command.split(" ", 2);
        String rest = parts.length > 1 ? " " + parts[1] : "";
        return Stream.of("", "+", "S", "S+").map(letters -> parts[0] + letters + rest).toList();
    }

    private static String said(SqlSession session, String line) throws Exception {
        var text = new StringWriter();
        var out = new PrintWriter(text);
        try (var lines = new BufferedReader(new StringReader(line))) {
            new Psql(session, new Settings(), new Look(), out, out).script(lines, "");
        }
        return text.toString();
    }
}
