package dev.howdah.ops.posture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.session.AwsSettings;
import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.world.BadSeed;
import dev.howdah.drill.world.DrillClock;
import dev.howdah.drill.world.Fault;
import dev.howdah.drill.world.Faults;
import dev.howdah.drill.world.NetworkSeed;
import dev.howdah.model.AwsScope;
import dev.howdah.model.InstanceRef;
import dev.howdah.posture.Check;
import dev.howdah.posture.Finding;
import dev.howdah.posture.Markdown;
import dev.howdah.posture.Verdict;
import dev.howdah.posture.checks.Checks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The whole list on the wire: each check fires on the drill's bad instance with what was read, and none on `blog-db`. Bad inputs tried:
/// every read that the checks need, denied one by one.
final class BadInstanceTest {
    private static final Instant NOW = Instant.parse("2026-11-28T03:00:00Z");
    @SuppressWarnings("NullAway.Init")
    private static Drill drill;
    @SuppressWarnings("NullAway.Init")
    private static AwsAccount account;

    @BeforeAll
    static void start() throws IOException {
        drill = Drill.start(DrillOptions.standard().withoutServers().withBadInstance().withClock(DrillClock.stoppedAt(NOW)), _ -> {});
        account = new AwsAccount(new AwsScope(null, drill.region()), new AwsSettings(drill.variables()));
    }

    @AfterAll
    static void stop() {
        account.close();
        drill.close();
    }

    @AfterEach
    void calm() {
        drill.faults().clear();
    }

    @Test
    void everyCheckFiresOnTheBadInstanceWithTheRightFacts() throws InterruptedException {
        Map<String, Verdict> verdicts = verdicts(BadSeed.FORUM);
        assertThat(verdicts).allSatisfy((id, v) -> assertThat(v).as(id + ": " + v.saw()).isInstanceOf(Verdict.Bad.class));
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("not-public", "PubliclyAccessible is true");
        facts.put("internet-route", NetworkSeed.PUBLIC_C + " by rtb-");
        facts.put("ingress-sources", " lets in 0.0.0.0/0");
        facts.put("ingress-ports", " opens tcp 0 to 65535");
        facts.put("egress", " lets everything out to 0.0.0.0/0");
        facts.put("multi-az", "MultiAZ is false");
        facts.put("subnet-zones", "2 subnets in 1 zone");
        facts.put("deletion-protection", "DeletionProtection is false");
        facts.put("encrypted", "StorageEncrypted is false");
        facts.put("retention", "BackupRetentionPeriod is 0 days");
        facts.put("restorable", "automated backups are off");
        facts.put("insights", "PerformanceInsightsEnabled is false");
        facts.put("enhanced-monitoring", "MonitoringInterval is 0");
        facts.put("minor-upgrades", "AutoMinorVersionUpgrade is false");
        facts.put("storage-type", "StorageType is gp2");
        facts.put("storage-autoscaling", "MaxAllocatedStorage is not set");
        facts.put("managed-secret", "MasterUserSecret is not set");
        facts.put("iam-authentication", "IAMDatabaseAuthenticationEnabled is false");
        facts.put("certificate", "its certificate (rds-ca-2019) ends on ");
        facts.put("parameters-in-sync", "forum-pg13 is pending-reboot");
        facts.put("engine-support", "PostgreSQL 13.15: standard support ends on 2026-02-28; extended support costs");
        facts.put("log-exports", "EnabledCloudwatchLogsExports does not have postgresql");
        facts.put("copy-tags", "CopyTagsToSnapshot is false");
        facts.put("pending-changes", "waiting: DBInstanceClass");
        facts.put("pending-maintenance", "system-update is forced on ");
        facts.put("backup-window", "the window is 12:00-12:30 UTC; CPU in that hour is 78 %, in the middle hour 14 %");
        facts.put("storage-left", "0.7 of 20 GiB are free (4 %)");
        facts.put("idle-cost", "no connection in the last seven days");
        facts.put("force-ssl", "rds.force_ssl is 0 in forum-pg13");
        facts.put("risky-parameters", "autovacuum is 0 in forum-pg13");
        facts.put("authority", "rds-ca-2019 ends on 2024-08-22");
        facts.put("proxy-targets", "forum-proxy's target forum-db is UNAVAILABLE (AUTH_FAILURE)");
        facts.put("plaintext-password", "a URL with a password in DATABASE_URL of forum-web:4 (web)");
        facts.put("secret-key", "DB_URL of forum-web:4 wants url, and forum/db has username, password, host, port, dbname");
        facts.put("execution-role", "no policy of forum-execution lets forum-web:4 read forum/db");
        facts.put("stale-secret", "2 of 2 tasks of forum-web began before: ");
        facts.put("exec-enabled", "enableExecuteCommand is false for forum-web");
        facts.put("migration-at-start", "forum-web runs a migration in the command of forum-web:4 (web), in each of 2 tasks");
        assertThat(facts.keySet()).containsExactlyInAnyOrderElementsOf(Checks.ALL.stream().map(Check::id).toList());
        facts.forEach((id, saw) -> assertThat(verdicts.get(id).saw()).as(id).contains(saw));
        assertThat(verdicts.get("internet-route").saw()).contains("by the main table rtb-", "0.0.0.0/0 → igw-");
        assertThat(verdicts.toString()).doesNotContain("in-the-clear");
        assertThat(verdicts).allSatisfy((id, v) -> ((Verdict.Bad) v).command()
                .ifPresent(line -> assertThat(line).as(id).startsWith("aws ").doesNotContain(";", " (")));
    }

