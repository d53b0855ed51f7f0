package dev.howdah.drill.scenario;

import dev.howdah.drill.postgres.practice.Actor;
import dev.howdah.drill.postgres.practice.Ground;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A worker opens a connection for each of its items and gives none back, until there is no slot left for an ordinary user.
final class ConnectionFlood implements Scenario {
    private static final String ROLE = "blog_import";
    private static final String APPLICATION = "import-worker";
    private static final String TOO_MANY = "53300";
    private static final int FEW = 5;
    private static final int CERTAINLY_TOO_MANY = 1000;

    @Override
    public Card card() {
        return new Card("connection-flood", "Connection flood",
                "Whoever wants to open a connection to blog-db is refused: \"remaining connection slots are reserved\". New tasks of the blog "
                        + "could not start now, and an operator gets in only because PostgreSQL keeps a few slots for them.",
                "An application that takes every connection slot",
                List.of("Who has all the connections? Activity, F4, lists them; most of one kind do nothing at all.",
                        "The sessions of \"" + APPLICATION
                                + "\" have been idle since they were opened. One by one is too slow: there are some two "
                                + "hundred.",
                        "In a sheet that may write (Query, Ctrl+Shift+A): SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                                + "application_name = '" + APPLICATION + "'"),
                Duration.ofMinutes(10), 3);
    }

    @Override
    public Scene begin(Stage stage) throws IOException, InterruptedException {
        stage.ground().enlist(ROLE);
        Instant at = stage.now();
        var workers = new ArrayList<Actor>();
        try {
            while (workers.size() < CERTAINLY_TOO_MANY) {
                workers.add(stage.ground().enter(ROLE, APPLICATION));
            }
        } catch (Ground.Refused e) {
            if (!e.state().equals(TOO_MANY)) {
                throw e;
            }
        }
        int many = workers.size();
        return new Scene() {
            private final List<Fact> facts = List.of(
                    new Fact(at, "\"" + APPLICATION + "\" of " + ROLE + " began to open connections and opened " + many, many + " rows"),
                    new Fact(stage.now(), "the next one was refused with SQLSTATE " + TOO_MANY, ""));
            private long left = many;
            private boolean acted;

            @Override
            public List<Fact> facts() {
                return facts;
            }

            @Override
            public Look look(Instant now) throws IOException {
                var acts = new ArrayList<Act>();
                long still = stage.ground().number("SELECT count(*) FROM pg_stat_activity WHERE usename = '" + ROLE + "'");
                if (still < left && !acted) {
                    acted = true;
                    acts.add(new Act(now, Act.Kind.RIGHT, "sessions of the import worker were ended: " + (left - still) + " of " + many));
                }
                left = still;
                return Look.of(acts, still <= FEW);
            }

            @Override
            public void undo() throws IOException, InterruptedException {
                stage.ground().dismiss(ROLE);
                workers.forEach(Actor::close);
            }
        };
    }
}
