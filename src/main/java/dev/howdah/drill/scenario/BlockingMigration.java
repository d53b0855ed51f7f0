package dev.howdah.drill.scenario;

import dev.howdah.drill.postgres.practice.Actor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// An export reads posts row by row; a migration wants to add a column and waits for it; the blog waits behind the migration.
final class BlockingMigration implements Scenario {
    private static final String READER = "blog_export";
    private static final String MIGRATOR = "blog_migrate";
    private static final String EXPORT = "nightly export";
    private static final String MIGRATION = "migration V42";
    private static final String SLOW = "SELECT id, title, pg_sleep(0.05) FROM posts ORDER BY id";
    private static final String ALTER = "ALTER TABLE posts ADD COLUMN reviewed boolean NOT NULL DEFAULT false";

    @Override
    public Card card() {
        return new Card("blocking-migration", "Blocking migration",
                "Somebody deploys: a migration that adds a column, which takes no time at all, has not come back. A moment later every page that "
                        + "shows a post stopped answering. The processors are idle.",
                "A migration that waits for a lock, and everybody behind it",
                List.of("The processors are idle and nobody gets an answer: they wait. For whom? Activity, F2 and F3.",
                        "The tree on Activity (F3) has one root and a second in line: the ALTER TABLE. All others want only to read, and are behind it.",
                        "Cancel the statement of \"" + MIGRATION + "\" with C: all behind it go on at once. To end \"" + EXPORT
                                + "\" helps as well, and lets the migration through."),
                Duration.ofMinutes(5), 12);
    }

    @Override
    public Scene begin(Stage stage) throws IOException, InterruptedException {
        stage.ground().enlist(READER);
        stage.ground().enlist(MIGRATOR, "GRANT blog_admin TO " + MIGRATOR);
        Actor export = stage.ground().enter(READER, EXPORT);
        export.transaction();
        export.start(SLOW);
        Instant first = stage.now();
        stage.ground().awaitRow("SELECT 1 FROM pg_locks WHERE pid = " + export.pid() + " AND relation = 'posts'::regclass AND granted");
        Actor migration = stage.ground().enter(MIGRATOR, MIGRATION);
        migration.start(ALTER);
        stage.ground().awaitRow("SELECT 1 FROM pg_locks WHERE pid = " + migration.pid() + " AND NOT granted");
        Instant second = stage.now();
        return new Scene() {
            private final List<Fact> facts = List.of(
                    new Fact(first, "\"" + EXPORT + "\" of " + READER + ", process " + export.pid() + ", began to read posts, row by row",
                            String.valueOf(export.pid())),
                    new Fact(second,
                            "\"" + MIGRATION + "\" of " + MIGRATOR + ", process " + migration.pid() + ", wanted ACCESS EXCLUSIVE on posts "
                                    + "and waits: " + ALTER,
                            String.valueOf(migration.pid())));
            private boolean exportTold;
            private boolean migrationTold;

            @Override
            public List<Fact> facts() {
                return facts;
            }

            @Override
            public Look look(Instant now) throws IOException {
                var acts = new ArrayList<Act>();
                if (!exportTold && export.ended().isPresent()) {
                    exportTold = true;
                    acts.add(Endings.of(export, now, "the export"));
                }
                if (!migrationTold && migration.ended().isPresent()) {
                    migrationTold = true;
                    acts.add(migration.ended().get().equals("00000")
                            ? new Act(now, Act.Kind.OTHER, "the migration went through")
                            : Endings.of(migration, now, "the migration"));
                }
                boolean free = migrationTold && stage.ground().number("SELECT count(*) FROM pg_locks WHERE NOT granted") == 0;
                return Look.of(acts, free);
            }

            @Override
            public void undo() throws IOException, InterruptedException {
                stage.ground().dismiss(MIGRATOR);
                stage.ground().dismiss(READER);
                export.close();
                migration.close();
                stage.ground().ask("ALTER TABLE posts DROP COLUMN IF EXISTS reviewed");
            }
        };
    }
}
