package dev.howdah.drill.postgres.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/// Whether this machine has the shared memory that PostgreSQL takes by itself. A server's configuration is written as a whole here, so what
/// `initdb` found out about it is asked again.
public final class SharedMemory {
    private SharedMemory() {}

    /// False in a container or chroot without `/dev/shm`, or with one that only its owner may write. Segments are files of the data
    /// directory then, which is slower and needs nothing (PostgreSQL's manual, `dynamic_shared_memory_type`).
    public static boolean posix() {
        return posix(System.getProperty("os.name", ""), Path.of("/dev/shm"));
    }

    /// Servers may run as another user than this process, so everybody must be able to write there.
    static boolean posix(String system, Path folder) {
        if (!system.equals("Linux")) {
            return true;
        }
        try {
            return Files.isDirectory(folder) && Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException e) {
            System.getLogger(SharedMemory.class.getName()).log(System.Logger.Level.DEBUG, "{0}: {1}", folder, e.getMessage());
            return false;
        }
    }
}
