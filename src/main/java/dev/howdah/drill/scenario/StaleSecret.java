package dev.howdah.drill.scenario;

import dev.howdah.drill.world.Secret;
import dev.howdah.drill.world.SecretSeed;
import dev.howdah.drill.world.Trail;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// The password of the blog's login is rotated, and the tasks go on with the one that they were started with. Nothing happens until they need
/// a new connection; then it happens to one after the other.
final class StaleSecret implements Scenario {
    @Override
    public Card card() {
        return new Card("stale-secret", "Rotation with stale tasks",
                "The security team rotated a password \"without downtime\". A few minutes later tasks of blog-api begin to fail: not all of them, "
                        + "and the database itself is fine. Whoever logs in with the new password gets in.",
                "Tasks that hold a password that was rotated",
                List.of("Which tasks were started before the password changed? Posture asks for each task of each service.",
                        "Sessions of the blog on Activity get fewer: a task cannot open new ones. A task reads its secret once, when it starts.",
                        "Posture (Ctrl+Shift+P) names the tasks and offers the fix: new tasks of the same revision. So does Backups & restore: "
                                + "Restart blog-api."),
                Duration.ofMinutes(10), 12);
    }

    @Override
    public Scene begin(Stage stage) throws IOException {
        var region = stage.world().home();
        List<String> stale = stage.application().tasks();
        Secret secret = Objects.requireNonNull(region.secret(SecretSeed.BLOG), "the blog's secret");
        String password = stage.application().rotate();
        Instant at = stage.now();
        String version = UUID.randomUUID().toString();
        String text = Objects.requireNonNull(secret.stage(Secret.CURRENT), "a current version").text();
        region.put(secret.with(version, at, text.substring(0, text.lastIndexOf('}')) + ", \"app_password\": \"" + password + "\"}"));
        List<String> lost = stale.subList(0, Math.max(1, stale.size() - 1));
        for (String task : lost) {
            stage.ground()
                    .ask("SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity WHERE application_name = 'blog-api/" + task + "'");
        }
        var facts = List.of(new Fact(at, "the password of blog_app was changed, and " + SecretSeed.BLOG + " got version " + version, ""),
                new Fact(stage.now(),
                        "the connections of the tasks " + String.join(", ", lost) + " came of age and were closed; they open no new ones",
                        "blog-api"));
        return new Tasks(stage, facts, List.copyOf(stale), () -> region.put(secret));
    }

    /// Ends when none of the old tasks runs and each new one has sessions.
    record Tasks(Stage stage, List<Fact> facts, List<String> old, Runnable back) implements Scene {
        @Override
        public Look look(Instant now) throws IOException {
            List<String> tasks = stage.application().tasks();
            return Look.of(List.of(), tasks.size() >= old.size() && tasks.stream().noneMatch(old::contains) && stage.served(tasks));
        }

        @Override
        public Optional<Act> judge(Trail.Event call) {
            if (call.error() == null && call.name().equals("UpdateService")
                    && call.resources().stream().anyMatch(r -> r.contains("blog-api"))) {
                return Optional.of(new Act(call.at(), Act.Kind.RIGHT, "new tasks of blog-api were asked for"));
            }
            return Scene.super.judge(call);
        }

        @Override
        public boolean sparesSessions() {
            return false;
        }

        @Override
        public void undo() {
            back.run();
            stage.application().renew();
        }
    }
}
