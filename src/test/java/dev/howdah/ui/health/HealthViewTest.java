package dev.howdah.ui.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.health.Amount;
import dev.howdah.health.Facts;
import dev.howdah.posture.Part;
import dev.howdah.health.checks.Checks;
import dev.howdah.ops.health.Checkups;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.OnStage;
import dev.howdah.ui.Screens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The Health screen in its states. Bad inputs tried: no session, a reading that failed before and after a good one, an old reading, a role
/// without pg_monitor, parts that are locked, a table whose name turns the line around.
@ExtendWith(HeadlessScreen.class)
final class HealthViewTest {
    private static final Instant NOW = Instant.parse("2026-11-28T03:00:00Z");

    @Test
    void theWorstIsChosenAndSaysWhyAndWhatNext() {
        try (var screen = new Shown(1080, 660)) {
            screen.show(state(true, facts(true), NOW.minusSeconds(40), false, null));
            assertThat(screen.words()).contains("1 critical", "Sequences have values left", "critical", "97.8 %, 47,483,647 left",
                    "Why it matters", "refuses every further row", "ALTER SEQUENCE public.comments_id_seq AS bigint;",
                    "Howdah runs none of it", "Read from pg_sequence", "40 s ago", "answered in 0.2 s", "counted for 40 days");
            Screens.picture(screen.scene, "health");
            screen.dark(false);
            Screens.picture(screen.scene, "health-light");
            screen.press(KeyCode.C);
            assertThat(screen.words()).contains("Copied");
            assertThat(Screens.onFx(() -> Clipboard.getSystemClipboard().getString()))
                    .contains("ALTER SEQUENCE public.comments_id_seq AS bigint;");
            screen.press(KeyCode.R);
            assertThat(screen.asked).containsExactly("again");
        }
    }

    @Test
    void whatWasChosenStaysChosen() {
        try (var screen = new Shown(1080, 660)) {
            screen.show(state(true, facts(true), NOW, false, null));
            screen.choose("old-snapshots");
            assertThat(screen.words()).contains("for 2 h, idle in its transaction", "SELECT pg_terminate_backend(4711);");
            screen.show(state(true, facts(true), NOW, true, null));
            assertThat(screen.words()).contains("SELECT pg_terminate_backend(4711);", "reading…, shown is of just now");
            Screens.picture(screen.scene, "health-snapshots");
        }
    }

    @Test
    void whatTheRoleIsNotToldIsUnknown() {
        try (var screen = new Shown(1080, 660)) {
            screen.show(state(true, facts(false), NOW, false, null));
            assertThat(screen.words()).contains("The role watcher does not see what others do", "unknown");
            screen.choose("table-bloat");
            assertThat(screen.words()).contains("A catalog that it reads is locked now.");
            screen.pictures("health-denied");
        }
    }

    @Test
    void nothingReadIsSaid() {
        try (var screen = new Shown(760, 520)) {
            screen.show(state(false, null, null, false, null));
            assertThat(screen.words()).contains("There is no session with the database yet: Ctrl+T connects.", "not read");
            screen.show(state(true, null, null, true, null));
            assertThat(screen.words()).contains("Reading…");
            screen.show(state(true, null, null, false, "The database says: no."));
            assertThat(screen.words()).contains("No newer reading: The database says: no.", "Nothing was read.");
            screen.pictures("health-failed");
        }
    }

    @Test
    void whatIsOldSaysSo() {
        try (var screen = new Shown(1080, 660)) {
            screen.show(state(false, facts(true), NOW.minusSeconds(1200), false, "The connection broke."));
            assertThat(screen.words()).contains("stale, 20 min ago", "No newer reading: The connection broke.",
                    "Sequences have values left");
            screen.pictures("health-stale");
        }
    }

    @Test
    void aHostileNameIsInert() {
        Facts facts = facts(true);
        var odd = new Facts(facts.server(), facts.databases(), facts.tables(), new Part.Read<>(List.of(new Facts.Index(
                "public.\"\u202eevil\u001b[31m\"", "public.t", "btree", false, false, false, false, 1, 0, null, List.of("1:1"), "", "n"))),
                facts.sequences(), facts.settings(), facts.sessions(), facts.checkpoints(), facts.slots(), facts.horizons());
        HealthState.Row row = HealthState.of(state(true, odd, NOW, false, null)).rows().stream()
                .filter(r -> r.check().equals("invalid-indexes")).findFirst().orElseThrow();
        assertThat(row.facts() + row.next()).doesNotContain("\u202e").doesNotContain("\u001b").contains("⟨U+202E⟩evil␛[31m");
    }

