package dev.howdah.drill.scenario;

import dev.howdah.drill.world.ChapterSeed;
import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.Trail;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The zone of the primary is lost. RDS fails over by itself, as it does; one task of the blog does not come back.
final class ZoneLoss implements Scenario {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public Card card() {
        return new Card("az-loss", "Loss of an availability zone",
                "For a moment nothing answered, then most of it came back. AWS reports trouble with a zone. One page in three still does not load, "
                        + "and the load balancer finds all of its tasks healthy.",
                "A zone was lost: RDS failed over, and a task hangs in its dead connections",
                List.of("What happened to blog-db? The Overview and the Timeline have RDS's events and what this console's probes felt.",
                        "RDS did its part. Which task of the blog has had no session since the failover? Sessions carry the task in their "
                                + "application's name: Activity, F4.",
                        "A task that hangs is replaced: Backups & restore, Restart blog-api. A second failover would only hit everybody again."),
                Duration.ofMinutes(10), 12);
    }

    @Override
    public Scene begin(Stage stage) throws IOException, InterruptedException {
        Region region = stage.world().home();
        DataPlane servers = Objects.requireNonNull(region.servers(ChapterSeed.BLOG), "servers");
        stage.ground().servers().awaitStandby(PATIENCE);
        String zone = servers.zone();
        String hung = stage.application().tasks().getFirst();
        if (!region.leaveAvailable(ChapterSeed.BLOG, "rebooting")) {
            throw new IOException("blog-db is not available");
        }
        Instant at = stage.now();
        region.tell(at, "db-instance", ChapterSeed.BLOG, "Multi-AZ instance failover started.", "failover");
        region.tell(at.plusMillis(1), "db-instance", ChapterSeed.BLOG,
                "The primary host of the RDS Multi-AZ instance is unreachable due to loss of network connectivity.", "failover");
        try {
            servers.failover();
        } finally {
            region.change(ChapterSeed.BLOG, i -> i.withStatus(DbInstance.AVAILABLE));
        }
        Instant over = stage.now();
        region.tell(over, "db-instance", ChapterSeed.BLOG, "DB instance restarted.", "availability");
        region.tell(over.plusMillis(1), "db-instance", ChapterSeed.BLOG, "Multi-AZ instance failover completed.", "failover");
        stage.world().clock().after(stage.world().pace().zoneLag(), _ -> region.change(ChapterSeed.BLOG, DbInstance::withZonesSwapped));
        stage.application().hang(hung);
        var facts = List.of(new Fact(at, "the primary's host in " + zone + " was killed, and RDS began to fail over", "unreachable"),
                new Fact(over, "RDS completed the failover to " + servers.zone(), "completed"),
                new Fact(stage.now(), "task " + hung + " of blog-api hangs: it counts as running and opens no sessions", "blog-api"));
        return new Aftermath(stage, facts, hung);
    }

    private record Aftermath(Stage stage, List<Fact> facts, String hung) implements Scene {
        @Override
        public Look look(Instant now) throws IOException {
            List<String> tasks = stage.application().tasks();
            return Look.of(List.of(), !tasks.isEmpty() && !tasks.contains(hung) && stage.served(tasks));
        }

        @Override
        public Optional<Act> judge(Trail.Event call) {
            if (call.error() != null) {
                return Optional.empty();
            }
            return switch (call.name()) {
                case "UpdateService" -> Optional.of(new Act(call.at(), Act.Kind.RIGHT, "new tasks of blog-api were asked for"));
                case "StopTask" -> call.resources().stream().anyMatch(r -> r.contains(hung))
                        ? Optional.of(new Act(call.at(), Act.Kind.RIGHT, "the task that hangs was stopped"))
                        : Optional.of(new Act(call.at(), Act.Kind.WRONG, "a task was stopped that does not hang"));
                case "RebootDBInstance" ->
                    Optional.of(new Act(call.at(), Act.Kind.WRONG, "blog-db was restarted once more: every session ended"));
                default -> Optional.empty();
            };
        }

        @Override
        public boolean sparesSessions() {
            return false;
        }

        @Override
        public void undo() throws IOException {
            stage.application().renew();
            stage.ground().servers().awaitStandby(PATIENCE);
        }
    }
}
