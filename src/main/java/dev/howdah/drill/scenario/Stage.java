package dev.howdah.drill.scenario;

import dev.howdah.drill.postgres.practice.Ground;
import dev.howdah.drill.world.Application;
import dev.howdah.drill.world.World;
import java.time.Instant;

/// Where scenarios play.
///
/// @param ground the servers of blog-db
/// @param application what lives on them
public record Stage(World world, Ground ground, Application application) {
    /// By the drill's clock.
    public Instant now() {
        return world.clock().now();
    }
}
