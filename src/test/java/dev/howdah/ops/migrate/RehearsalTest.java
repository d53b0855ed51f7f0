package dev.howdah.ops.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.sql.session.RealServer;
import dev.howdah.sql.session.SqlSession;
import dev.howdah.sql.session.Target;
import dev.howdah.task.Time;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Migrations rehearsed on a real server, whose own catalogs say what they did. Bad inputs: a statement that fails in the middle of a
/// file, one that cannot run in a transaction, a file with a transaction of its own, a command of psql, the data of a COPY.
final class RehearsalTest {
    private static RealServer server;
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        server = new RealServer();
        try (SqlSession session = open()) {
            session.ask("CREATE TABLE rehearsed (id int PRIMARY KEY, n int, v text)");
            session.ask("CREATE TABLE child (id int PRIMARY KEY, parent int)");
            session.ask("INSERT INTO rehearsed SELECT g, g, repeat('x', 100) FROM generate_series(1, 20000) g");
        }
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static SqlSession open() throws Exception {
        return Target.of(Map.of(), server.environment()).open();
    }

    private Rehearsal.Result rehearse(String... files) throws Exception {
        var paths = new ArrayList<Path>();
        for (int i = 0; i < files.length; i++) {
            paths.add(Files.writeString(folder.resolve("V" + (i + 1) + "__x.sql"), files[i]));
        }
        SqlFiles.Sources sources = SqlFiles.load(paths);
        List<SqlFiles.Statement> statements = sources.statements();
        try (SqlSession worker = open(); SqlSession beside = open()) {
            var told = new ArrayList<Rehearsal.Step>();
            Rehearsal.Result result = new Rehearsal(worker, beside, Time.SYSTEM).run(sources, statements, "sha256:1",
                    new Rehearsal.Told() {
                        @Override
                        public void before(SqlFiles.Statement statement) {
                            assertThat(told).as("each before it is sent").hasSize(statements.indexOf(statement));
                        }

                        @Override
                        public void after(Rehearsal.Step step) {
                            told.add(step);
                        }
                    });
            assertThat(told).isEqualTo(result.steps());
            assertThat(result.digest()).isEqualTo(sources.digest()).hasSize(64);
            return result;
        }
    }

    @Test
    void locksRewritesAndWritesAreThoseOfTheServer() throws Exception {
        Rehearsal.Result result = rehearse("""
                ALTER TABLE rehearsed ADD COLUMN a int;
                ALTER TABLE rehearsed ALTER COLUMN n TYPE bigint;
                UPDATE rehearsed SET v = 'y' WHERE id < 1000;
                """, """
                ALTER TABLE child ADD CONSTRAINT child_parent FOREIGN KEY (parent) REFERENCES rehearsed (id);
                CREATE TABLE fresh (id int);
                ALTER TABLE fresh ADD COLUMN a int;
                """);
        assertThat(result.good()).isTrue();
        List<Rehearsal.Step> steps = result.steps();
        assertThat(steps.get(0).locks()).containsEntry("rehearsed", "AccessExclusiveLock");
        assertThat(steps.get(0).rewritten()).isEmpty();
        assertThat(steps.get(1).rewritten()).contains("rehearsed");
        assertThat(steps.get(1).wal()).as("the table was written").isGreaterThan(1_000_000);
        assertThat(steps.get(2).locks()).containsEntry("rehearsed", "RowExclusiveLock");
        assertThat(steps.get(3).locks()).as("the second table too").containsEntry("child", "ShareRowExclusiveLock")
                .containsEntry("rehearsed", "ShareRowExclusiveLock");
        assertThat(steps.get(5).locks()).as("what it made itself").isEmpty();
        assertThat(result.held()).containsKeys("rehearsed", "child");
        assertThat(result.held().get("rehearsed")).as("until the end of the transaction, and not of the statement")
                .isGreaterThanOrEqualTo(steps.get(1).took());
        assertThat(result.words()).contains("6 statements in ", "rehearsed was locked against writers for ", "written anew");
    }

    @Test
    void whatCannotRunInATransactionRunsOnItsOwn() throws Exception {
        Rehearsal.Result result = rehearse("CREATE INDEX CONCURRENTLY rehearsed_n ON rehearsed (n);\nANALYZE rehearsed;\n",
                "BEGIN;\nLOCK TABLE child IN SHARE MODE;\nCOMMIT;\n");
        assertThat(result.good()).as(result.words()).isTrue();
        assertThat(result.held()).doesNotContainKey("rehearsed");
        assertThat(result.held()).containsKey("child");
    }

    @Test
    void codeInsideAStatementRunsOnce() throws Exception {
        Rehearsal.Result result = rehearse("DO $$ BEGIN ALTER TABLE child ADD COLUMN once int; END $$;\n");
        assertThat(result.good()).as(result.words()).isTrue();
        assertThat(result.steps()).singleElement().satisfies(s -> assertThat(s.locks()).containsEntry("child", "AccessExclusiveLock"));
        var psql = new SqlFiles.Sources(List.of(new SqlFiles.Source("a.sql", "SELECT 1;\n\\connect other\n")), "0");
        assertThatThrownBy(psql::statements).isInstanceOf(IllegalArgumentException.class).hasMessage("a.sql:2 has a command of psql");
        var copy = new SqlFiles.Sources(List.of(new SqlFiles.Source("a.sql", "COPY child FROM STDIN;\n1\t2\n\\.\n")), "0");
        assertThatThrownBy(copy::statements).isInstanceOf(IllegalArgumentException.class).hasMessage("a.sql:1 is a COPY with its data");
    }

    @Test
    void whatFailsIsRolledBackAndEndsTheRehearsal() throws Exception {
        Rehearsal.Result result = rehearse("ALTER TABLE rehearsed ADD COLUMN gone int;\nALTER TABLE nowhere ADD COLUMN a int;\n",
                "ALTER TABLE rehearsed ADD COLUMN never int;\n");
        assertThat(result.good()).isFalse();
        assertThat(result.steps()).hasSize(2);
        assertThat(result.words()).contains("it failed: relation \"nowhere\" does not exist");
        try (SqlSession session = open()) {
            assertThat(session
                    .ask("SELECT count(*) FROM information_schema.columns WHERE table_name = 'rehearsed' AND column_name IN ('gone', "
                            + "'never')")
                    .getFirst()).containsExactly("0");
        }
    }
}
