package dev.howdah.health;

import dev.howdah.posture.Part;
import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.health.checks.Checks;
import dev.howdah.health.checks.TableBloat;
import dev.howdah.posture.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Each check by the smallest change that it must see, by what it must leave alone, and by what it must not take for good: a part that was
/// not read, a role that is told half, counters that were reset yesterday. Bad inputs tried: a table that was never analyzed, an index of
/// an expression, a sequence that goes down or around, names with quotes, a setting that is not told.
final class HealthChecksTest {
    private static final Instant NOW = Instant.parse("2026-11-28T03:00:00Z");

    /// One server's facts, changed part by part.
    private static final class Made {
        boolean monitor = true;
        boolean recovery;
        @Nullable
        Instant counted = NOW.minus(Duration.ofDays(40));
        @Nullable
        String group = "blog-pg16";
        Facts.Database database = new Facts.Database("blogdb", true, 99_500_000, 500_000, 10, 5_000_000, 12, 90_000_000, 1_000);
        List<Facts.Table> tables = List.of(table("public.posts", 2_000, 100_000.0, 900));
        List<Facts.Index> indexes = List.of(index("public.posts_pkey", 500, 9_000, "1:1"), index("public.posts_author", 400, 12, "2:1"));
        List<Facts.Sequence> sequences = List
                .of(new Facts.Sequence("public.posts_id_seq", 100_000L, true, 2_147_483_647L, 1, false, "public.posts.id", 2_147_483_647L));
        Map<String, Facts.Setting> settings = new HashMap<>(sensible());
        Facts.Sessions sessions = new Facts.Sessions(40, 225, 5, 30L, 1L);
        Facts.Checkpoints checkpoints = new Facts.Checkpoints(800, 12, NOW.minus(Duration.ofDays(3)));
        List<Facts.Slot> slots = List.of(new Facts.Slot("standby", "physical", null, true, 16 * Amount.MIB, "reserved", null));
        List<Facts.Horizon> horizons = List.of(new Facts.Horizon("session", "pid 7, blog_app", 20L, NOW.minusSeconds(2), false,
                "SELECT pg_terminate_backend(7);"));

        Facts facts() {
            return new Facts(new Facts.Server(160_015, "blogdb", "watcher", monitor, recovery, NOW, counted, 8192, group),
                    new Part.Read<>(List.of(database)), new Part.Read<>(tables), new Part.Read<>(indexes), new Part.Read<>(sequences),
                    new Part.Read<>(settings), new Part.Read<>(sessions), new Part.Read<>(checkpoints), new Part.Read<>(slots),
                    new Part.Read<>(horizons));
        }
    }

    private static Facts.Table table(String name, long pages, @Nullable Double rows, long dead) {
        return new Facts.Table(name, pages, rows, dead, 0, 0, NOW.minusSeconds(600), NOW.minusSeconds(600), Map.of(), 90_000_000, 1_000,
                new Facts.Width(100, 6, 6, false));
    }

    private static Facts.Index index(String name, long pages, long scans, String... keys) {
        return new Facts.Index(name, "public.posts", "btree", true, name.endsWith("pkey"), name.endsWith("pkey"), false, pages, scans, null,
                List.of(keys), "", String.join(", ", keys));
    }

    private static Map<String, Facts.Setting> sensible() {
        var all = new HashMap<String, Facts.Setting>();
        Map.ofEntries(Map.entry("fsync", "on"), Map.entry("full_page_writes", "on"), Map.entry("autovacuum", "on"),
                Map.entry("track_counts", "on"), Map.entry("synchronous_commit", "on"),
                Map.entry("idle_in_transaction_session_timeout", "600000"), Map.entry("password_encryption", "scram-sha-256"),
                Map.entry("random_page_cost", "1.1"), Map.entry("shared_preload_libraries", "rdsutils,pg_stat_statements"),
                Map.entry("track_io_timing", "on"), Map.entry("log_lock_waits", "on"), Map.entry("log_temp_files", "1024"),
                Map.entry("log_autovacuum_min_duration", "10000"), Map.entry("log_min_duration_statement", "1000"),
                Map.entry("enable_seqscan", "on"), Map.entry("enable_hashjoin", "on"), Map.entry("enable_nestloop", "on"))
                .forEach((name, value) -> all.put(name, new Facts.Setting(value, null, "configuration file", false)));
        return all;
    }

