package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.aws.session.AwsSettings;
import dev.howdah.json.Json;
import dev.howdah.lint.Rule;
import dev.howdah.lint.parse.Tree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `howdah review` as a script calls it: its exit status, its JSON, the order of a folder. Bad input: a file that is not there,
/// bytes that are not UTF-8, a syntax error, no file at all, a version that is no number.
final class ReviewCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int review(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "review";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Main.commandLine(new AwsSettings(Map.of())).setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(all);
    }

    private String file(String name, String sql) throws IOException {
        return Files.writeString(folder.resolve(name), sql).toString();
    }

    @Test
    void theExitStatusIsTheWorstFinding() throws IOException {
        assertThat(review(file("safe.sql", "CREATE TABLE t (i integer);\n"))).as(out.toString()).isZero();
        assertThat(review(file("advice.sql", "SET lock_timeout = '2s'; ALTER TABLE posts DROP COLUMN old;\n"))).isEqualTo(1);
        assertThat(review(file("error.sql", "ALTER TABLE posts ALTER COLUMN title SET NOT NULL;\n"))).isEqualTo(2);
        assertThat(review(file("broken.sql", "ALTER TABEL posts;\nCREATE INDEX i ON posts (title);\n")))
                .isEqualTo(ReviewCommand.UNREADABLE);
        assertThat(out.toString()).contains("broken.sql:1:7: problem: syntax error at or near \"TABEL\"", "create-index");
    }

    @Test
    void sarifHasWhatTheStandardRequires() throws IOException {
        assertThat(review("--sarif",
                file("a b.sql", "DROP TABLE posts;\n-- howdah:ignore truncate: it is empty\nTRUNCATE logs;\nALTER TABEL x;\n")))
                .isEqualTo(ReviewCommand.UNREADABLE);
        var log = new Tree(Json.readObject(out.toString()));
        assertThat(log.text("version")).isEqualTo("2.1.0");
        assertThat(log.text("$schema")).endsWith("sarif-schema-2.1.0.json");
        Tree run = log.list("runs").getFirst();
        Tree driver = run.get("tool").get("driver");
        assertThat(driver.text("name")).isNotBlank();
        assertThat(driver.list("rules")).hasSize(Rule.all().size())
                .allSatisfy(r -> assertThat(r.text("id") + r.get("shortDescription").text("text")).isNotBlank());
        assertThat(run.list("results")).hasSizeGreaterThan(2).allSatisfy(r -> {
            assertThat(r.get("message").text("text")).isNotBlank();
            assertThat(r.text("level")).isIn("note", "warning", "error");
            assertThat(driver.list("rules").get(Integer.parseInt(r.text("ruleIndex"))).text("id")).isEqualTo(r.text("ruleId"));
            Tree place = r.list("locations").getFirst().get("physicalLocation");
            assertThat(place.get("artifactLocation").text("uri")).endsWith("a%20b.sql");
            assertThat(Integer.parseInt(place.get("region").text("startLine"))).isPositive();
            assertThat(Integer.parseInt(place.get("region").text("startColumn"))).isPositive();
        });
        assertThat(run.list("results")).filteredOn(r -> !r.list("suppressions").isEmpty()).isNotEmpty()
                .allSatisfy(r -> assertThat(r.list("suppressions").getFirst().text("kind") + r.list("suppressions").getFirst().text(
                        "justification")).isEqualTo("inSourceit is empty"));
        assertThat(run.list("invocations").getFirst().is("executionSuccessful")).isFalse();
        assertThat(run.list("invocations").getFirst().list("toolExecutionNotifications")).hasSize(1);
    }

    @Test
    void badInputIsToldByItsOwnStatus() throws IOException {
        assertThat(review(folder.resolve("none.sql").toString())).isEqualTo(ReviewCommand.UNREADABLE);
        assertThat(err.toString()).contains("none.sql");
        Files.write(folder.resolve("latin.sql"), new byte[]{'-', '-', (byte) 0xe9, (byte) 0xff, '\n'});
        assertThat(review(folder.resolve("latin.sql").toString())).isEqualTo(ReviewCommand.UNREADABLE);
        assertThat(review()).isEqualTo(64);
        assertThat(review("--pg", "x", folder.toString())).isEqualTo(64);
        assertThat(review("--pg", "9", folder.toString())).isEqualTo(64);
        assertThat(review("--json", "--sarif", folder.toString())).isEqualTo(64);
        assertThat(review("--region", "eu-west-1", folder.toString())).isEqualTo(64);
        assertThat(review("--db", "host=127.0.0.1 port=1 dbname=x user=y", file("ok.sql", "SELECT 1")))
                .isEqualTo(ReviewCommand.UNREADABLE);
        assertThat(err.toString()).contains("the catalogue cannot be read");
    }

    @Test
    void aFolderIsReadInTheOrderInWhichItIsRun() throws IOException {
        file("V10__index.sql", "CREATE INDEX notes_i ON notes (i);\n");
        file("V2__notes.sql", "CREATE TABLE notes (i integer);\n");
        file("R__view.sql", "CREATE OR REPLACE VIEW latest AS SELECT max(i) FROM notes;\n");
        assertThat(review("--json", folder.toString())).as(out.toString()).isZero();
        String all = out.toString();
        assertThat(all.indexOf("CREATE TABLE notes")).isPositive().isLessThan(all.indexOf("CREATE INDEX notes_i"));
        assertThat(all.indexOf("CREATE INDEX notes_i")).isLessThan(all.indexOf("VIEW latest"));
        assertThat(all).contains("\"findings\"", "\"statements\"", "\"problems\"");
    }
}
