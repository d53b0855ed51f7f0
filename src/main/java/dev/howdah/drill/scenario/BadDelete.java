package dev.howdah.drill.scenario;

import dev.howdah.drill.postgres.practice.Actor;
import dev.howdah.drill.postgres.practice.Ground;
import dev.howdah.drill.world.Trail;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Somebody deletes the comments of the wrong authors. The blog goes on writing, so what was written since must stay.
final class BadDelete implements Scenario {
    private static final String ROLE = "blog_support";
    private static final String APPLICATION = "support tool";
    private static final String WHICH = "author_id BETWEEN 1 AND 3";
    private static final Duration ARCHIVED = Duration.ofSeconds(30);

    @Override
    public Card card() {
        return new Card("bad-delete", "Bad DELETE",
                "Support wanted to remove one spammer's comments and took the wrong number: comments of three authors are gone, and it was "
                        + "committed. The blog is up and people are writing. They want the comments back, and nothing else changed.",
                "Rows that were deleted, and committed",
                List.of("Nothing inside blog-db has them any more. What it was a moment ago can be restored, as another instance, beside it.",
                        "The Timeline or whoever did it tells the second. Restore to the second before: Backups & restore (Ctrl+7).",
                        "On the copy: Verify, compare row by row, and plan the repair of comments: rows that were deleted are inserted again, what "
                                + "is new stays. Do not swap: that would lose what was written since."),
                Duration.ofMinutes(30), 3);
    }

    @Override
    public Scene begin(Stage stage) throws IOException, InterruptedException {
        Ground ground = stage.ground();
        ground.enlist(ROLE, "GRANT DELETE ON comments TO " + ROLE);
        List<String> rows = ground.ask("SELECT row_to_json(c)::text FROM comments c WHERE " + WHICH + " ORDER BY id").stream()
                .map(List::getFirst).toList();
        // a whole second lies before it, to which one can restore
        Instant second = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(2);
        Thread.sleep(Duration.between(Instant.now(), second).plusMillis(50));
        Actor tool = ground.enter(ROLE, APPLICATION);
        // told is a time before the deletion: whoever restores to its second has all of the rows, however slow the machine is
        Instant at = stage.now();
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        tool.run("DELETE FROM comments WHERE " + WHICH);
        tool.close();
        archived(ground, before);
        var facts = List.of(new Fact(at, "\"" + APPLICATION + "\" of " + ROLE + ", process " + tool.pid() + ", deleted " + rows.size()
                + " comments and committed: DELETE FROM comments WHERE " + WHICH, rows.size() + " rows"));
        return new Lost(stage, facts, rows);
    }

    /// WAL with that second has left, as it does by itself within minutes.
    private static void archived(Ground ground, Instant second) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + ARCHIVED.toNanos();
        while (!ground.servers().restoreWindow().latest().isAfter(second)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the archive does not reach " + second);
            }
            ground.servers().switchWal();
            Thread.sleep(Duration.ofMillis(300));
        }
    }

    private static final class Lost implements Scene {
        private final Stage stage;
        private final List<Fact> facts;
        private final String saved;
        private boolean back;

        Lost(Stage stage, List<Fact> facts, List<String> rows) {
            this.stage = stage;
            this.facts = facts;
            this.saved = "json_populate_recordset(null::comments, '[" + String.join(",", rows).replace("'", "''") + "]')";
        }

        @Override
        public List<Fact> facts() {
            return facts;
        }

        private long missing() throws IOException {
            return stage.ground()
                    .number("SELECT count(*) FROM (SELECT * FROM " + saved + " EXCEPT SELECT * FROM comments WHERE " + WHICH + ") m");
        }

        @Override
        public Look look(Instant now) throws IOException {
            var acts = new ArrayList<Act>();
            long missing = missing();
            if (missing == 0 && !back) {
                back = true;
                acts.add(new Act(now, Act.Kind.RIGHT, "all rows that were deleted are back, as they were"));
            }
            return new Look(List.copyOf(acts), back, missing);
        }

        @Override
        public Optional<Act> judge(Trail.Event call) {
            return call.error() == null && call.name().equals("RestoreDBInstanceToPointInTime")
                    ? Optional.of(new Act(call.at(), Act.Kind.RIGHT, "a copy of the time before was asked for"))
                    : Scene.super.judge(call);
        }

        @Override
        public void undo() throws IOException, InterruptedException {
            stage.ground().dismiss(ROLE);
            stage.ground().ask("INSERT INTO comments OVERRIDING SYSTEM VALUE SELECT * FROM " + saved + " s WHERE NOT EXISTS "
                    + "(SELECT 1 FROM comments c WHERE c.id = s.id)");
        }
    }
}
