package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.aws.session.AwsSettings;
import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.world.Fault;
import dev.howdah.drill.world.Faults;
import dev.howdah.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Bad inputs tried: an instance that is not there, a region that is none, an unknown option, no region, expired keys, one
/// denied part, a dead endpoint.
@SuppressWarnings("unchecked")
final class StatusCommandTest {
    private static Drill drill;

    private record Run(int exit, String out, String err) {
        Map<String, Object> json() {
            return Json.readObject(out);
        }

        @SuppressWarnings("unchecked")
        List<Map<String, Object>> instances() {
            return (List<Map<String, Object>>) json().get("instances");
        }
    }

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
    void printsTheDocumentedJson() {
        Run run = run(Map.of(), "status", "--json", "--instance", "blog-db");
        assertThat(run.exit()).isZero();
        assertThat(run.json().keySet()).containsExactly("identity", "instances", "problems");
        assertThat(run.json().get("identity")).isEqualTo(Json.object("account", "123456789012", "arn",
                "arn:aws:iam::123456789012:user/ops-admin", "region", "ap-northeast-2", "profile", null));
        Map<String, Object> db = run.instances().getFirst();
        assertThat(db.keySet()).contains("id", "resourceId", "status", "engine", "engineVersion", "class", "multiAz", "primaryAz",
                "secondaryAz", "clusterId", "endpoint", "storage", "deletionProtection", "publiclyAccessible", "performanceInsights",
                "backup", "failover", "asOf");
        assertThat(db.get("id")).isEqualTo("blog-db");
        assertThat(db.get("multiAz")).isEqualTo(true);
        assertThat(db.get("publiclyAccessible")).isEqualTo(false);
        assertThat((Map<String, Object>) db.get("backup")).containsEntry("retentionDays", 7L);
    }

    @Test
    void printsATableForPeople() {
        Run run = run(Map.of(), "status");
        assertThat(run.out()).contains("INSTANCE", "blog-db", "legacy-db", "123456789012");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void anInstanceThatIsNotThereIsAProblemAndExitFour() {
        Run run = run(Map.of(), "status", "--json", "--instance", "nope");
        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.instances()).isEmpty();
        assertThat(run.err()).contains("nope");
    }

    @Test
    void expiredCredentialsExitThree() {
        Run run = run(Map.of("AWS_ACCESS_KEY_ID", "AKIDDRILLEXPIRED0000"), "status", "--json");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("expired");
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void whatWasReadIsPrintedWhenOnePartIsDenied() {
        Run run = run(Map.of("AWS_ACCESS_KEY_ID", "AKIDDRILLNOSNAPSHOTS"), "status", "--json", "--instance", "blog-db");
        assertThat(run.exit()).isEqualTo(4);
        assertThat((Map<String, Object>) run.instances().getFirst().get("backup")).containsEntry("snapshotCount", null);
        assertThat(run.err()).contains("rds:DescribeDBSnapshots");
    }

    @Test
    void aDeadPartIsNamed() {
        drill.faults().set("rds:DescribeEvents", Faults.ALWAYS, new Fault.Http500(false));
        Run run = run(Map.of(), "status", "--json");
        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.instances()).isNotEmpty();
        assertThat(run.err()).contains("rds:DescribeEvents");
    }

    @Test
    void allRegionsReadsEach() {
        Run run = run(Map.of(), "status", "--json", "--all-regions");
        assertThat(run.exit()).isZero();
        assertThat(run.instances()).extracting(i -> i.get("id")).contains("blog-db");
    }

    @Test
    void usageErrorsExitTwo() {
        assertThat(run(Map.of(), "status", "--region", "Frankfurt").exit()).isEqualTo(2);
        assertThat(run(Map.of(), "status", "--no-such-option").exit()).isEqualTo(2);
        assertThat(run(Map.of(), "frobnicate").exit()).isEqualTo(2);
    }

    @Test
    void withoutARegionItSaysHowToSetOne() {
        Run run = run(Map.of("AWS_REGION", "", "AWS_DEFAULT_REGION", ""), "status");
        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.err()).contains("--region");
    }

    private static Run run(Map<String, String> changes, String... args) {
        var environment = new HashMap<>(drill.variables());
        environment.put("AWS_CONFIG_FILE", "/nonexistent/config");
        environment.put("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials");
        environment.putAll(changes);
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = Main.commandLine(new AwsSettings(environment)).setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
        return new Run(exit, out.toString(), err.toString());
    }
}