    private static Map<String, Verdict> verdicts(Facts facts) {
        return Checks.look(facts).stream().collect(Collectors.toMap(f -> f.check().id(), Finding::verdict));
    }

    private static Verdict look(String check, Consumer<Made> change) {
        var made = new Made();
        change.accept(made);
        return verdicts(made.facts()).get(check);
    }

    private static void bad(String check, Severity severity, Consumer<Made> change, String... words) {
        var made = new Made();
        change.accept(made);
        Map<String, Verdict> all = verdicts(made.facts());
        assertThat(all.get(check)).as(check).isInstanceOfSatisfying(Verdict.Bad.class, v -> {
            assertThat(v.severity()).as(v.saw()).isEqualTo(severity);
            assertThat(v.saw() + "\n" + v.facts() + "\n" + v.next()).contains(words);
            assertThat(v.next()).isNotBlank();
        });
        assertThat(all.entrySet().stream().filter(e -> e.getValue() instanceof Verdict.Bad).map(Map.Entry::getKey)).containsExactly(check);
    }

    @Test
    void aDatabaseThatDoesWellHasNoFinding() {
        assertThat(verdicts(new Made().facts())).hasSize(Checks.ALL.size())
                .allSatisfy((id, v) -> assertThat(v).as(id).isInstanceOf(Verdict.Good.class));
    }

    @Test
    void eachCheckSeesItsOwnFaultAndNoOther() {
        bad("cache-hits", Severity.MEDIUM, m -> m.database = new Facts.Database("blogdb", true, 850_000, 150_000, 0, 0, 1, 1, 1),
                "85 % of");
        bad("temp-files", Severity.LOW,
                m -> m.database = new Facts.Database("blogdb", true, 99_000_000, 1, 900, 500 * Amount.GIB, 1, 1, 1), "12.5 GiB a day");
        bad("freeze-debt", Severity.HIGH,
                m -> m.database = new Facts.Database("blogdb", true, 99_000_000, 1, 0, 0, 1, 1_200_000_000, 1),
                "56.0 % of the way to the end");
        bad("table-bloat", Severity.MEDIUM, m -> m.tables = List.of(table("public.\"it's\"", 100_000, 1_000_000.0, 0)),
                "public.\"it's\": about 6", "pgstattuple_approx('public.\"it''s\"')");
        bad("unused-indexes", Severity.LOW, m -> m.indexes = List.of(index("public.old", 5_000, 0, "3:1")), "39.1 MiB",
                "no scan in 40 days",
                "DROP INDEX CONCURRENTLY public.old;");
        bad("vacuum-debt", Severity.HIGH, m -> m.tables = List.of(table("public.posts", 9_000, 100_000.0, 1_500_000)),
                "1,500,000 dead rows, autovacuum should begin at 20,050", "VACUUM (VERBOSE, ANALYZE) public.posts;");
        bad("connections", Severity.HIGH, m -> m.sessions = new Facts.Sessions(195, 225, 5, 150L, 3L), "195 of 220 slots",
                "150 are idle, 3 idle in a transaction");
        bad("checkpoints", Severity.MEDIUM, m -> m.checkpoints = new Facts.Checkpoints(10, 90, NOW.minusSeconds(7200)),
                "90 of 100 checkpoints were asked for, not due, in 2 h", "--db-parameter-group-name blog-pg16");
        bad("replication-slots", Severity.CRITICAL,
                m -> m.slots = List.of(new Facts.Slot("gone", "logical", "blogdb", false, 30 * Amount.GIB, "extended", null)),
                "gone (logical, blogdb): not read by anybody, keeps 30.0 GiB, extended", "pg_drop_replication_slot('gone')");
        bad("old-snapshots", Severity.HIGH,
                m -> m.horizons = List.of(new Facts.Horizon("session", "pid 9, blog_app, psql", 3_000L, NOW.minusSeconds(9_000), true,
                        "SELECT pg_terminate_backend(9);")),
                "session pid 9, blog_app, psql, for 2 h, idle in its transaction: 3,000 transactions old", "pg_terminate_backend(9)");
        bad("sequences", Severity.CRITICAL,
                m -> m.sequences = List.of(
                        new Facts.Sequence("public.s", 2_100_000_000L, true, Long.MAX_VALUE, 1, false, "public.t.id", 2_147_483_647L)),
                "97.8 %, 47,483,647 left, for public.t.id, whose type ends before the sequence");
        bad("settings", Severity.MEDIUM,
                m -> m.settings.put("idle_in_transaction_session_timeout",
                        new Facts.Setting("86400000", "ms", "configuration file", false)),
                "86400000 × ms (configuration file)", "ParameterName=idle_in_transaction_session_timeout,ParameterValue=600000");
        bad("settings", Severity.LOW, m -> m.settings.put("max_connections", new Facts.Setting("300", null, "configuration file", true)),
                "max_connections was changed and waits for a restart");
        bad("invalid-indexes", Severity.MEDIUM,
                m -> m.indexes = List.of(new Facts.Index("public.left", "public.posts", "btree", false, false,
                        false, false, 1, 0, null, List.of("4:1"), "", "n")),
                "DROP INDEX CONCURRENTLY public.left;");
        bad("duplicate-indexes", Severity.MEDIUM,
                m -> m.indexes = List.of(index("public.a", 10, 5, "1:1"), index("public.b", 10, 9, "1:1")),
                "public.a (1:1) is the same as public.b");
    }

