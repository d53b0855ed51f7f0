package dev.howdah.drill.scenario;

import dev.howdah.drill.postgres.practice.Actor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Somebody looked at the posts in a transaction, and went to lunch. While it is open no row that was replaced since can be removed.
final class IdleInTransaction implements Scenario {
    private static final String ROLE = "blog_editor";
    private static final String APPLICATION = "editor's laptop";

    @Override
    public Card card() {
        return new Card("idle-in-transaction", "Idle in transaction",
                "The table posts grows although nobody writes more than usual: the blog updates the same rows again and again, and what it "
                        + "replaces is not removed. Autovacuum runs and achieves nothing. It gets worse by the minute.",
                "A transaction that is left open, so that vacuum removes nothing",
                List.of("What keeps dead rows from being removed? Health asks how old the oldest snapshot is, and who has it.",
                        "Look on Activity for a session that does nothing and yet has a transaction open.",
                        "Select the session of \"" + APPLICATION
                                + "\" on Activity and press T: it has no statement to be cancelled, so its session "
                                + "has to end."),
                Duration.ofMinutes(10), 3);
    }

    @Override
    public Scene begin(Stage stage) throws IOException, InterruptedException {
        stage.ground().enlist(ROLE);
        Actor editor = stage.ground().enter(ROLE, APPLICATION);
        editor.transaction();
        editor.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        editor.run("SELECT count(*) FROM posts");
        Instant at = stage.now();
        return new Scene() {
            private final List<Fact> facts = List.of(new Fact(at, "\"" + APPLICATION + "\" of " + ROLE + ", process " + editor.pid()
                    + ", opened a transaction in REPEATABLE READ, read posts, and was left alone", String.valueOf(editor.pid())));
            private boolean gone;

            @Override
            public List<Fact> facts() {
                return facts;
            }

            @Override
            public Look look(Instant now) throws IOException {
                var acts = new ArrayList<Act>();
                if (!gone && stage.ground().one("SELECT 1 FROM pg_stat_activity WHERE usename = '" + ROLE + "'").isEmpty()) {
                    gone = true;
                    acts.add(new Act(now, Act.Kind.RIGHT, "the session of the editor, process " + editor.pid() + ", was ended"));
                }
                return Look.of(acts, gone);
            }

            @Override
            public void undo() throws IOException, InterruptedException {
                stage.ground().dismiss(ROLE);
                editor.close();
            }
        };
    }
}
