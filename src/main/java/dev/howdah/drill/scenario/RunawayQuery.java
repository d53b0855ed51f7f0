package dev.howdah.drill.scenario;

import dev.howdah.drill.postgres.practice.Actor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A report that compares every comment with every other one.
final class RunawayQuery implements Scenario {
    private static final String ROLE = "blog_report";
    private static final String APPLICATION = "monthly report";
    private static final String SQL = "SELECT count(*) FROM comments a JOIN comments b ON a.body < b.body";

    @Override
    public Card card() {
        return new Card("runaway-query", "Runaway query",
                "The finance team says that its monthly report, which took ten seconds last month, has been running ever since somebody "
                        + "\"improved\" it. One processor of blog-db is busy, and the blog shares it. The report is not needed today; the blog is.",
                "A single statement that does not end",
                List.of("What is the database busy with, and by whom? Activity lists what runs, the longest first.",
                        "One line is active for longer than all others, and it is not the blog's. It waits for nothing: it computes.",
                        "Select the session of \"" + APPLICATION + "\" on Activity and press C: its statement is cancelled, nobody else is "
                                + "touched."),
                Duration.ofMinutes(10), 3);
    }

    @Override
    public Scene begin(Stage stage) throws IOException, InterruptedException {
        stage.ground().enlist(ROLE, "ALTER ROLE " + ROLE + " SET max_parallel_workers_per_gather = 0");
        Actor report = stage.ground().enter(ROLE, APPLICATION);
        report.start(SQL);
        Instant at = stage.now();
        return new Scene() {
            private final List<Fact> facts = List
                    .of(new Fact(at, "\"" + APPLICATION + "\" of " + ROLE + " began, as process " + report.pid()
                            + ": " + SQL, String.valueOf(report.pid())));
            private boolean told;

            @Override
            public List<Fact> facts() {
                return facts;
            }

            @Override
            public Look look(Instant now) {
                var acts = new ArrayList<Act>();
                if (!told && report.ended().isPresent()) {
                    told = true;
                    acts.add(Endings.of(report, now, "the report"));
                }
                return Look.of(acts, told);
            }

            @Override
            public void undo() throws IOException, InterruptedException {
                stage.ground().dismiss(ROLE);
                report.close();
            }
        };
    }
}
