package dev.howdah.drill.scenario;

import dev.howdah.drill.postgres.practice.Actor;
import dev.howdah.drill.world.ChapterSeed;
import dev.howdah.drill.world.DbInstance;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A replication slot of a warehouse that was switched off keeps all WAL since. The server really keeps what is written from now on; what
/// months of it would have left is a file with holes in `pg_wal`, which takes no room on this machine and counts with its length.
final class StorageNearlyFull implements Scenario {
    private static final String ROLE = "blog_bulk";
    private static final String APPLICATION = "bulk-loader";
    private static final String SLOT = "warehouse";
    private static final String WRITE = "SELECT pg_logical_emit_message(false, 'bulk', repeat('x', 500000))";
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final long LEFT = 700L << 20;

    @Override
    public Card card() {
        return new Card("storage-nearly-full", "Storage nearly full",
                "FreeStorageSpace of blog-db is below 5 % of its 20 GiB and sinks while you look. The tables have not grown. When it reaches zero "
                        + "RDS stops the instance (storage-full).",
                "A replication slot that keeps WAL for nobody",
                List.of("What takes the room, if the tables do not? Insights, C: TransactionLogsDiskUsage. Health asks who keeps WAL.",
                        "WAL is kept for whoever has not received it yet. Activity, F7: a slot that nobody uses, and how much it keeps.",
                        "The warehouse is gone for good. In a sheet that may write (Query, Ctrl+Shift+A): SELECT pg_drop_replication_slot('"
                                + SLOT
                                + "')"),
                Duration.ofMinutes(10), 3);
    }

    @Override
    public Scene begin(Stage stage) throws IOException, InterruptedException {
        var ground = stage.ground();
        DbInstance blog = Objects.requireNonNull(stage.world().home().instance(ChapterSeed.BLOG), "blog-db");
        ground.enlist(ROLE);
        // on RDS the master user has rds_replication, which lets it drop slots; PostgreSQL 16 asks for this attribute
        ground.ask("ALTER ROLE blog_admin REPLICATION");
        ground.ask("SELECT pg_create_physical_replication_slot('" + SLOT + "', true)");
        Instant made = stage.now();
        long held = ground.servers().holdWal(((long) blog.storage().gib() << 30) - LEFT);
        Actor loader = ground.enter(ROLE, APPLICATION);
        loader.repeat(WRITE, PAUSE);
        var facts = List.of(
                new Fact(made,
                        "the slot " + SLOT + " was made, and nobody receives by it; it keeps " + (held >> 20) + " MiB of WAL already",
                        "pg_drop_replication_slot"),
                new Fact(stage.now(), "\"" + APPLICATION + "\" of " + ROLE + ", process " + loader.pid()
                        + ", began to write two MB of WAL a second, all of which the slot keeps", ""));
        return new Scene() {
            private boolean dropped;
            private boolean grown;

            @Override
            public List<Fact> facts() {
                return facts;
            }

            @Override
            public Look look(Instant now) throws IOException {
                var acts = new ArrayList<Act>();
                if (!dropped && ground.one("SELECT 1 FROM pg_replication_slots WHERE slot_name = '" + SLOT + "'").isEmpty()) {
                    dropped = true;
                    ground.servers().holdWal(0);
                    acts.add(new Act(now, Act.Kind.RIGHT, "the slot " + SLOT + " was dropped: the server keeps no WAL for it any more"));
                }
                DbInstance db = stage.world().home().instance(ChapterSeed.BLOG);
                if (!grown && db != null && db.storage().gib() > blog.storage().gib()) {
                    grown = true;
                    acts.add(new Act(now, Act.Kind.OTHER, "storage was enlarged to " + db.storage().gib() + " GiB: that buys time"));
                }
                return Look.of(acts, dropped);
            }

            @Override
            public void undo() throws IOException, InterruptedException {
                ground.dismiss(ROLE);
                loader.close();
                ground.ask("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = '" + SLOT + "'");
                ground.ask("ALTER ROLE blog_admin NOREPLICATION");
                ground.servers().holdWal(0);
                ground.servers().enlarge((long) blog.storage().gib() << 30);
                stage.world().home().change(ChapterSeed.BLOG, i -> i.withStorage(blog.storage()));
            }
        };
    }
}
