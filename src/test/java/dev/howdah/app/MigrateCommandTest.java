package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.aws.session.AwsSettings;
import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.world.RequestLog;
import dev.howdah.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `howdah migrate` on a drill without servers. Bad inputs tried: nothing to do, no instance, an instance and a family that are not there,
/// another name in `--confirm`, SQL that is not there, a rule that found nothing, no review and no reason for that, a reason that is none, a rehearsal on production itself, no region.
final class MigrateCommandTest {
    private static Drill drill;
    @TempDir
    private Path folder;

    private record Run(int exit, String out, String err) {}

    @BeforeAll
    static void start() throws IOException {
        drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {});
    }

    @AfterAll
    static void stop() {
        drill.close();
    }

    @Test
    void thePlanSaysWhatWouldBeRunAndWhatItsSqlDoes() throws IOException {
        Path sql = Files.writeString(folder.resolve("V1__a.sql"), "ALTER TABLE posts RENAME COLUMN title TO headline;\n");
        Run plan = run("migrate", "plan", "--instance", "blog-db", "--no-connect", "--sql", sql.toString(), "--json");
        assertThat(plan.exit()).as(plan.err()).isEqualTo(5);
        assertThat(plan.out()).contains("found what nobody has accepted: rename");
        plan = run("migrate", "plan", "--instance", "blog-db", "--no-connect", "--sql", sql.toString(), "--accept", "rename", "--json");
        assertThat(plan.exit()).as(plan.err()).isZero();
        Path two = Files.writeString(folder.resolve("V2__b.sql"), "DROP TABLE posts;\n");
        Run both = run("migrate", "plan", "--instance", "blog-db", "--no-connect", "--sql", sql.toString(), "--sql", two.toString(),
                "--accept", "rename,drop-table");
        assertThat(both.exit()).as(both.out()).isZero();
        Run misspelt = run("migrate", "plan", "--instance", "blog-db", "--no-connect", "--sql", sql.toString(), "--accept", "renames");
        assertThat(misspelt.exit()).isEqualTo(2);
        assertThat(misspelt.err()).contains("the review found no renames");
        assertThat(plan.err()).contains("Judged by the statements alone: there is no way to blog-db.");
        var json = Json.readObject(plan.out());
        assertThat(json).containsEntry("definition", "blog-api-migrate:6");
        assertThat((String) json.get("command")).startsWith("aws ecs run-task --cluster blog-cluster");
        assertThat(plan.out()).contains("Accepted by name, in ", "(1 statement, sha256 ", "rename", "leads to blog-db");
    }

    @Test
    void itRunsOnlyWhatIsConfirmedByName() {
        long before = changes();
        Run blind = run("migrate", "run", "--instance", "blog-db", "--no-connect", "--confirm", "blog-api-migrate:6");
        assertThat(blind.exit()).as("an environment that nobody has declared is guarded as production").isEqualTo(5);
        assertThat(blind.err()).contains("nothing was run: Its SQL was not reviewed");
        assertThat(blind.out()).contains("Do: name the SQL that it runs, or say why it runs without a review.");
        assertThat(run("migrate", "plan", "--instance", "blog-db", "--no-connect", "--blockers", "0").exit()).isEqualTo(2);
        for (String none : List.of("", " no ", "x".repeat(301))) {
            Run reason = run("migrate", "run", "--instance", "blog-db", "--no-connect", "--confirm", "blog-api-migrate:6",
                    "--without-review", none);
            assertThat(reason.exit()).isEqualTo(2);
            assertThat(reason.err()).contains("--without-review wants a reason");
        }
        Run wrong = run("migrate", "run", "--instance", "blog-db", "--no-connect", "--confirm", "blog-api-migrate:5", "--without-review",
                "the SQL is in the image alone");
        assertThat(wrong.out()).contains("the journal keeps why: \"the SQL is in the image alone\"");
        assertThat(wrong.exit()).isEqualTo(5);
        assertThat(wrong.err()).contains("--confirm says 'blog-api-migrate:5', and the plan is of 'blog-api-migrate:6'");
        assertThat(changes()).isEqualTo(before);
    }

    @Test
    void nothingIsRehearsedOnWhatIsNoCopy() throws IOException {
        Path sql = Files.writeString(folder.resolve("V2__a.sql"), "ALTER TABLE posts ADD COLUMN a text;\n");
        Run live = run("migrate", "rehearse", "--instance", "blog-db", "--on", "blog-db", "--sql", sql.toString(), "--confirm", "blog-db",
                "--no-connect");
        assertThat(live.exit()).as(live.err()).isEqualTo(5);
        assertThat(live.err()).contains("nothing was applied: ");
        assertThat(run("migrate", "rehearse", "--instance", "blog-db", "--on", "nowhere", "--sql", sql.toString(), "--confirm", "nowhere",
                "--no-connect").exit()).isEqualTo(4);
        assertThat(run("migrate", "rehearse", "--instance", "blog-db", "--sql", sql.toString()).exit()).isEqualTo(2);
        assertThat(run("migrate", "rehearse", "--instance", "blog-db", "--on", "x", "--keep", "--sql", sql.toString(), "--confirm", "x")
                .exit())
                .isEqualTo(2);
        Run wrong = run("migrate", "rehearse", "--instance", "blog-db", "--sql", sql.toString(), "--confirm", "blog-db");
        assertThat(wrong.exit()).isEqualTo(5);
        assertThat(wrong.err()).contains("--confirm says 'blog-db', and the copy is 'blog-db-rehearsal'");
        assertThat(wrong.out()).contains("However it went", "aws rds delete-db-instance --db-instance-identifier blog-db-rehearsal");
        Run kept = run("migrate", "rehearse", "--instance", "blog-db", "--copy", "mine", "--keep", "--sql", sql.toString(), "--confirm",
                "x");
        assertThat(kept.exit()).isEqualTo(5);
        assertThat(kept.out()).contains("Keep mine, as asked").doesNotContain("delete-db-instance");
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThat(run("migrate").exit()).isEqualTo(2);
        assertThat(run("migrate", "plan").exit()).isEqualTo(2);
        assertThat(run("migrate", "run", "--instance", "blog-db").exit()).isEqualTo(2);
        Run instance = run("migrate", "plan", "--instance", "nowhere", "--no-connect");
        assertThat(instance.exit()).isEqualTo(4);
        assertThat(instance.err()).contains("nowhere");
        assertThat(run("migrate", "plan", "--instance", "blog-db", "--definition", "x", "--no-connect").err()).contains("family x");
        assertThat(run("migrate", "plan", "--instance", "blog-db", "--sql", "/not/there", "--no-connect").exit()).isEqualTo(4);
        assertThat(run("migrate", "watch", "--instance", "blog-db", "--no-connect").out()).contains("No task of blog-api-migrate runs.");
        assertThat(List.of(run("migrate", "plan", "--instance", "legacy-db", "--no-connect").exit())).as("its secret leads elsewhere")
                .containsExactly(5);
    }

    private static long changes() {
        return drill.requestLog().entries().stream().filter(RequestLog.Entry::changes).count();
    }

    private static Run run(String... words) {
        var environment = new HashMap<>(drill.variables());
        environment.put("AWS_CONFIG_FILE", "/nonexistent/config");
        environment.put("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials");
        var out = new StringWriter();
        var err = new StringWriter();
        CommandLine line = Main.commandLine(new AwsSettings(environment)).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exit = line.execute(words);
        return new Run(exit, out.toString(), err.toString());
    }
}
