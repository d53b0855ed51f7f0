package dev.howdah.ops.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.howdah.journal.Confirmation;
import dev.howdah.journal.Journal;
import dev.howdah.journal.Permit;
import dev.howdah.journal.Purpose;
import dev.howdah.model.AwsScope;
import dev.howdah.model.InstanceRef;
import dev.howdah.sql.session.RealServer;
import dev.howdah.sql.session.Safety;
import dev.howdah.sql.session.SqlFailed;
import dev.howdah.sql.session.SqlSession;
import dev.howdah.sql.session.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows are compared by key and brought back, on a real server with two databases. Bad inputs: tables without a key, of one side only,
/// with other columns on each side; values with quotes, backslashes, line ends, NULL; rows that were written to between look and
/// repair; foreign keys and unique values in the way; a session that ends in the middle; scripts that were cut or altered.
final class RepairTest {
    private static final InstanceRef LIVE = new InstanceRef("123456789012", "ap-northeast-2", "blog-db");
    private static final InstanceRef COPY = new InstanceRef("123456789012", "ap-northeast-2", "blog-copy");
    private static final String WORLD = """
            CREATE TABLE people (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, handle text NOT NULL UNIQUE, born date);
            CREATE TABLE notes (person bigint NOT NULL REFERENCES people (id), place text NOT NULL, text text, tags text[], raw bytea,
              weight numeric, spans tstzrange, doc jsonb, long int GENERATED ALWAYS AS (length(text)) STORED, at timestamptz DEFAULT now(),
              PRIMARY KEY (person, place));
            CREATE TABLE keyless (a int, b text);
            CREATE TABLE "Odd ""name" (k text PRIMARY KEY, v text);
            INSERT INTO people (handle, born) SELECT 'p' || n, date '2000-01-01' + n FROM generate_series(1, 3000) n;
            INSERT INTO notes (person, place, text, tags, raw, weight, spans, doc) SELECT n, 'at ''' || n, E'first\\nsecond \\\\ ''q''', ARRAY['a,b', NULL],
              '\\x00ff', n / 3.0, tstzrange('2026-01-01', NULL), '{"a": [1, null]}' FROM generate_series(1, 3000) n;
            INSERT INTO notes (person, place) VALUES (1, '');
            INSERT INTO keyless VALUES (1, 'x');
            INSERT INTO "Odd ""name" VALUES ('k', 'v');
            """;
    private static RealServer server;
    private SqlSession live;
    private SqlSession copy;
    @TempDir
    private Path folder;

    @BeforeAll
    static void begin() throws Exception {
        server = new RealServer();
        try (SqlSession admin = open("blogdb")) {
            admin.ask("CREATE DATABASE world");
        }
        try (SqlSession world = open("world")) {
            world.ask(WORLD);
        }
    }

    @AfterAll
    static void end() throws IOException {
        server.close();
    }

    @BeforeEach
    void world() throws Exception {
        try (SqlSession admin = open("blogdb")) {
            for (String each : List.of("live", "copy")) {
                admin.ask("DROP DATABASE IF EXISTS " + each + " WITH (FORCE)");
                admin.ask("CREATE DATABASE " + each + " TEMPLATE world");
            }
        }
        live = open("live");
        copy = open("copy");
    }

    @AfterEach
    void close() {
        live.close();
        copy.close();
    }

    private static SqlSession open(String database) throws IOException, SQLException {
        return target(database).open();
    }

    private static Target target(String database) throws IOException {
        return Target.of(Map.of("dbname", database), server.environment());
    }

