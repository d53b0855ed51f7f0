package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.DataPlane.LogFile;
import dev.howdah.drill.world.Region;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;

/// The server logs of an instance.
final class Logs {
    private static final String NEWEST = "error/postgresql.log";

    private Logs() {}

    /// The log files of the instance that the request names.
    static List<LogFile> of(Region region, Input input) {
        String id = Listing.name(input.need("DBInstanceIdentifier"));
        if (region.instance(id) == null) {
            throw RdsErrors.noInstance(id);
        }
        DataPlane servers = region.servers(id);
        try {
            return servers == null ? List.of() : servers.logFiles();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One of them. The plain name stands for the newest, as it does on instances that rotate by size.
    static LogFile named(List<LogFile> files, String name) {
        return files.stream().filter(f -> f.name().equals(name)).findFirst()
                .or(() -> files.stream().filter(_ -> name.equals(NEWEST)).max(Comparator.comparing(LogFile::lastWritten)))
                .orElseThrow(() -> RdsErrors.noLogFile(name));
    }
}
