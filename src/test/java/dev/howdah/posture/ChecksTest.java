package dev.howdah.posture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.model.Certificate;
import dev.howdah.model.EgressRule;
import dev.howdah.model.IngressRule;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.PendingAction;
import dev.howdah.model.ProxyState;
import dev.howdah.model.SecretState;
import dev.howdah.model.Series;
import dev.howdah.model.SubnetRoutes;
import dev.howdah.posture.checks.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Each check by the smallest change that it must see, and by what it must not take for good: a field that was not told.
final class ChecksTest {
    private static final Instant NOW = Made.NOW;

    private static Week week(Made m, String metric, IntFunction<Double> value) {
        Week was = ((Part.Read<Week>) m.week).value();
        Series series = Made.series(metric, value);
        return new Week(metric.equals("CPUUtilization") ? series : was.cpu(),
                metric.equals("DatabaseConnections") ? series : was.connections(),
                metric.equals("FreeStorageSpace") ? series : was.free());
    }

    private static Facts with(UnaryOperator<Made> change) {
        return Made.with(change);
    }

    private static Map<String, Verdict> verdicts(Facts facts) {
        return Checks.look(facts).stream().collect(Collectors.toMap(f -> f.check().id(), Finding::verdict));
    }

    @Test
    void anInstanceAsItShouldBeHasNoFinding() {
        assertThat(verdicts(with(m -> m))).hasSize(Checks.ALL.size())
                .allSatisfy((id, v) -> assertThat(v).as(id).isInstanceOf(Verdict.Good.class));
    }

    @Test
    void eachCheckSeesItsOwnFaultAndNoOther() {
        Map<String, UnaryOperator<Made>> faults = new HashMap<>();
        faults.put("not-public", m -> { m.open = true; return m; });
        faults.put("ingress-sources", m -> {
            m.ingress = Part.of(List.of(new IngressRule("sgr-1", "sg-db", "tcp", 5432, 5432, null, "10.0.0.0/8")));
            return m;
        });
        faults.put("multi-az", m -> { m.multiAz = false; return m; });
        faults.put("subnet-zones", m -> { m.subnets = m.subnets.subList(0, 1); return m; });
        faults.put("deletion-protection", m -> { m.protection = false; return m; });
        faults.put("encrypted", m -> { m.encrypted = false; return m; });
        faults.put("retention", m -> { m.retention = 3; return m; });
        faults.put("restorable", m -> { m.restorable = NOW.minus(Duration.ofMinutes(40)); return m; });
        faults.put("insights", m -> { m.insights = false; return m; });
        faults.put("enhanced-monitoring", m -> { m.monitoring = 0; return m; });
        faults.put("minor-upgrades", m -> { m.minor = false; return m; });
        faults.put("storage-type", m -> { m.type = "gp2"; return m; });
        faults.put("storage-autoscaling", m -> { m.most = null; return m; });
        faults.put("managed-secret", m -> { m.secret = null; return m; });
        faults.put("iam-authentication", m -> { m.iam = false; return m; });
        faults.put("certificate", m -> { m.till = NOW.plus(Duration.ofDays(20)); return m; });
        faults.put("parameters-in-sync", m -> { m.sync = "pending-reboot"; return m; });
        faults.put("engine-support", m -> { m.version = "13.20"; return m; });
        faults.put("log-exports", m -> { m.exports = List.of("upgrade"); return m; });
        faults.put("copy-tags", m -> { m.copiesTags = false; return m; });
        faults.put("pending-changes", m -> { m.waiting = Map.of("DBInstanceClass", "db.t4g.micro"); return m; });
        faults.put("pending-maintenance", m -> {
            m.pending = Part.of(List.of(new PendingAction("arn", "system-update", null, null, NOW.plus(Duration.ofDays(9)), null, null)));
            return m;
        });
        faults.put("internet-route", m -> {
            m.routes = Part.of(List.of(new SubnetRoutes("subnet-a", "rtb-1", true, List.of("0.0.0.0/0 → igw-1"))));
            return m;
        });
        faults.put("ingress-ports", m -> {
            m.ingress = Part.of(List.of(new IngressRule("sgr-1", "sg-db", "tcp", 0, 65535, "sg-tasks", null)));
            return m;
        });
        faults.put("egress", m -> { m.egress = Part.of(List.of(new EgressRule("sgr-1", "sg-db", "-1", "0.0.0.0/0"))); return m; });
        faults.put("backup-window", m -> {
            m.week = Part
                    .of(week(m, "CPUUtilization", h -> NOW.minus(Duration.ofHours(168 - h)).toString().startsWith("18", 11) ? 70.0 : 12.0));
            return m;
        });
        faults.put("storage-left", m -> { m.most = 100; m.week = Part.of(week(m, "FreeStorageSpace", _ -> 0.8 * (1L << 30))); return m; });
        faults.put("idle-cost", m -> { m.week = Part.of(week(m, "DatabaseConnections", _ -> 0.0)); return m; });
        faults.put("force-ssl", m -> { m.parameters = Part.of(Map.of("rds.force_ssl", "0")); return m; });
        faults.put("risky-parameters", m -> {
            m.parameters = Part.of(Map.of("rds.force_ssl", "1", "synchronous_commit", "off"));
            return m;
        });
        faults.put("authority", m -> {
            m.authorities = Part.of(List.of(new Certificate("rds-ca-rsa2048-g1", null, NOW.minus(Duration.ofDays(9)))));
            return m;
        });
        faults.put("proxy-targets", m -> {
            m.proxies = Part.of(List.of(new ProxyState("blog-proxy", "available", true,
                    List.of(new ProxyState.Target("blog-db", "UNAVAILABLE", "AUTH_FAILURE",
                            "Proxy does not have any registered credentials")))));
            return m;
        });
        faults.put("plaintext-password", m -> {
            m.environment = Map.of("DATABASE_URL", "postgresql://forum:hunter2@forum-db.example:5432/forum");
            return m;
        });
        faults.put("secret-key", m -> { m.keys = Part.of(Set.of("username", "password")); return m; });
        faults.put("execution-role", m -> { m.readable = Part.of(false); return m; });
        faults.put("stale-secret", m -> { m.since = Part.of(NOW.minus(Duration.ofHours(36))); return m; });
        faults.put("exec-enabled", m -> { m.exec = false; return m; });
        faults.put("migration-at-start", m -> {
            m.command = List.of("sh", "-c", "alembic upgrade head && uvicorn blog.main:app");
            return m;
        });
        assertThat(faults.keySet()).isEqualTo(new HashSet<>(Checks.ALL.stream().map(Check::id).toList()));
        faults.forEach((id, fault) -> {
            Map<String, Verdict> verdicts = verdicts(with(fault));
            assertThat(verdicts.get(id)).as(id).isInstanceOf(Verdict.Bad.class);
            assertThat(((Verdict.Bad) verdicts.get(id)).fix()).as(id).isNotBlank();
            assertThat(verdicts.entrySet().stream().filter(e -> e.getValue() instanceof Verdict.Bad).map(Map.Entry::getKey)).as(id)
                    .containsExactly(id);
        });
    }

