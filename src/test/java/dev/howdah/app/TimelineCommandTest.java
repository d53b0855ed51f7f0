package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.aws.session.AwsSettings;
import dev.howdah.config.Folders;
import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.world.Fault;
import dev.howdah.drill.world.Faults;
import dev.howdah.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// Bad inputs tried: an instance that is not there, a region that is none, a time that is none, a span that ends before it begins, a format
/// that is none, services that are denied, a folder that is a file.
final class TimelineCommandTest {
    private static Drill drill;
    @TempDir
    private Path home;

    private record Run(int exit, String out, String err) {}

    @BeforeAll
    static void start() throws IOException {
        drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {});
    }

    @AfterAll
    static void stop() {
        drill.close();
    }

    @AfterEach
    void calm() {
        drill.faults().clear();
    }

    @Test
    void tellsWhatHappenedInEachFormat() {
        Run run = run("--instance", "blog-db", "--since", "14d");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("# Post-mortem: blog-db, ").contains("## Summary", "blog-api: deployment of blog-api:",
                "rds:DescribeEvents",
                "this console");
        assertThat(run.err()).doesNotContain("Exception");
        assertThat(run("--instance", "blog-db", "--since", "3d", "--format", "html").out()).startsWith("<!DOCTYPE html>");
        Map<String, ?> json = Json.readObject(run("--instance", "blog-db", "--since", "14d", "--format", "JSON").out());
        assertThat(json.get("instance")).isEqualTo("blog-db");
        assertThat(json.get("environment")).isEqualTo("UNDECLARED");
        assertThat((List<?>) json.get("marks")).isNotEmpty();
    }

    @Test
    void writesThreeFilesAndOverwritesNone() throws IOException {
        Path into = home.resolve("out");
        String[] asked = {"--instance", "blog-db", "--since", "2026-11-01T00:00:00Z", "--until", "2026-11-20T00:00:00+09:00", "--into",
                into.toString()};
        Run first = run(asked);
        assertThat(first.out().lines()).hasSize(3).allSatisfy(f -> assertThat(Path.of(f)).exists());
        Run second = run(asked);
        assertThat(second.out().lines()).hasSize(3).doesNotContainAnyElementsOf(first.out().lines().toList());
        Path file = Files.writeString(home.resolve("file"), "in the way");
        Run refused = run("--instance", "blog-db", "--into", file.toString());
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("the post-mortem is not written: " + file + " is a file, not a folder.");
    }

    @Test
    void whatIsDeniedIsNamedAndTheRestIsTold() {
        drill.faults().set("ecs:*", Faults.ALWAYS, new Fault.Deny());
        drill.faults().set("cloudwatch:*", Faults.ALWAYS, new Fault.Deny());
        Run run = run("--instance", "blog-db", "--since", "14d");
        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.err()).contains("howdah: ecs:DescribeServices: ", "ecs:ListClusters", "howdah: cloudwatch:DescribeAlarmHistory: ");
        assertThat(run.out()).contains("| rds:DescribeEvents | ", "| ecs:DescribeServices | unknown | never |");
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThat(run("--instance", "nope").exit()).isEqualTo(4);
        assertThat(run("--instance", "nope").err()).contains("nope");
        for (List<String> bad : List.of(List.of("--region", "Seoul"), List.of("--since", "yesterday"),
                List.of("--since", "1h", "--until", "2h"),
                List.of("--until", "2026-11-29 03:00"), List.of("--format", "pdf"))) {
            String[] all = java.util.stream.Stream.concat(java.util.stream.Stream.of("--instance", "blog-db"), bad.stream())
                    .toArray(String[]::new);
            Run run = run(all);
            assertThat(run.exit()).as(bad.toString()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
        }
        assertThat(run("--since", "yesterday", "--instance", "x").err()).contains("neither an age such as 90m");
    }

    private Run run(String... arguments) {
        var environment = new HashMap<>(drill.variables());
        environment.put("AWS_CONFIG_FILE", "/nonexistent/config");
        environment.put("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials");
        var out = new StringWriter();
        var err = new StringWriter();
        var line = new CommandLine(
                new TimelineCommand(new AwsSettings(environment), Folders.of(Map.of("HOWDAH_HOME", home.toString()), "Linux", home)));
        int exit = line.setCaseInsensitiveEnumValuesAllowed(true).setOut(new PrintWriter(out)).setErr(new PrintWriter(err))
                .execute(arguments);
        return new Run(exit, out.toString(), err.toString());
    }
}
