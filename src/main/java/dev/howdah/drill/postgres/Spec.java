package dev.howdah.drill.postgres;

import dev.howdah.drill.tls.DrillCa;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What is to be built.
///
/// @param home directory for the binaries' cache and the run directories; several drills may share it
/// @param endpoint the name that clients verify, with the port they would like
/// @param database the database and its master user
/// @param zones where the servers pretend to be
/// @param size the instance class and what is lowered for the machine at hand
/// @param ca who signs the server certificate
public record Spec(Path home, Endpoint endpoint, Database database, Zones zones, Size size, DrillCa ca) {

    /// The same servers behind another name.
    public Spec withHost(String host) {
        return new Spec(home, new Endpoint(host, endpoint.port()), database, zones, size, ca);
    }

    /// The same servers with other settings.
    public Spec withParameters(Map<String, String> parameters) {
        return new Spec(home, endpoint, database, zones,
                new Size(size.vcpus(), size.memoryBytes(), size.storageBytes(), size.archiveTimeout(), parameters), ca);
    }

    /// @param host as in `blog-db.xxxx.ap-northeast-2.rds.amazonaws.com`
    /// @param port taken when it is free on 127.0.0.1, else any free one
    public record Endpoint(String host, int port) {}

    public record Database(String name, String masterUser, Password masterPassword) {}

    /// @param standby absent for a Single-AZ instance
    public record Zones(String primary, Optional<String> standby) {}

    /// @param vcpus what CPUUtilization is a share of (db.t4g.small: 2)
    /// @param memoryBytes nominal memory, which FreeableMemory starts from (db.t4g.small: 2 GiB)
    /// @param storageBytes allocated storage, which FreeStorageSpace starts from
    /// @param archiveTimeout how long a WAL segment may stay open while there are writes: the restore window is at most a
    /// little more than this behind (RDS: 5 minutes)
    /// @param parameters server settings that differ from ours, as in a parameter group
    public record Size(int vcpus, long memoryBytes, long storageBytes, Duration archiveTimeout, Map<String, String> parameters) {
        public static final Duration BRISK = Duration.ofSeconds(60);
        public static final Duration REALISTIC = Duration.ofSeconds(300);

        public Size {
            parameters = Map.copyOf(parameters);
        }

        /// db.t4g.small with 20 GiB, as in the book.
        public static Size small(Duration archiveTimeout) {
            return new Size(2, 2L << 30, 20L << 30, archiveTimeout, Map.of());
        }
    }

    /// Where a drill lives unless told otherwise: root's servers run as another account, which cannot enter root's home.
    public static Path standardHome() {
        if ("root".equals(System.getProperty("user.name")) && Files.isDirectory(Path.of("/var/cache"))) {
            return Path.of("/var/cache/howdah-drill");
        }
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base = cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return base.resolve("howdah-drill");
    }
}