    @Test
    void anotherDatabaseIsAskedFor() {
        try (var screen = new Shown(1080, 660)) {
            screen.show(state(true, facts(true), NOW, false, null));
            Screens.onFx(() -> {
                ((javafx.scene.control.ChoiceBox<?>) screen.scene.getRoot().lookup(".choice-box")).getSelectionModel().select(1);
                return null;
            });
            assertThat(screen.asked).containsExactly("postgres");
        }
    }

    private static Checkups.State state(boolean reached, @Nullable Facts facts, @Nullable Instant read, boolean busy,
            @Nullable String trouble) {
        return new Checkups.State(reached, null, facts, facts == null ? List.of() : Checks.look(facts), read, Duration.ofMillis(180), busy,
                trouble);
    }

    private static Facts facts(boolean monitor) {
        Part<List<Facts.Table>> tables = monitor
                ? new Part.Read<>(
                        List.of(new Facts.Table("public.comments", 400_000, 9_000_000.0, 3_100_000, 0, 0, NOW.minusSeconds(90_000),
                                NOW, Map.of(), 190_000_000, 9_000, new Facts.Width(60, 7, 7, true))))
                : new Part.Unread<>("a catalog that it reads is locked now");
        return new Facts(
                new Facts.Server(160_015, "blogdb", "watcher", monitor, false, NOW, NOW.minus(Duration.ofDays(40)), 8192, "blog-pg16"),
                new Part.Read<>(List.of(new Facts.Database("blogdb", true, 9_700_000, 300_000, 12, 90_000, 40, 190_000_000, 9_000),
                        new Facts.Database("postgres", true, 1, 1, 0, 0, 1, 3_000, 0),
                        new Facts.Database("rdsadmin", false, 1, 1, 0, 0, 1, 3_000,
                                0))),
                tables,
                new Part.Read<>(List.of(index("public.comments_author", "author_id", 90_000, "2:1"),
                        index("public.comments_author_at", "author_id, created_at", 110_000, "2:1", "3:1"),
                        index("public.comments_old_slug", "slug", 52_000, "4:1"))),
                new Part.Read<>(List.of(new Facts.Sequence("public.comments_id_seq", 2_100_000_000L, true, 2_147_483_647L, 1, false,
                        "public.comments.id", 2_147_483_647L))),
                new Part.Read<>(Map.of("log_lock_waits", new Facts.Setting("off", null, "default", false), "random_page_cost",
                        new Facts.Setting("4", null, "default", false), "idle_in_transaction_session_timeout",
                        new Facts.Setting("86400000", "ms", "configuration file", false))),
                new Part.Read<>(new Facts.Sessions(120, 225, 5, monitor ? 90L : null, monitor ? 2L : null)),
                new Part.Read<>(new Facts.Checkpoints(800, 120, NOW.minus(Duration.ofDays(3)))),
                new Part.Read<>(List.of(new Facts.Slot("analytics_cdc", "logical", "blogdb", false, 14 * Amount.GIB, "extended", null))),
                new Part.Read<>(monitor
                        ? List.of(new Facts.Horizon("session", "pid 4711, blog_app, psql", 812_000L, NOW.minusSeconds(7_300), true,
                                "SELECT pg_terminate_backend(4711);"))
                        : List.of()));
    }

    private static Facts.Index index(String name, String words, long pages, String... keys) {
        return new Facts.Index(name, "public.comments", "btree", true, false, false, false, pages, name.endsWith("slug") ? 0 : 80, null,
                List.of(keys), "", words);
    }

    /// The view on a stage of its own.
    private static final class Shown extends OnStage {
        final HealthView view;
        final List<String> asked = new ArrayList<>();

        Shown(double width, double height) {
            super(width, height);
            view = Screens.onFx(() -> new HealthView("blog-db", () -> NOW, new HealthView.Answers() {
                @Override
                public void again() {
                    asked.add("again");
                }

                @Override
                public void database(String name) {
                    asked.add(name);
                }
            }));
            put(view.node());
            Screens.onFx(() -> {
                view.focus();
                return null;
            });
        }

        void press(KeyCode key) {
            press(view.node(), key, false, false);
        }

        @SuppressWarnings("unchecked")
        void choose(String check) {
            Screens.onFx(() -> {
                var table = (javafx.scene.control.TableView<HealthState.Row>) scene.getRoot().lookup(".table-view");
                table.getSelectionModel().select(table.getItems().stream().filter(r -> r.check().equals(check)).findFirst().orElseThrow());
                return null;
            });
        }

        void show(Checkups.State state) {
            Screens.onFx(() -> {
                view.show(HealthState.of(state));
                scene.getRoot().applyCss();
                scene.getRoot().layout();
                return null;
            });
        }
    }
}
