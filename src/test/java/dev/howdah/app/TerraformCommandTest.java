package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.howdah.aws.session.AwsSettings;
import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.world.Fault;
import dev.howdah.drill.world.Faults;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bad inputs tried: an instance that is not there, a region that is none, a file that is there already, a folder that is not, groups and
/// subnet groups that are denied, an instance of another kind.
final class TerraformCommandTest {
    private static Drill drill;

    private record Run(int exit, String out, String err) {}

    @BeforeAll
    static void start() throws IOException {
        drill = Drill.start(DrillOptions.standard().withoutServers().withBadInstance().withFleet(10), _ -> {});
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
    void theInstanceOfTheBookIsImportedAsItIs() {
        Run run = run("terraform", "--instance", "blog-db");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("# Drift: none. `terraform apply` would change nothing in AWS.", "ignore_changes = [engine_version]",
                        "\"Name\" = \"sg-rds\"", "to = aws_db_instance.blog-db",
                        "to = aws_db_subnet_group.blog-db-subnets", "to = aws_security_group.blog-rds",
                        "security_group_id            = aws_security_group.blog-rds.id", "referenced_security_group_id = \"sg-",
                        "vpc_security_group_ids = [aws_security_group.blog-rds.id]", "multi_az               = true",
                        "deletion_protection       = true", "prevent_destroy = true", "manage_master_user_password         = true")
                .doesNotContain("password =", "aws_vpc_security_group_egress_rule");
    }

    @Test
    void whatIsUnsafeIsTurnedOnAndSaid() {
        Run run = run("terraform", "--instance", "forum-db");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains("#   - deletion_protection: off today, on here", "#   - backup_retention_period: 0 today",
                "deletion_protection       = true", "backup_retention_period   = 14", "#   - the master password is not managed by RDS");
    }

    @Test
    void whatIsDeniedIsNamedAndNotManaged() {
        drill.faults().set("ec2:DescribeSecurityGroups", Faults.ALWAYS, new Fault.Deny());
        drill.faults().set("rds:DescribeDBSubnetGroups", Faults.ALWAYS, new Fault.Deny());
        Run run = run("terraform", "--instance", "blog-db");
        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.err()).contains("ec2:DescribeSecurityGroups", "rds:DescribeDBSubnetGroups");
        assertThat(run.out()).contains("#   - the security groups are named, and not managed here",
                "#   - the DB subnet group blog-db-subnets is named, and not managed here", "vpc_security_group_ids = [\"sg-",
                "db_subnet_group_name   = \"blog-db-subnets\"").doesNotContain("resource \"aws_security_group\"");
    }

    @Test
    void nothingIsWrittenOverAndNothingIsLost(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("blog-db.tf");
        assertThat(run("terraform", "--instance", "blog-db", "--out", file.toString()).exit()).isZero();
        String written = Files.readString(file);
        assertThat(written).contains("resource \"aws_db_instance\" \"blog-db\"");
        Run again = run("terraform", "--instance", "blog-db", "-o", file.toString());
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.err()).contains("blog-db.tf is there already, and was left as it is");
        assertThat(file).hasContent(written);
        assertThat(run("terraform", "--instance", "blog-db", "-o", folder.resolve("none/blog-db.tf").toString()).err())
                .contains("could not be written");
    }

    @Test
    void aMemberOfAClusterIsNotWritten() {
        Run run = run("terraform", "--instance", "search-prod-aurora-instance-1");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("search-prod-aurora-instance-1 is Aurora. Only an instance of RDS for PostgreSQL");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void badInputIsSaid() {
        assertThat(run("terraform", "--instance", "nope")).satisfies(r -> {
            assertThat(r.exit()).isEqualTo(1);
            assertThat(r.err()).contains("DB instance nope");
            assertThat(r.out()).isEmpty();
        });
        assertThat(run("terraform", "--instance", "blog-db", "--region", "seoul").err()).contains("'seoul' is not a region name");
        assertThat(run("terraform").exit()).isEqualTo(2);
    }

    /// Terraform itself, where it is, is asked whether the file is formatted as it would.
    @Test
    void isFormattedAsTerraformDoes(@TempDir Path folder) throws Exception {
        for (String id : List.of("blog-db", "forum-db", "legacy-db")) {
            assertThat(run("terraform", "--instance", id, "-o", folder.resolve(id + ".tf").toString()).exit()).isZero();
        }
        Process terraform;
        try {
            terraform = new ProcessBuilder("terraform", "fmt", "-check", "-diff", folder.toString()).redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeTrue(false, "no terraform here: " + e.getMessage());
            return;
        }
        String said = new String(terraform.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(terraform.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(terraform.exitValue()).as(said).isZero();
    }

    private static Run run(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = Main.commandLine(new AwsSettings(new HashMap<>(Map.copyOf(drill.variables())))).setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err)).execute(args);
        return new Run(exit, out.toString(), err.toString());
    }
}