    @Test
    void noneFiresOnTheInstanceOfTheBook() throws InterruptedException {
        Map<String, Verdict> verdicts = verdicts("blog-db");
        assertThat(verdicts).allSatisfy((id, v) -> assertThat(v).as(id + ": " + v.saw()).isNotInstanceOf(Verdict.Bad.class));
        assertThat(verdicts.entrySet().stream().filter(e -> e.getValue() instanceof Verdict.Unknown).map(Map.Entry::getKey))
                .as("without servers nothing is measured, and the API's image starts by itself")
                .containsExactlyInAnyOrder("backup-window", "storage-left", "idle-cost", "migration-at-start");
        assertThat(verdicts.get("execution-role").saw()).isEqualTo("all of 2 services may read theirs");
        assertThat(verdicts.get("stale-secret").saw()).isEqualTo("4 tasks, all younger than their secrets");
        assertThat(verdicts.get("exec-enabled").saw()).isEqualTo("ECS Exec is on for blog-api");
    }

    @Test
    void whatIsDeniedMakesItsChecksUnknownAndNoneGood() throws InterruptedException {
        Map<String, List<String>> needs = Map.ofEntries(Map.entry("ec2:DescribeRouteTables", List.of("internet-route")),
                Map.entry("ec2:DescribeSecurityGroupRules", List.of("ingress-sources", "ingress-ports", "egress")),
                Map.entry("rds:DescribeDBParameters", List.of("force-ssl", "risky-parameters")),
                Map.entry("rds:DescribeCertificates", List.of("authority")),
                Map.entry("rds:DescribeDBProxies", List.of("proxy-targets")),
                Map.entry("rds:DescribeDBProxyTargets", List.of("proxy-targets")),
                Map.entry("cloudwatch:GetMetricData", List.of("backup-window", "storage-left", "idle-cost")),
                Map.entry("ecs:ListServices", List.of("plaintext-password", "secret-key", "execution-role", "stale-secret", "exec-enabled",
                        "migration-at-start")),
                Map.entry("ecs:DescribeTaskDefinition", List.of("plaintext-password", "secret-key")),
                Map.entry("secretsmanager:GetSecretValue", List.of("secret-key", "stale-secret")),
                Map.entry("iam:SimulatePrincipalPolicy", List.of("execution-role")),
                Map.entry("rds:DescribePendingMaintenanceActions", List.of("pending-maintenance")));
        for (var need : needs.entrySet()) {
            drill.faults().clear();
            drill.faults().set(need.getKey(), Faults.ALWAYS, new Fault.Deny());
            FactsReader.Reading reading = read(BadSeed.FORUM);
            Map<String, Verdict> verdicts = verdicts(reading);
            for (String id : need.getValue()) {
                assertThat(verdicts.get(id)).as(need.getKey() + " → " + id).isInstanceOf(Verdict.Unknown.class);
                assertThat(verdicts.get(id).saw()).contains("Not allowed: ").contains(need.getKey());
            }
            assertThat(verdicts).as(need.getKey()).allSatisfy((id, v) -> assertThat(v).as(id).isNotInstanceOf(Verdict.Good.class));
            assertThat(reading.problems()).as(need.getKey()).isNotEmpty();
        }
    }

