package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.aws.session.AwsSettings;
import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.health.checks.Checks;
import dev.howdah.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `howdah health` through a tunnel to a real server. Bad inputs tried: no instance, one that is not there, a region that is none.
final class HealthCommandTest {
    @TempDir
    private Path home;

    private record Run(int exit, String out, String err) {}

    @Test
    @SuppressWarnings("unchecked")
    void saysHowTheDatabaseDoes() throws Exception {
        try (Drill drill = Drill.start(DrillOptions.standard(), _ -> {})) {
            drill.awaitReady();
            Run run = run(drill, "health", "--instance", "blog-db", "--all");
            System.out.println(run.out() + run.err());
            assertThat(run.exit()).as(run.err()).isIn(0, 1, 4);
            assertThat(run.out()).startsWith("blog-db, database blogdb: ").contains("good     freeze-debt", "good     invalid-indexes",
                    "slots are taken", "why:  ", "next: ");
            Run json = run(drill, "health", "--instance", "blog-db", "--json", "-d", "postgres");
            Map<String, Object> told = Json.readObject(json.out());
            assertThat(told).containsEntry("instance", "blog-db").containsEntry("database", "postgres");
            assertThat((List<Map<String, Object>>) told.get("findings")).hasSize(Checks.ALL.size())
                    .allSatisfy(f -> assertThat(f.keySet()).contains("check", "verdict", "severity", "saw", "facts", "next", "matters",
                            "reads"));
            assertThat(run(drill, "health", "--instance", "nope").exit()).isEqualTo(3);
            assertThat(run(drill, "health", "--instance", "blog-db", "--region", "mars").exit()).isEqualTo(3);
            assertThat(run(drill, "health").exit()).isEqualTo(2);
        }
    }

    private Run run(Drill drill, String... arguments) {
        var environment = new HashMap<>(drill.variables());
        environment.put("AWS_CONFIG_FILE", "none");
        environment.put("AWS_SHARED_CREDENTIALS_FILE", "none");
        environment.put("HOWDAH_HOME", home.toString());
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = Main.commandLine(new AwsSettings(environment)).setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Run(exit, out.toString(), err.toString());
    }
}