    @Test
    void whatWasNotToldIsNeverGood() {
        Map<String, Verdict> verdicts = verdicts(with(m -> {
            m.multiAz = null;
            m.subnets = List.of();
            m.encrypted = null;
            m.retention = null;
            m.restorable = null;
            m.copiesTags = null;
            m.open = null;
            m.protection = null;
            m.iam = null;
            m.till = null;
            m.insights = null;
            m.monitoring = null;
            m.minor = null;
            m.sync = null;
            m.version = "quantum";
            m.ingress = new Part.Unread<>("not allowed");
            m.pending = new Part.Unread<>("not allowed");
            m.egress = new Part.Unread<>("not allowed");
            m.routes = new Part.Unread<>("not allowed");
            m.parameters = new Part.Unread<>("not allowed");
            m.authorities = new Part.Unread<>("not allowed");
            m.master = new Part.Unread<>("not allowed");
            m.proxies = new Part.Unread<>("not allowed");
            m.week = new Part.Unread<>("not allowed");
            m.services = new Part.Unread<>("not allowed");
            return m;
        }));
        assertThat(verdicts.entrySet().stream().filter(e -> e.getValue() instanceof Verdict.Unknown).map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("multi-az", "subnet-zones", "encrypted", "retention", "restorable", "copy-tags", "not-public",
                        "deletion-protection", "iam-authentication", "certificate", "insights", "enhanced-monitoring", "minor-upgrades",
                        "parameters-in-sync", "engine-support", "ingress-sources", "pending-maintenance", "ingress-ports", "egress",
                        "internet-route", "force-ssl", "risky-parameters", "authority", "managed-secret", "proxy-targets", "backup-window",
                        "storage-left",
                        "idle-cost", "plaintext-password", "secret-key", "execution-role", "stale-secret", "exec-enabled",
                        "migration-at-start");
        assertThat(verdicts.values().stream().filter(v -> v instanceof Verdict.Bad)).isEmpty();
    }

    @Test
    void theWorstComesFirstAndUnknownBeforeGood() {
        List<Finding> all = Checks.look(with(m -> {
            m.retention = 0;
            m.copiesTags = false;
            m.iam = null;
            return m;
        }));
        assertThat(all.getFirst().check().id()).isEqualTo("retention");
        assertThat(all.get(1).check().id()).isEqualTo("copy-tags");
        assertThat(all.get(2).check().id()).isEqualTo("iam-authentication");
        assertThat(all.getLast().verdict()).isInstanceOf(Verdict.Good.class);
    }

    @Test
    void theWholeInternetIsWorseThanARange() {
        for (String cidr : List.of("0.0.0.0/0", "::/0")) {
            Facts facts = with(m -> {
                m.ingress = Part.of(List.of(new IngressRule("sgr-1", "sg-db", "-1", null, null, null, cidr)));
                return m;
            });
            assertThat(((Verdict.Bad) verdicts(facts).get("ingress-sources")).severity()).isEqualTo(Severity.CRITICAL);
        }
        Facts other = with(m -> {
            m.ingress = Part.of(List.of(new IngressRule("sgr-1", "sg-db", "tcp", 443, 443, null, "0.0.0.0/0")));
            return m;
        });
        assertThat(verdicts(other).get("ingress-sources")).isInstanceOf(Verdict.Good.class);
    }

    @Test
    void aPasswordIsFoundAndNeverTold() {
        for (var environment : List.of(Map.of("DB_PASSWORD", "hunter2"), Map.of("API_TOKEN", "hunter2"),
                Map.of("DSN", "postgresql+asyncpg://u:hunter2@h/d"), Map.of("PGPASSWD", "hunter2"))) {
            Verdict verdict = verdicts(with(m -> { m.environment = environment; return m; })).get("plaintext-password");
            assertThat(verdict).as(environment.toString()).isInstanceOf(Verdict.Bad.class);
            assertThat(verdict.toString()).doesNotContain("hunter2");
        }
        for (var command : List.of(List.of("psql", "postgresql://u:hunter2@h/d"), List.of("migrate", "--password=hunter2"))) {
            Verdict verdict = verdicts(with(m -> { m.command = command; return m; })).get("plaintext-password");
            assertThat(verdict).as(command.toString()).isInstanceOf(Verdict.Bad.class);
            assertThat(verdict.toString()).doesNotContain("hunter2");
        }
        for (var environment : List.of(Map.of("DATABASE_URL", "postgresql://blog@h/d"), Map.of("SECRET", "arn:aws:secretsmanager:x"),
                Map.of("TOKEN", ""), Map.of("PASSPORT", "x"), Map.of("COMPASS_DIR", "/x"))) {
            assertThat(verdicts(with(m -> { m.environment = environment; return m; })).get("plaintext-password")).as(environment.toString())
                    .isInstanceOf(Verdict.Good.class);
        }
    }

    @Test
    void aRouteThatIsNotVisibleIsUnknownAndAnOpenOneBesideItIsFound() {
        var hidden = new SubnetRoutes("subnet-c", null, true, List.of());
        assertThat(verdicts(with(m -> { m.routes = Part.of(List.of(hidden)); return m; })).get("internet-route"))
                .isInstanceOf(Verdict.Unknown.class);
        var open = new SubnetRoutes("subnet-a", "rtb-2", false, List.of("0.0.0.0/1 → igw-1"));
        assertThat(verdicts(with(m -> { m.routes = Part.of(List.of(hidden, open)); return m; })).get("internet-route"))
                .isInstanceOf(Verdict.Bad.class);
    }

    @Test
    void aWeekWithoutMeasurementsIsUnknownNotIdle() {
        Map<String, Verdict> verdicts = verdicts(with(m -> {
            m.week = Part.of(new Week(new Series("", "", List.of()), new Series("", "", List.of()), new Series("", "", List.of())));
            return m;
        }));
        for (String id : List.of("idle-cost", "storage-left", "backup-window")) {
            assertThat(verdicts.get(id)).as(id).isInstanceOf(Verdict.Unknown.class);
        }
    }

    @Test
    void storageThatRunsFullIsFoundByItsPaceWhereItDoesNotGrow() {
        IntFunction<Double> falling = h -> (10.0 - h * 9.0 / 168) * (1L << 30) + 4.0 * (1L << 30);
        Verdict alone = verdicts(with(m -> { m.most = null; m.week = Part.of(week(m, "FreeStorageSpace", falling)); return m; }))
                .get("storage-left");
        assertThat(alone).isInstanceOfSatisfying(Verdict.Bad.class, b -> {
            assertThat(b.severity()).isEqualTo(Severity.HIGH);
            assertThat(b.saw()).contains("full in 3 days");
        });
        assertThat(verdicts(with(m -> { m.week = Part.of(week(m, "FreeStorageSpace", falling)); return m; })).get("storage-left"))
                .isInstanceOf(Verdict.Good.class);
    }

    @Test
    void aManagedSecretThatDoesNotRotateIsFound() {
        assertThat(verdicts(with(m -> {
            m.master = Part.of(Optional.of(new SecretState("arn", "rds!db-1", true, 7, null, NOW.minus(Duration.ofDays(9)))));
            return m;
        })).get("managed-secret")).isInstanceOfSatisfying(Verdict.Bad.class, b -> assertThat(b.saw()).contains("was to rotate on"));
        assertThat(verdicts(with(m -> {
            m.master = Part.of(Optional.of(new SecretState("arn", "rds!db-1", false, null, null, null)));
            return m;
        })).get("managed-secret")).isInstanceOf(Verdict.Bad.class);
    }

    @Test
    void migrationsAreToldByTheirToolsAndTheImagesOwnCommandIsUnknown() {
        for (String command : List.of("python manage.py migrate --noinput && gunicorn", "flyway -url=x migrate",
                "bundle exec rails db:migrate",
                "npx prisma migrate deploy", "php artisan migrate --force", "npm run db:migrate")) {
            assertThat(verdicts(with(m -> { m.command = List.of("sh", "-c", command); return m; })).get("migration-at-start")).as(command)
                    .isInstanceOf(Verdict.Bad.class);
        }
        assertThat(verdicts(with(m -> { m.command = List.of("python", "-m", "migrator.dashboard"); return m; })).get("migration-at-start"))
                .isInstanceOf(Verdict.Good.class);
        assertThat(verdicts(with(m -> { m.command = List.of(); return m; })).get("migration-at-start")).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void whileAServiceMayUseItNothingOfServicesIsGood() {
        Services sure = ((Part.Read<Services>) Made.with(m -> m).services()).value();
        Map<String, Verdict> verdicts = verdicts(with(m -> {
            m.services = Part.of(new Services(sure.using(), List.of("other")));
            return m;
        }));
        for (String id : List.of("plaintext-password", "secret-key", "execution-role", "stale-secret", "exec-enabled",
                "migration-at-start")) {
            assertThat(verdicts.get(id)).as(id).isInstanceOfSatisfying(Verdict.Unknown.class, u -> assertThat(u.saw()).contains("other"));
        }
    }

    @Test
    void aRotationThatIsToComeIsToldToWhomItWillHurt() {
        var arn = "arn:aws:secretsmanager:r:a:secret:blog-api/db-AbCdEf";
        assertThat(verdicts(with(m -> {
            m.master = Part.of(Optional.of(new SecretState(arn, "rds!db-1", true, 7, null, NOW.plus(Duration.ofDays(4)))));
            return m;
        })).get("stale-secret")).isInstanceOfSatisfying(Verdict.Bad.class, b -> {
            assertThat(b.severity()).isEqualTo(Severity.MEDIUM);
            assertThat(b.saw()).contains("rds!db-1 rotates on 2026-12-02, in 4 days").contains("blog-api");
        });
    }

    @Test
    void aFixEndsWithOneLineThatAShellTakes() {
        var bad = new Verdict.Bad(Severity.LOW, "", "first this; then aws rds x --y");
        assertThat(bad.procedure()).isEqualTo("first this; then");
        assertThat(bad.command()).contains("aws rds x --y");
        assertThat(new Verdict.Bad(Severity.LOW, "", "by hand").command()).isEmpty();
        assertThat(new Verdict.Bad(Severity.LOW, "", "aws rds x").procedure()).isEmpty();
    }
}
