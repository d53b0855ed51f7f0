package dev.howdah.drill;

import dev.howdah.drill.world.Application;
import dev.howdah.drill.world.ChapterSeed;
import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.DbSnapshot;
import dev.howdah.drill.world.EcsSeed;
import dev.howdah.drill.world.NetworkSeed;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.SecretSeed;
import dev.howdah.drill.world.World;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// What happens to blog-db between CreateDBInstance and its first `available`: servers come up, the endpoint appears, the first
/// backup is taken.
final class Opening {
    private static final Pattern FATAL = Pattern.compile("^.*\\b(?:FATAL|PANIC): +");
    private final World world;
    private final Region region;
    private final Consumer<String> progress;

    Opening(World world, Consumer<String> progress) {
        this.world = world;
        this.region = world.home();
        this.progress = progress;
    }

    /// Runs all of it on the calling thread. On failure the instance stays `failed`.
    DataPlane run(ServerSource source) throws IOException, InterruptedException {
        try {
            DataPlane servers = source.start(progress);
            open(servers);
            backUp(servers);
            return servers;
        } catch (IOException | InterruptedException | RuntimeException e) {
            region.change(ChapterSeed.BLOG, db -> db.withStatus("failed"));
            // among the instance's events, where whoever looks at it in the window sees it
            tell("Did not start: " + reason(String.valueOf(e.getMessage())), "failure");
            progress.accept("blog-db did not start: " + e.getMessage());
            throw e;
        }
    }

    /// The one line of a server's last words that says why; without one, the first.
    private static String reason(String words) {
        return words.lines().filter(line -> FATAL.matcher(line).find()).findFirst().map(line -> FATAL.matcher(line).replaceFirst(""))
                .orElseGet(() -> words.lines().findFirst().orElse(words));
    }

    private void open(DataPlane servers) {
        region.inboundPort(NetworkSeed.SG_RDS, servers.port());
        region.serve(ChapterSeed.BLOG, servers);
        region.change(ChapterSeed.BLOG, db -> serving(db, servers));
        DbInstance db = region.instance(ChapterSeed.BLOG);
        if (db != null) {
            Instant now = world.clock().now();
            SecretSeed.open(region, db, servers.login(), now, now);
            Application application = servers.application();
            if (application != null) {
                region.containers().run(EcsSeed.API, application);
                EcsSeed.start(region, EcsSeed.API, application.tasks(), world.clock().now());
            }
            EcsSeed.startWorker(region, now);
        }
        tell("DB instance created", "creation");
        progress.accept("blog-db answers on port " + servers.port());
    }

    private static DbInstance serving(DbInstance db, DataPlane servers) {
        return db.withEngine(db.engine().running(servers.serverVersion(), servers.certificateEnds())).withStatus("backing-up")
                .withEndpoint(new DbInstance.Endpoint(ChapterSeed.address(db.id()), servers.port()));
    }

    private void backUp(DataPlane servers) throws IOException, InterruptedException {
        tell("Backing up DB instance", "backup");
        DbInstance db = region.instance(ChapterSeed.BLOG);
        if (db != null) {
            Instant now = world.clock().now();
            DbSnapshot first = DbSnapshot.automated(db, now).with("creating", 0);
            region.put(first);
            servers.snapshot(first.id(), percent -> region.changeSnapshot(first.id(), s -> s.with("creating", Math.min(percent, 99))));
            region.changeSnapshot(first.id(), s -> s.with(DbInstance.AVAILABLE, 100));
            region.tell(world.clock().now(), "db-snapshot", first.id(), "Automated snapshot created", "creation");
        }
        tell("Finished DB instance backup", "backup");
        region.change(ChapterSeed.BLOG, i -> i.withStatus(DbInstance.AVAILABLE));
        progress.accept("blog-db is available");
    }

    private void tell(String message, String category) {
        region.tell(world.clock().now(), "db-instance", ChapterSeed.BLOG, message, category);
    }
}