    /// Each check has a page, written from itself and from what it says here: `-Dhowdah.checks=src/site/markdown/checks` writes them.
    @Test
    void everyCheckHasItsPage() throws Exception {
        Map<String, Verdict> bad = verdicts(BadSeed.FORUM);
        Map<String, Verdict> good = verdicts("blog-db");
        var stale = new ArrayList<String>();
        var index = new StringBuilder("# Checks of the posture\n\n| check | what is asked | on `forum-db` |\n|---|---|---|\n");
        for (Check check : Checks.ALL) {
            var found = (Verdict.Bad) bad.get(check.id());
            index.append("| [").append(check.id()).append("](").append(check.id()).append(".md) | ").append(check.title()).append(" | ")
                    .append(found.severity().word()).append(" |\n");
            page(Path.of(check.docs()), page(check, found, good.get(check.id())), stale);
        }
        page(Path.of("src/site/markdown/checks/index.md"), index.toString(), stale);
        assertThat(stale).as("pages that are not current: run with -Dhowdah.checks=src/site/markdown/checks").isEmpty();
    }

    private static String page(Check check, Verdict.Bad bad, Verdict good) {
        String fix = (bad.procedure().isEmpty() ? "" : Markdown.text(bad.procedure()) + (bad.command().isEmpty() ? "." : "\n\n"))
                + bad.command().map(line -> "```sh\n" + line + "\n```").orElse("");
        return "# " + check.id() + "\n\n" + check.title() + ".\n\n**What it prevents.** " + check.prevents() + "\n\n**What it reads.** "
                + check.reads() + "\n\n## Not as it should be\n\nOn `forum-db` of the drill it says " + bad.severity().word() + ": "
                + Markdown.text(bad.saw()) + ".\n\n## Instead\n\n" + fix + "\n\n"
                + (bad.mend() == null
                        ? "No single call does it: a person does, step by step.\n"
                        : "Howdah plans it: *" + bad.mend().words() + "*, agreed to by name.\n")
                + "\n## As it should be\n\nOn `blog-db` of the drill"
                + (good instanceof Verdict.Unknown ? ", which has no server here, it is unknown: " : ": ") + Markdown.text(good.saw())
                + ".\n";
    }

    private static void page(Path file, String text, List<String> stale) throws IOException {
        String into = System.getProperty("howdah.checks", "");
        if (!into.isEmpty()) {
            Files.createDirectories(Path.of(into));
            Files.writeString(Path.of(into).resolve(file.getFileName()), text);
        }
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            stale.add(file.toString());
        }
    }

    private static Map<String, Verdict> verdicts(String id) throws InterruptedException {
        return verdicts(read(id));
    }

    private static Map<String, Verdict> verdicts(FactsReader.Reading reading) {
        return Checks.look(reading.facts()).stream().collect(Collectors.toMap(f -> f.check().id(), Finding::verdict));
    }

    private static FactsReader.Reading read(String id) throws InterruptedException {
        var instance = account.rdsWatch().instance(new InstanceRef("123456789012", "ap-northeast-2", id)).orElseThrow();
        return new FactsReader(account).read(instance, NOW);
    }
}
