package dev.howdah.drill.scenario;

import dev.howdah.drill.postgres.practice.Ground;
import dev.howdah.drill.world.Application;
import dev.howdah.drill.world.World;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// Where scenarios play.
///
/// @param ground the servers of blog-db
/// @param application what lives on them
public record Stage(World world, Ground ground, Application application) {
    /// By the drill's clock.
    public Instant now() {
        return world.clock().now();
    }

    /// Whether each of these tasks of the blog has sessions with the database.
    boolean served(List<String> tasks) throws IOException {
        for (String task : tasks) {
            if (ground.number("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'blog-api/" + task + "'") == 0) {
                return false;
            }
        }
        return true;
    }
}
