package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.aws.session.AwsSettings;
import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.world.Fault;
import dev.howdah.drill.world.Faults;
import dev.howdah.json.Json;
import dev.howdah.posture.checks.Checks;
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

/// Bad inputs tried: an instance that is not there, a region that is none, no region, security groups and maintenance that are denied; for a
/// comparison: a file that is empty, no JSON, or another JSON, an instance that is not in it, no instance.
final class PostureCommandTest {
    private static Drill drill;

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
    void saysWhatWouldHurtAndHowToMendIt() {
        Run run = run("posture", "--instance", "legacy-db");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("legacy-db:", "multi-az", "why:",
                "mend: aws rds modify-db-instance --db-instance-identifier legacy-db");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void theInstanceOfTheBookHasNothingHigh() {
        Run run = run("posture", "--instance", "blog-db", "--all");
        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(run.out()).contains("good     multi-az", "good     ingress-sources");
    }

    @Test
    @SuppressWarnings("unchecked")
    void printsJson() {
        Run run = run("posture", "--json");
        var instances = (List<Map<String, Object>>) Json.readObject(run.out()).get("instances");
        assertThat(instances).extracting(i -> i.get("id")).contains("blog-db", "legacy-db");
        assertThat((List<Map<String, Object>>) instances.getFirst().get("findings")).hasSize(Checks.ALL.size())
                .allSatisfy(f -> assertThat(f.keySet()).contains("check", "verdict", "severity", "saw", "fix", "prevents", "reads"));
    }

    @Test
    void whatIsDeniedIsUnknownAndSaid() {
        drill.faults().set("ec2:DescribeSecurityGroupRules", Faults.ALWAYS, new Fault.Deny());
        Run run = run("posture", "--instance", "blog-db");
        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.out()).contains("unknown  ingress-sources");
        assertThat(run.err()).contains("ec2:DescribeSecurityGroupRules");
    }

    @Test
    @SuppressWarnings("unchecked")
    void printsSarif() {
        drill.faults().set("rds:DescribePendingMaintenanceActions", Faults.ALWAYS, new Fault.Deny());
        Run run = run("posture", "--sarif", "--instance", "legacy-db");
        Map<String, Object> log = Json.readObject(run.out());
        assertThat(log).containsEntry("version", "2.1.0");
        var only = ((List<Map<String, Object>>) log.get("runs")).getFirst();
        assertThat((List<Map<String, Object>>) only.get("invocations")).singleElement()
                .satisfies(i -> assertThat(i).containsEntry("executionSuccessful", false));
        var results = (List<Map<String, Object>>) only.get("results");
        assertThat(results).anySatisfy(r -> assertThat(r).containsEntry("ruleId", "multi-az").containsEntry("level", "error")
                .containsEntry("kind", "fail")).anySatisfy(r -> assertThat(r).containsEntry("ruleId", "pending-maintenance")
                        .containsEntry("kind", "open").containsEntry("level", "none"));
        assertThat(results.toString()).contains("fullyQualifiedName=arn:aws:rds:ap-northeast-2:123456789012:db:legacy-db");
        assertThat(results).noneSatisfy(r -> assertThat(r).containsEntry("kind", "pass"));
    }

    @Test
    void tellsWhatDiffersFromAnotherInstanceAndFromEarlier(@TempDir Path folder) throws IOException {
        Run two = run("posture", "--instance", "legacy-db", "--compare", "blog-db");
        assertThat(two.exit()).isEqualTo(1);
        assertThat(two.out()).startsWith("legacy-db beside blog-db: ").contains("multi-az", "blog-db: good, MultiAZ is true",
                "legacy-db: high, MultiAZ is false").doesNotContain("subnet-zones");
        Path file = Files.writeString(folder.resolve("then.json"), run("posture", "--json", "--instance", "blog-db").out());
        assertThat(run("posture", "--instance", "blog-db", "--compare", file.toString()))
                .satisfies(r -> assertThat(r.out()).contains("nothing differs")).satisfies(r -> assertThat(r.exit()).isZero());
        Files.writeString(file, Files.readString(file).replaceFirst("\"check\" : \"multi-az\"", "\"check\" : \"gone-since\""));
        assertThat(run("posture", "--instance", "blog-db", "--compare", file.toString()).out()).contains("2 checks differ",
                "blog-db: not looked at", file + ": not looked at");
        assertThat(run("posture", "--instance", "legacy-db", "--compare", file.toString()).exit()).as("it is not in the file").isEqualTo(4);
        assertThat(run("posture", "--instance", "blog-db", "--compare", "nope").exit()).isEqualTo(4);
        for (String bad : List.of("", "[1]", "{\"instances\": 3}")) {
            Files.writeString(file, bad);
            assertThat(run("posture", "--instance", "blog-db", "--compare", file.toString()).exit()).as(bad).isEqualTo(2);
        }
        assertThat(run("posture", "--compare", "blog-db").exit()).isEqualTo(2);
    }

    @Test
    void badInputs() {
        assertThat(run("posture", "--json", "--sarif").exit()).isEqualTo(2);
        assertThat(run("posture", "--instance", "nope").exit()).isEqualTo(4);
        assertThat(run("posture", "--region", "mars").exit()).isEqualTo(2);
        assertThat(run("posture", "--nonsense").exit()).isEqualTo(2);
    }

    private static Run run(String... arguments) {
        var environment = new HashMap<>(drill.variables());
        environment.put("AWS_CONFIG_FILE", "none");
        environment.put("AWS_SHARED_CREDENTIALS_FILE", "none");
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = Main.commandLine(new AwsSettings(environment)).setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Run(exit, out.toString(), err.toString());
    }
}
