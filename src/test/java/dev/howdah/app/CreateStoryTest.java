package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.aws.session.AwsSettings;
import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.world.RequestLog;
import dev.howdah.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// Create like the chapter: from an account without a database to `SELECT 1` over the tunnel and a migration that ran, with real servers and
/// the command. It is killed while the instance is made, and the same command goes on. Bad inputs tried: no terminal and no `--confirm`,
/// another name, a field that there is not, a field that is no number, a service that is not there, a password kept in a way that there is not.
final class CreateStoryTest {
    private record Run(int exit, String out, String err) {}

    @Test
    void fromAnEmptyAccountToAPromptAndAMigration() throws Exception {
        try (Drill drill = Drill.start(DrillOptions.standard().withEmptyAccount(), _ -> {})) {
            drill.awaitReady();
            Run dry = run(drill, "--instance", "blog-db", "--dry-run");
            assertThat(dry.exit()).as(dry.err()).isZero();
            assertThat(dry.out()).contains("Create blog-db", "subnet-group   blog-db-subnets", "aws rds create-db-instance ",
                    "--db-instance-identifier blog-db ");
            Run silent = run(drill, "--instance", "blog-db");
            assertThat(silent.exit()).isEqualTo(5);
            assertThat(silent.err()).contains("there is no terminal to ask on");
            Run other = run(drill, "--instance", "blog-db", "--confirm", "blog");
            assertThat(other.exit()).isEqualTo(5);
            assertThat(other.err()).contains("'blog' was typed, and the plan is of 'blog-db'");
            assertThat(run(drill, "--instance", "blog-db", "--set", "colour=red").err())
                    .contains("'colour' is nothing that can be chosen.");
            assertThat(run(drill, "--instance", "blog-db", "--set", "days=many").exit()).isEqualTo(2);
            assertThat(run(drill, "--instance", "blog-db", "--service", "nothing").exit()).isEqualTo(4);
            assertThat(changes(drill)).as("nothing is made by asking").isEmpty();

            killedAt("5 of 11", drill);
            List<String> before = changes(drill);
            assertThat(before).hasSizeBetween(4, 5);

            Run made = run(drill, "--instance", "blog-db", "--confirm", "blog-db");
            assertThat(made.exit()).as(made.out() + made.err()).isZero();
            assertThat(made.out()).contains("Taken up again: Create blog-db", "The program ended meanwhile.", "stand from before",
                    "blog-db is there, at blog-db.", "SELECT 1 says 1, over the tunnel", "exit code 0");
            assertThat(changes(drill)).containsExactly("CreateDBSubnetGroup", "CreateSecurityGroup", "RevokeSecurityGroupEgress",
                    "AuthorizeSecurityGroupIngress", "CreateDBInstance", "PutRolePolicy", "RegisterTaskDefinition",
                    "RegisterTaskDefinition",
                    "RunTask", "UpdateService");
            Run asked = run(drill, new String[]{"sql", "--instance", "blog-db", "-At", "-c",
                    "SELECT 1 / (count(*) > 0)::int FROM pg_tables WHERE schemaname = 'public'"});
            assertThat(asked.exit()).as("the migration made tables: %s", asked.err()).isZero();

            anotherWithASecretOfOnesOwn(drill);
        }
    }

    /// A second database for the same service, whose password RDS does not manage: the tunnel logs in by the secret, the migration by its url.
    private static void anotherWithASecretOfOnesOwn(Drill drill) {
        String[] own = {"--set", "secret=own", "--set", "multi-az=false"};
        assertThat(run(drill, "--instance", "shop-db", "--set", "secret=mine").err()).contains("'secret' is managed or own, and not mine.");
        Run made = run(drill, "--instance", "shop-db", own[0], own[1], own[2], own[3], "--confirm", "shop-db");
        assertThat(made.exit()).as(made.out() + made.err()).isZero();
        String text = drill.world().home().secrets().stream().filter(s -> s.name().equals("blog-api/shop-db")).findFirst().orElseThrow()
                .versions().getLast().text();
        String password = String.valueOf(Json.readObject(text).get("password"));
        assertThat(made.out())
                .contains("secret         own", "secret-name    blog-api/shop-db", "12 of 13", "shop-db is there, at shop-db.",
                        "SELECT 1 says 1, over the tunnel", "exit code 0")
                .doesNotContain(password);
        assertThat(made.err()).doesNotContain(password);
        Run asked = run(drill, new String[]{"sql", "--instance", "shop-db", "-At", "-c",
                "SELECT 1 / (count(*) > 0)::int FROM pg_tables WHERE schemaname = 'public'"});
        assertThat(asked.exit()).as("the migration made tables: %s", asked.err()).isZero();
    }

    private static List<String> changes(Drill drill) {
        return drill.requestLog().entries().stream().filter(RequestLog.Entry::changes)
                // sessions are no changes of what there is
                .map(RequestLog.Entry::operation).filter(o -> !o.endsWith("Session")).toList();
    }

    private static Map<String, String> environment(Drill drill) {
        var environment = new HashMap<>(drill.variables());
        environment.put("AWS_CONFIG_FILE", "/nonexistent/config");
        environment.put("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials");
        return environment;
    }

    /// The same command in a process of its own, killed as soon as it says so.
    private static void killedAt(String words, Drill drill) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "create", "--instance", "blog-db", "--confirm", "blog-db");
        builder.environment().putAll(environment(drill));
        builder.redirectErrorStream(true);
        Process process = builder.start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.lines().anyMatch(line -> line.startsWith("-- ") && line.contains(words))).as("it came to " + words).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    private static Run run(Drill drill, String... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        CommandLine line = Main.commandLine(new AwsSettings(environment(drill))).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exit = line.execute(words[0].startsWith("-")
                ? java.util.stream.Stream.concat(java.util.stream.Stream.of("create"), java.util.stream.Stream.of(words))
                        .toArray(String[]::new)
                : words);
        return new Run(exit, out.toString(), err.toString());
    }
}