    private static Doors doors() {
        return (ref, statement) -> {
            try {
                String name = ref.equals(LIVE) ? "live" : "copy";
                return Optional.of(new Doors.Opened(target(name).open(Safety.of("on-call").withStatement(statement)),
                        Map.of("DBNAME", name)));
            } catch (IOException | SQLException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static Difference sum(String table) throws Exception {
        try (Pair pair = Pair.open(doors(), LIVE, COPY, Doors.PATIENT)) {
            return new RowDiff(pair.live(), pair.copy(), Objects.requireNonNull(pair.common().get(table)), _ -> {
            }).sum();
        }
    }

    private static Script script(boolean changed, String... tables) throws Exception {
        try (Pair pair = Pair.open(doors(), LIVE, COPY, Doors.PATIENT)) {
            return Rows.script(pair, List.of(tables), true, changed, _ -> {
            }).script();
        }
    }

    private Repair.End run(Script script) throws Exception {
        return run(script, new Told());
    }

    private Repair.End run(Script script, Repair.Told told) throws Exception {
        String resource = "arn:aws:rds:ap-northeast-2:123456789012:db:blog-db live " + script.digest();
        Permit permit = new Journal(folder, Instant::now).open(
                new Purpose("plan", "repair-rows", new AwsScope(null, "ap-northeast-2"), LIVE, "STAGING", "psql", Map.of()),
                new Confirmation("plan", "arn", Instant.now(), "typed blog-db")).permit(SqlSession.WRITE, resource);
        try (var opened = doors().open(LIVE, Duration.ofSeconds(30)).orElseThrow()) {
            return Repair.run(opened.session(), permit, resource, script, told);
        }
    }

    private static class Told implements Repair.Told {
        final List<String> heard = new ArrayList<>();
        String number = "";

        @Override
        public void before(Script.Statement statement, int doneRows) {
            heard.add(statement.what());
        }

        @Override
        public void after(Script.Statement statement, long rows, String state, Duration took) {
            heard.add(rows + " " + state);
        }

        @Override
        public void number(String transaction) {
            number = transaction;
        }
    }

    /// Everything that is in a database, as text.
    private static List<?> all(SqlSession on) throws SqlFailed {
        var all = new ArrayList<>();
        for (String table : List.of("people", "notes", "keyless", "\"Odd \"\"name\"")) {
            all.add(on.ask("SELECT t::text FROM " + table + " AS t ORDER BY t::text COLLATE \"C\""));
        }
        return all;
    }

    @Test
    void twoThatAreTheSameDoNotDiffer() throws Exception {
        for (String table : List.of("public.people", "public.notes", "public.Odd \"name")) {
            assertThat(sum(table)).as(table).isEqualTo(new Difference(0, 0, 0));
        }
        assertThat(script(true, "public.people", "public.notes").forward()).isEmpty();
    }

    @Test
    void deletedRowsComeBackAsTheyWereAndLaterWritesStay() throws Exception {
        live.ask("DELETE FROM notes WHERE person BETWEEN 100 AND 1700");
        live.ask("DELETE FROM people WHERE id BETWEEN 100 AND 1700");
        live.ask("UPDATE people SET handle = 'later' || id WHERE id = 2000");
        live.ask("INSERT INTO people (handle) VALUES ('new')");
        live.ask("DELETE FROM \"Odd \"\"name\"");
        assertThat(sum("public.people")).isEqualTo(new Difference(1601, 1, 1));
        assertThat(sum("public.notes")).isEqualTo(new Difference(1601, 0, 0));
        Script script = script(false, "public.notes", "public.people", "public.Odd \"name");
        assertThat(script.sums()).containsExactly(Map.entry("Insert into public.Odd \"name", 1),
                Map.entry("Insert into public.people", 1601),
                Map.entry("Insert into public.notes", 1601));
        var told = new Told();
        assertThat(run(script, told))
                .isEqualTo(new Repair.End.Done(Map.of("Insert into public.people", 1601L, "Insert into public.notes", 1601L,
                        "Insert into public.Odd \"name", 1L)));
        assertThat(Repair.fate(live, told.number)).isEqualTo(Repair.Fate.COMMITTED);
        assertThat(sum("public.people")).isEqualTo(new Difference(0, 1, 1));
        assertThat(sum("public.notes")).isEqualTo(new Difference(0, 0, 0));
        assertThat(live.ask("SELECT count(*) FROM people WHERE handle IN ('later2000', 'new')")).isEqualTo(List.of(List.of("2")));
        copy.ask("UPDATE people SET handle = 'later' || id WHERE id = 2000");
        copy.ask("INSERT INTO people (id, handle) OVERRIDING SYSTEM VALUE VALUES (3001, 'new')");
        assertThat(all(live)).as("row for row").isEqualTo(all(copy));
        // and back
        copy.ask("DELETE FROM notes WHERE person BETWEEN 100 AND 1700");
        copy.ask("DELETE FROM people WHERE id BETWEEN 100 AND 1700");
        copy.ask("DELETE FROM \"Odd \"\"name\"");
        assertThat(run(script.undo())).isInstanceOf(Repair.End.Done.class);
        assertThat(all(live)).isEqualTo(all(copy));
    }

    @Test
    void changedRowsAreSetBackUnlessSomebodyWroteToThemSinceTheLook() throws Exception {
        live.ask("UPDATE notes SET text = NULL, tags = NULL, raw = '', weight = 'NaN', doc = 'null' WHERE person <= 700");
        assertThat(sum("public.notes")).isEqualTo(new Difference(0, 701, 0));
        Script script = script(true, "public.notes");
        live.ask("UPDATE notes SET text = 'mine' WHERE person = 5");
        assertThat(run(script)).isEqualTo(new Repair.End.Done(Map.of("Set back in public.notes", 700L)));
        assertThat(sum("public.notes")).isEqualTo(new Difference(0, 1, 0));
        assertThat(live.ask("SELECT text FROM notes WHERE person = 5")).isEqualTo(List.of(List.of("mine")));
        assertThat(run(script.undo())).isEqualTo(new Repair.End.Done(Map.of("Set again in public.notes", 700L)));
        assertThat(sum("public.notes")).isEqualTo(new Difference(0, 701, 0));
        assertThat(live.ask("SELECT count(*) FROM notes WHERE text IS NULL AND raw = '' AND weight = 'NaN'"))
                .isEqualTo(List.of(List.of("700")));
    }

    @Test
    void theFileGivenToPsqlDoesTheSame() throws Exception {
        assumeThat(java.util.Arrays.stream(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                .map(d -> Path.of(d, "psql")).anyMatch(java.nio.file.Files::isExecutable)).as("psql is on PATH").isTrue();
        live.ask("DELETE FROM notes WHERE person <= 700");
        live.ask("UPDATE people SET born = NULL WHERE id > 2000");
        String file = new Repairs(doors(), folder).planned(script(true, "public.people", "public.notes"));
        var builder = new ProcessBuilder("psql", "-X", "-q", "-d", "live", "-v", "ON_ERROR_STOP=1", "-f", file).inheritIO();
        builder.environment().putAll(server.environment());
        assertThat(builder.start().waitFor()).isZero();
        assertThat(all(live)).isEqualTo(all(copy));
        assertThat(java.nio.file.Files.getPosixFilePermissions(Path.of(file)))
                .isEqualTo(java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aRowThatIsThereAgainIsLeftAsItIs() throws Exception {
        live.ask("DELETE FROM \"Odd \"\"name\"");
        Script script = script(false, "public.Odd \"name");
        live.ask("INSERT INTO \"Odd \"\"name\" VALUES ('k', 'written since')");
        assertThat(run(script)).isEqualTo(new Repair.End.Done(Map.of("Insert into public.Odd \"name", 0L)));
        assertThat(run(script.undo())).as("it is not what the repair wrote")
                .isEqualTo(new Repair.End.Done(Map.of("Delete again from public.Odd \"name", 0L)));
        assertThat(live.ask("SELECT v FROM \"Odd \"\"name\"")).isEqualTo(List.of(List.of("written since")));
    }

    @Test
    void whatOneStatementCannotDoUndoesAll() throws Exception {
        live.ask("DELETE FROM notes WHERE person = 7");
        live.ask("DELETE FROM people WHERE id = 7");
        Script script = script(false, "public.notes");
        var before = all(live);
        var told = new Told();
        assertThat(run(script, told)).isInstanceOfSatisfying(Repair.End.Undone.class, end -> assertThat(end.words())
                .startsWith("Insert into public.notes failed: insert or update on table \"notes\" violates foreign key constraint")
                .endsWith("Everything was rolled back."));
        assertThat(told.heard).containsExactly("Insert into public.notes", "0 23503");
        assertThat(all(live)).isEqualTo(before);
    }

    @Test
    void aSessionThatEndsInTheMiddleHasChangedNothing() throws Exception {
        live.ask("DELETE FROM notes WHERE person <= 1200");
        Script script = script(false, "public.notes");
        assertThat(script.forward()).hasSize(3);
        var before = all(live);
        var told = new Told() {
            @Override
            public void after(Script.Statement statement, long rows, String state, Duration took) {
                if (heard.size() == 3) {
                    kill();
                }
                super.after(statement, rows, state, took);
            }
        };
        assertThat(run(script, told)).isInstanceOf(Repair.End.Undone.class);
        assertThat(all(live)).isEqualTo(before);
    }

    private static void kill() {
        try (SqlSession admin = open("blogdb")) {
            admin.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'howdah/%' AND datname = 'live'");
        } catch (IOException | SQLException | SqlFailed e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRepairThatIsInterruptedIsRolledBack() throws Exception {
        live.ask("DELETE FROM notes WHERE person <= 1200");
        Script script = script(false, "public.notes");
        var before = all(live);
        assertThatThrownBy(() -> run(script, new Told() {
            @Override
            public void after(Script.Statement statement, long rows, String state, Duration took) {
                Thread.currentThread().interrupt();
            }
        })).isInstanceOf(InterruptedException.class);
        assertThat(all(live)).isEqualTo(before);
    }

    @Test
    void whatTheServerKnowsOfATransactionIsTold() throws Exception {
        String rolledBack = Objects.requireNonNull(live.ask("BEGIN; SELECT txid_current()").getFirst().getFirst());
        try (SqlSession other = open("live")) {
            assertThat(Repair.fate(other, rolledBack)).isEqualTo(Repair.Fate.GOING);
        }
        live.ask("ROLLBACK");
        assertThat(Repair.fate(live, rolledBack)).isEqualTo(Repair.Fate.ABORTED);
        assertThat(Repair.fate(live, "3")).isEqualTo(Repair.Fate.FORGOTTEN);
        for (String bad : List.of("", "1; DROP TABLE people", "-1", "9".repeat(20))) {
            assertThatThrownBy(() -> Repair.fate(live, bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whatCannotBeComparedSaysWhy() throws Exception {
        assertThatThrownBy(() -> sum("public.keyless")).isInstanceOf(RowDiff.NotComparable.class)
                .hasMessageContaining("cannot be told apart");
        live.ask("ALTER TABLE people DROP COLUMN born");
        live.ask("ALTER TABLE people ADD COLUMN email text");
        live.ask("DELETE FROM notes WHERE person = 3");
        live.ask("DELETE FROM people WHERE id = 3");
        assertThat(sum("public.people")).as("by the columns that both have").isEqualTo(new Difference(1, 0, 0));
        try (Pair pair = Pair.open(doors(), LIVE, COPY, Doors.PATIENT)) {
            assertThat(Catalog.differences(pair.live(), pair.copy())).containsExactly(
                    "column public.people.born is on the copy only: date", "column public.people.email is on live only: text");
            assertThatThrownBy(() -> Rows.script(pair, List.of("public.people"), true, true, _ -> {
            })).isInstanceOf(RowDiff.NotComparable.class).hasMessageContaining("born");
        }
    }

    @Test
    void aScriptIsReadBackAsItWasWritten() throws Exception {
        live.ask("DELETE FROM notes WHERE person <= 600");
        live.ask("UPDATE people SET born = NULL WHERE id > 2990");
        Script script = script(true, "public.people", "public.notes");
        assertThat(Script.read(Script.text(script.forward()))).isEqualTo(script.forward());
        assertThat(Script.read(Script.text(script.back()))).isEqualTo(script.back());
        assertThat(script.digest()).hasSize(64).isNotEqualTo(script.undo().digest());
        assertThat(script.forward()).allSatisfy(s -> assertThat(s.sql().lines()).hasSize(1));
        String text = Script.text(script.forward());
        for (String bad : List.of("", "BEGIN;\n", text.substring(0, text.length() / 2), text.replace("-- howdah ", "-- "),
                text.replace("COMMIT;\n", ""))) {
            assertThatThrownBy(() -> Script.read(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void tablesRowsDefinitionsAndQuestionsStandSideBySide() throws Exception {
        live.ask("DELETE FROM notes WHERE person <= 600");
        live.ask("CREATE INDEX extra ON people (born)");
        copy.ask("CREATE TABLE gone (a int)");
        try (var comparing = new Comparing(doors(), dev.howdah.task.Time.SYSTEM)) {
            comparing.compare(LIVE, COPY);
            Comparison c = settled(comparing);
            assertThat(c.said()).isNull();
            assertThat(c.definitions())
                    .contains("index public.extra is on live only: CREATE INDEX extra ON public.people USING btree (born)");
            assertThat(c.tables()).anySatisfy(t -> {
                assertThat(t.name()).isEqualTo("public.notes");
                assertThat(Objects.requireNonNull(t.live()).rows()).isEqualTo(2400);
                assertThat(Objects.requireNonNull(t.copy()).rows()).isEqualTo(3001);
                assertThat(t.same()).isFalse();
            }).anySatisfy(t -> {
                assertThat(t.name()).isEqualTo("public.gone");
                assertThat(t.live()).isNull();
            }).anySatisfy(t -> {
                assertThat(t.name()).isEqualTo("public.people");
                assertThat(Objects.requireNonNull(t.live()).newest()).isEqualTo("2008-03-19");
                assertThat(t.same()).isTrue();
            });
            comparing.compareRows(LIVE, COPY, List.of("public.notes", "public.keyless", "public.gone"));
            c = settled(comparing);
            assertThat(Objects.requireNonNull(c.rows().get("public.notes")).sum()).isEqualTo(new Difference(601, 0, 0));
            assertThat(Objects.requireNonNull(c.rows().get("public.keyless")).why()).contains("cannot be told apart");
            assertThat(Objects.requireNonNull(c.rows().get("public.gone")).why()).isEqualTo("Only one of the two has it.");
            comparing.ask(LIVE, COPY, "SELECT count(*) FROM notes");
            c = settled(comparing);
            assertThat(Objects.requireNonNull(c.asked()).live().rows()).isEqualTo(List.of(List.of("2400")));
            assertThat(Objects.requireNonNull(c.asked()).copy().rows()).isEqualTo(List.of(List.of("3001")));
            assertThat(Objects.requireNonNull(c.asked()).same()).isFalse();
            for (String bad : List.of("DELETE FROM people", "SELECT nonsense", "COMMIT; DELETE FROM people", "", "SELECT 1; SELECT 2")) {
                comparing.ask(LIVE, COPY, bad);
                c = settled(comparing);
                assertThat(Objects.requireNonNull(c.asked()).live().failure()).as(bad).isNotNull();
            }
            assertThat(live.ask("SELECT count(*) FROM people")).isEqualTo(List.of(List.of("3000")));
        }
    }

    private static Comparison settled(Comparing comparing) {
        dev.howdah.drill.Waiting.until("an answer", Duration.ofSeconds(30), () -> comparing.of(LIVE, COPY).get().running() == null);
        return comparing.of(LIVE, COPY).get();
    }
}