    @Test
    void everyCheckIsTried() {
        var tried = new HashSet<>(List.of("cache-hits", "temp-files", "freeze-debt", "table-bloat", "unused-indexes", "vacuum-debt",
                "connections", "checkpoints", "replication-slots", "old-snapshots", "sequences", "settings", "invalid-indexes",
                "duplicate-indexes"));
        assertThat(Checks.ALL).extracting(Check::id).containsExactlyInAnyOrderElementsOf(tried);
    }

    @Test
    void aPartThatWasNotReadIsUnknownAndSaysWhy() {
        Facts f = new Made().facts();
        var facts = new Facts(f.server(), unread(), unread(), unread(), unread(), unread(), unread(), unread(), unread(), unread());
        assertThat(verdicts(facts)).allSatisfy((id, v) -> {
            assertThat(v).as(id).isInstanceOf(Verdict.Unknown.class);
            assertThat(v.saw()).isEqualTo("a catalog is locked now");
        });
    }

    private static <T> Part<T> unread() {
        return new Part.Unread<>("a catalog is locked now");
    }

    @Test
    void whatTheRoleIsNotToldIsNotGood() {
        assertThat(look("old-snapshots", m -> m.monitor = false)).isInstanceOfSatisfying(Verdict.Unknown.class,
                v -> assertThat(v.next()).isEqualTo("GRANT pg_monitor TO watcher;"));
        assertThat(look("settings", m -> m.settings.remove("shared_preload_libraries"))).isInstanceOf(Verdict.Unknown.class);
        assertThat(look("sequences",
                m -> m.sequences = List.of(new Facts.Sequence("public.s", null, false, 32_767, 1, false, null, null))))
                .isInstanceOf(Verdict.Unknown.class);
        assertThat(look("connections", m -> m.sessions = new Facts.Sessions(40, 225, 5, null, null)).facts()).singleElement().asString()
                .contains("not told to the role watcher");
        assertThat(
                look("table-bloat", m -> m.tables = List.of(new Facts.Table("public.t", 100_000, 10.0, 0, 0, 0, null, null, Map.of(), 1, 1,
                        new Facts.Width(10, 6, 2, false)))))
                .isInstanceOf(Verdict.Unknown.class);
        assertThat(look("table-bloat", m -> m.tables = List.of(table("public.never_analyzed", 100_000, null, 0))))
                .isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void whatWasCountedForTooShortIsNotJudged() {
        Consumer<Made> unused = m -> m.indexes = List.of(index("public.old", 5_000, 0, "3:1"));
        assertThat(look("unused-indexes", unused.andThen(m -> m.counted = NOW.minus(Duration.ofDays(2)))))
                .isInstanceOfSatisfying(Verdict.Unknown.class, v -> assertThat(v.saw()).contains("counting began 2 days ago"));
        assertThat(look("unused-indexes", unused.andThen(m -> m.counted = null))).isInstanceOf(Verdict.Unknown.class);
        assertThat(look("cache-hits", m -> m.database = new Facts.Database("blogdb", true, 10, 90, 0, 0, 1, 1, 1)))
                .isInstanceOf(Verdict.Unknown.class);
        assertThat(look("checkpoints", m -> m.checkpoints = new Facts.Checkpoints(1, 9, NOW))).isInstanceOf(Verdict.Unknown.class);
        assertThat(look("checkpoints", m -> m.recovery = true)).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void whatIsAsItShouldBeIsLeftAlone() {
        for (Consumer<Made> fine : List.<Consumer<Made>>of(
                m -> m.indexes = List.of(index("public.posts_pkey", 10, 1, "1:1"), index("public.posts_author", 9, 1, "2:1", "1:1")),
                // an expression, a partial index, another method
                m -> m.indexes = List.of(index("public.a", 10, 1, "0:1"),
                        new Facts.Index("public.b", "public.posts", "btree", true, false, false, false, 10, 1, null, List.of("0:1"),
                                "{FUNCEXPR …}", "lower"),
                        new Facts.Index("public.c", "public.posts", "gin", true, false, false, false, 10, 1, null, List.of("0:1"), "",
                                "x")),
                m -> m.indexes = List.of(new Facts.Index("public.built", "public.posts", "btree", false, false, false, true, 1, 0, null,
                        List.of("1:1"), "", "n")),
                m -> m.sequences = List.of(new Facts.Sequence("public.down", -5L, true, -1, -1, false, null, null),
                        new Facts.Sequence("public.around", 32_000L, true, 32_767, 1, true, null, null),
                        new Facts.Sequence("public.fresh", null, true, 32_767, 1, false, null, null)),
                m -> m.tables = List.of(table("public.small", 200, 10.0, 0)),
                m -> m.tables = List.of(table("public.few", 2_000, 100_000.0, 9_999)),
                m -> m.slots = List.of(), m -> m.horizons = List.of())) {
            var made = new Made();
            fine.accept(made);
            assertThat(verdicts(made.facts()).values()).allSatisfy(v -> assertThat(v).isNotInstanceOf(Verdict.Bad.class));
        }
    }

    @Test
    void aGroupOfRdsOwnIsNotToBeChanged() {
        assertThat(((Verdict.Bad) look("settings", m -> {
            m.group = "default.postgres16";
            m.settings.put("log_lock_waits", new Facts.Setting("off", null, "default", false));
        })).next()).contains("-- default.postgres16 cannot be changed: make a group first, and give it to the instance",
                "--db-parameter-group-name GROUP");
    }

    @Test
    void theWorstComesFirstThenWhatIsUnknown() {
        var made = new Made();
        made.settings.put("fsync", new Facts.Setting("off", null, "default", false));
        made.counted = null;
        made.indexes = List.of(index("public.old", 5_000, 0, "3:1"), index("public.a", 10, 5, "1:1"), index("public.b", 10, 9, "1:1"));
        assertThat(Checks.look(made.facts())).extracting(f -> f.check().id()).startsWith("settings", "duplicate-indexes", "unused-indexes");
    }

    @Test
    void theEstimateKnowsFillfactorAndNulls() {
        Facts.Table full = new Facts.Table("t", 1_000, 61_000.0, 0, 0, 0, null, null, Map.of(), 1, 1, new Facts.Width(104, 6, 6, false));
        assertThat(TableBloat.estimate(full, 8192).orElseThrow().share()).as("61 rows of 128 bytes and a pointer to a page")
                .isLessThan(0.01);
        Facts.Table half = new Facts.Table("t", 2_000, 59_000.0, 0, 0, 0, null, null, Map.of("fillfactor", "50"), 1, 1,
                new Facts.Width(104, 6, 6, true));
        assertThat(TableBloat.estimate(half, 8192).orElseThrow().share()).as("half is kept free on purpose").isLessThan(0.1);
    }
}
