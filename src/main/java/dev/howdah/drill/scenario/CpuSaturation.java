package dev.howdah.drill.scenario;

import dev.howdah.drill.postgres.practice.Actor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A new job looks comments up by their text, for which there is no index, with more sessions than there are processors. Unlike a runaway
/// query no statement of it is long, and what is cancelled is tried again.
final class CpuSaturation implements Scenario {
    private static final String ROLE = "blog_spam";
    private static final String APPLICATION = "spam-check";
    private static final int SESSIONS = 3;
    private static final Duration PAUSE = Duration.ofMillis(5);
    /// A lookup that takes less has found an index.
    private static final long QUICK_MILLIS = 5;
    private static final String SQL = "SELECT count(*) FROM comments a WHERE a.body = (SELECT 'Comment ' || (random() * 260000)::int || ': well said.')";

    @Override
    public Card card() {
        return new Card("cpu-saturation", "CPU saturation",
                "CPUUtilization of blog-db went to its limit a moment ago, and pages of the blog are slow. Nobody deployed the blog. The "
                        + "spam team says that it \"only switched its check on\", and can do without it until tomorrow.",
                "More sessions that compute than there are processors",
                List.of("Who loads the processors? Insights slices the load by application; Activity lists what is active now.",
                        "Each statement is short, but there are always " + SESSIONS
                                + " of them, one after the other. To cancel one helps nobody: "
                                + "the job tries again.",
                        "End the " + SESSIONS + " sessions of \"" + APPLICATION
                                + "\" on Activity with T. An index on comments (body) would help as "
                                + "well."),
                Duration.ofMinutes(10), 3);
    }

    @Override
    public Scene begin(Stage stage) throws IOException, InterruptedException {
        stage.ground().enlist(ROLE, "ALTER ROLE " + ROLE + " SET max_parallel_workers_per_gather = 0");
        var facts = new ArrayList<Fact>();
        var jobs = new ArrayList<Actor>();
        for (int i = 1; i <= SESSIONS; i++) {
            Actor job = stage.ground().enter(ROLE, APPLICATION);
            job.repeat(SQL, PAUSE);
            jobs.add(job);
            facts.add(
                    new Fact(stage.now(), "session " + i + " of " + SESSIONS + " of \"" + APPLICATION + "\" began, as process " + job.pid(),
                            String.valueOf(job.pid())));
        }
        return new Running(stage, List.copyOf(facts), List.copyOf(jobs));
    }

    private static final class Running implements Scene {
        private final Stage stage;
        private final List<Fact> facts;
        private final List<Actor> jobs;
        private final List<Actor> told = new ArrayList<>();
        private boolean cancelled;
        private boolean indexed;

        Running(Stage stage, List<Fact> facts, List<Actor> jobs) {
            this.stage = stage;
            this.facts = facts;
            this.jobs = jobs;
        }

        @Override
        public List<Fact> facts() {
            return facts;
        }

        @Override
        public Look look(Instant now) {
            var acts = new ArrayList<Act>();
            for (Actor job : jobs) {
                if (job.ended().isPresent() && !told.contains(job)) {
                    told.add(job);
                    acts.add(Endings.of(job, now, "the spam check"));
                }
            }
            if (!cancelled && jobs.stream().anyMatch(j -> j.cancelled() > 0)) {
                cancelled = true;
                acts.add(new Act(now, Act.Kind.OTHER, "a statement of the spam check was cancelled; it tried again"));
            }
            boolean quick = jobs.stream().filter(j -> !told.contains(j))
                    .allMatch(j -> j.lastMillis() >= 0 && j.lastMillis() < QUICK_MILLIS);
            if (quick && told.size() < jobs.size() && !indexed) {
                indexed = true;
                acts.add(new Act(now, Act.Kind.RIGHT, "the lookups of the spam check got quick"));
            }
            return Look.of(acts, quick);
        }

        @Override
        public void undo() throws IOException, InterruptedException {
            stage.ground().dismiss(ROLE);
            jobs.forEach(Actor::close);
            for (List<String> index : stage.ground()
                    .ask("SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = 'comments'::regclass"
                            + " AND pg_get_indexdef(indexrelid) LIKE '%(body)%'")) {
                stage.ground().ask("DROP INDEX " + index.getFirst());
            }
        }
    }
}
